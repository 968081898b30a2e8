"""对照稿: a comparison to be read on a screen: every passage of both texts once, what went and what came in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongwen.drafting.revision.changes import ADDED, DELETED, Change, text_of
from gongwen.drafting.revision.contents import Passage
from gongwen.drafting.revision.redline import readable

KEPT = ""
Piece = tuple[str, str]
"""KEPT, ADDED or DELETED, and the words."""


@dataclass(frozen=True)
class Marked:
    """One passage: where it stands (of a deleted one: stood), and its words in pieces."""

    place: str
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it went or came."""
        return any(kind != KEPT for kind, _ in self.pieces)


def marked_passages(
    before: Sequence[Passage], after: Sequence[Passage], changed: Sequence[Change]
) -> tuple[Marked, ...]:
    """The two texts laid into one; `changed` is what `changes` tells of them."""
    return tuple(_lines(before, after, _pieces(text_of(before), changed)))


def _pieces(old: str, changed: Sequence[Change]) -> Iterator[Piece]:
    done = 0
    for one in changed:
        yield KEPT, old[done : one.at]
        yield DELETED, one.before
        yield ADDED, one.after
        done = one.at + len(one.before)
    yield KEPT, old[done:]


def _lines(before: Sequence[Passage], after: Sequence[Passage], pieces: Iterator[Piece]) -> Iterator[Marked]:
    """A passage ends where either text has its line feed; `old` and `new` count the passages of each that are over."""
    old = new = 0
    held: list[Piece] = []
    for kind, text in pieces:
        parts = text.split("\n")
        for at, part in enumerate(parts):
            held += [(kind, readable(part))] if part else []
            if at == len(parts) - 1:
                continue
            if held:
                alone = all(one == DELETED for one, _ in held)
                yield Marked(_place(before, old) if alone else _place(after, new), tuple(held))
            held = []
            old, new = old + (kind != ADDED), new + (kind != DELETED)


def _place(passages: Sequence[Passage], at: int) -> str:
    return passages[min(at, len(passages) - 1)].place if passages else "文稿"

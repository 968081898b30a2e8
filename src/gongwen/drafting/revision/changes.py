"""改动: what differs between two versions, as a person reads it: whole figures and words, passage by passage.

Lossless: the changes applied to the one text give the other (`applied`), so nothing that was changed goes untold.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Protocol

from gongwen.drafting.revision.contents import Passage
from gongwen.drafting.revision.words import CLOSE, OPEN

ADDED, DELETED, CHANGED = "增", "删", "改"
TOKEN = re.compile(rf"{OPEN}[^{CLOSE}]*{CLOSE}|\d+(?:[.,，]\d+)*[%％‰]?|[A-Za-z]+|.", re.DOTALL)
"""A mark, a figure with its signs, a Latin word, or one character: what is compared and told as one."""
_APART = 2
"""Changes with fewer characters than this between them are told as one."""
_MANY = 1000
"""Passages from which on the commonest are passed over when two texts are laid side by side."""
_MOST = 4_000_000
"""Pairs of words compared in one stretch; longer stretches are told as replaced from end to end."""
Span = tuple[int, int, int, int]


class Guard(Protocol):
    """Says why a change can never be a mere 文字更正; empty when it may be one."""

    def reason(self, before: str, after: str, span: Span, place: str) -> str: ...


@dataclass(frozen=True)
class Change:
    """One difference: `before` and `after` (either may be empty), where it stands, and why it is one of substance
    (`protected`, empty where it may be a 文字更正). `at` counts characters of the former text."""

    kind: str
    before: str
    after: str
    place: str
    protected: str = ""
    at: int = 0


class _Nothing:
    def reason(self, before: str, after: str, span: Span, place: str) -> str:
        return ""


def changes(before: Sequence[Passage], after: Sequence[Passage], protected: Guard | None = None) -> tuple[Change, ...]:
    """Every difference, in the order of the text; none when both say the same. `protected` judges each by itself."""
    old, new = text_of(before), text_of(after)
    guard = protected or _Nothing()
    places = _Places(before), _Places(after)
    return tuple(_change(old, new, span, places, guard) for span in _cleaned(old, new, _differing(old, new)))


def text_of(passages: Sequence[Passage]) -> str:
    """The passages as one text, each ended by a line feed."""
    return "".join(f"{passage.line}\n" for passage in passages)


def applied(text: str, changed: Sequence[Change]) -> str:
    """The former text after the changes."""
    out, done = [], 0
    for one in changed:
        out += [text[done : one.at], one.after]
        done = one.at + len(one.before)
    return "".join([*out, text[done:]])


class _Places:
    """Which passage a character belongs to."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._names = [passage.place for passage in passages]
        self._ends = list(accumulate(len(passage.line) + 1 for passage in passages))

    def of(self, at: int) -> str:
        if not self._names:
            return "文稿"
        return self._names[min(bisect_right(self._ends, at), len(self._names) - 1)]


def _change(old: str, new: str, span: Span, places: tuple[_Places, _Places], guard: Guard) -> Change:
    a0, a1, b0, b1 = span
    kind = ADDED if a0 == a1 else DELETED if b0 == b1 else CHANGED
    place = places[1].of(b0) if kind == ADDED else places[0].of(a0)
    return Change(kind, old[a0:a1], new[b0:b1], place, guard.reason(old, new, span, place), a0)


def _differing(old: str, new: str) -> Iterator[Span]:
    """Stretches that differ: first whole passages against passages, then words inside what is left."""
    lines = _lines(old), _lines(new)
    starts = [0, *accumulate(map(len, lines[0]))], [0, *accumulate(map(len, lines[1]))]
    alike = next(
        (at for at, (one, other) in enumerate(zip(*lines, strict=False)) if one != other), min(map(len, lines))
    )
    left = lines[0][alike:], lines[1][alike:]
    # Of a long table most cells say what others say too: weighing all of them against each other takes minutes.
    match = SequenceMatcher(None, *left, autojunk=max(map(len, left)) > _MANY)
    for tag, i0, i1, j0, j1 in match.get_opcodes():
        if tag != "equal":
            at = starts[0][alike + i0], starts[0][alike + i1], starts[1][alike + j0], starts[1][alike + j1]
            yield from _inside(old, new, at)


def _lines(text: str) -> list[str]:
    return re.findall("[^\n]*\n|[^\n]+", text)


def _inside(old: str, new: str, span: Span) -> Iterator[Span]:
    """Words of two stretches against each other, the common beginning and end left out first."""
    a0, a1, b0, b1 = span
    words = TOKEN.findall(old[a0:a1]), TOKEN.findall(new[b0:b1])
    if len(words[0]) * len(words[1]) > _MOST:
        yield span
        return
    at = list(accumulate(map(len, words[0]), initial=a0)), list(accumulate(map(len, words[1]), initial=b0))
    for tag, i0, i1, j0, j1 in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        if tag != "equal":
            yield at[0][i0], at[0][i1], at[1][j0], at[1][j1]


def _cleaned(old: str, new: str, spans: Iterator[Span]) -> Iterator[Span]:
    """Neighbouring changes as one, where a single character that happens to be alike parts them."""
    last: Span | None = None
    for span in spans:
        if last and _touching(old, new, last, span):
            last = (last[0], span[1], last[2], span[3])
        else:
            if last:
                yield last
            last = span
    if last:
        yield last


def _touching(old: str, new: str, one: Span, other: Span) -> bool:
    between = old[one[1] : other[0]]
    return len(between) < _APART and "\n" not in between and between == new[one[3] : other[2]]

"""版面取舍: how far the head gives way so that the first page shows text, and where 版记 stands (GB/T 9704—2012 7.3).

`first_fit` reckons from exact line heights before anything is printed, with the very bands that are set afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gongwen.document import layout
from gongwen.document.lengths import Length, pt
from gongwen.document.model import Paper


@dataclass(frozen=True)
class Piece:
    """One paragraph, table or picture of the body, as what tells it on the printed page: its text and its kind.

    `kind` is text, heading (which stays with what follows), table, whole table (its rows stay together) or picture.
    """

    text: str
    kind: str = "text"


@dataclass(frozen=True)
class Way:
    """How the text is poured: its line height from a piece on, and the row that begins the sign-off's page (or None).

    `number` orders the ways by how much they disturb: none, closer lines, lines carried over, closer lines throughout.
    """

    pitch: Length
    closer_from: int
    cut: int | None = None
    number: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Outcome:
    """What comes of a way: pages of the sign-off without text, whether a seal leaves 版心, pages used without 版记, and
    the room (mm) left under the last of them (none on a landscape page)."""

    bare: int
    over: bool
    used: int
    room: float


@dataclass(frozen=True)
class Fit:
    """Everything about a paper that depends on room: sizes and line heights of the head, places at the end.

    `blank_rows` scales the empty rows of the head (1 = as the standard has them). `body_pitch` is the line height of
    the body from piece `closer_from` on. To bring text over to the sign-off's page from row `cut` on, either piece
    `broken_before` begins a page (after its first `parted` characters), or `held` is kept free at the foot of the page
    on which piece `held_at` begins.
    `imprint` is `here` (on the last page), `next` (a numbered page of its own) or `after blank` (behind a blank page,
    both unnumbered). `conceded` names, in Chinese, what gave way; `body` is what the text consists of, and `tried` what
    came of the ways printed before.
    """

    mark_size: Length
    mark_pitch: Length
    title_pitch: Length = layout.TITLE_PITCH
    blank_rows: float = 1.0
    recipients_in_imprint: bool = False
    body_pitch: Length = layout.LINE_PITCH
    closer_from: int = 0
    sign_off_gap: float = 1.0
    cut: int | None = None
    broken_before: int | None = None
    parted: int = 0
    held: Length = Length(0)  # noqa: RUF009
    held_at: int = 0
    imprint: str = "here"
    conceded: tuple[str, ...] = ()
    body: tuple[Piece, ...] = ()
    tried: tuple[tuple[Way, Outcome], ...] = ()
    passes: int = 0

    def row(self, figure: Length) -> Length:
        """A distance of the head, scaled."""
        return Length(figure * self.blank_rows)


COMFORTABLE, TIGHT = 1.35, 1.1
_TITLE_TIGHT = Length(pt(28))
_ROWS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
_STEP = Length(pt(1))


def ways(paper: Paper, largest: Length) -> Iterator[Fit]:
    """Fits in the order in which the head gives way: leading, size to 22 pt, 主送 to 版记, spacing, size to 16 pt."""
    leading = COMFORTABLE if len(paper.mark_organs) > 1 else TIGHT
    fit = Fit(largest, Length(largest * leading), body_pitch=paper.geometry.pitch)
    tried = [fit, *_closer(fit)]
    tried += _smaller(tried[-1], layout.MARK_SHRINK_FIRST)
    tried.append(replace(tried[-1], recipients_in_imprint=True, conceded=_and(tried[-1], "主送机关移至版记")))
    tried += _tighter(tried[-1])
    tried += _smaller(tried[-1], layout.MARK_MIN_SIZE)
    yield from tried


def _closer(fit: Fit) -> Iterator[Fit]:
    for percent in range(130, 105, -5):
        pitch = Length(fit.mark_size * (percent / 100))
        if pitch < fit.mark_pitch:
            yield replace(fit, mark_pitch=pitch, conceded=_and(fit, "压缩发文机关标志行距"))


def _tighter(fit: Fit) -> Iterator[Fit]:
    for rows in _ROWS:
        yield replace(fit, title_pitch=_TITLE_TIGHT, blank_rows=rows, conceded=_and(fit, "压缩首页行距"))


def _smaller(fit: Fit, least: Length) -> Iterator[Fit]:
    size = fit.mark_size
    while size > least:
        size = Length(max(least, size - _STEP))
        yield replace(fit, mark_size=size, mark_pitch=Length(size * TIGHT), conceded=_and(fit, "缩小发文机关标志字号"))


def _and(fit: Fit, words: str) -> tuple[str, ...]:
    return fit.conceded if words in fit.conceded else (*fit.conceded, words)

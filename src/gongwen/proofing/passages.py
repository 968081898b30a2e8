"""段落: a paper's lines joined into the paragraphs they were written as, so that words can be read and found again.

A paragraph ends where the next line is indented, or where its own last line stops well short of the right edge; it goes
on over a page. A table's cell is a passage of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from gongwen.document.sheet import Glyph, Rule, Sheet, TextLine
from gongwen.proofing import elements as e
from gongwen.proofing.zones import Zones

MASK = "◇"
"""What stands for each character of quoted words in `Passage.bare`."""
_RUNNING = (e.BODY, e.ENCLOSED, e.LISTED, e.ATTENDED, e.NOTE)
_WHOLE = (e.TITLE, e.HEADLINE, e.RECIPIENTS, e.ADOPTED)
_SKIPPED = (e.FOLIO, e.FOOTER)
_MAIN = (e.TITLE, e.RECIPIENTS, e.BODY)
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’|《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_FOOT = re.compile(r"(?:主送|抄送)[:：]")
_INDENT, _SHORT, _LONG = 1.2, 8.0, 20
_MM_PER_PT = 25.4 / 72

Place = tuple[int, tuple[float, float, float, float]]
_Cell = tuple[int, float, float, float, float]


@dataclass(frozen=True)
class Passage:
    """A paragraph, a title, a table's cell, or a piece of a line of 版头 or 版记.

    `part` counts the attachments: 0 is the paper itself. `lines` are its lines in order.
    """

    zone: str
    lines: tuple[TextLine, ...]
    part: int = 0
    cell: bool = False

    @cached_property
    def _inked(self) -> tuple[tuple[str, Glyph, int], ...]:
        """Every character with its glyph and page; blanks are kept between figures and Latin letters alone."""
        every = [(char, glyph, line.page) for line in self.lines for glyph in line.glyphs for char in glyph.text]
        return tuple(one for at, one in enumerate(every) if one[0].strip() or _parts_words(every, at))

    @cached_property
    def text(self) -> str:
        """Its characters without blanks."""
        return "".join(" " if not char.strip() else char for char, *_ in self._inked)

    @cached_property
    def bare(self) -> str:
        """The text with quoted words and names in 《》 hidden: as long as the text, so places agree."""
        return _QUOTED.sub(lambda found: found[0][0] + MASK * (len(found[0]) - 2) + found[0][-1], self.text)

    def place(self, start: int, end: int) -> Place:
        """Page and box (mm) of the characters from `start` up to `end`, as far as they stand on one line."""
        _, first, page = self._inked[start]
        glyphs = [g for _, g, on in self._inked[start:end] if on == page and abs(g.baseline - first.baseline) < 1]
        edges = (min(g.x0 for g in glyphs), min(g.top for g in glyphs),
                 max(g.x1 for g in glyphs), max(g.bottom for g in glyphs))  # fmt: skip
        return page, tuple(round(edge, 2) for edge in edges)  # type: ignore[return-value]


def read_passages(zones: Zones) -> tuple[Passage, ...]:
    """Every passage of a paper in the order of reading."""
    sheets = {sheet.number: sheet for sheet in zones.measured.sheets}
    kept = [(one.zone, one.line) for one in zones.placed if one.zone not in _SKIPPED]
    edges = _edges(zones)
    made: list[Passage] = []
    part = 0
    for zone, group in groupby(kept, key=lambda one: one[0]):
        lines = [line for _, line in group]
        if zone == e.LABEL:
            part += 1
        here = 0 if zone in _MAIN else part
        made += [Passage(zone, found, here, cell) for found, cell in _cut(zone, lines, sheets, edges)]
    return tuple(one for one in made if one.text)


def _parts_words(every: Sequence[tuple[str, Glyph, int]], at: int) -> bool:
    """Whether a blank stands between two figures or Latin letters."""
    before = every[at - 1][0] if at else ""
    after = every[at + 1][0] if at + 1 < len(every) else ""
    return bool(before.isascii() and after.isascii() and before.isalnum() and after.isalnum())


def _edges(zones: Zones) -> tuple[float, float]:
    """Left and right edge of running text (mm).

    The left edge is where addressees and the longest lines begin; where all of these are indented, that of the
    standard. The right edge lies as far from the page's edge, or where the furthest line ends.
    """
    running = [one.line for one in zones.placed if one.zone in _RUNNING]
    long = [line.x0 for line in running if len(line.glyphs) > _LONG] + [line.x0 for line in zones.of(e.RECIPIENTS)]
    left = min(long, default=e.LEFT)
    left = e.LEFT if left > e.LEFT + 1.5 * e.CHAR else left
    width = zones.measured.sheets[0].width if zones.measured.sheets else 0.0
    return left, max([line.x1 for line in running] + [width - left])


def _cut(
    zone: str, lines: Sequence[TextLine], sheets: dict[int, Sheet], edges: tuple[float, float]
) -> Iterator[tuple[tuple[TextLine, ...], bool]]:
    """Lines of one element cut into passages, and whether each is a table's cell."""
    if zone in _WHOLE:
        yield tuple(lines), False
    elif zone == e.IMPRINT:
        yield from ((tuple(found), False) for found in _imprint(lines))
    elif zone in _RUNNING:
        yield from _running(lines, sheets, edges)
    else:
        yield from (((piece,), False) for line in lines for piece in e.pieces(line))


def _imprint(lines: Iterable[TextLine]) -> Iterator[list[TextLine]]:
    """主送 and 抄送 of 版记 whole, then the pieces of the line of 印发."""
    listed: list[TextLine] = []
    for line in lines:
        issued = "印发" in line.text
        if listed and (issued or _FOOT.match(line.text)):
            yield listed
            listed = []
        if issued:
            yield from ([piece] for piece in e.pieces(line))
        else:
            listed.append(line)
    if listed:
        yield listed


def _running(
    lines: Sequence[TextLine], sheets: dict[int, Sheet], edges: tuple[float, float]
) -> Iterator[tuple[tuple[TextLine, ...], bool]]:
    for table, group in groupby(
        ((_cell(line, sheets[line.page]), line) for line in lines), key=lambda one: bool(one[0])
    ):
        if table:
            cells: dict[_Cell | None, list[TextLine]] = {}
            for cell, line in group:
                cells.setdefault(cell, []).append(line)
            yield from ((tuple(found), True) for found in cells.values())
        else:
            yield from ((tuple(found), False) for found in _paragraphs([line for _, line in group], edges))


def _paragraphs(lines: Sequence[TextLine], edges: tuple[float, float]) -> Iterator[list[TextLine]]:
    made: list[TextLine] = []
    for line in lines:
        if made and _begins(line, made[-1], edges):
            yield made
            made = []
        made.append(line)
    yield made


def _begins(line: TextLine, above: TextLine, edges: tuple[float, float]) -> bool:
    """Whether a line begins a paragraph."""
    em = line.size * _MM_PER_PT
    indented = line.x0 > edges[0] + _INDENT * em
    return indented or above.x1 < edges[1] - _SHORT * em or abs(line.size - above.size) > 1


def _cell(line: TextLine, sheet: Sheet) -> _Cell | None:
    """The table's cell that a line stands in, by the rules around it; none outside tables."""
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    upright = [rule.x0 for rule in sheet.rules if _stands(rule) and _between(y, rule.y0, rule.y1)]
    left, right = max((u for u in upright if u < x), default=None), min((u for u in upright if u > x), default=None)
    if left is None and right is None:
        return None
    level = [rule.y for rule in sheet.rules if rule.horizontal and _between(x, rule.x0, rule.x1)]
    over, under = max((v for v in level if v < y), default=0.0), min((v for v in level if v > y), default=0.0)
    return line.page, round(left or 0.0, 1), round(right or 0.0, 1), round(over, 1), round(under, 1)


def _stands(rule: Rule) -> bool:
    return abs(rule.x1 - rule.x0) < 0.5 and abs(rule.y1 - rule.y0) > 3


def _between(value: float, one: float, other: float) -> bool:
    return min(one, other) - 0.2 <= value <= max(one, other) + 0.2

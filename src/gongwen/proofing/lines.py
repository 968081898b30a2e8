"""成行: glyphs into lines of text.

What stands on one baseline is one line across the whole page, so the organ and the date of 版记, two names of a
sign-off side by side, or 签发人 and 文号 of an upward paper are one line; only a vertical rule between them (a table's
border) parts them into lines of their own, one a cell. A gap wider than one and a half characters is told by a blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gongwen.document.sheet import Glyph, Rule, TextLine

SAME_BASELINE = 0.5
"""Baselines not further apart than this (mm) are one line."""
GAP_EMS = 1.5
"""A gap wider than this many characters is written as a blank."""
_MM_PER_PT = 25.4 / 72


def text_lines(page: int, glyphs: Iterable[Glyph], rules: Sequence[Rule]) -> tuple[TextLine, ...]:
    """All lines of a page from top to bottom, those of one baseline from left to right."""
    borders = [rule for rule in rules if abs(rule.x1 - rule.x0) < 0.2 and abs(rule.y1 - rule.y0) > 1]
    lines = []
    for row in _rows(glyphs):
        for cell in _cells(row, borders):
            kept = _trimmed(cell)
            if kept:
                lines.append(TextLine(page, tuple(_spaced(kept))))
    return tuple(lines)


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: g.baseline):
        if row and glyph.baseline - row[0].baseline > SAME_BASELINE:
            yield sorted(row, key=lambda g: g.x0)
            row = []
        row.append(glyph)
    if row:
        yield sorted(row, key=lambda g: g.x0)


def _cells(row: list[Glyph], borders: Sequence[Rule]) -> Iterator[list[Glyph]]:
    """A row cut at the vertical rules that stand between its glyphs."""
    middle = row[0].baseline - row[0].size * _MM_PER_PT * 0.3
    cuts = sorted(b.x0 for b in borders if min(b.y0, b.y1) <= middle <= max(b.y0, b.y1))
    cell: list[Glyph] = []
    for glyph in row:
        centre = (glyph.x0 + glyph.x1) / 2
        if cell and any((cell[-1].x0 + cell[-1].x1) / 2 < cut < centre for cut in cuts):
            yield cell
            cell = []
        cell.append(glyph)
    yield cell


def _trimmed(glyphs: list[Glyph]) -> list[Glyph]:
    inked = [index for index, glyph in enumerate(glyphs) if glyph.text.strip()]
    return glyphs[inked[0] : inked[-1] + 1] if inked else []


def _spaced(glyphs: list[Glyph]) -> Iterator[Glyph]:
    """The glyphs with a blank in each wide gap, unless one is printed there."""
    yield glyphs[0]
    for left, right in pairwise(glyphs):
        wide = right.x0 - left.x1 > GAP_EMS * max(left.size, right.size) * _MM_PER_PT
        if wide and left.text.strip() and right.text.strip():
            yield replace(left, text=" ", x0=left.x1, x1=right.x0)
        yield right

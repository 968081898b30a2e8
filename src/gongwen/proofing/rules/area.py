"""版心的范围: what of a page lies in 版心, and which of its lines show how wide that is (GB/T 9704—2012 5.2.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from gongwen.document import layout
from gongwen.document.sheet import Sheet, TextLine
from gongwen.proofing import zones
from gongwen.proofing.grids import grids
from gongwen.proofing.rules.check import Box
from gongwen.proofing.zones import Placed, Zones

CLOSING = "。，、；：？！”’）》〉〕】…—·"
"""Punctuation that may hang over the right edge."""
_EM = layout.SIZE_3.mm
_CLOSE = 5.0
"""Lines of one paragraph are further apart than this (mm)."""
_RUNNING = (zones.RECIPIENTS, zones.BODY)
_OUTSIDE = (zones.FOLIO, zones.FOOTER)
_LEFT, _TOP = layout.LEFT_MARGIN.mm, layout.TOP_MARGIN.mm
_RIGHT, _BOTTOM = _LEFT + layout.TYPE_WIDTH.mm, layout.TYPE_BOTTOM.mm


def type_area(sheet: Sheet) -> Box:
    """版心 of a page; of a landscape one the upright area turned with the page, its left edge on top (clause 8)."""
    if sheet.width < sheet.height:
        return _LEFT, _TOP, _RIGHT, _BOTTOM
    return sheet.width - _BOTTOM, _LEFT, sheet.width - _TOP, _RIGHT


def outside(placed: Placed) -> bool:
    """Whether a line stands outside 版心 by its nature: page number and footer."""
    return placed.zone in _OUTSIDE


def inked_right(line: TextLine) -> float:
    """Right edge without closing punctuation, which may hang over."""
    inked = [g for g in line.glyphs if g.text not in CLOSING]
    return inked[-1].x1 if inked else line.x0


def wrapped(read: Zones, sheet: Sheet) -> list[tuple[TextLine, TextLine]]:
    """Pairs of running lines of size 3 of which the second carries on the first's paragraph (it is not indented); of
    another size on a page that has none of size 3, tables left out.

    An indent is told against the most left line, so that a wrong margin does not hide itself.
    """
    text = [p.line for p in read.on(sheet.number) if p.zone in _RUNNING]
    running = [line for line in text if 15 <= line.size <= 16.5] or _of_one_size(text, sheet)
    if not running:
        return []
    left = min(line.x0 for line in running)
    pairs = [(a, b) for a, b in pairwise(running) if _CLOSE < b.baseline - a.baseline < 14]
    return [(a, b) for a, b in pairs if b.x0 < left + _EM and inked_right(a) > left + 24 * layout.CHAR.mm]


def _of_one_size(text: Sequence[TextLine], sheet: Sheet) -> list[TextLine]:
    """The lines outside tables that have the size of most of them."""
    tables = grids(sheet)
    plain = [line for line in text if not any(one.y0 < line.baseline < one.y1 for one in tables)]
    usual = Counter(round(line.size) for line in plain).most_common(1)
    return [line for line in plain if round(line.size) == usual[0][0]] if usual else []

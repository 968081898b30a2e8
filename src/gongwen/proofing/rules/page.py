"""版面: paper size, 版心 and the grid of 22 lines by 28 characters (GB/T 9704—2012 clause 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from gongwen.document import layout
from gongwen.document.sheet import Sheet, TextLine
from gongwen.proofing import zones
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of, by_figure, departs, off
from gongwen.proofing.zones import Zones

CLOSING = "。，、；：？！”’）》〉〕】…—·"
"""Punctuation that may hang over the right edge."""
_EM = layout.SIZE_3.mm
_LEFT, _RIGHT = layout.LEFT_MARGIN.mm, layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm
_RUNNING = (zones.RECIPIENTS, zones.BODY)
_OUTSIDE = (zones.FOLIO, zones.FOOTER)
_FEW = 5


def page_size(proof: Proof) -> Iterator[Departure]:
    """5.1: A4, upright or turned."""
    for sheet in proof.measured.sheets:
        width, height = sorted((sheet.width, sheet.height))
        if off(width, layout.PAGE_WIDTH) or off(height, layout.PAGE_HEIGHT):
            found = f"{sheet.width:.0f} mm × {sheet.height:.0f} mm"
            yield Departure(
                message=f"第{sheet.number}页纸张是 {found}，公文用纸应为 A4（210 mm × 297 mm），请改页面设置。",
                where="纸张",
                page=sheet.number,
                found=found,
                wanted="210 mm × 297 mm",
            )


def left_edge(proof: Proof) -> Iterator[Departure]:
    """5.2.1: the running text's left edge."""
    for sheet in proof.portrait:
        wrapped = _wrapped(proof.zones, sheet)
        edges = [after.x0 for _, after in wrapped]
        if len(edges) >= 2 and off(min(edges), layout.LEFT_MARGIN):
            after = min((pair[1] for pair in wrapped), key=lambda line: line.x0)
            yield departs(
                layout.LEFT_MARGIN, after.x0, where="订口", page=sheet.number, box=box_of([after]), advice="请改左边距"
            )


def type_width(proof: Proof) -> Iterator[Departure]:
    """5.2.1: wrapped lines span 版心."""
    for sheet in proof.portrait:
        wrapped = _wrapped(proof.zones, sheet)
        if len(wrapped) < _FEW:
            continue
        left = min(after.x0 for _, after in wrapped)
        right = max(_inked_right(line) for line, _ in wrapped)
        if off(right - left, layout.TYPE_WIDTH):
            box = box_of([line for line, _ in wrapped])
            yield departs(
                layout.TYPE_WIDTH, right - left, where="版心", page=sheet.number, box=box, advice="请改左右边距或字距"
            )


def right_edge(proof: Proof) -> Iterator[Departure]:
    """5.2.1: nothing of the paper runs over the right edge of 版心."""
    edge = _RIGHT + layout.RIGHT_MARGIN.tolerance
    for sheet in proof.portrait:
        over = [p.line for p in proof.zones.on(sheet.number) if p.zone not in _OUTSIDE and _inked_right(p.line) > edge]
        if over:
            line = max(over, key=_inked_right)
            yield Departure(
                message=f"第{sheet.number}页“{line.text[:12]}”所在行超出版心右边缘 "
                f"{_inked_right(line) - _RIGHT:.1f} mm，请缩短或换行。",
                where="切口",
                page=sheet.number,
                found=f"{_inked_right(line):.1f} mm",
                wanted=f"不大于 {edge:.0f} mm",
                box=box_of([line]),
            )


def first_line(proof: Proof) -> Iterator[Departure]:
    """5.2.1: on a page where text runs on, or an attachment begins, the first character box starts at 37 mm."""
    for sheet in proof.portrait[1:]:
        placed = proof.zones.on(sheet.number)
        first = next((p for p in placed if p.zone not in _OUTSIDE), None)
        if not first or abs(first.line.size - layout.SIZE_3.pt) > 0.6 or _has_graphics_above(sheet, first.line):
            continue
        runs_on = first.zone == zones.BODY and first.line.x0 < _LEFT + 1.5 * _EM
        if (runs_on or first.zone == zones.LABEL) and off(first.line.top, layout.TOP_MARGIN):
            yield departs(
                layout.TOP_MARGIN,
                first.line.top,
                where="天头",
                page=sheet.number,
                box=box_of([first.line]),
                advice="请改上边距",
            )


def last_line(proof: Proof) -> Iterator[Departure]:
    """5.2.1: no line reaches below 版心."""
    limit = layout.TYPE_BOTTOM.mm + layout.TYPE_BOTTOM.tolerance
    for sheet in proof.portrait:
        inside = [p.line for p in proof.zones.on(sheet.number) if p.zone not in (*_OUTSIDE, zones.IMPRINT)]
        lowest = max(inside, key=lambda line: line.bottom, default=None)
        if lowest and lowest.bottom > limit + 0.05:
            yield departs(
                layout.TYPE_BOTTOM,
                lowest.bottom,
                where="地脚",
                page=sheet.number,
                box=box_of([lowest]),
                advice="请改下边距或行距",
            )


def grid_lines(proof: Proof) -> Iterator[Departure]:
    """5.2.3: the pitch of a page full of body text lets 22 lines into 版心."""
    for sheet, lines in _full_pages(proof):
        pitch = median(after.baseline - before.baseline for before, after in pairwise(lines))
        capacity = int((layout.TYPE_HEIGHT.mm + 0.5 - _EM) / pitch) + 1
        if capacity != layout.LINES_PER_PAGE:
            yield Departure(
                message=f"第{sheet.number}页行距 {pitch:.2f} mm，每面只能排成 {capacity} 行，一般每面排 22 行，"
                "请把行距设为固定值 29.6 磅。",
                where="行数",
                page=sheet.number,
                found=f"{capacity} 行",
                wanted="22 行",
                box=box_of(lines),
            )


def grid_characters(proof: Proof) -> Iterator[Departure]:
    """5.2.3: most wrapped lines of Chinese characters alone hold 28 of them."""
    for sheet in proof.portrait:
        counts = Counter(_cells(line) for line, _ in _wrapped(proof.zones, sheet) if _is_plain(line))
        counted = sum(counts.values())
        if counted < _FEW or max(counts) == layout.CHARS_PER_LINE:
            continue
        usual = counts.most_common(1)[0][0]
        if usual != layout.CHARS_PER_LINE:
            yield Departure(
                message=f"第{sheet.number}页多数行排 {usual} 字，一般每行排 28 字，请核对左右边距、字号和字间距。",
                where="字数",
                page=sheet.number,
                found=f"{usual} 字",
                wanted="28 字",
            )


def _wrapped(read: Zones, sheet: Sheet) -> list[tuple[TextLine, TextLine]]:
    """Pairs of running lines of size 3 of which the second carries on the first's paragraph (it is not indented).

    An indent is told against the most left line, so that a wrong margin does not hide itself.
    """
    running = [p.line for p in read.on(sheet.number) if p.zone in _RUNNING and 15 <= p.line.size <= 16.5]
    if not running:
        return []
    left = min(line.x0 for line in running)
    pairs = [(a, b) for a, b in pairwise(running) if 8 < b.baseline - a.baseline < 14]
    return [(a, b) for a, b in pairs if b.x0 < left + _EM and _inked_right(a) > left + 24 * layout.CHAR.mm]


def _full_pages(proof: Proof) -> Iterator[tuple[Sheet, Sequence[TextLine]]]:
    """Pages that hold nothing but body text of size 3, with body text on the page before and after."""
    bodies = {line.page for line in proof.zones.of(zones.BODY)}
    for sheet in proof.portrait:
        placed = [p for p in proof.zones.on(sheet.number) if p.zone not in _OUTSIDE]
        text = [p.line for p in placed if p.zone == zones.BODY and 15 <= p.line.size <= 16.5]
        if len(text) < 12 or len(text) != len(placed) or sheet.pictures or sheet.rules:
            continue
        if {sheet.number - 1, sheet.number + 1} <= bodies:
            yield sheet, text


def _has_graphics_above(sheet: Sheet, line: TextLine) -> bool:
    return any(rule.y < line.top for rule in sheet.rules) or any(p.y0 < line.top for p in sheet.pictures)


def _inked_right(line: TextLine) -> float:
    """Right edge without closing punctuation, which may hang over."""
    inked = [g for g in line.glyphs if g.text not in CLOSING]
    return inked[-1].x1 if inked else line.x0


def _is_plain(line: TextLine) -> bool:
    """Whether a line is flush and holds full-width characters alone."""
    em = line.size * 25.4 / 72
    return line.x0 < _LEFT + 0.5 * em + 1 and all(g.x1 - g.x0 > 0.8 * em for g in line.glyphs)


def _cells(line: TextLine) -> int:
    """Characters of a full line, a hanging mark at its end not counted."""
    return len(line.glyphs) - (line.glyphs[-1].text in CLOSING and line.x1 > _RIGHT + 1)


CHECKS = (
    by_figure("page.size", layout.PAGE_WIDTH, page_size),
    by_figure("margins.left", layout.LEFT_MARGIN, left_edge),
    by_figure("margins.right", layout.RIGHT_MARGIN, right_edge),
    by_figure("type_area.width", layout.TYPE_WIDTH, type_width),
    by_figure("margins.top", layout.TOP_MARGIN, first_line),
    by_figure("type_area.bottom", layout.TYPE_BOTTOM, last_line),
    Check("grid.lines", layout.GRID_CLAUSE, "一般", grid_lines),
    Check("grid.characters", layout.GRID_CLAUSE, "一般", grid_characters),
)

"""版心的行和字: first and last line on the glyph, 22 lines by 28 characters (GB/T 9704—2012 5.2.1, 5.2.3).

Where an office prints by another page set-up, lines are held against what that set-up comes to, and a note says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from gongwen.document import layout
from gongwen.document.geometry import NATIONAL
from gongwen.document.sheet import Sheet, TextLine
from gongwen.proofing import zones
from gongwen.proofing.rules.area import CLOSING, inked_right, outside, wrapped
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of, by_figure, departs, off, under
from gongwen.proofing.zones import Placed

_EM = layout.SIZE_3.mm
_LEFT, _RIGHT = layout.LEFT_MARGIN.mm, layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm
_TEXT = (zones.BODY, zones.ENCLOSED)
_FEW = 5
_SAME_PITCH = 0.05
_CLOSEST = 0.94
"""Lines may be set closer down to this part of the usual pitch (28 pt of 29.6 pt)."""
_ODD_ROW = (
    "第{page}页行距 {pitch:.2f} mm，每面只能排成 {lines} 行，一般每面排 22 行，请把行距设为固定值 {wanted:g} 磅。"
)


def geometry_used(proof: Proof) -> Iterator[Departure]:
    """Which page set-up a paper was printed by, where it is not the one that puts the glyphs as the standard says."""
    used = proof.geometry
    if used != NATIONAL:
        found = f"首行字身上边缘 {used.first_top.mm:.1f} mm、末行字身下边缘 {used.last_bottom.mm:.1f} mm"
        wanted = f"国标从字身量取为 {layout.TOP_MARGIN.mm:g} mm 和 {layout.TYPE_BOTTOM.mm:g} mm"
        yield Departure(
            message=f"本件按版面配置「{used.name}」排印：{used.told}，"
            f"{found}（{wanted}），版心位置按此配置核对，按国标送检请换用 national。",
            where="版面配置",
            found=found,
            wanted=wanted,
        )


def first_line(proof: Proof) -> Iterator[Departure]:
    """5.2.1: on every page that begins with text, the first character box starts at 37 mm."""
    figure = under(proof.geometry, proof.figure(layout.TOP_MARGIN), proof.geometry.first_top)
    for sheet in proof.portrait:
        line = _opening(proof, sheet)
        if line and off(line.top, figure) and not _after_blank_row(proof, line, figure):
            yield departs(
                figure, line.top, where="天头", page=sheet.number, box=box_of([line]), advice="请改上边距"
            )  # fmt: skip


def last_line(proof: Proof) -> Iterator[Departure]:
    """5.2.1: no line reaches below 版心, and a page whose text runs on is filled down to its lower edge."""
    figure = proof.figure(layout.TYPE_BOTTOM)
    for sheet in proof.portrait:
        lowest = max(_inside(proof, sheet), key=lambda line: line.bottom, default=None)
        if lowest and lowest.bottom > _floor(proof, sheet) + figure.tolerance + 0.05:
            yield departs(
                figure, lowest.bottom, where="地脚", page=sheet.number, box=box_of([lowest]),
                advice="请改下边距或行距",
            )  # fmt: skip
        else:
            yield from _unfilled(proof, sheet)


def grid_lines(proof: Proof) -> Iterator[Departure]:
    """5.2.3: the pitch of a page full of body text lets 22 lines into 版心."""
    for sheet, lines in _full_pages(proof):
        pitch, capacity = _pitch(lines), _capacity(lines)
        if capacity != layout.LINES_PER_PAGE and not _squeezed(proof, pitch):
            wanted = proof.geometry.pitch.pt
            yield Departure(
                message=_ODD_ROW.format(page=sheet.number, pitch=pitch, lines=capacity, wanted=wanted),
                where="行数",
                page=sheet.number,
                found=f"{capacity} 行",
                wanted="22 行",
                box=box_of(lines),
            )


def lines_squeezed(proof: Proof) -> Iterator[Departure]:
    """5.2.3, 7.3.5.5: lines were set closer so that no sheet is wasted; said once for the paper."""
    closer = [(sheet, lines) for sheet, lines in _full_pages(proof) if _squeezed(proof, _pitch(lines))]
    if closer:
        sheet, lines = closer[0]
        pitch = _pitch(lines) * 72 / 25.4
        yield Departure(
            message=f"正文行距压缩为 {pitch:.2f} 磅（通常 {proof.geometry.pitch.pt:g} 磅），"
            f"每面可排 {_capacity(lines)} 行，属特定情况下的适当调整，请确认版面是否可以接受。",
            where="行数",
            page=sheet.number,
            found=f"{pitch:.2f} 磅",
            wanted=f"{proof.geometry.pitch.pt:g} 磅",
            box=box_of(lines),
        )


def grid_characters(proof: Proof) -> Iterator[Departure]:
    """5.2.3: most wrapped lines of Chinese characters alone hold 28 of them."""
    for sheet in proof.portrait:
        counts = Counter(_cells(line, below) for line, below in wrapped(proof.zones, sheet) if _is_plain(line))
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


def _opening(proof: Proof, sheet: Sheet) -> TextLine | None:
    """The line that begins a page, where the page begins with text of size 3 on the grid.

    On pages that nobody described an indented line may be a heading with room of its own; there only text that runs
    on, and an attachment's label, show the margin.
    """
    placed = [p for p in proof.zones.on(sheet.number) if not outside(p)]
    first = placed[0] if placed and (sheet.number > 1 or placed[0].zone == zones.LABEL) else None
    if not first or abs(first.line.size - layout.SIZE_3.pt) > 0.6 or _has_graphics_above(sheet, first.line):
        return None
    runs_on = first.zone in _TEXT and (proof.paper is not None or first.line.x0 < _LEFT + 1.5 * _EM)
    listed = first.zone == zones.LISTED and proof.paper is not None
    return first.line if runs_on or listed or first.zone == zones.LABEL else None


def _after_blank_row(proof: Proof, line: TextLine, figure: layout.Figure) -> bool:
    """Whether 附件说明 begins the page with the blank row that stands over it (7.3.4)."""
    return line in proof.zones.of(zones.LISTED) and not off(line.top - proof.geometry.pitch.mm, figure)


def _inside(proof: Proof, sheet: Sheet) -> list[TextLine]:
    return [p.line for p in proof.zones.on(sheet.number) if not outside(p) and p.zone != zones.IMPRINT]


def _floor(proof: Proof, sheet: Sheet) -> float:
    """The lower edge of 版心; a letter's first page goes down to 4.84 mm over its second double rule."""
    if proof.layout == "信函" and sheet.number == 1:
        return sheet.height - layout.LETTER_FOOT_RULE.mm - layout.LETTER_FOOT_GAP.mm
    return layout.TYPE_BOTTOM.mm


def _unfilled(proof: Proof, sheet: Sheet) -> Iterator[Departure]:
    """A full page of text that ends elsewhere than its 22 lines do; at closer lines, one that had room for another."""
    lines = [p.line for p in _full_page(proof, sheet)]
    if not lines or not _runs_on(proof, sheet, lines[-1]):
        return
    figure = under(proof.geometry, proof.figure(layout.TYPE_BOTTOM), proof.geometry.last_bottom)
    pitch, bottom = _pitch(lines), lines[-1].bottom
    if pitch < proof.geometry.pitch.mm - _SAME_PITCH:
        ends = bottom + pitch * (1 + _spare(proof, sheet)) > figure.mm + figure.tolerance
    else:
        ends = any(not off(bottom + pitch * rows, figure) for rows in range(1 + _spare(proof, sheet)))
    if not ends:
        yield departs(
            figure, bottom, where="地脚", page=sheet.number, box=box_of([lines[-1]]), advice="请改下边距或行距"
        )


def _spare(proof: Proof, sheet: Sheet) -> int:
    """How many lines a page may end early.

    A few lines are carried over to the last page of text so that a sign-off has company there (7.3.5.5) or 版记 falls
    on its page: as many as what goes with them takes. On pages that nobody described Word may have kept two lines of a
    paragraph together.
    """
    body = [line.page for line in proof.zones.of(zones.BODY)]
    carried = bool(body) and max(body) == sheet.number + 1 and body.count(sheet.number + 1) <= _FEW
    if carried:
        return layout.LINES_PER_PAGE
    return 0 if proof.paper else 1


def _runs_on(proof: Proof, sheet: Sheet, last: TextLine) -> bool:
    """Whether the page's last line is a full one of a paragraph that goes on at the head of the next page."""
    following = [p for p in proof.zones.on(sheet.number + 1) if not outside(p)]
    flush = following and following[0].zone in _TEXT and following[0].line.x0 < _LEFT + 0.5 * _EM
    return bool(flush) and inked_right(last) > _LEFT + 25 * layout.CHAR.mm


def _full_pages(proof: Proof) -> Iterator[tuple[Sheet, Sequence[TextLine]]]:
    """Pages that hold nothing but body text of size 3, with body text on the page before and after."""
    bodies = {line.page for line in proof.zones.of(*_TEXT)}
    for sheet in proof.portrait:
        text = [p.line for p in _full_page(proof, sheet)]
        if text and {sheet.number - 1, sheet.number + 1} <= bodies:
            yield sheet, text


def _full_page(proof: Proof, sheet: Sheet) -> list[Placed]:
    """The lines of a page from the second on that holds nothing but running text of size 3; empty for others."""
    placed = [p for p in proof.zones.on(sheet.number) if not outside(p)]
    text = [p for p in placed if p.zone in _TEXT and 15 <= p.line.size <= 16.5]
    plain = len(text) == len(placed) >= 12 and not sheet.pictures and not sheet.rules
    return text if plain and sheet.number > 1 else []


def _squeezed(proof: Proof, pitch: float) -> bool:
    """Whether lines of a paper of ours are closer than its page set-up has them, as far as that may go."""
    usual = proof.geometry.pitch.mm
    return proof.paper is not None and _CLOSEST * usual < pitch < usual - _SAME_PITCH


def _capacity(lines: Sequence[TextLine]) -> int:
    return int((layout.TYPE_HEIGHT.mm + 0.5 - _EM) / _pitch(lines)) + 1


def _pitch(lines: Sequence[TextLine]) -> float:
    return median(after.baseline - before.baseline for before, after in pairwise(lines))


def _has_graphics_above(sheet: Sheet, line: TextLine) -> bool:
    return any(rule.y < line.top for rule in sheet.rules) or any(p.y0 < line.top for p in sheet.pictures)


def _is_plain(line: TextLine) -> bool:
    """Whether a line is flush and holds full-width characters alone."""
    em = line.size * 25.4 / 72
    return line.x0 < _LEFT + 0.5 * em + 1 and all(g.x1 - g.x0 > 0.8 * em for g in line.glyphs)


def _cells(line: TextLine, below: TextLine) -> int:
    """Characters that a full line has room for: a hanging mark at its end is not counted, a character that a mark which
    may not begin a line drew over to the line below is."""
    hanging = line.glyphs[-1].text in CLOSING and line.x1 > _RIGHT + 1
    drawn = len(below.glyphs) > 1 and below.glyphs[1].text in CLOSING and below.glyphs[0].text not in CLOSING
    count = len(line.glyphs) - hanging
    return count + (drawn and count < layout.CHARS_PER_LINE)


CHECKS = (
    Check("geometry.profile", layout.TOP_MARGIN.clause, "实务", geometry_used),
    by_figure("margins.top", layout.TOP_MARGIN, first_line),
    by_figure("type_area.bottom", layout.TYPE_BOTTOM, last_line),
    Check("grid.lines", layout.GRID_CLAUSE, "一般", grid_lines),
    Check("grid.squeezed", layout.GRID_CLAUSE, "一般", lines_squeezed, severity="note"),
    Check("grid.characters", layout.GRID_CLAUSE, "一般", grid_characters),
)

"""版面: paper size and the edges of 版心 (GB/T 9704—2012 clause 5)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.document import layout
from gongwen.document.sheet import Sheet
from gongwen.proofing.rules.area import inked_right, outside, type_area, wrapped
from gongwen.proofing.rules.check import Box, Check, Departure, Proof, box_of, box_of_rule, by_figure, departs, off
from gongwen.proofing.zones import is_red

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
    figure = proof.figure(layout.LEFT_MARGIN)
    for sheet in proof.portrait:
        pairs = wrapped(proof.zones, sheet)
        edges = [after.x0 for _, after in pairs]
        if len(edges) >= 2 and off(min(edges), figure):
            after = min((pair[1] for pair in pairs), key=lambda line: line.x0)
            yield departs(
                figure, after.x0, where="订口", page=sheet.number, box=box_of([after]), advice="请改左边距"
            )  # fmt: skip


def type_width(proof: Proof) -> Iterator[Departure]:
    """5.2.1: wrapped lines span 版心."""
    figure = proof.figure(layout.TYPE_WIDTH)
    for sheet in proof.portrait:
        pairs = wrapped(proof.zones, sheet)
        if len(pairs) < _FEW:
            continue
        left = min(after.x0 for _, after in pairs)
        right = max(inked_right(line) for line, _ in pairs)
        if off(right - left, figure):
            box = box_of([line for line, _ in pairs])
            yield departs(
                figure, right - left, where="版心", page=sheet.number, box=box, advice="请改左右边距或字距"
            )  # fmt: skip


def right_edge(proof: Proof) -> Iterator[Departure]:
    """5.2.1: nothing of the paper runs over the right edge of 版心."""
    for sheet in proof.measured.sheets:
        right = type_area(sheet)[2]
        edge = right + proof.figure(layout.RIGHT_MARGIN).tolerance
        over = [p.line for p in proof.zones.on(sheet.number) if not outside(p) and p.line in sheet.lines]
        over = [line for line in over if inked_right(line) > edge]
        if over:
            line = max(over, key=inked_right)
            yield Departure(
                message=f"第{sheet.number}页“{line.text[:12]}”所在行超出版心右边缘 "
                f"{inked_right(line) - right:.1f} mm，请缩短或换行。",
                where="切口",
                page=sheet.number,
                found=f"{inked_right(line):.1f} mm",
                wanted=f"不大于 {edge:.0f} mm",
                box=box_of([line]),
            )


def graphics(proof: Proof) -> Iterator[Departure]:
    """5.2.1: tables, rules and pictures stay inside 版心; a letter's double rules are wider by right (10.1)."""
    if proof.layout == "其他":
        return
    for sheet in proof.measured.sheets:
        name, box, over = max(_boxes(proof, sheet), key=lambda found: found[2], default=("", (0, 0, 0, 0), 0.0))
        if over > layout.LEFT_MARGIN.tolerance + 0.05:
            yield Departure(
                message=f"第{sheet.number}页有{name}超出版心 {over:.1f} mm，表格和插图应排在版心以内，请缩小。",
                where=name,
                page=sheet.number,
                found=f"超出 {over:.1f} mm",
                wanted="版心以内",
                box=box,
            )


def table_top(proof: Proof) -> Iterator[Departure]:
    """5.2.1: a table at the head of a page begins where a line of text would: its border no higher than 版心."""
    for sheet in proof.portrait if proof.layout != "其他" else ():
        top = type_area(sheet)[1]
        high = [rule for rule in sheet.rules if rule.horizontal and rule.y0 < top - layout.TOP_MARGIN.tolerance - 0.05]
        if high:
            over = top - high[0].y0
            yield Departure(
                message=f"第{sheet.number}页的表格上边线高出版心上边缘 {over:.1f} mm，请让表格从版心第一行的位置开始。",
                where="表格",
                page=sheet.number,
                found=f"高出 {over:.1f} mm",
                wanted="不高出版心",
                box=box_of_rule(high[0]),
            )


def _boxes(proof: Proof, sheet: Sheet) -> Iterator[tuple[str, Box, float]]:
    """Rules and pictures of a page with how far each leaves 版心.

    Seals, a letter's red rules and a table's upper border on an upright page have their own rules. The lower border of
    a row may lie where the leading under the last line ends.
    """
    letter = proof.layout == "信函"
    x0, y0, x1, y1 = type_area(sheet)
    upright = sheet.width < sheet.height
    foot = max(y1, proof.geometry.foot.mm - layout.LEFT_MARGIN.tolerance) if upright else y1
    for rule in sheet.rules:
        if not (letter and is_red(rule.colour)):
            top = 0.0 if upright else y0 - rule.y0
            yield "横线或表格线", box_of_rule(rule), max(x0 - rule.x0, rule.x1 - x1, rule.y1 - foot, top)
    for one in sheet.pictures:
        if one not in proof.seals:
            box = tuple(round(edge, 2) for edge in (one.x0, one.y0, one.x1, one.y1))
            yield "图片", box, max(x0 - one.x0, one.x1 - x1, y0 - one.y0, one.y1 - y1)  # type: ignore[misc]


CHECKS = (
    Check("page.size", layout.PAGE_WIDTH.clause, layout.PAGE_WIDTH.strength, page_size),
    by_figure("margins.left", layout.LEFT_MARGIN, left_edge),
    by_figure("margins.right", layout.RIGHT_MARGIN, right_edge),
    by_figure("type_area.width", layout.TYPE_WIDTH, type_width),
    Check("type_area.graphics", layout.TYPE_WIDTH.clause, "规定", graphics),
    Check("tables.top", layout.TOP_MARGIN.clause, "推算", table_top),
)

"""信函格式: mark, double red rules, number, title, foot of page 1 and 版记 (GB/T 9704—2012 10.1).

Where the head is printed on the paper already (套打), what stands under the rules is held against their nominal places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.document import layout
from gongwen.document.sheet import Rule, TextLine
from gongwen.proofing import zones
from gongwen.proofing.rules.check import (
    Check,
    Departure,
    Proof,
    box_of,
    box_of_rule,
    by_figure,
    departs,
    misplaced,
    off,
    spaced,
)
from gongwen.proofing.zones import LONG_RULE, is_red

_CLAUSE = layout.LETTER_MARK_TOP.clause
_LEFT, _RIGHT = layout.LEFT_MARGIN.mm, layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm
_EDGE = (layout.PAGE_WIDTH.mm - layout.LETTER_RULE_LENGTH.mm) / 2
_ROW = layout.ROW.mm


def rules_drawn(proof: Proof) -> Iterator[Departure]:
    """Two double rules on page 1, thick over thin above, thin over thick below."""
    if proof.layout != "信函" or proof.preprinted:
        return
    for rules, name, thick_first in (
        (proof.zones.head_rules, "首条红色双线", True),
        (proof.zones.foot_rules, "第二条红色双线", False),
    ):
        wanted = "上粗下细" if thick_first else "上细下粗"
        found = _order(rules)
        if found != wanted:
            yield Departure(
                message=f"信函首页{name}{found}，应为一条{wanted}的红色双线，请使用信函格式的模板。",
                where=name,
                page=1,
                found=found,
                wanted=wanted,
                box=box_of_rule(rules[0]) if rules else None,
            )


def rules_elsewhere(proof: Proof) -> Iterator[Departure]:
    """The double rules stand on the first page alone."""
    for sheet in proof.measured.sheets[1:] if proof.layout == "信函" else ():
        reds = [r for r in sheet.rules if r.horizontal and r.x1 - r.x0 >= LONG_RULE and is_red(r.colour)]
        if reds:
            yield Departure(
                message=f"第{sheet.number}页也印了红色双线，信函格式的红色双线只印在首页，请去掉本页的线。",
                where="红色双线",
                page=sheet.number,
                found="有",
                wanted="只在首页",
                box=box_of_rule(reds[0]),
            )


def rule_below_mark(proof: Proof) -> Iterator[Departure]:
    """4 mm from the mark to the first double rule."""
    mark, rules = proof.zones.of(zones.MARK), proof.zones.head_rules
    if mark and rules:
        gap = rules[0].y - rules[0].weight / 2 - max(line.bottom for line in mark)
        yield from spaced(proof.figure(layout.LETTER_RULE_GAP), gap, "首条红色双线", box_of_rule(rules[0]))


def rule_length(proof: Proof) -> Iterator[Departure]:
    """170 mm, in the middle of the page."""
    for rule in (*proof.zones.head_rules, *proof.zones.foot_rules):
        length = rule.x1 - rule.x0
        if off(length, layout.LETTER_RULE_LENGTH) or abs(rule.x0 - _EDGE) > layout.LETTER_RULE_LENGTH.tolerance + 0.05:
            found = f"从 {rule.x0:.1f} mm 到 {rule.x1:.1f} mm"
            yield Departure(
                message=f"信函的红色双线{found}，应长 170 mm 且居中（距左右页边各 20 mm），请调整。",
                where="红色双线",
                page=1,
                found=found,
                wanted="20 mm 到 190 mm",
                box=box_of_rule(rule),
            )


def foot_rule(proof: Proof) -> Iterator[Departure]:
    """The second double rule 20 mm from the foot of the page."""
    rules = proof.zones.foot_rules
    if rules:
        height = proof.measured.sheets[0].height
        upper, lower = rules[0].y - rules[0].weight / 2, rules[-1].y + rules[-1].weight / 2
        gap, figure = height - (upper + lower) / 2, proof.figure(layout.LETTER_FOOT_RULE)
        if off(gap, figure):
            yield departs(
                figure, gap, where="第二条红色双线", page=1, box=box_of_rule(rules[0]),
                advice="请调整双线位置",
            )  # fmt: skip


def foot_gap(proof: Proof) -> Iterator[Departure]:
    """The last line of page 1 keeps 4.84 mm from the second double rule."""
    lines = [p.line for p in proof.zones.on(1) if p.zone not in (zones.FOLIO, zones.FOOTER)]
    if proof.layout != "信函" or not lines:
        return
    low = max(lines, key=lambda line: line.bottom)
    rules = proof.zones.foot_rules
    top = rules[0].y - rules[0].weight / 2 if rules else proof.measured.sheets[0].height - layout.LETTER_FOOT_RULE.mm
    figure, gap = proof.figure(layout.LETTER_FOOT_GAP), top - low.bottom
    if gap < figure.mm - figure.tolerance - 0.05:
        yield departs(figure, gap, where="首页末行", page=1, box=box_of([low]), advice="请让末行移到下页")


def number_below_rule(proof: Proof) -> Iterator[Departure]:
    """Number, and 份号 and the like at the left, begin 4.84 mm under the first double rule."""
    rules, under = proof.zones.head_rules, proof.zones.of(zones.NUMBER, zones.HEAD)
    if proof.layout == "信函" and rules and under:
        gap = min(line.top for line in under) - (rules[-1].y + rules[-1].weight / 2)
        yield from spaced(proof.figure(layout.LETTER_GAP), gap, "发文字号", box_of(under))


def number_place(proof: Proof) -> Iterator[Departure]:
    """The number is flush right; 份号, 密级 and 紧急程度 are flush left."""
    if proof.layout != "信函":
        return
    for line in proof.zones.of(zones.NUMBER)[:1]:
        if abs(_RIGHT - line.x1) > 1:
            yield misplaced(line, "发文字号", f"距版心右边缘 {_RIGHT - line.x1:.1f} mm", "顶格居版心右边缘")
    for line in proof.zones.of(zones.HEAD):
        if abs(line.x0 - _LEFT) > 1:
            yield misplaced(line, "版头要素", f"距版心左边缘 {line.x0 - _LEFT:.1f} mm", "顶格居版心左边缘")


def title_below_head(proof: Proof) -> Iterator[Departure]:
    """Two rows from the last element above to the title."""
    title, above = proof.zones.of(zones.TITLE), proof.zones.of(zones.NUMBER, zones.HEAD)
    if proof.layout == "信函" and title and above and title[0].page == 1:
        gap = title[0].top - max(line.bottom for line in above)
        yield from spaced(proof.figure(layout.LETTER_TITLE_GAP), gap, "标题", box_of([title[0]]))


def mark_words(proof: Proof) -> Iterator[Departure]:
    """The mark is the organ's name alone, without 文件."""
    mark = proof.zones.of(zones.MARK)
    words = proof.zones.text(zones.MARK)
    if proof.layout == "信函" and words.endswith("文件"):
        yield Departure(
            message=f"信函的发文机关标志“{words}”带有“文件”二字，信函格式的标志只用机关名称，请去掉“文件”。",
            where="发文机关标志",
            page=1,
            found=words,
            wanted=words.removesuffix("文件"),
            box=box_of(mark),
        )


def first_page_folio(proof: Proof) -> Iterator[Departure]:
    """No page number on page 1."""
    for line in proof.zones.of(zones.FOLIO):
        if proof.layout == "信函" and line.page == 1:
            yield Departure(
                message=f"信函首页印了页码“{line.text}”，信函格式首页不显示页码，请设置首页不同的页脚。",
                where="页码",
                page=1,
                found=line.text,
                wanted="首页不显示页码",
                box=box_of([line]),
            )


def imprint_words(proof: Proof) -> Iterator[Departure]:
    """版记 of a letter: neither 印发 nor rules."""
    if proof.layout != "信函":
        return
    ruled = bool(proof.zones.imprint_rules)
    printed = [line for line in proof.zones.of(zones.IMPRINT) if line.text.rstrip().endswith("印发")]
    if ruled or printed:
        found = "、".join(word for word, seen in (("分隔线", ruled), ("印发机关和印发日期", printed)) if seen)
        page = proof.measured.pages
        yield Departure(
            message=f"信函的版记印了{found}，信函格式的版记不加印发机关、印发日期和分隔线，只印抄送，请去掉。",
            where="版记",
            page=page,
            found=found,
            wanted="只有抄送",
            box=box_of(printed) if printed else box_of_rule(proof.zones.imprint_rules[0]),
        )


def imprint_foot(proof: Proof) -> Iterator[Departure]:
    """版记 of a letter is the lowest thing in 版心 of the last page: not a whole row of it is left under 抄送."""
    lines: Sequence[TextLine] = proof.zones.of(zones.IMPRINT)
    rules: Sequence[Rule] = proof.zones.imprint_rules
    if proof.layout != "信函" or rules or not lines:
        return
    spare = layout.TYPE_BOTTOM.mm - lines[-1].bottom
    if not -layout.TYPE_BOTTOM.tolerance <= spare < _ROW:
        yield Departure(
            message=f"信函的抄送距版心下边缘 {spare:.1f} mm，版记应排在末页版心最下方，请把抄送移到版心底部。",
            where="版记",
            page=lines[-1].page,
            found=f"{spare:.1f} mm",
            wanted="不空整行",
            box=box_of(lines),
        )


def _order(rules: Sequence[Rule]) -> str:
    """How a double rule is made, in words."""
    if len(rules) != 2:
        return f"有 {len(rules)} 条线" if rules else "没有印出"
    if abs(rules[0].weight - rules[1].weight) < 0.05:
        return "两条线一样粗"
    return "上粗下细" if rules[0].weight > rules[1].weight else "上细下粗"


CHECKS = (
    Check("letter.rules", _CLAUSE, "规定", rules_drawn),
    Check("letter.first_page", _CLAUSE, "规定", rules_elsewhere, confirmed=False),
    Check("letter.mark", _CLAUSE, "规定", mark_words),
    by_figure("letter.rule_gap", layout.LETTER_RULE_GAP, rule_below_mark),
    Check("letter.rule_length", _CLAUSE, "规定", rule_length),
    by_figure("letter.foot_rule", layout.LETTER_FOOT_RULE, foot_rule),
    by_figure("letter.foot_gap", layout.LETTER_FOOT_GAP, foot_gap),
    by_figure("letter.number_gap", layout.LETTER_GAP, number_below_rule),
    Check("letter.number_place", _CLAUSE, "规定", number_place),
    by_figure("letter.title_gap", layout.LETTER_TITLE_GAP, title_below_head),
    Check("letter.folio", _CLAUSE, "规定", first_page_folio),
    Check("letter.imprint", _CLAUSE, "规定", imprint_words),
    Check("letter.imprint_foot", _CLAUSE, "规定", imprint_foot),
)

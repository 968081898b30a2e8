"""版头和首页: mark, number, red rule, title and the body on page 1 (GB/T 9704—2012 7.2, 7.3.1–7.3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.document import layout
from gongwen.document.reference import Reference
from gongwen.document.sheet import TextLine
from gongwen.errors import BadInput
from gongwen.proofing import zones
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of, by_figure, departs, misplaced, off, spaced

_MARK_TOPS = {
    "文件": layout.MARK_TOP,
    "信函": layout.LETTER_MARK_TOP,
    "命令": layout.ORDER_MARK_TOP,
    "纪要": layout.MINUTES_MARK_TOP,
}
_TITLED = ("文件", "信函")
_CROWDED = 3
"""A page 1 with no more body lines than this gave way so that body shows: its gaps may be closer (7.3.2, 7.3.3)."""


def mark_top(proof: Proof) -> Iterator[Departure]:
    """7.2.4, 10: upper edge of the mark, as the format has it."""
    mark = proof.zones.of(zones.MARK)
    figure = _MARK_TOPS.get(proof.layout)
    top = min((line.top for line in mark), default=0.0)
    if figure and mark and off(top, proof.figure(figure)):
        yield departs(
            proof.figure(figure), top, where="发文机关标志", page=1, box=box_of(mark), advice="请调整标志段前距离"
        )


def number_below_mark(proof: Proof) -> Iterator[Departure]:
    """7.2.5: two rows from the mark to the number, or to the first 签发人."""
    mark, under = proof.zones.of(zones.MARK), _under_mark(proof)
    if mark and under and not _crowded(proof):
        gap = min(line.top for line in under) - max(line.bottom for line in mark)
        yield from spaced(proof.figure(layout.MARK_TO_NUMBER), gap, "发文字号", box_of(under))


def number_above_rule(proof: Proof) -> Iterator[Departure]:
    """7.2.7: from the foot of the number (or the last 签发人) to the top of the red rule."""
    rule, under = proof.zones.red_rule, _under_mark(proof)
    if rule and under:
        gap = rule.y - rule.weight / 2 - max(line.bottom for line in under)
        left, top, right, _ = box_of(under)
        box = min(left, rule.x0), top, max(right, rule.x1), round(rule.y, 2)
        yield from spaced(proof.figure(layout.NUMBER_TO_RULE), gap, "红色分隔线", box)


def red_rule_length(proof: Proof) -> Iterator[Departure]:
    """7.2.7: as wide as 版心."""
    rule = proof.zones.red_rule
    if rule and proof.layout == "文件":
        length, figure = rule.x1 - rule.x0, proof.figure(layout.RED_RULE_LENGTH)
        if off(length, figure):
            yield departs(
                figure, length, where="红色分隔线", page=1,
                box=(rule.x0, rule.y, rule.x1, rule.y), advice="请使其与版心等宽",
            )  # fmt: skip


def red_rule_missing(proof: Proof) -> Iterator[Departure]:
    """7.2.7: a 文件 has its red rule, unless that is printed on the paper already; a red mark alone shows one too."""
    if proof.layout == "文件" and not proof.zones.red_rule and not proof.preprinted:
        yield Departure(
            message="首页没有红色分隔线，发文字号之下应有与版心等宽的红色分隔线，请使用带红头的模板。",
            where="红色分隔线",
            page=1,
            found="没有",
            wanted="156 mm 红色分隔线",
        )


def title_below_rule(proof: Proof) -> Iterator[Departure]:
    """7.3.1: two rows from the red rule to the title."""
    foot, title = _rule_foot(proof), proof.zones.of(zones.TITLE)
    if foot and title and title[0].page == 1 and proof.layout == "文件" and not _crowded(proof):
        yield from spaced(proof.figure(layout.RULE_TO_TITLE), title[0].top - foot, "标题", box_of([title[0]]))


def recipients_below_title(proof: Proof) -> Iterator[Departure]:
    """7.3.2: one row from the title to the addressees."""
    title, recipients = proof.zones.of(zones.TITLE), proof.zones.of(zones.RECIPIENTS)
    apart = bool(proof.zones.of(zones.ADOPTED)) or _crowded(proof)
    if title and recipients and title[-1].page == recipients[0].page == 1 and proof.layout in _TITLED and not apart:
        gap = recipients[0].top - title[-1].bottom
        yield from spaced(proof.figure(layout.TITLE_TO_RECIPIENTS), gap, "主送机关", box_of([recipients[0]]))


def first_page_body(proof: Proof) -> Iterator[Departure]:
    """7.3.3: the first page shows body text."""
    shown = any(line.page == 1 for line in proof.zones.of(zones.BODY))
    headed = proof.preprinted or proof.zones.of(zones.MARK)
    opened = proof.layout == "命令" or proof.zones.of(zones.TITLE)
    if headed and opened and not shown:
        yield Departure(
            message="首页没有正文，公文首页必须显示正文，请缩小发文机关标志、把主送机关移至版记，或只用主办机关标志。",
            where="首页",
            page=1,
            found="0 行正文",
            wanted="至少 1 行正文",
        )


def number_form(proof: Proof) -> Iterator[Departure]:
    """7.2.5: 代字〔年〕序号号, nothing else; a number left blank until registration is no fault."""
    if proof.layout not in ("文件", "信函"):
        return
    for line in proof.zones.of(zones.NUMBER):
        text = _number_text(line)
        if not text.endswith("〕号"):
            yield from _misformed(text, line)


def number_place(proof: Proof) -> Iterator[Departure]:
    """7.2.5: centred; in an upward paper at the left, inset one character."""
    number = proof.zones.of(zones.NUMBER)
    if proof.layout != "文件" or not number:
        return
    line = number[0]
    if "签发人" in proof.zones.text(zones.NUMBER, zones.SIGNERS):
        inset, wanted = line.x0 - layout.LEFT_MARGIN.mm, layout.CHAR.mm
        if abs(inset - wanted) > 1:
            yield misplaced(line, "发文字号", f"距左边缘 {inset:.1f} mm", "居左空一字")
    else:
        centre = layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm / 2
        offset = (line.x0 + line.x1) / 2 - centre
        if abs(offset) > 1:
            yield misplaced(line, "发文字号", f"偏离中线 {abs(offset):.1f} mm", "居中")


def _under_mark(proof: Proof) -> tuple[TextLine, ...]:
    """The number and the 签发人 of a 文件."""
    return proof.zones.of(zones.NUMBER, zones.SIGNERS) if proof.layout == "文件" else ()


def _crowded(proof: Proof) -> bool:
    """Whether a joint mark takes so much of page 1 that the gaps had to give way."""
    body = sum(1 for line in proof.zones.of(zones.BODY) if line.page == 1)
    marks = len(proof.zones.of(zones.MARK))
    if proof.preprinted and proof.paper:
        marks = len(proof.paper.mark_organs)
    return marks > 1 and body <= _CROWDED


def _rule_foot(proof: Proof) -> float | None:
    """Where the red rule lies, also one that is printed on the paper already: under the number (7.2.7)."""
    if proof.zones.red_rule:
        return proof.zones.red_rule.y
    lines = _under_mark(proof)
    if not proof.preprinted or not lines:
        return None
    return max(line.bottom for line in lines) + layout.NUMBER_TO_RULE.mm + layout.RED_RULE_WEIGHT.mm / 2


def _number_text(line: TextLine) -> str:
    """The number as printed, without the names of 签发人 that may share its line."""
    text = "".join(line.text.split()).split("签发人")[0]
    number, end, _ = text.partition("号")
    return number + end


def _misformed(text: str, line: TextLine) -> Iterator[Departure]:
    try:
        Reference.parse(text)
    except BadInput as error:
        yield Departure(
            message=str(error), where="发文字号", page=1, found=text, wanted="代字〔年份〕序号号", box=box_of([line])
        )


CHECKS = (
    by_figure("mark.top", layout.MARK_TOP, mark_top),
    by_figure("number.gap", layout.MARK_TO_NUMBER, number_below_mark),
    Check("number.form", layout.MARK_TO_NUMBER.clause, "规定", number_form),
    Check("number.place", layout.MARK_TO_NUMBER.clause, "规定", number_place),
    by_figure("red_rule.gap", layout.NUMBER_TO_RULE, number_above_rule),
    by_figure("red_rule.length", layout.RED_RULE_LENGTH, red_rule_length),
    Check("red_rule.missing", layout.RED_RULE_LENGTH.clause, layout.RED_RULE_LENGTH.strength, red_rule_missing),
    by_figure("title.gap", layout.RULE_TO_TITLE, title_below_rule),
    by_figure("recipients.gap", layout.TITLE_TO_RECIPIENTS, recipients_below_title),
    Check("first_page.body", layout.FIRST_PAGE_BODY_CLAUSE, "规定", first_page_body),
)

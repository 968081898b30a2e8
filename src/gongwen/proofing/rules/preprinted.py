"""套打: what is printed under a pre-printed red head stands where that head wants it, and brings no red of its own.

How tall the pre-printed mark is the pages cannot tell: the number is held against the tallest and the lowest one.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.document import layout
from gongwen.document.layout import Figure
from gongwen.proofing import zones
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of
from gongwen.proofing.zones import is_red

_DOUBLE_RULE = (0.5, 3.0)
"""The least and most that a double rule takes, mm."""
_HEADS: dict[str, tuple[Figure, float, float]] = {
    "文件": (layout.MARK_TOP, layout.MARK_TO_NUMBER.mm, layout.MARK_TO_NUMBER.mm),
    "信函": (
        layout.LETTER_MARK_TOP,
        layout.LETTER_RULE_GAP.mm + _DOUBLE_RULE[0] + layout.LETTER_GAP.mm,
        layout.LETTER_RULE_GAP.mm + _DOUBLE_RULE[1] + layout.LETTER_GAP.mm,
    ),
    "命令": (layout.ORDER_MARK_TOP, layout.ORDER_MARK_TO_NUMBER.mm, layout.ORDER_MARK_TO_NUMBER.mm),
}
"""For each format where the mark begins, and the least and most from the mark down to the number."""


def red_ink(proof: Proof) -> Iterator[Departure]:
    """Nothing red is printed on paper whose red head is there already; seals are pictures."""
    if not proof.preprinted:
        return
    for sheet in proof.measured.sheets:
        lines = [line for line in sheet.lines if is_red(line.colour)]
        if lines or any(is_red(rule.colour) for rule in sheet.rules):
            yield Departure(
                message=f"套打文稿第{sheet.number}页印出了红色的字或线，"
                "预印的红头纸上会重印，请去掉标志和红线后再打印。",
                where="套打",
                page=sheet.number,
                found="有红色",
                wanted="不印红头",
                box=box_of(lines) if lines else None,
            )


def number_below_head(proof: Proof) -> Iterator[Departure]:
    """The number stands where a mark of some size, and the rows under it, leave it."""
    number = proof.zones.of(zones.NUMBER, zones.SIGNERS)
    if not proof.preprinted or proof.layout not in _HEADS or not number:
        return
    top, least, most = _HEADS[proof.layout]
    marks = len(proof.paper.mark_organs) if proof.paper else 1
    lowest = top.mm - top.tolerance + layout.MARK_MIN_SIZE.mm + least
    highest = top.mm + top.tolerance + layout.MARK_MAX_SIZE.mm * 1.5 ** (marks > 1) * marks + most
    found = min(line.top for line in number)
    if not lowest - 0.05 <= found <= highest + 0.05:
        wanted = f"{lowest:.0f}～{highest:.0f} mm"
        yield Departure(
            message=f"套打的发文字号上边缘距上页边 {found:.1f} mm，与预印红头配合应在 {wanted} 之间，"
            "请核对红头纸和版面配置。",
            where="发文字号",
            page=1,
            found=f"{found:.1f} mm",
            wanted=wanted,
            box=box_of(number),
        )


CHECKS = (
    Check("preprinted.red", layout.MARK_TOP.clause, "推算", red_ink),
    Check("preprinted.number", layout.MARK_TO_NUMBER.clause, "推算", number_below_head),
)

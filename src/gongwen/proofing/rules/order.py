"""命令（令）格式: mark, 令号, and the body that follows without a title (GB/T 9704—2012 10.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import layout
from gongwen.proofing import zones
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of, by_figure, misplaced, spaced

_CLAUSE = layout.ORDER_MARK_TOP.clause
_MIDDLE = layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm / 2
_FORM = re.compile(r"第[1-9]\d*号")
_BLANK = re.compile(r"第\s*号")


def mark_words(proof: Proof) -> Iterator[Departure]:
    """The organ's full name with 命令 or 令, which stands beside the names where several issue the order."""
    mark, words = proof.zones.of(zones.MARK), proof.zones.text(zones.MARK)
    if proof.layout == "命令" and mark and not any(line.text.endswith("令") for line in mark):
        yield Departure(
            message=f"命令的标志“{words}”没有以“命令”或“令”结尾，命令标志由发文机关全称加“命令”或“令”字组成，请改正。",
            where="发文机关标志",
            page=1,
            found=words,
            wanted="机关全称加“命令”或“令”",
            box=box_of(mark),
        )


def number_below_mark(proof: Proof) -> Iterator[Departure]:
    """Two rows from the mark to 令号."""
    mark, number = proof.zones.of(zones.MARK), proof.zones.of(zones.NUMBER)
    if proof.layout == "命令" and mark and number:
        gap = number[0].top - max(line.bottom for line in mark)
        yield from spaced(proof.figure(layout.ORDER_MARK_TO_NUMBER), gap, "令号", box_of([number[0]]))


def number_form(proof: Proof) -> Iterator[Departure]:
    """第×号, counted over the term of office; one left blank until registration is no fault."""
    if proof.layout != "命令":
        return
    number = proof.zones.of(zones.NUMBER)
    text = proof.zones.text(zones.NUMBER)
    if not _FORM.fullmatch(text) and not _BLANK.fullmatch(text):
        yield Departure(
            message=f"令号{f'“{text}”写法不对' if text else '没有印出'}，应为“第×号”（阿拉伯数字，不编虚位），请改正。",
            where="令号",
            page=1,
            found=text or "没有",
            wanted="第×号",
            box=box_of(number) if number else None,
        )


def number_place(proof: Proof) -> Iterator[Departure]:
    """令号 is centred."""
    for line in proof.zones.of(zones.NUMBER)[:1] if proof.layout == "命令" else ():
        aside = abs((line.x0 + line.x1) / 2 - _MIDDLE)
        if aside > 1:
            yield misplaced(line, "令号", f"偏离中线 {aside:.1f} mm", "居中")


def body_below_number(proof: Proof) -> Iterator[Departure]:
    """Two rows from 令号 to the body."""
    number, body = proof.zones.of(zones.NUMBER), proof.zones.of(zones.BODY)
    untitled = not proof.zones.of(zones.TITLE)
    if proof.layout == "命令" and untitled and number and body and body[0].page == 1:
        gap = body[0].top - number[-1].bottom
        yield from spaced(proof.figure(layout.ORDER_NUMBER_TO_BODY), gap, "正文", box_of([body[0]]))


def no_title(proof: Proof) -> Iterator[Departure]:
    """Under 令号 the body follows; an order has no title."""
    title = proof.zones.of(zones.TITLE)
    if proof.layout == "命令" and title:
        yield Departure(
            message=f"命令印了标题“{title[0].text[:12]}”，命令格式令号之下直接编排正文，不排标题，请去掉标题。",
            where="标题",
            page=title[0].page,
            found=title[0].text[:24],
            wanted="不排标题",
            box=box_of(title),
        )


CHECKS = (
    Check("order.mark", _CLAUSE, "规定", mark_words),
    by_figure("order.number_gap", layout.ORDER_MARK_TO_NUMBER, number_below_mark),
    Check("order.number_form", _CLAUSE, "规定", number_form),
    Check("order.number_place", _CLAUSE, "规定", number_place),
    by_figure("order.body_gap", layout.ORDER_NUMBER_TO_BODY, body_below_number),
    Check("order.title", _CLAUSE, "规定", no_title),
)

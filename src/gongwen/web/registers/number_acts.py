"""文号的登记: numbers reserved, assigned, taken back, given up, taken over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongwen.document.fields import Field
from gongwen.office.paperwork import number_ahead, numbers
from gongwen.web.registers.act import Act, Values, by


def _series(request: Any) -> tuple[Field, Field]:
    return (
        Field("code", "代字", "choice", True, options=tuple(number_ahead.codes())),
        Field("year", "年份", "integer", True, default=request.visitor.today.year),
    )


def _reserve(request: Any, given: Values) -> str:
    row = numbers.reserve(given["code"], given["year"], given["purpose"], flow=given["flow"] or None, **by(request))
    return f"已预留 {row.reference}，用途：{row.reason}。"


def _assign(request: Any, given: Values) -> str:
    row = numbers.assign(given["number"], given["flow"], **by(request))
    return f"{row.reference} 已留给《{row.title}》，编号时使用。"


def _release(request: Any, given: Values) -> str:
    row = numbers.release(given["number"], **by(request))
    return f"{row.reference} 已收回，仍为预留，用途：{row.reason}。"


def _void(request: Any, given: Values) -> str:
    row = numbers.void(given["number"], reason=given["reason"], approver=given["approver"], **by(request))
    return f"{row.reference} 已作废，理由：{row.reason}；批准人：{row.approver}。"


def _adopt(request: Any, given: Values) -> str:
    rows = numbers.adopt(given["code"], given["year"], up_to=given["up_to"], basis=given["basis"], **by(request))
    return f"{rows[0].reference}至{rows[-1].reference.serial}号共{len(rows)}个已补录为已用（线下）。"


def _adopt_one(request: Any, given: Values) -> str:
    row = numbers.adopt_one(
        given["code"],
        given["year"],
        given["serial"],
        title=given["title"],
        basis=given["basis"],
        skipped_because=given["skipped_because"] or "",
        approver=given["approver"] or "",
        **by(request),
    )
    return f"已补录 {row.reference}《{row.title}》。"


_NUMBER = Field("number", "文号", required=True, help="如 青卫〔2026〕7号，括号写成 [] 也可以")
_FLOW = Field("flow", "公文的发文编号", required=True, help="如 FW-2026-001，见公文页")
_BASIS = Field("basis", "依据", required=True, help="如“2026年发文登记簿”")


def _numbers(values: Values) -> tuple[str, ...]:
    return ("registers:numbers",)


ACTS: Mapping[str, Act] = {
    "reserve-number": Act(
        "预留文号", "预留下一个号",
        lambda request: (*_series(request), Field("purpose", "用途", required=True, help="拟发的是什么公文"),
                         Field("flow", "公文的发文编号", help="已经在办的公文才填，如 FW-2026-001")),
        _reserve, _numbers, "预留的是这个系列的下一个号；同一用途再预留，还是同一个号。",
    ),
    "assign-number": Act(
        "指定预留的号", "指给这份公文", lambda request: (_NUMBER, _FLOW), _assign, _numbers,
        "公文到「编号」环节就用这个号；编号以前可以收回。",
    ),
    "release-number": Act(
        "收回预留的号", "收回", lambda request: (_NUMBER,), _release, _numbers,
        "号从公文收回，仍为预留，可以另指或者作废。",
    ),
    "void-number": Act(
        "作废文号", "作废这个号",
        lambda request: (_NUMBER, Field("reason", "理由", required=True),
                         Field("approver", "批准人", required=True, help="另一位签发人或负责人")),
        _void, _numbers, "作废的号不能恢复，也不再给别的公文；要有另一位签发人或负责人批准。",
    ),
    "adopt-numbers": Act(
        "补录手工编的号（整段）", "补录",
        lambda request: (*_series(request), Field("up_to", "从1号补到", "integer", True), _BASIS),
        _adopt, _numbers, "从1号到这个号，都已在本系统以外用过。补录后不能撤回。",
    ),
    "adopt-number": Act(
        "补录手工编的号（单个）", "补录",
        lambda request: (*_series(request), Field("serial", "序号", "integer", True),
                         Field("title", "公文标题", required=True), _BASIS,
                         Field("skipped_because", "跳号的理由", help="跳过了号的才填"),
                         Field("approver", "跳号的批准人", help="跳过了号的才填")),
        _adopt_one, _numbers, "补录后不能撤回。",
    ),
}  # fmt: skip

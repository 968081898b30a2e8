"""日历的登记: a day off or worked, a year entered whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongwen.document.fields import Field
from gongwen.office.staffing import calendar
from gongwen.web.registers.act import Act, Values, by


def _set_day(request: Any, given: Values) -> str:
    row = calendar.set_day(given["day"], given["kind"], given["reason"], **by(request))
    return f"已录入：{row.day} 为「{row.kind}」，依据 {row.reason}。未办结事项的时限随即按此计算。"


def _confirm_year(request: Any, given: Values) -> str:
    row = calendar.confirm_year(given["year"], given["reason"], **by(request))
    return f"已确认{row.year}年的节假日安排录全，依据 {row.reason}。"


ACTS: Mapping[str, Act] = {    "set-day": Act(
        "录入一天", "录入",
        lambda request: (Field("day", "日期", "date", True),
                         Field("kind", "休还是班", "choice", True, options=("休", "班")),
                         Field("reason", "依据", required=True, help="如国务院办公厅通知的文号")),
        _set_day, lambda values: ("registers:calendar",),
        "优先于随程序的节假日表；再录一次即更改，未办结事项的时限随即按新的算。",
    ),
    "confirm-year": Act(
        "确认一年录全", "确认录全",
        lambda request: (Field("year", "年份", "integer", True), Field("reason", "依据", required=True)),
        _confirm_year, lambda values: ("registers:calendar",), "确认以后，这一年的时限不再注明暂按周末推算。",
    ),
}  # fmt: skip

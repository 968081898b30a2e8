"""工作日历: a year at a glance, whose word each special day is, and the office's own entries."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput
from gongwen.office.staffing import access, year_sheet
from gongwen.web import telling
from gongwen.web.answers import answer
from gongwen.web.doors import page


@page(admits=access.STAFF, methods=("GET",))
def show(request: Any) -> HttpResponse:
    """The year asked for, else this one."""
    text = request.GET.get("year", "") or str(request.visitor.today.year)
    if not (text.isdecimal() and len(text) == 4):
        raise BadInput(f"年份「{text[:20]}」应当写成四位数字，如 2026。")
    shown = {"sheet": year_sheet.sheet(int(text)), "said": telling.heard(request), "weekdays": "一二三四五六日"}
    return answer(request, "registers/calendar.html", shown)

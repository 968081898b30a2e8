"""文号台账: every series, and the numbers of one, with what is reserved and why a number is gone."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput
from gongwen.office.paperwork import number_ahead, number_shelf
from gongwen.office.staffing import access
from gongwen.web import telling
from gongwen.web.answers import answer
from gongwen.web.doors import page
from gongwen.web.leafing import turned

ACTS = (
    ("reserve-number", "预留"), ("assign-number", "指给公文"), ("release-number", "收回"), ("void-number", "作废"),
    ("adopt-numbers", "补录一段"), ("adopt-number", "补录一个"),
)  # fmt: skip


@page(admits=access.STAFF, methods=("GET",))
def show(request: Any) -> HttpResponse:
    """Every series there is."""
    shown = {"series": number_ahead.series(), "acts": ACTS, "said": telling.heard(request)}
    return answer(request, "registers/numbers.html", shown)


@page(admits=access.STAFF, methods=("GET",))
def series(request: Any, series: str, year: int) -> HttpResponse:
    """One series, the latest numbers first."""
    shown = number_shelf.show(series, year, _number(request.GET.get("page", "1")))
    return answer(
        request,
        "registers/series.html",
        {"shown": shown, "pages": turned(request, shown["page"], shown["pages"], shown["last"])},
    )


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 6:
        raise BadInput(f"没有第{text[:20]}页，请从翻页处进入。")
    return int(text)

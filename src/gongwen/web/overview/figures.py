"""总览页: the figures of one year, each picture beside the table that it is drawn from."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.office.staffing import access
from gongwen.office.watching import overview
from gongwen.web.answers import answer
from gongwen.web.doors import page


@page(admits=access.STAFF, methods=("GET",))
def show(request: Any) -> HttpResponse:
    """The overview of the year asked for, or of the latest."""
    made = overview.of_year(request.GET.get("year", ""), now=request.now)
    return answer(request, "overview/figures.html", {"made": made, "years": overview.years()})

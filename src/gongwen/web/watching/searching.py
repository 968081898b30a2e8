"""检索: what the box at the top of every page leads to."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput
from gongwen.office.staffing import access
from gongwen.office.watching import exporting, paging, searching
from gongwen.web import leafing
from gongwen.web.answers import answer
from gongwen.web.doors import page
from gongwen.web.watching import asking

NAMES = ("organ", "person", "first", "last", "what")
PAGES = {searching.CASES: "watching/case_rows.html", searching.PAPERS: "watching/paper_rows.html",
         searching.NUMBERS: "watching/number_rows.html"}  # fmt: skip


@page(admits=access.SIGNED_IN, methods=("GET",))
def show(request: Any) -> HttpResponse:
    """What was found, one kind of it at a time; without a question, how to ask."""
    asked = _asked(request)
    shown: dict[str, Any] = {"asked": asked, "query": leafing.query(request)}
    if asked.empty:
        return answer(request, "watching/search.html", shown)
    try:
        part = paging.numbered(request.GET.get("page", ""))
        found = searching.search(asked, who=request.visitor, now=request.now, part=part)
    except BadInput as error:
        return asking.told(request, "watching/search.html", shown, error)
    return answer(request, "watching/search.html", {
        **shown,
        "found": found,
        "rows": found.page.rows,
        "table": PAGES[found.what],
        "tabs": [
            {"word": kind, "count": count, "here": kind == found.what,
             "query": "?" + leafing.query(request, what=kind, page="")}
            for kind, count in found.counts.items()
        ],
        "pages": leafing.pages(request, found.page),
    })  # fmt: skip


@page(admits=access.SIGNED_IN, methods=("GET",))
def sheet(request: Any) -> HttpResponse:
    """What was found of the kind that is shown, as a workbook."""
    data = exporting.found_sheet(_asked(request), who=request.visitor, now=request.now)
    return asking.workbook(data, "检索结果.xlsx")


def _asked(request: Any) -> searching.Asked:
    return searching.Asked(words=request.GET.get("q", "").strip(), **asking.chosen(request, NAMES))

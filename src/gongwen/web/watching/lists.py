"""台账: the lists of cases and of papers, filtered and ordered, and the same as workbooks."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput
from gongwen.office.staffing import access
from gongwen.office.watching import exporting, listing, paging, paper_list
from gongwen.web import leafing
from gongwen.web.answers import answer
from gongwen.web.doors import page
from gongwen.web.watching import asking

CASE_CHOICES = ("flow", "phase", "stage", "unit", "kind", "state", "year")
PAPER_CHOICES = ("template", "state", "year")


@page(admits=access.SIGNED_IN, methods=("GET",))
def cases(request: Any) -> HttpResponse:
    """The cases that were chosen."""
    chosen = _cases(request)
    shown = {"chosen": chosen, "choices": listing.choices(), "query": leafing.query(request)}
    shown["orders"] = asking.orders(request, listing.ORDERS, chosen.by, down=chosen.down)
    try:
        part = paging.numbered(request.GET.get("page", ""))
        found = listing.cases(chosen, who=request.visitor, now=request.now, part=part)
    except BadInput as error:
        return asking.told(request, "watching/cases.html", shown, error)
    return answer(request, "watching/cases.html", {**shown, "rows": found.rows, "pages": leafing.pages(request, found)})


@page(admits=access.SIGNED_IN, methods=("GET",))
def papers(request: Any) -> HttpResponse:
    """The papers that were chosen."""
    chosen = _papers(request)
    shown = {"chosen": chosen, "choices": paper_list.choices(), "query": leafing.query(request)}
    shown["orders"] = asking.orders(request, paper_list.ORDERS, chosen.by, down=chosen.down)
    try:
        part = paging.numbered(request.GET.get("page", ""))
        found = paper_list.papers(chosen, who=request.visitor, part=part)
    except BadInput as error:
        return asking.told(request, "watching/papers.html", shown, error)
    return answer(
        request, "watching/papers.html", {**shown, "rows": found.rows, "pages": leafing.pages(request, found)}
    )


@page(admits=access.SIGNED_IN, methods=("GET",))
def case_sheet(request: Any) -> HttpResponse:
    """The cases that were chosen, all pages of them, as a workbook."""
    data = exporting.case_sheet(_cases(request), who=request.visitor, now=request.now)
    return asking.workbook(data, "事项台账.xlsx")


@page(admits=access.SIGNED_IN, methods=("GET",))
def paper_sheet(request: Any) -> HttpResponse:
    """The papers that were chosen, all pages of them, as a workbook."""
    return asking.workbook(exporting.paper_sheet(_papers(request), who=request.visitor), "文书台账.xlsx")


def _cases(request: Any) -> listing.CaseFilter:
    chosen = asking.chosen(request, CASE_CHOICES)
    if request.GET.get("by") == "due" and not chosen["state"]:
        chosen["state"] = listing.RUNNING  # what is done is due no more
    return listing.CaseFilter(**chosen, **_order(request))


def _papers(request: Any) -> paper_list.PaperFilter:
    return paper_list.PaperFilter(**asking.chosen(request, PAPER_CHOICES), **_order(request))


def _order(request: Any) -> dict[str, Any]:
    """The order that the address names; without any, the latest first."""
    by = request.GET.get("by", "")
    return {"by": by, "down": bool(request.GET.get("down"))} if by else {}

"""案卷: the board of cases to be closed, and one case's file: what it lacks, what its bundle will hold, the bundle."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.http import urlencode

from gongwen.errors import Refused
from gongwen.office import errands
from gongwen.office.records import bundling, completeness
from gongwen.office.staffing import access
from gongwen.office.watching.paging import Page, numbered
from gongwen.web.answers import answer, go
from gongwen.web.doors import page

BUNDLE = "bundle"


@page(admits=access.STAFF, methods=("GET",))
def board(request: Any) -> HttpResponse:
    """Every case that is to be closed, or was, with what its file lacks; a code typed leads to that case."""
    if code := request.GET.get("code", "").strip():
        return go(request, "records:case", code)
    state = request.GET.get("state") or completeness.CLOSING
    found = completeness.board(state, now=request.now, part=numbered(request.GET.get("page", "")))
    shown = {"state": state, "states": completeness.STATES, "rows": found.rows, "pages": _pages(found, state)}
    return answer(request, "records/board.html", shown)


@page(admits=access.STAFF, methods=("GET",))
def case(request: Any, code: str) -> HttpResponse:
    """What one case's file should hold and holds; of a closed one, what its bundle will be before it is written."""
    found = completeness.check(code, now=request.now)
    asked = [one for one in errands.of(code, actor=request.actor) if one.row.kind == BUNDLE]
    shown = {"found": found, "bundle": next(iter(asked), None), "preview": None, "why_not": ""}
    try:
        shown["preview"] = bundling.preview(code, actor=request.actor, now=request.now)
    except Refused as why:
        shown["why_not"] = str(why)
    return answer(request, "records/case.html", shown)


@page(admits=access.STAFF, methods=("POST",))
def bundle(request: Any, code: str) -> HttpResponse:
    """Ask for the bundle; its progress and the file are on the case's page."""
    errands.ask(BUNDLE, {}, about=code, actor=request.actor, now=request.now)
    return go(request, "records:case", code)


def _pages(found: Page, state: str) -> dict[str, Any]:
    """What the pager needs: where it stands, and the addresses before and after."""
    here = found.number

    def address(number: int) -> str:
        return "?" + urlencode({"state": state, "page": number}) if 1 <= number <= found.count else ""

    return {
        "number": here, "count": found.count, "total": found.total, "before": address(here - 1),
        "after": address(here + 1),
    }  # fmt: skip

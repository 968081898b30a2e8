"""文稿页: one paper: where it stands, its versions, pages and findings; two versions compared; its files."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.office import errands
from gongwen.office.composing import errand_work, paper_page
from gongwen.office.paperwork import comparing
from gongwen.office.staffing import access
from gongwen.web import telling
from gongwen.web.answers import answer, go, stream_file
from gongwen.web.doors import page


@page(admits=access.STAFF, methods=("GET",))
def show(request: Any, flow: str) -> HttpResponse:
    """The paper's page."""
    found = paper_page.show(flow, actor=request.actor, now=request.now)
    shown = {"paper": found, "numbers": range(1, found.pages + 1), "said": telling.heard(request)}
    return answer(request, "paperwork/paper.html", shown)


@page(admits=access.STAFF, methods=("GET",))
def compare(request: Any, flow: str) -> HttpResponse:
    """Two versions: the present one against another, or the one its reader saw last."""
    former, later = (_number(request.GET.get(name, "")) for name in ("former", "later"))
    found, marked = paper_page.comparison(flow, former, later, actor=request.actor, now=request.now)
    shown = {
        "flow": flow,
        "found": found,
        "marked": marked,
        "versions": [row for row in paper_page.versions(found.paper) if row["docx"]],
        "told": [comparing.told(found.former), comparing.told(found.later)],
        "all": request.GET.get("all") == "1",
    }
    return answer(request, "paperwork/compare.html", shown)


@page(admits=access.STAFF, methods=("GET",))
def errand(request: Any, flow: str, errand: int) -> HttpResponse:
    """A version that is being made: how far it is; done, its paper; failed, why."""
    found = errands.one(errand, actor=request.actor)
    if found.row.state == "已完成" and found.row.about == flow:
        telling.tell(request, *found.told)
        return go(request, "paperwork:paper", flow)
    return answer(request, "paperwork/errand.html", {"errand": found, "flow": flow})


@page(admits=access.STAFF, methods=("GET",))
def picture(request: Any, flow: str, no: int, number: int) -> HttpResponse:
    """A page of a version."""
    pdf = paper_page.page_of(flow, no, actor=request.actor, now=request.now)
    return HttpResponse(errand_work.picture(pdf, number), content_type="image/png")


@page(admits=access.STAFF, methods=("GET",))
def download(request: Any, flow: str, no: int, suffix: str) -> HttpResponse:
    """A version's DOCX or PDF."""
    found = paper_page.given(flow, no, suffix, actor=request.actor, now=request.now)
    return stream_file(found.content, found.name, found.media_type)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 6 else None

"""案卷: the board of cases to be closed, and one case's file: what it lacks, what its bundle will hold, the bundle."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, Refused
from gongwen.office import errands
from gongwen.office.records import bundling, completeness, late_scans
from gongwen.office.staffing import access
from gongwen.office.watching.paging import numbered
from gongwen.web import telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page
from gongwen.web.leafing import pages

BUNDLE = "bundle"


@page(admits=access.STAFF, methods=("GET",))
def board(request: Any) -> HttpResponse:
    """Every case that is to be closed, or was, with what its file lacks; a code typed leads to that case."""
    if code := request.GET.get("code", "").strip():
        return go(request, "records:case", code)
    state = request.GET.get("state") or completeness.CLOSING
    found = completeness.board(state, now=request.now, part=numbered(request.GET.get("page", "")))
    shown = {"state": state, "states": completeness.STATES, "rows": found.rows, "pages": pages(request, found)}
    return answer(request, "records/board.html", shown)


@page(admits=access.STAFF, methods=("GET",))
def case(request: Any, code: str) -> HttpResponse:
    """What one case's file should hold and holds; of a closed one, what its bundle will be before it is written."""
    return _shown(request, code)


def _shown(request: Any, code: str, faults: list[str] | None = None) -> HttpResponse:
    found = completeness.check(code, now=request.now)
    asked = [one for one in errands.of(code, actor=request.actor) if one.row.kind == BUNDLE]
    shown = {"found": found, "bundle": next(iter(asked), None), "preview": None, "why_not": ""}
    shown |= {"faults": faults or [], "said": telling.heard(request), "typed": request.POST}
    try:
        shown["preview"] = bundling.preview(code, actor=request.actor, now=request.now)
    except Refused as why:
        shown["why_not"] = str(why)
    return answer(request, "records/case.html", shown, status=422 if faults else 200)


@page(admits=access.STAFF, methods=("POST",))
def supply(request: Any, code: str) -> HttpResponse:
    """File the scan of a paper from before the case was taken in."""
    sent, upload = request.POST, request.FILES.get("scan")
    try:
        if upload is None:
            raise BadInput("还没有选扫描件，请选一个 PDF 文件。")
        made = late_scans.supply(
            code, sent.get("template", ""), upload.name, upload.read(), number=sent.get("number", ""),
            dated=sent.get("dated", ""), actor=request.actor, now=request.now,
        )  # fmt: skip
    except BadInput as error:
        return _shown(request, code, sentences(error, request))
    telling.tell(request, f"已补交《{made.template}》。")
    return go(request, "records:case", code)


@page(admits=access.STAFF, methods=("POST",))
def bundle(request: Any, code: str) -> HttpResponse:
    """Ask for the bundle; its progress and the file are on the case's page."""
    errands.ask(BUNDLE, {}, about=code, actor=request.actor, now=request.now)
    return go(request, "records:case", code)

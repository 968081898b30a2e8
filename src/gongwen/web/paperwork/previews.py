"""看样: the true page of what is typed, asked for as an errand; pictures with the places of fields and findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from gongwen.errors import GongwenError
from gongwen.office import errands
from gongwen.office.composing import errand_work, paper_page
from gongwen.office.staffing import access
from gongwen.web.answers import answer, sentences
from gongwen.web.doors import page
from gongwen.web.paperwork import desk as desks
from gongwen.web.paperwork.desk import Desk

WAITING = 202
"""The answer's status while the page is still being printed: the script asks again."""


@page(admits=access.STAFF, methods=("GET",))
def of_paper(request: Any, flow: str) -> HttpResponse:
    """The page of a paper's sheet as it was last saved."""
    return _answered(request, desks.of_paper(request, flow))


@page(admits=access.STAFF, methods=("GET",))
def of_new(request: Any, key: str) -> HttpResponse:
    """The page of a new sheet as it was last saved."""
    return _answered(request, desks.of_new(request, key))


@page(admits=access.STAFF, methods=("GET",))
def picture(request: Any, errand: int, number: int) -> HttpResponse:
    """One page of a preview of one's own."""
    made = errands.one(errand, actor=request.actor)
    _, path = errands.file(errand, made.files[0]["sha"] if made.files else "", actor=request.actor, now=request.now)
    return HttpResponse(errand_work.picture(path.read_bytes(), number), content_type="image/png")


def ready(request: Any, desk: Desk, values: Mapping[str, Any]) -> dict[str, Any]:
    """The preview of these values as the page shows it, asked for where it is not there yet."""
    asked = {"sheet": desk.sheet.about, "values": dict(values)}
    try:
        about = "" if desk.new else desk.argument
        errand_work.give_up_previews(asked, request.actor, request.now)
        failed = None if request.GET.get("again") else errand_work.failed_preview(asked, request.actor)
        row = failed or errands.ask(
            errand_work.PREVIEW, asked, about=about, actor=request.actor, now=request.now, reuse=True
        )
    except GongwenError as error:
        return {"state": "失败", "reasons": sentences(error, request), "address": desk.to["preview"]}
    return _as_shown(errands.shown(row), desk)


def _answered(request: Any, desk: Desk) -> HttpResponse:
    values, _ = errand_work.values_of(desk.sheet)
    shown = ready(request, desk, values)
    status = WAITING if shown["state"] in ("待办", "办理中") else 200
    return answer(request, "paperwork/preview.html", {"preview": shown, "desk": desk}, status=status)


def _as_shown(found: errands.Shown, desk: Desk) -> dict[str, Any]:
    made = found.row.result
    findings = [one | {"at": at} for at, one in enumerate(paper_page.ranked(made.get("findings") or ()), 1)]
    return {
        "id": found.row.id,
        "state": found.row.state,
        "reasons": found.row.reason.splitlines(),
        "address": desk.to["preview"],
        "serious": [one for one in findings if one["severity"] != "note"],
        "notes": [one for one in findings if one["severity"] == "note"],
        "pages": [_page(number, size, made, findings) for number, size in enumerate(made.get("sizes") or (), 1)],
    }


def _page(number: int, size: Any, made: Mapping[str, Any], findings: Any) -> dict[str, Any]:
    """A page with the boxes on it; larger ones first, so that a click meets the smallest."""
    spots = [one | {"shape": _shape(one["box"])} for one in made["spots"] if one["page"] == number]
    spots.sort(key=lambda one: -one["shape"]["width"] * one["shape"]["height"])
    marks = [one | {"shape": _shape(one["box"])} for one in findings if one.get("box") and one["page"] == number]
    return {"number": number, "width": size[0], "height": size[1], "spots": spots, "marks": marks}


def _shape(box: Any) -> dict[str, float]:
    x0, y0, x1, y1 = box
    return {"x": x0, "y": y0, "width": round(x1 - x0, 2), "height": round(y1 - y0, 2)}

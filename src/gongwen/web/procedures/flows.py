"""流程页: one workflow: its diagram with the running cases on it, its moves as a table, its versions, a simulation."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from gongwen.errors import BadInput
from gongwen.office import errands
from gongwen.office.procedures import flows as published
from gongwen.office.publishing import flow_sheet, walking
from gongwen.office.staffing import access
from gongwen.web import acting, telling
from gongwen.web.answers import answer, go, sentences, stream_file
from gongwen.web.doors import page
from gongwen.web.procedures.listing import number_of
from gongwen.web.procedures.progress import part

SVG = "image/svg+xml"


@page(admits=access.STAFF, methods=("GET",))
def show(request: Any, name: str) -> HttpResponse:
    """One version whole, the latest where none is named."""
    shown = flow_sheet.shown(name, number_of(request, "version"), now=request.now)
    return answer(request, "procedures/workflow.html", {"flow": shown, "said": telling.heard(request)})


@page(admits=access.STAFF, methods=("GET",))
def diagram(request: Any, name: str) -> HttpResponse:
    """The diagram of a version with its running cases."""
    drawn = published.drawing(name, "svg", number_of(request, "version"), counts=True)
    return stream_file(drawn, f"{name}.svg", SVG, inline=True)


@page(admits=access.STAFF)
def simulation(request: Any, name: str) -> HttpResponse:
    """Ask for a simulation, see how far it is, read what it found."""
    if request.method == "POST":
        return _asked(request, name)
    asked = number_of(request, "errand")
    errand = errands.one(asked, actor=request.actor) if asked else None
    given = dict(errand.row.argument) if errand else {**walking.USUAL, "version": request.GET.get("version", "")}
    return _simulated(request, name, given, errand)


def _asked(request: Any, name: str) -> HttpResponse:
    given = {key: request.POST.get(key, "").strip() for key in ("version", *walking.USUAL)}
    try:
        argument = {"name": name, **given}
        row = errands.ask(walking.KIND, argument, about=name, actor=request.actor, now=request.now)
    except BadInput as error:
        return _simulated(request, name, given, None, sentences(error, request))
    return go(request, f"{reverse('procedures:simulation', args=[name])}?errand={row.id}")


def _simulated(
    request: Any, name: str, given: dict[str, Any], errand: Any, faults: list[str] | None = None
) -> HttpResponse:
    version = str(given.get("version") or "")
    shown = {
        "flow": flow_sheet.head(name, acting.number(version)),
        "errand": errand,
        "part": part(),
        "given": given,
        "found": walking.tables(errand.row) if errand else None,
        "faults": faults or [],
    }
    return answer(request, "procedures/simulation.html", shown, status=422 if faults else 200)

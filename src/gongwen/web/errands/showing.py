"""差事的进度: one's own errands, each with its progress, its reason when it failed, and what it made."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse

from gongwen.office import errands
from gongwen.office.staffing import access
from gongwen.web import telling
from gongwen.web.answers import answer
from gongwen.web.doors import page
from gongwen.web.errands.polling import looked, next_look


@page(admits=access.SIGNED_IN, methods=("GET",))
def mine(request: Any) -> HttpResponse:
    """Everything this person asked for, the newest first."""
    shown = {"errands": errands.mine(request.actor), "kept": errands.KEPT.days, "said": telling.heard(request)}
    return answer(request, "errands/mine.html", shown | next_look(0))


@page(admits=access.SIGNED_IN, methods=("GET",))
def show(request: Any, number: int) -> HttpResponse:
    """One errand on a page of its own."""
    return answer(request, "errands/show.html", {"errand": errands.one(number, actor=request.actor)} | next_look(0))


@page(admits=access.SIGNED_IN, methods=("GET",))
def part(request: Any, number: int) -> HttpResponse:
    """How far one errand is: the part that looks again by itself until it has ended. A change of its state is said to
    those who do not see it."""
    shown = errands.one(number, actor=request.actor)
    told = {"errand": shown, "changed": request.GET.get("was", shown.row.state) != shown.row.state}
    return answer(request, "parts/errand.html", told | next_look(looked(request)))


@page(admits=access.SIGNED_IN, methods=("GET",))
def fetch(request: Any, number: int, sha: str) -> FileResponse:
    """A file that an errand made, streamed: a bundle may be large."""
    told, path = errands.file(number, sha, actor=request.actor, now=request.now)
    return FileResponse(path.open("rb"), as_attachment=True, filename=told["name"], content_type=told["type"])

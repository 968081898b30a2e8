"""看件: the pages of a paper as pictures, its PDF, and the files that lie with the case."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.office.reviewing import reading
from gongwen.office.staffing import access
from gongwen.web.answers import answer, stream_file
from gongwen.web.doors import page

SHOWN = ("application/pdf", "image/jpeg", "image/png")
"""What a browser shows by itself; anything else is saved."""


@page(admits=access.CASE, methods=("GET",))
def paper(request: Any, code: str, id: int) -> HttpResponse:
    """One more paper of the case, to be read."""
    found = reading.paper_of(code, id, who=request.visitor, actor=request.actor, now=request.now)
    sheet = reading.sheet(found, actor=request.actor, now=request.now)
    return answer(request, "review/paper.html", {"code": code, "sheet": sheet})


@page(admits=access.CASE, methods=("GET",))
def picture(request: Any, code: str, id: int, number: int) -> HttpResponse:
    """One page."""
    found = reading.page_of(code, id, number, who=request.visitor, actor=request.actor, now=request.now)
    return stream_file(found, f"{number}.png", "image/png", inline=True)


@page(admits=access.CASE, methods=("GET",))
def pdf(request: Any, code: str, id: int) -> HttpResponse:
    """The PDF, to be printed or kept."""
    content, name = reading.file_of(code, id, who=request.visitor, actor=request.actor, now=request.now)
    return stream_file(content, name, "application/pdf", inline=True)


@page(admits=access.CASE, methods=("GET",))
def attached(request: Any, code: str, name: str) -> HttpResponse:
    """A file that stands in a field of the case's form."""
    content, called, kind = reading.attached(code, name, actor=request.actor, now=request.now)
    return stream_file(content, called, kind, inline=kind in SHOWN)

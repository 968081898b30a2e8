"""看文书: a paper's pages as pictures, and the PDF to be printed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.office.answering import pictures, story
from gongwen.office.staffing import access
from gongwen.web.answers import answer, stream_file
from gongwen.web.doors import page


@page(admits=access.CASE, methods=("GET",))
def paper(request: Any, code: str, id: int) -> HttpResponse:
    """The paper to be read, page under page."""
    found, count = pictures.opened(code, id, actor=request.actor, now=request.now)
    row = story.paper_row(found, request.actor, request.now)
    shown = {"code": code, "paper": row, "numbers": range(1, count + 1), "count": count}
    return answer(request, "unit/paper.html", shown)


@page(admits=access.CASE, methods=("GET",))
def page_picture(request: Any, code: str, id: int, number: int) -> HttpResponse:
    """One page."""
    picture = pictures.page_of(code, id, number, actor=request.actor, now=request.now)
    return stream_file(picture, f"{number}.png", "image/png", inline=True)


@page(admits=access.CASE, methods=("GET",))
def pdf(request: Any, code: str, id: int) -> HttpResponse:
    """The PDF."""
    content, name = pictures.file_of(code, id, actor=request.actor, now=request.now)
    return stream_file(content, name, "application/pdf", inline=True)

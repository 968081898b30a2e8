"""看文书: a paper's pages as pictures, and the PDF to be printed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput
from gongwen.office.answering import pictures, story
from gongwen.office.staffing import access
from gongwen.web import acting
from gongwen.web.answers import answer, stream_file
from gongwen.web.doors import page

SMALLEST, USUAL, LARGEST = 1, 2, 3
"""How large a page stands by itself: whole, to be read, to be looked at closely (static/unit.css)."""


@page(admits=access.CASE, methods=("GET",))
def paper(request: Any, code: str, id: int) -> HttpResponse:
    """The paper to be read, page under page."""
    found, count = pictures.opened(code, id, actor=request.actor, now=request.now)
    row = story.paper_row(found, request.actor, request.now)
    shown = {"code": code, "paper": row, "numbers": range(1, count + 1), "count": count}
    return answer(request, "unit/paper.html", shown)


@page(admits=access.CASE, methods=("GET",))
def leaf(request: Any, code: str, id: int, number: int) -> HttpResponse:
    """One page by itself, as large as is asked (`size` 1 to 3), with the way to its neighbours."""
    found, count = pictures.opened(code, id, actor=request.actor, now=request.now)
    if not 1 <= number <= count:
        raise BadInput(f"《{found.template}》共 {count} 页，没有第 {number} 页。")
    size = min(max(acting.number(request.GET.get("size")) or USUAL, SMALLEST), LARGEST)
    shown = {
        "code": code,
        "paper": story.paper_row(found, request.actor, request.now),
        "number": number,
        "count": count,
        "size": size,
        "before": number - 1,
        "after": number + 1 if number < count else 0,
        "smaller": size - 1 if size > SMALLEST else 0,
        "larger": size + 1 if size < LARGEST else 0,
    }
    return answer(request, "unit/leaf.html", shown)


@page(admits=access.CASE, methods=("GET",))
def page_picture(request: Any, code: str, id: int, number: int) -> HttpResponse:
    """One page."""
    fine = "fine" in request.GET
    picture = pictures.page_of(code, id, number, fine=fine, actor=request.actor, now=request.now)
    return stream_file(picture, f"{number}.png", "image/png", inline=True)


@page(admits=access.CASE, methods=("GET",))
def pdf(request: Any, code: str, id: int) -> HttpResponse:
    """The PDF."""
    content, name = pictures.file_of(code, id, actor=request.actor, now=request.now)
    return stream_file(content, name, "application/pdf", inline=True)

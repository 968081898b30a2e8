"""表单和合同: the case's papers that have no 发文 flow of their own, to be looked at and fetched."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.office.staffing import access
from gongwen.office.watching import form_page
from gongwen.web.answers import answer, stream_file
from gongwen.web.doors import page


@page(admits=access.CASE, methods=("GET",))
def show(request: Any, code: str, number: int) -> HttpResponse:
    """Its pages and versions."""
    shown = form_page.show(code, number, actor=request.actor, now=request.now)
    return answer(request, "handling/form.html", {**shown, "numbers": range(1, shown["pages"] + 1)})


@page(admits=access.CASE, methods=("GET",))
def picture(request: Any, code: str, number: int, sheet: int) -> HttpResponse:
    """One page of it."""
    png = form_page.picture(code, number, sheet, actor=request.actor, now=request.now)
    return HttpResponse(png, content_type="image/png")


@page(admits=access.CASE, methods=("GET",))
def fetch(request: Any, code: str, number: int, version: int, suffix: str) -> HttpResponse:
    """A version's DOCX or PDF."""
    found = form_page.given(code, number, version, suffix, actor=request.actor, now=request.now)
    return stream_file(found.content, found.name, found.media_type)

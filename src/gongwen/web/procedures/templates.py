"""模板页: one template: what it asks for and where from, who drafts it, its example printed, its versions."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from gongwen.office import errands
from gongwen.office.publishing import specimens, template_sheet
from gongwen.office.staffing import access
from gongwen.web import telling
from gongwen.web.answers import answer, go, stream_file
from gongwen.web.doors import page
from gongwen.web.procedures.listing import number_of
from gongwen.web.procedures.progress import part


@page(admits=access.STAFF, methods=("GET",))
def show(request: Any, name: str) -> HttpResponse:
    """One version whole, the latest where none is named."""
    shown = template_sheet.shown(name, number_of(request, "version"))
    about = specimens.about(name, shown["hash"])
    found = {
        "template": shown,
        "specimen": specimens.found(name, shown["hash"]),
        "errand": next(iter(errands.of(about, actor=request.actor)), None),
        "part": part(),
        "said": telling.heard(request),
    }
    return answer(request, "procedures/template.html", found)


@page(admits=access.STAFF, methods=("POST",))
def specimen(request: Any, name: str) -> HttpResponse:
    """Have the example of a version printed."""
    hash, version = request.POST.get("hash", ""), request.POST.get("version", "")
    argument, about = {"name": name, "hash": hash}, specimens.about(name, hash)
    errands.ask(specimens.KIND, argument, about=about, actor=request.actor, now=request.now)
    return go(request, f"{reverse('procedures:template', args=[name])}?{urlencode({'version': version})}")


@page(admits=access.STAFF, methods=("GET",))
def page_picture(request: Any, name: str, hash: str, number: int) -> HttpResponse:
    """The picture of one page of the printed example."""
    content = specimens.page(name, hash, number).read_bytes()
    return stream_file(content, f"{name}-{number}.png", "image/png", inline=True)

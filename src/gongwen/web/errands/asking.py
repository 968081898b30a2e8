"""提出差事: asked for by a button of any page; given up and tried again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.office import errands
from gongwen.office.staffing import access
from gongwen.web.answers import answer, go
from gongwen.web.doors import page
from gongwen.web.errands.polling import next_look

ARGUMENT = "with-"
"""Inputs of this prefix are the errand's argument: `with-year`."""


@page(admits=access.SIGNED_IN, methods=("POST",))
def ask(request: Any) -> HttpResponse:
    """Ask for the errand `kind`, `about` a case or paper; whom a kind admits, the office says."""
    sent = request.POST
    argument = {name.removeprefix(ARGUMENT): sent[name].strip() for name in sent if name.startswith(ARGUMENT)}
    row = errands.ask_by_button(
        sent.get("kind", ""),
        {name: value for name, value in argument.items() if value},
        about=sent.get("about", ""),
        actor=request.actor,
        now=request.now,
    )
    return _now(request, errands.shown(row))


@page(admits=access.SIGNED_IN, methods=("POST",))
def cancel(request: Any, number: int) -> HttpResponse:
    """Give one of one's own errands up."""
    return _now(request, errands.cancel(number, actor=request.actor, now=request.now))


@page(admits=access.SIGNED_IN, methods=("POST",))
def retry(request: Any, number: int) -> HttpResponse:
    """Let one of one's own errands be tried again."""
    return _now(request, errands.retry(number, actor=request.actor, now=request.now))


def _now(request: Any, shown: errands.Shown) -> HttpResponse:
    """For htmx the errand as it stands now in its place; else its page."""
    if request.headers.get("HX-Request"):
        return answer(request, "parts/errand.html", {"errand": shown} | next_look(0))
    return go(request, "errands:show", shown.row.id)

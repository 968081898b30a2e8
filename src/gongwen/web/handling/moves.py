"""办一步: a move asked for and taken on the page of its case; what is typed kept while it is typed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.office.ruling import move_form, unsent
from gongwen.office.staffing import access
from gongwen.web import acting, filling
from gongwen.web.answers import go
from gongwen.web.doors import page
from gongwen.web.handling.cases import case_of


@page(admits=access.CASE)
def move(request: Any, code: str, action: str) -> HttpResponse:
    """The form of a move; sent, the move."""
    return acting.act(request, code, action, COUNTER)


@page(admits=access.CASE, methods=("POST",))
def keep(request: Any, code: str, action: str) -> HttpResponse:
    """Keep what is typed so far; tells the revision and when, or who kept another one meanwhile."""

    def save(revision: int) -> Any:
        form = move_form.ask(code, action, actor=request.actor, now=request.now)
        values = acting.typed(request, form.fields)
        return unsent.keep(code, action, values, revision, actor=request.actor, now=request.now)

    return acting.keep(request, save)


@page(admits=access.CASE, methods=("POST",))
def forget(request: Any, code: str, action: str) -> HttpResponse:
    """Give up what was typed and begin with what the case holds."""
    unsent.drop(code, action, actor=request.actor)
    return go(request, "handling:move", code, action)


@page(admits=access.SIGNED_IN, methods=("GET",))
def amount(request: Any) -> HttpResponse:
    """An amount in words, as plain text; empty for what is no amount."""
    return HttpResponse(filling.in_words(request.GET.get("of", "")[:40]), content_type="text/plain; charset=utf-8")


def _overtaken(request: Any, code: str, told: list[str], typed: list[dict[str, str]]) -> HttpResponse:
    return case_of(request, code, refused=told, typed=typed, status=409)


COUNTER = acting.Counter(page="handling/move.html", overtaken=_overtaken, done=lambda code: ("handling:case", code))

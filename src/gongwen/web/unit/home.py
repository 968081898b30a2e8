"""要做的事: the unit's one page, one case of theirs, and a paper confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse

from gongwen.office import opening
from gongwen.office.answering import asked, story
from gongwen.office.paperwork import dispatch
from gongwen.office.staffing import access
from gongwen.web import telling
from gongwen.web.answers import answer, go
from gongwen.web.doors import page


@page(admits=access.UNIT, methods=("GET",))
def desk(request: Any) -> HttpResponse:
    """What is to be done, what it waits for, what came."""
    shown = asked.of(request.actor, request.now)
    openings = opening.offered(actor=request.actor, now=request.now)
    return answer(request, "unit/home.html", {"desk": shown, "openings": openings, "said": telling.heard(request)})


@page(admits=access.CASE, methods=("GET",))
def case(request: Any, code: str) -> HttpResponse:
    """One case as its unit sees it."""
    return case_of(request, code)


@page(admits=access.CASE, methods=("POST",))
def receive(request: Any, code: str) -> HttpResponse:
    """Confirm that the unit has the paper of this flow."""
    name = asked.addressed_as(code, request.actor, request.now)
    dispatch.receive(code, name, by=request.actor.person, actor=request.actor, now=request.now)
    telling.tell(request, "已签收，办公室能看到。")
    return go(request, "unit:home")


def case_of(request: Any, code: str, told: Sequence[str] = (), typed: Sequence[Mapping[str, str]] = ()) -> HttpResponse:
    """The case's page; after an act that others have overtaken with why, and with what was typed, to be copied."""
    shown = {
        "case": story.show(code, actor=request.actor, now=request.now),
        "said": [] if told else telling.heard(request),
        "refused": told,
        "typed": typed,
    }
    return answer(request, "unit/case.html", shown, status=409 if told else 200)

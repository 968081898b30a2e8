"""审签: one thing to decide, and the confirmed act, on no text but the one that was read."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.office.reviewing import deciding, decision_page
from gongwen.office.ruling import moved_on
from gongwen.office.staffing import access
from gongwen.web import acting, telling
from gongwen.web.answers import answer
from gongwen.web.doors import page


@page(admits=access.DESK, methods=("GET",))
def show(request: Any, code: str) -> HttpResponse:
    """One thing to decide."""
    return _case(request, code, [], [])


@page(admits=access.DESK)
def act(request: Any, code: str, action: str) -> HttpResponse:
    """What the act comes to, with what it asks for; sent, the act."""
    return acting.act(request, code, action, COUNTER)


def _check(request: Any, code: str) -> None:
    moved_on.check_page(code, acting.number(request.GET.get("seen")))
    deciding.check(code, acting.number(request.GET.get("saw")))


def _case(request: Any, code: str, told: list[str], typed: list[dict[str, str]]) -> HttpResponse:
    shown = {
        "whole": decision_page.show(code, who=request.visitor, actor=request.actor, now=request.now),
        "refused": told,
        "typed": typed,
        "said": [] if told else telling.heard(request),
    }
    shown["case"] = shown["whole"]["head"]
    return answer(request, "review/case.html", shown, status=409 if told else 200)


COUNTER = acting.Counter(
    page="review/act.html",
    overtaken=_case,
    done=lambda code: ("review:home",),
    take=deciding.take,
    carries=("saw",),
    check=_check,
    rereads=True,
)

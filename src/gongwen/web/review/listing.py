"""待审: the list by deadline, for oneself and for whom one stands in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.office.reviewing import waiting
from gongwen.office.staffing import access
from gongwen.office.watching import paging, sight
from gongwen.web import telling
from gongwen.web.answers import answer
from gongwen.web.doors import page


@page(admits=access.SIGNED_IN, methods=("GET",))
def home(request: Any) -> HttpResponse:
    """What waits for this person's judgement."""
    principals = waiting.principals(request.actor, request.now)
    acting = request.GET.get("for", "")
    acting = acting if acting in (waiting.OWN, *principals) else waiting.ALL
    found = waiting.listed(
        actor=request.actor,
        now=request.now,
        visible=sight.visible_to(request.visitor),
        acting=acting,
        number=paging.numbered(request.GET.get("page", "")).number,
    )
    shown = {
        "rows": found.rows,
        "found": found,
        "before": found.number - 1,
        "after": found.number + 1 if found.number < found.count else 0,
        "acting": acting,
        "principals": principals,
        "own": waiting.OWN,
        "light": any(row["together"] for row in found.rows),
        "said": telling.heard(request),
    }
    return answer(request, "review/home.html", shown)

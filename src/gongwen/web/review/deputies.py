"""委托: who acts for oneself and for whom one acts, given out and recalled; what was done in one's name."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.document import dates
from gongwen.errors import BadInput, GongwenError, Refused
from gongwen.office.reviewing import standing_in
from gongwen.office.staffing import access, delegating
from gongwen.web import telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page

NAMES = ("deputy", "starts", "ends", "basis")


@page(admits=access.SIGNED_IN)
def show(request: Any) -> HttpResponse:
    """One's delegations; sent, one more."""
    if request.method != "POST":
        return _page(request)
    form = {name: request.POST.get(name, "").strip() for name in NAMES}
    roles = request.POST.getlist("roles")
    try:
        days = dates.read(form["starts"], "第一天"), dates.read(form["ends"], "最后一天")
        delegating.delegate(
            request.actor.person, form["deputy"], roles, *days, form["basis"], actor=request.actor, now=request.now
        )
    except (BadInput, Refused) as error:
        return _page(request, error, form={**form, "roles": roles})
    telling.tell(request, f"已委托{form['deputy']}代办，所办的事都注明“代{request.actor.person}”。")
    return go(request, "review:deputies")


@page(admits=access.SIGNED_IN, methods=("POST",))
def recall(request: Any) -> HttpResponse:
    """A delegation ends with today."""
    deputy = request.POST.get("deputy", "")
    try:
        delegating.recall(request.actor.person, deputy, request.visitor.today, actor=request.actor, now=request.now)
    except (BadInput, Refused) as error:
        return _page(request, error)
    telling.tell(request, f"对{deputy}的委托到今天为止。")
    return go(request, "review:deputies")


def _page(request: Any, error: GongwenError | None = None, *, form: dict[str, Any] | None = None) -> HttpResponse:
    shown = standing_in.show(actor=request.actor, now=request.now) | {
        "form": form or {},
        "faults": sentences(error, request) if error else [],
        "said": [] if error else telling.heard(request),
    }
    return answer(request, "review/deputies.html", shown, status=422 if error else 200)

"""催办和加签: a reminder recorded for whoever holds a case, and one more party called in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, GongwenError, Refused
from gongwen.office import desk
from gongwen.office.staffing import access
from gongwen.office.watching import urging, urging_page
from gongwen.web import telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page


@page(admits=access.STAFF)
def urge(request: Any, code: str) -> HttpResponse:
    """Whom to remind and how; recorded, back on the page of the case."""
    given = {name: request.POST.get(name, request.GET.get(name, "")).strip() for name in ("to", "how", "note")}
    if request.method != "POST":
        return _urge(request, code, given)
    try:
        told = urging.urge(code, given["to"], given["how"], given["note"], actor=request.actor, now=request.now)
    except (BadInput, Refused) as error:
        return _urge(request, code, given, error)
    telling.tell(request, f"已登记催办{told['to']}（{told['urged']}）。")
    return go(request, "handling:case", code)


@page(admits=access.CASE)
def call_in(request: Any, code: str) -> HttpResponse:
    """Which party to call in and why; called in, back on the page of the case."""
    given = {name: request.POST.get(name, "").strip() for name in ("party", "reason")}
    if request.method != "POST":
        return _call_in(request, code, given)
    try:
        action = urging_page.shared_action(code)
        made = desk.add_party(code, action, given["party"], actor=request.actor, now=request.now,
                              reason=given["reason"])  # fmt: skip
    except (BadInput, Refused) as error:
        return _call_in(request, code, given, error)
    again = "此前已经加上" if made.repeated else "已加上"
    telling.tell(request, f"{again}{made.event.party}，由其办理「{action}」。")
    return go(request, "handling:case", code)


def _urge(request: Any, code: str, given: dict[str, str], error: GongwenError | None = None) -> HttpResponse:
    shown = {**urging_page.held(code, request.now), "given": given, **_wrong(request, error)}
    return answer(request, "handling/urge.html", shown, status=422 if error else 200)


def _call_in(request: Any, code: str, given: dict[str, str], error: GongwenError | None = None) -> HttpResponse:
    shown = {**urging_page.candidates(code, request.now), "given": given, **_wrong(request, error)}
    return answer(request, "handling/call_in.html", shown, status=422 if error else 200)


def _wrong(request: Any, error: GongwenError | None) -> dict[str, Any]:
    return {"faults": sentences(error, request) if error else []}

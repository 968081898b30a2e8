"""登记: a new project or matter, from a form whose key lets a second press open nothing."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, GongwenError, Refused
from gongwen.office import opening
from gongwen.office.staffing import access
from gongwen.web import acting, filling, telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page


@page(admits=access.SIGNED_IN, methods=("GET",))
def choose(request: Any) -> HttpResponse:
    """What this person may open, each with its form a click away; straight to it where there is only one."""
    offered = opening.offered(actor=request.actor, now=request.now)
    if len(offered) == 1:
        return go(request, "handling:open", offered[0].flow)
    return answer(request, "handling/choose.html", {"offered": offered})


@page(admits=access.SIGNED_IN)
def start(request: Any, name: str) -> HttpResponse:
    """The form of a new case, and the case opened from it."""
    offered = opening.offered(actor=request.actor, now=request.now)
    known = next((one for one in offered if one.flow == name), None)
    if known is None:
        raise Refused("这一种事项现在不由您登记，请从「登记」页所列的几种里选。")
    if request.method != "POST":
        return _form(request, known, {"unit": _only(known, "unit")}, token_hex(16))
    key, given = request.POST.get("key", ""), filling.filled(known.fields, request.POST, request.FILES)
    try:
        case = opening.open_case(name, given, key=acting.key_of(request, key), actor=request.actor, now=request.now)
    except (BadInput, Refused) as error:
        return _form(request, known, given, key, error)
    telling.tell(request, f"已登记 {case.code}《{case.title}》，现在「{case.stage}」。")
    return go(request, "handling:case", case.code)


def _form(
    request: Any, known: opening.Opening, values: dict[str, Any], key: str, error: GongwenError | None = None
) -> HttpResponse:
    told = sentences(error, request) if error else []
    shown = {
        "opening": known,
        **filling.form_shown(known.fields, values, told),
        "key": key,
    }
    return answer(request, "handling/open.html", shown, status=acting.status(error))


def _only(known: opening.Opening, name: str) -> str:
    """The one thing that can be chosen, where there is only one."""
    options = next((one.options for one in known.fields if one.name == name), ())
    return options[0] if len(options) == 1 else ""

"""登记一笔: every change to a register is a form of its own, made here from its fields; the rule is the office's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse

from gongwen.document import fields
from gongwen.errors import BadInput, GongwenError, Refused
from gongwen.office.staffing import access
from gongwen.web import acting, filling, telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page
from gongwen.web.registers import calendar_acts, number_acts, roster_acts, staff_acts
from gongwen.web.registers.act import WAS, Act, was

ACTS = {**number_acts.ACTS, **staff_acts.ACTS, **calendar_acts.ACTS, **roster_acts.ACTS}


@page(admits=access.STAFF)
def act(request: Any, act: str) -> HttpResponse:
    """The form of one change, begun with what the address says; sent, the change."""
    wanted = ACTS.get(act)
    if wanted is None:
        raise Http404
    if request.method != "POST":
        return _form(request, wanted, {**wanted.begins(request), **_asked(request, wanted)})
    given = filling.filled(wanted.fields(request), request.POST, request.FILES)
    try:
        values = fields.check(wanted.fields(request), given, f"「{wanted.title}」")
        said = wanted.do(request, values)
    except (BadInput, Refused) as error:
        return _form(request, wanted, given, error)
    telling.tell(request, said)
    where, *arguments = wanted.back(values)
    return go(request, where, *arguments)


def _asked(request: Any, wanted: Act) -> dict[str, str]:
    """What the link that led here filled in already."""
    names = {one.name for one in wanted.fields(request)}
    return {name: text for name, text in request.GET.items() if name in names}


def _form(request: Any, wanted: Act, values: dict[str, Any], error: GongwenError | None = None) -> HttpResponse:
    told = sentences(error, request) if error else []
    shown = {
        "act": wanted,
        **filling.form_shown(wanted.fields(request), values, told),
        "back": wanted.back(values),
        "was": {f"{WAS}{name}": text for name, text in _was(request, wanted, error).items()},
    }
    return answer(request, "registers/act.html", shown, status=acting.status(error))


def _was(request: Any, wanted: Act, error: GongwenError | None) -> Mapping[str, str]:
    """What the page showed at first; of what others changed meanwhile, what its sender has now been told."""
    if request.method != "POST":
        return wanted.shown(request)
    return {**(was(request) or {}), **getattr(error, "present", {})}

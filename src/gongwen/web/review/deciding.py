"""审签: one thing to decide, and the confirmed act: once however often it is sent, on nothing newer than was read."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, GongwenError, Refused
from gongwen.office.reviewing import deciding, decision_page
from gongwen.office.ruling import again, move_form, moved_on, unsent
from gongwen.office.ruling.move_form import MoveForm
from gongwen.office.ruling.moved_on import MovedOn
from gongwen.office.ruling.phrases import for_opinion
from gongwen.office.staffing import access
from gongwen.office.watching import move_page
from gongwen.web import acting, filling, telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page

HIDDEN = ("csrfmiddlewaretoken", "key", "seen", "saw", "sure", "revision", "changed")


@page(admits=access.CASE, methods=("GET",))
def show(request: Any, code: str) -> HttpResponse:
    """One thing to decide."""
    return _case(request, code)


@page(admits=access.CASE)
def act(request: Any, code: str, action: str) -> HttpResponse:
    """What the act comes to, with what it asks for; sent, the act."""
    key = request.POST.get("key", "")
    if key and (known := again.by_key(code, acting.key_of(request, key))):
        telling.tell(request, f"「{known.action}」此前已经办成，没有重复办理。")
        return go(request, "review:home")
    try:
        form = move_form.ask(code, action, actor=request.actor, now=request.now)
        if request.method == "GET":
            moved_on.check_page(code, acting.number(request.GET.get("seen")))
            deciding.check(code, acting.number(request.GET.get("saw")))
    except MovedOn as error:
        return _case(request, code, error, typed=_told(request, code))
    if request.method == "POST":
        return _taken(request, form, key)
    kept = unsent.kept(code, action, actor=request.actor)
    return _form(request, form, {**form.values, **(kept.values if kept else {})}, key=token_hex(16), kept=kept)


def _taken(request: Any, form: MoveForm, key: str) -> HttpResponse:
    given: dict[str, Any] = {}
    try:
        given = filling.filled(form.fields, request.POST, request.FILES)
        acting.sure(request, form)
        receipt = deciding.take(
            form.code,
            form.action,
            actor=request.actor,
            now=request.now,
            form=given,
            key=acting.key_of(request, key) if key else None,
            seen=acting.number(request.POST.get("seen")),
            saw=acting.number(request.POST.get("saw")),
            **acting.aside(request),
        )
    except MovedOn as error:
        return _case(request, form.code, error, typed=_told(request, form.code))
    except (BadInput, Refused) as error:
        values = {**acting.typed(request, form.fields), **given}
        return _form(request, form, values, key=key, error=error)
    unsent.drop(form.code, form.action, actor=request.actor)
    telling.tell(request, *move_page.done(receipt))
    return go(request, "review:home")


def _form(
    request: Any,
    form: MoveForm,
    values: Mapping[str, Any],
    *,
    key: str,
    kept: Any = None,
    error: GongwenError | None = None,
) -> HttpResponse:
    told = sentences(error, request) if error else []
    rows = filling.form_rows(form.fields, values, told)
    shown = {
        "form": form,
        "rows": rows,
        "opinion_rows": [row for row in rows if move_form.is_opinion(row.field)],
        "opinions": for_opinion(),
        "faults": filling.unplaced(form.fields, told),
        "wrong": bool(told),
        "aside": {name: values.get(f"-{name}", "") for name in acting.ASIDE},
        "key": key,
        "kept": kept,
        "seen": request.POST.get("seen") or request.GET.get("seen") or form.seen,
        "saw": request.POST.get("saw") or request.GET.get("saw") or "",
        "has_file": any(one.type == "file" for one in form.fields),
        **move_page.around(form, actor=request.actor, now=request.now),
        "opinions_to_pick": for_opinion(),
    }
    status = 200 if error is None else 422 if isinstance(error, BadInput) else 403
    return answer(request, "review/act.html", shown, status=status)


def _case(
    request: Any, code: str, error: GongwenError | None = None, *, typed: list[dict[str, str]] | None = None
) -> HttpResponse:
    shown = {
        "whole": decision_page.show(code, who=request.visitor, actor=request.actor, now=request.now),
        "refused": sentences(error, request) if error else [],
        "typed": typed or [],
        "said": [] if error else telling.heard(request),
    }
    shown["case"] = shown["whole"]["head"]
    return answer(request, "review/case.html", shown, status=409 if error else 200)


def _told(request: Any, code: str) -> list[dict[str, str]]:
    """What was typed, as it can be read and copied when its form is no more."""
    return move_page.labelled(code, {name: text for name, text in request.POST.items() if name not in HIDDEN})

"""办一步: the form of a move, what was typed kept as it is typed, and the move taken once however often it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from django.http import HttpResponse, JsonResponse

from gongwen.errors import BadInput, GongwenError, Refused
from gongwen.office import desk
from gongwen.office.ruling import again, move_form, unsent
from gongwen.office.ruling.move_form import MoveForm
from gongwen.office.ruling.moved_on import MovedOn
from gongwen.office.staffing import access
from gongwen.office.watching import move_page
from gongwen.web import acting, filling, telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page
from gongwen.web.handling.cases import case_of

HIDDEN = ("csrfmiddlewaretoken", "key", "seen", "sure", "revision", "changed", "more")


@page(admits=access.CASE)
def move(request: Any, code: str, action: str) -> HttpResponse:
    """The form of a move; sent, the move."""
    if request.method == "POST":
        return _sent(request, code, action)
    form = move_form.ask(code, action, actor=request.actor, now=request.now)
    kept = unsent.kept(code, action, actor=request.actor)
    values = kept.values if kept else {}
    return _page(request, form, {**form.values, **values}, key=token_hex(16), kept=kept)


@page(admits=access.CASE, methods=("POST",))
def keep(request: Any, code: str, action: str) -> HttpResponse:
    """Keep what is typed so far; tells the revision and when, or who kept another one meanwhile."""
    try:
        form = move_form.ask(code, action, actor=request.actor, now=request.now)
        values, revision = acting.typed(request, form.fields), acting.number(request.POST.get("revision")) or 0
        kept = unsent.keep(code, action, values, revision, actor=request.actor, now=request.now)
    except GongwenError as error:
        return JsonResponse({"told": sentences(error, request)}, status=409)
    return JsonResponse({"revision": kept.revision, "by": kept.by, "at": kept.at.isoformat()})


@page(admits=access.CASE, methods=("POST",))
def forget(request: Any, code: str, action: str) -> HttpResponse:
    """Give up what was typed and begin with what the case holds."""
    unsent.drop(code, action, actor=request.actor)
    return go(request, "handling:move", code, action)


@page(admits=access.SIGNED_IN, methods=("GET",))
def amount(request: Any) -> HttpResponse:
    """An amount in words, as plain text; empty for what is no amount."""
    return HttpResponse(filling.in_words(request.GET.get("of", "")[:40]), content_type="text/plain; charset=utf-8")


def _sent(request: Any, code: str, action: str) -> HttpResponse:
    key = request.POST.get("key", "")
    if key and (known := again.by_key(code, acting.key_of(request, key))):
        telling.tell(request, f"「{known.action}」此前已经办成，没有重复办理；后来在那一页上改的没有记录。")
        return go(request, "handling:case", code)
    try:
        form = move_form.ask(code, action, actor=request.actor, now=request.now)
    except MovedOn as error:
        return case_of(request, code, refused=sentences(error, request), typed=_told(request, code), status=409)
    if request.POST.get("more"):
        return _page(request, form, acting.typed(request, form.fields), key=key)
    return _taken(request, form, key)


def _taken(request: Any, form: MoveForm, key: str) -> HttpResponse:
    """The move, or its form again with what was typed and why it was not done."""
    given: dict[str, Any] = {}
    try:
        given = filling.filled(form.fields, request.POST, request.FILES)
        acting.sure(request, form)
        receipt = desk.take(
            form.code,
            form.action,
            actor=request.actor,
            now=request.now,
            printer=None,
            form=given,
            key=acting.key_of(request, key) if key else None,
            seen=acting.number(request.POST.get("seen")) or form.seen,
            **acting.aside(request),
        )
    except (BadInput, Refused) as error:
        typed = {**acting.typed(request, form.fields), **given}
        status = 409 if isinstance(error, MovedOn) else 422 if isinstance(error, BadInput) else 403
        if isinstance(error, MovedOn) and not move_form.still_asked(form.code, form.action):
            told = _told(request, form.code)
            return case_of(request, form.code, refused=sentences(error, request), typed=told, status=409)
        return _page(request, form, typed, key=key, faults=sentences(error, request), status=status)
    unsent.drop(form.code, form.action, actor=request.actor)
    telling.tell(request, *move_page.done(receipt))
    return go(request, "handling:case", form.code)


def _page(
    request: Any,
    form: MoveForm,
    values: Mapping[str, Any],
    *,
    key: str,
    kept: Any = None,
    faults: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    told = faults or []
    rows = filling.form_rows(form.fields, values, told)
    shown = {
        "form": form,
        "obstacles": [telling.spoken(text) for text in form.obstacles],
        "rows": rows,
        "opinion_rows": [row for row in rows if move_form.is_opinion(row.field)],
        "faults": filling.unplaced(form.fields, told),
        "wrong": bool(told),
        "aside": {name: values.get(f"-{name}", values.get(name, "")) for name in acting.ASIDE},
        "key": key,
        "kept": kept,
        "has_file": any(one.type == "file" for one in form.fields),
        **move_page.around(form, actor=request.actor, now=request.now),
    }
    return answer(request, "handling/move.html", shown, status=status)


def _told(request: Any, code: str) -> list[dict[str, str]]:
    """What was typed, as it can be read and copied when its form is no more."""
    return move_page.labelled(code, {name: text for name, text in request.POST.items() if name not in HIDDEN})

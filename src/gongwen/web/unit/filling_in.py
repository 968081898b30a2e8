"""填报: the form of an act that is the unit's, beside what was asked; what was typed stays when something is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any

from django.http import HttpResponse, JsonResponse

from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.answering import prefilling, story
from gongwen.office.matters import evidence
from gongwen.office.ruling import again, move_form, unsent
from gongwen.office.ruling.move_form import MoveForm
from gongwen.office.staffing import access
from gongwen.web import acting, filling, telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page


@page(admits=access.CASE)
def act(request: Any, code: str, action: str) -> HttpResponse:
    """The form; sent, the act."""
    key = request.POST.get("key", "")
    if key and again.by_key(code, acting.key_of(request, key)):
        telling.tell(request, f"「{action}」已经交了，没有重复提交。")
        return go(request, "unit:home")
    form = move_form.ask(code, action, actor=request.actor, now=request.now)
    if request.method == "POST":
        return _sent(request, form, key)
    kept = unsent.kept(code, action, actor=request.actor)
    values = {**prefilling.values(form), **(kept.values if kept else {})}
    return _page(request, form, values, key=token_hex(16), kept=kept)


@page(admits=access.CASE, methods=("POST",))
def photo(request: Any, code: str) -> HttpResponse:
    """One photograph for a form, kept at once; tells the SHA-256 by which the form names it."""
    sent = request.FILES.get("photo")
    if sent is None:
        raise BadInput("没有收到照片，请重新选一张。")
    return JsonResponse({"sha": evidence.keep(sent.name, sent.read())})


def _sent(request: Any, form: MoveForm, key: str) -> HttpResponse:
    given: dict[str, Any] = {}
    try:
        given = filling.filled(form.fields, request.POST, request.FILES)
        desk.take(
            form.code,
            form.action,
            actor=request.actor,
            now=request.now,
            printer=None,
            form=given,
            key=acting.key_of(request, key) if key else None,
            **acting.aside(request),
        )
    except (BadInput, Refused) as error:
        values = {**acting.typed(request, form.fields), **given}
        status = 422 if isinstance(error, BadInput) else 403
        return _page(request, form, values, key=key, faults=sentences(error, request), status=status)
    unsent.drop(form.code, form.action, actor=request.actor)
    telling.tell(request, f"「{form.action}」已经交了，办公室会接着办。")
    return go(request, "unit:home")


def _page(
    request: Any,
    form: MoveForm,
    values: Mapping[str, Any],
    *,
    key: str,
    kept: Any = None,
    faults: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    shown = {
        "form": form,
        "rows": filling.form_rows(form.fields, values, faults),
        "faults": filling.unplaced(form.fields, faults),
        "wrong": bool(faults),
        "reason": values.get("-reason", ""),
        "key": key,
        "kept": kept,
        "case": story.show(form.code, actor=request.actor, now=request.now),
    }
    return answer(request, "unit/act.html", shown, status=status)

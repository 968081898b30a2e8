"""办一步: the form of a move in a browser, by one set of rules for every room that shows one.

Taken once however often it is sent (a key), on nothing newer than its page showed, with what was typed kept until it is
taken and never lost when it is refused. What a room does in its own way is its `Counter`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from django.http import HttpResponse, JsonResponse

from gongwen.document.fields import Field
from gongwen.errors import BadInput, GongwenError, Refused
from gongwen.office import desk
from gongwen.office.answering import awaited
from gongwen.office.ruling import again, move_form, unsent
from gongwen.office.ruling.move_form import MoveForm
from gongwen.office.ruling.moved_on import MovedOn
from gongwen.office.watching import move_page
from gongwen.web import filling, telling
from gongwen.web.answers import answer, go, sentences

ASIDE = ("reason", "to", "party")
"""What a move asks for beside its fields; named apart from them by a leading dash in the page."""

OWN = frozenset(("csrfmiddlewaretoken", "key", "seen", "saw", "sure", "revision", "changed", "base", "more"))
"""What a form's page sends of itself; nobody typed it."""


def _recorded(code: str, action: str, **given: Any) -> Any:
    """The move recorded; what it owes is left to the worker."""
    return desk.take(code, action, printer=None, **given)


def beside(request: Any, form: MoveForm) -> dict[str, Any]:
    """What stands around the form of a move on a page of the office's own."""
    return move_page.around(form, actor=request.actor, now=request.now)


@dataclass(frozen=True)
class Counter:
    """办理柜台: what one room does in its own way. `page` is the form's template, `around` what stands around it there;
    `overtaken` the page that is shown, with sentences and what was typed, when the case has moved on; `done` the page
    one goes on to, with its arguments.

    `begins` is what the fields begin with, `take` the office's act, which is told the event the page was as of (`seen`)
    and each number that the room's pages carry beside it (`carries`). `check` looks at a form that is only asked for;
    where `rereads` holds, whatever has changed is read again before the form is. `known` says that a form sent twice
    was taken before, `said` what an act came to.
    """

    page: str
    overtaken: Callable[[Any, str, list[str], list[dict[str, str]]], HttpResponse]
    done: Callable[[str], tuple[str, ...]]
    around: Callable[[Any, MoveForm], Mapping[str, Any]] = beside
    begins: Callable[[MoveForm], Mapping[str, Any]] = lambda form: form.values
    take: Callable[..., Any] = _recorded
    carries: tuple[str, ...] = ()
    check: Callable[[Any, str], None] = lambda request, code: None
    rereads: bool = False
    known: str = "「{action}」此前已经办成，没有重复办理；后来在那一页上改的没有记录。"
    said: Callable[[Any], Sequence[str]] = move_page.done


def act(request: Any, code: str, action: str, counter: Counter) -> HttpResponse:
    """The form of a move, begun with what was kept of it; sent, the move. Who signed a paper sends its pages in, at
    whatever counter they ask, and somebody else matches them."""
    if awaited.only_by_pages(code, action, request.actor, request.now):
        return go(request, "unit:sign", code, action)
    key = request.POST.get("key", "")
    if key and (known := again.by_key(code, key_of(request, key))):
        telling.tell(request, counter.known.format(action=known.action))
        return go(request, *counter.done(code))
    try:
        form = move_form.ask(code, action, actor=request.actor, now=request.now)
        if request.method != "POST":
            counter.check(request, code)
    except MovedOn as error:
        return _overtaken(request, counter, code, error)
    if request.method != "POST":
        kept = unsent.kept(code, action, actor=request.actor)
        values = {**counter.begins(form), **(kept.values if kept else {})}
        return _shown(request, counter, form, values, key=token_hex(16), kept=kept)
    if request.POST.get("more"):
        return _shown(request, counter, form, typed(request, form.fields), key=key)
    return _taken(request, counter, form, key)


def keep(request: Any, save: Callable[[int], Any]) -> HttpResponse:
    """What a page is told that asks to keep what is typed so far: the revision and when, or who kept another one
    meanwhile; `save` is told the revision that the page went on from."""
    try:
        kept = save(number(request.POST.get("revision")) or 0)
    except GongwenError as error:
        return JsonResponse({"told": sentences(error, request)}, status=409)
    return JsonResponse({"revision": kept.revision, "by": kept.by, "at": kept.at.isoformat()})


def key_of(request: Any, key: str) -> str | None:
    """The key of a form, this person's own: nobody takes another's; None for a form that was sent without one."""
    return f"网页:{request.actor.person}:{key}" if key else None


def aside(request: Any) -> dict[str, str]:
    """Reason, stage and party as they were sent."""
    return {name: request.POST.get(f"-{name}", "").strip() for name in ASIDE}


def typed(request: Any, fields: Sequence[Field]) -> dict[str, Any]:
    """All that was typed, to show the form again as it was."""
    return {**filling.typed(fields, request.POST), **{f"-{name}": text for name, text in aside(request).items()}}


def sure(request: Any, form: MoveForm) -> None:
    """What cannot be undone is done only after it was read and ticked."""
    if form.consequence.final and not request.POST.get("sure"):
        raise BadInput(f"「{form.action}」办了不能恢复，请看清后勾选“我已看清”，再提交。")


def number(text: str | None) -> int | None:
    """A whole number that a page sends back; None where it sends none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


def status(error: GongwenError | None) -> int:
    """With which status a form is shown: filled in wrongly, overtaken, or not for this person now."""
    if error is None:
        return 200
    return 409 if isinstance(error, MovedOn) else 422 if isinstance(error, BadInput) else 403


def _taken(request: Any, counter: Counter, form: MoveForm, key: str) -> HttpResponse:
    """The move, or its form again with what was typed and why it was not done."""
    given: dict[str, Any] = {}
    try:
        given = filling.filled(form.fields, request.POST, request.FILES)
        sure(request, form)
        receipt = counter.take(
            form.code,
            form.action,
            actor=request.actor,
            now=request.now,
            form=given,
            key=key_of(request, key),
            seen=number(request.POST.get("seen")) or form.seen,
            **{name: number(request.POST.get(name)) for name in counter.carries},
            **aside(request),
        )
    except (BadInput, Refused) as error:
        gone = counter.rereads or not move_form.still_asked(form.code, form.action)
        if isinstance(error, MovedOn) and gone:
            return _overtaken(request, counter, form.code, error)
        return _shown(request, counter, form, {**typed(request, form.fields), **given}, key=key, error=error)
    unsent.drop(form.code, form.action, actor=request.actor)
    telling.tell(request, *counter.said(receipt))
    return go(request, *counter.done(form.code))


def _overtaken(request: Any, counter: Counter, code: str, error: MovedOn) -> HttpResponse:
    """What was typed, as it can be read and copied, on the page that tells how the case stands."""
    texts = {name: text for name, text in request.POST.items() if name not in OWN and not name.endswith("-kept")}
    return counter.overtaken(request, code, sentences(error, request), move_page.labelled(code, texts))


def _shown(
    request: Any,
    counter: Counter,
    form: MoveForm,
    values: Mapping[str, Any],
    *,
    key: str,
    kept: Any = None,
    error: GongwenError | None = None,
) -> HttpResponse:
    told = sentences(error, request) if error else []
    filled_in = filling.form_shown(form.fields, values, told)
    shown = {
        "form": form,
        "obstacles": [telling.spoken(text) for text in form.obstacles],
        **filled_in,
        "opinion_rows": [row for row in filled_in["rows"] if move_form.is_opinion(row.field)],
        "aside": {name: values.get(f"-{name}", "") for name in ASIDE},
        "key": key,
        "seen": form.seen if isinstance(error, MovedOn) else _sent(request, "seen") or form.seen,
        "carried": {name: _sent(request, name) for name in counter.carries},
        "kept": kept,
        "revision": unsent.revision(form.code, form.action, actor=request.actor),
        "has_file": any(one.type in ("file", "photos") for one in form.fields),
        **counter.around(request, form),
    }
    return answer(request, counter.page, shown, status=status(error))


def _sent(request: Any, name: str) -> str:
    """A number that the page carries on; from its form, or from the link that led to it."""
    return request.POST.get(name) or request.GET.get(name, "")

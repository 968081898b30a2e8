"""拟稿编辑: the form of elements beside the true page; kept while it is typed, handed in as the next version."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse

from gongwen.errors import BadInput, Refused
from gongwen.office import errands
from gongwen.office.composing import errand_work, redrafting, saving
from gongwen.office.staffing import access
from gongwen.web import filling, telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page
from gongwen.web.paperwork import desk as desks
from gongwen.web.paperwork import previews
from gongwen.web.paperwork.desk import Desk

_OWN = re.compile(r"csrfmiddlewaretoken|revision|changed|base|seen|choose-.*")
"""What the page of choices says itself; everything else that was sent goes along with it."""


@page(admits=access.STAFF)
def edit(request: Any, flow: str) -> HttpResponse:
    """The editor of a paper on record; sent, its next version is asked for."""
    try:
        desk = desks.of_paper(request, flow)
    except Refused as refusal:
        telling.tell(request, *sentences(refusal, request))
        return go(request, "paperwork:paper", flow)
    return _sent(request, desk) if request.method == "POST" else _shown(request, desk)


@page(admits=access.STAFF)
def new(request: Any, key: str) -> HttpResponse:
    """The editor of a new paper; sent, it becomes one."""
    if known := redrafting.made_of(key):
        return go(request, "paperwork:paper", known)
    desk = desks.of_new(request, key)
    return _sent(request, desk) if request.method == "POST" else _shown(request, desk)


@page(admits=access.STAFF, methods=("POST",))
def save(request: Any, flow: str) -> HttpResponse:
    """Keep what is typed so far."""
    return _saved(request, lambda: desks.of_paper(request, flow))


@page(admits=access.STAFF, methods=("POST",))
def save_new(request: Any, key: str) -> HttpResponse:
    """Keep what is typed so far of a new paper."""
    return _saved(request, lambda: desks.of_new(request, key))


@page(admits=access.STAFF, methods=("POST",))
def settle(request: Any, flow: str) -> HttpResponse:
    """Two typed in the same fields: choose, field by field."""
    return _settled(request, desks.of_paper(request, flow))


@page(admits=access.STAFF, methods=("POST",))
def settle_new(request: Any, key: str) -> HttpResponse:
    """Choose, field by field, for a new paper."""
    return _settled(request, desks.of_new(request, key))


@page(admits=access.STAFF, methods=("POST",))
def drop(request: Any, flow: str) -> HttpResponse:
    """Give up what was typed; the paper stays as it is on record."""
    saving.drop(desks.of_paper(request, flow).sheet.about)
    telling.tell(request, "没有存成新稿的改动已经放弃。")
    return go(request, "paperwork:paper", flow)


@page(admits=access.STAFF, methods=("POST",))
def drop_new(request: Any, key: str) -> HttpResponse:
    """Give up a new paper."""
    saving.drop(desks.of_new(request, key).sheet.about)
    telling.tell(request, "这份新稿已经放弃。")
    return go(request, "paperwork:new")


def _shown(request: Any, desk: Desk, typed: Any = None, faults: Sequence[str] = ()) -> HttpResponse:
    values, row = errand_work.values_of(desk.sheet)
    shown = {
        "desk": desk,
        "form": desks.form(desk, values if typed is None else typed, faults),
        "revision": row.revision if row else 0,
        "kept": row,
        "preview": previews.ready(request, desk, values) if typed is None else None,
        "faults": faults,
        "said": telling.heard(request),
    }
    return answer(request, "paperwork/editor.html", shown, status=422 if faults else 200)


def _sent(request: Any, desk: Desk) -> HttpResponse:
    """Kept first, so that whatever is wrong with it loses nothing; then handed in."""
    typed = filling.typed(desk.sheet.fields, request.POST)
    saved = _keep(request, desk, typed)
    if saved.clashes:
        return _clash(request, desk, saved, typed)
    try:
        return _handed_in(request, desk, saved.row.values)
    except BadInput as error:
        return _shown(request, desk, typed, sentences(error, request))


def _handed_in(request: Any, desk: Desk, values: Any) -> HttpResponse:
    given = {name: value for name, value in values.items() if value is not None}
    if desk.new:
        paper = redrafting.open_new(desk.argument, given, actor=request.actor, now=request.now)
        telling.tell(request, f"已存为公文，发文编号 {paper.flow}。核对版面以后可以送核。")
        return go(request, "paperwork:paper", paper.flow)
    asked = {"values": given}
    row = errands.ask(errand_work.REDRAFT, asked, about=desk.argument, actor=request.actor, now=request.now)
    return go(request, "paperwork:errand", desk.argument, row.id)


def _saved(request: Any, find: Any) -> HttpResponse:
    """For the script that saves while somebody types; whatever stands against it is told as JSON."""
    try:
        desk = find()
        saved = _keep(request, desk, filling.typed(desk.sheet.fields, request.POST))
    except (BadInput, Refused) as error:
        return JsonResponse({"told": sentences(error, request)}, status=409)
    if saved.clashes:
        names = "、".join(f"「{one.field.label}」" for one in saved.clashes)
        told = f"{saved.clashes[0].by}也改了{names}，你的改动还没有存上。"
        return JsonResponse({"told": [told], "settle": desk.to["settle"]}, status=409)
    row = saved.row
    labels = [one.label for one in desk.sheet.fields if one.name in saved.taken]
    told = {"revision": row.revision, "by": row.by, "at": row.at.isoformat(), "taken": labels}
    return JsonResponse(told)


def _settled(request: Any, desk: Desk) -> HttpResponse:
    """The page to choose on; with choices made, what was chosen is kept and the editor goes on."""
    typed = filling.typed(desk.sheet.fields, request.POST)
    saved = _keep(request, desk, typed)
    if not saved.clashes:
        return go(request, desk.here)
    chosen = {one.field.name: request.POST.get(f"choose-{one.field.name}") for one in saved.clashes}
    if request.POST.get("seen") != str(saved.row.revision) or not all(chosen.values()):
        return _clash(request, desk, saved, typed)
    theirs = {one.field.name: one.theirs for one in saved.clashes if chosen[one.field.name] == "theirs"}
    _keep(request, desk, {**typed, **theirs}, revision=saved.row.revision)
    telling.tell(request, "两边的改动已经按你的选择存好。")
    return go(request, desk.here)


def _keep(request: Any, desk: Desk, typed: Any, *, revision: int | None = None) -> saving.Saved:
    seen = request.POST.get("revision", "")
    changed = request.POST.get("changed")
    return saving.save(
        desk.sheet.about,
        desk.sheet.fields,
        typed,
        revision=revision if revision is not None else int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
        changed=None if changed is None else changed.split(),
        known=_known(request, desk) if revision is None else None,
        based_on=desk.sheet.based_on,
        base=desk.sheet.values,
        actor=request.actor,
        now=request.now,
    )


def _known(request: Any, desk: Desk) -> dict[str, Any] | None:
    """What the window last knew of the fields it changed, as its script tells."""
    try:
        told = dict(json.loads(request.POST.get("base", "")))
    except (ValueError, TypeError):
        return None
    return filling.typed(desk.sheet.fields, {str(name): str(value) for name, value in told.items()})


def _clash(request: Any, desk: Desk, saved: saving.Saved, typed: Any) -> HttpResponse:
    shown = {
        "desk": desk,
        "clashes": saved.clashes,
        "seen": saved.row.revision,
        "revision": request.POST.get("revision", "0"),
        "changed": request.POST.get("changed"),
        "base": request.POST.get("base"),
        "sent": [(name, value) for name, value in request.POST.items() if not _OWN.fullmatch(name)],
    }
    return answer(request, "paperwork/clash.html", shown, status=409)

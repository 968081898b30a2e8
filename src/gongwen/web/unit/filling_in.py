"""填报: the form of an act that is the unit's, beside what was asked; what was typed stays when something is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse

from gongwen.errors import BadInput, Refused
from gongwen.office.answering import awaited, prefilling, story
from gongwen.office.matters import evidence
from gongwen.office.ruling.move_form import MoveForm
from gongwen.office.staffing import access
from gongwen.web import acting, filling
from gongwen.web.answers import go, stream_file
from gongwen.web.doors import page
from gongwen.web.unit.home import case_of


@page(admits=access.CASE)
def act(request: Any, code: str, action: str) -> HttpResponse:
    """The form; sent, the act. What is to be signed goes back page by page and is matched by somebody."""
    if awaited.is_signing(code, action):
        return go(request, "unit:sign", code, action)
    return acting.act(request, code, action, COUNTER)


@page(admits=access.CASE, methods=("POST",))
def photo(request: Any, code: str) -> HttpResponse:
    """One photograph for a form, kept at once; tells the word by which the form names it."""
    sent = request.FILES.get("photo")
    if sent is None:
        raise BadInput("没有收到照片，请重新选一张。")
    return JsonResponse({"token": filling.token_of(evidence.keep(sent.name, sent.read()))})


@page(admits=access.SIGNED_IN, methods=("GET",))
def kept_photo(request: Any, token: str) -> HttpResponse:
    """A photograph of a form not sent yet, small; only for whom a page of ours has named it."""
    sha = filling.sha_of(token)
    if not sha:
        raise Refused("这张照片不在您的表里，请回到表里再看。")
    return stream_file(evidence.shown(sha), "photo.jpg", "image/jpeg", inline=True)


def _around(request: Any, form: MoveForm) -> dict[str, Any]:
    return {"case": story.show(form.code, actor=request.actor, now=request.now)}


def _said(receipt: Any) -> Sequence[str]:
    return [f"「{receipt.event.action}」已经交了，办公室会接着办。"]


COUNTER = acting.Counter(
    page="unit/act.html",
    around=_around,
    overtaken=case_of,
    done=lambda code: ("unit:home",),
    begins=prefilling.values,
    known="「{action}」已经交了，没有重复提交。",
    said=_said,
)

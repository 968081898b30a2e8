"""评分: one's own sheet with the evidence beside each line, kept as it is filled in; the panel once it is handed in."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, GongwenError, Refused
from gongwen.office.reviewing import own_sheet, panel, score_page
from gongwen.office.ruling import again
from gongwen.office.staffing import access
from gongwen.office.watching import move_page
from gongwen.web import acting, telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page


@page(admits=access.DESK)
def sheet(request: Any, code: str) -> HttpResponse:
    """The sheet; sent, handed in."""
    if request.method != "POST":
        return _page(request, code)
    try:
        own_sheet.hand_in(code, _given(request), actor=request.actor, now=request.now)
    except (BadInput, Refused) as error:
        return _page(request, code, error, values=_given(request))
    telling.tell(request, "您的评分表已经交了。")
    return go(request, "review:score", code)


@page(admits=access.DESK, methods=("POST",))
def keep(request: Any, code: str) -> HttpResponse:
    """Keep what is filled in so far; tells the revision and when, or who kept another one meanwhile."""
    return acting.keep(
        request,
        lambda revision: own_sheet.save(code, _given(request), revision, actor=request.actor, now=request.now),
    )


@page(admits=access.DESK, methods=("POST",))
def remark(request: Any, code: str) -> HttpResponse:
    """Say why one's marks lie where they do."""
    try:
        panel.remark(code, request.POST.get("text", ""), actor=request.actor, now=request.now)
    except BadInput as error:
        return _page(request, code, error)
    telling.tell(request, "说明已经登记。")
    return go(request, "review:score", code)


@page(admits=access.DESK, methods=("POST",))
def submit(request: Any, code: str) -> HttpResponse:
    """Make the score of all sheets."""
    key = acting.key_of(request, request.POST.get("key", "") or token_hex(16))
    if again.by_key(code, key):
        telling.tell(request, "评分此前已经汇总提交，没有重复办理。")
        return go(request, "review:home")
    try:
        seen = acting.number(request.POST.get("seen"))
        receipt = panel.submit(code, actor=request.actor, now=request.now, key=key, seen=seen)
    except BadInput as error:
        return _page(request, code, error)
    telling.tell(request, *move_page.done(receipt))
    return go(request, "review:home")


def _page(
    request: Any, code: str, error: GongwenError | None = None, *, values: Mapping[str, str] | None = None
) -> HttpResponse:
    shown = {
        "whole": score_page.show(code, who=request.visitor, actor=request.actor, now=request.now, values=values),
        "faults": sentences(error, request) if error else [],
        "said": telling.heard(request) if error is None else [],
        "key": token_hex(16),
        "longest": own_sheet.LONGEST,
    }
    shown["case"] = shown["whole"]["head"]
    return answer(request, "review/score.html", shown, status=acting.status(error))


def _given(request: Any) -> dict[str, str]:
    return {name: text for name, text in request.POST.items() if isinstance(text, str)}

"""改版迁移: the plan for the running cases, put into effect as it was seen, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, Refused
from gongwen.office.publishing import bringing_over
from gongwen.office.staffing import access
from gongwen.web import acting, telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page
from gongwen.web.procedures.listing import number_of

CHOSEN = "stage-"
"""Before an old stage's name, in the name of the select that says where its cases go."""


@page(admits=access.STAFF, methods=("GET",))
def plan(request: Any, name: str) -> HttpResponse:
    """What a migration to a version (the latest where none is named) would do."""
    return _planned(request, name, number_of(request, "to"), _mapping(request.GET))


@page(admits=access.STAFF, methods=("POST",))
def apply(request: Any, name: str) -> HttpResponse:
    """Do what the plan that was seen says."""
    sent = request.POST
    to = acting.number(sent.get("to")) or 0
    given = {"mapping": _mapping(sent), "digest": sent.get("digest", ""), "reason": sent.get("reason", "")}
    try:
        batch = bringing_over.bring_over(name, to=to, actor=request.actor, now=request.now, **given)
    except (BadInput, Refused) as error:
        return _planned(request, name, to, given["mapping"], sentences(error, request), given["reason"])
    telling.tell(request, f"已实施，第 {batch.id} 批，{batch.cases} 件事项改按第{to}版办。需要的可以整批撤回。")
    return go(request, "procedures:migration", name)


@page(admits=access.STAFF, methods=("POST",))
def revert(request: Any, batch: int) -> HttpResponse:
    """Take a batch back, all of it or what has not moved on."""
    name = request.POST.get("name", "")
    try:
        rest = bool(request.POST.get("rest"))
        back = bringing_over.take_back(batch, rest=rest, actor=request.actor, now=request.now)
    except (BadInput, Refused) as error:
        if not name:
            raise
        return _planned(request, name, None, {}, sentences(error, request))
    telling.tell(request, f"第 {batch} 批改版迁移已撤回，{len(back)} 件事项回到原来的版本和环节。")
    return go(request, "procedures:migration", name)


def _planned(
    request: Any,
    name: str,
    to: int | None,
    mapping: Mapping[str, str],
    refused: list[str] | None = None,
    reason: str = "",
) -> HttpResponse:
    shown = {
        "plan": bringing_over.planned(name, to=to, mapping=mapping, now=request.now),
        "refused": refused or [],
        "reason": reason,
        "said": telling.heard(request),
    }
    return answer(request, "procedures/migration.html", shown, status=422 if refused else 200)


def _mapping(sent: Any) -> dict[str, str]:
    chosen = {key.removeprefix(CHOSEN): value for key, value in sent.items() if key.startswith(CHOSEN)}
    return {stage: target for stage, target in chosen.items() if target}

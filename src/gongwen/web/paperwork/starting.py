"""新拟公文: choose where to begin: a project's step, a template, an earlier paper, or one not finished yet."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, Refused
from gongwen.office.composing import starting
from gongwen.office.staffing import access
from gongwen.web import telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page

STEP, TEMPLATE, EARLIER = WAYS = ("step", "template", "earlier")
"""The ways to begin, as the address names them."""


@page(admits=access.STAFF)
def choose(request: Any) -> HttpResponse:
    """The choice; sent, the sheet is begun and opened. The same page sent twice begins it once."""
    faults: list[str] = []
    if request.method == "POST":
        try:
            return _begun(request)
        except (BadInput, Refused) as error:
            faults = sentences(error, request)
    words, template = request.GET.get("words", "").strip(), request.GET.get("template", "")
    steps = starting.steps(actor=request.actor, now=request.now)
    shown = {
        "way": _way(request, bool(steps)),
        "cards": starting.cards(request.visitor.today),
        "unsent": starting.unsent(request.actor),
        "earlier": starting.earlier(template=template, words=words),
        "steps": steps,
        "words": words,
        "template": template,
        "key": secrets.token_hex(8),
        "faults": faults,
        "said": telling.heard(request),
    }
    return answer(request, "paperwork/new.html", shown, status=422 if faults else 200)


def _way(request: Any, has_steps: bool) -> str:
    """The way that was chosen, or whose search was; at first the project's steps if any waits, else the templates."""
    asked = request.GET.get("from", "")
    if asked in WAYS:
        return asked
    return EARLIER if request.GET.get("words") else STEP if has_steps else TEMPLATE


def _begun(request: Any) -> HttpResponse:
    key, template, flow = (request.POST.get(name, "") for name in ("key", "template", "flow"))
    if flow:
        _, told = starting.begin_from(flow, key, actor=request.actor, now=request.now)
        telling.tell(request, *told)
    else:
        starting.begin(template, key, actor=request.actor, now=request.now)
    return go(request, "paperwork:begun", key)

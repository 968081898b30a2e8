"""新拟公文: choose where to begin: a template, last year's paper, an unfinished one, or a project's step."""

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
    shown = {
        "cards": starting.cards(request.visitor.today),
        "unsent": starting.unsent(request.actor),
        "earlier": starting.earlier(template=template, words=words),
        "steps": starting.steps(actor=request.actor, now=request.now),
        "words": words,
        "template": template,
        "key": secrets.token_hex(8),
        "faults": faults,
    }
    return answer(request, "paperwork/new.html", shown, status=422 if faults else 200)


def _begun(request: Any) -> HttpResponse:
    key, template, flow = (request.POST.get(name, "") for name in ("key", "template", "flow"))
    if flow:
        _, told = starting.begin_from(flow, key, actor=request.actor, now=request.now)
        telling.tell(request, *told)
    else:
        starting.begin(template, key, actor=request.actor, now=request.now)
    return go(request, "paperwork:begun", key)

"""常用语: the phrases that stand by every reason and opinion, kept by the office itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, Refused
from gongwen.office.ruling import phrases
from gongwen.office.staffing import access
from gongwen.web import telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page


@page(admits=access.STAFF)
def show(request: Any) -> HttpResponse:
    """The phrases of every kind; sent, those of one kind changed."""
    if request.method != "POST":
        return _shown(request)
    kind, text, was = (request.POST.get(name, "") for name in ("kind", "lines", "was"))
    try:
        kept = phrases.change(
            kind, text.splitlines(), seen=was.splitlines() if was else None, actor=request.actor, now=request.now
        )
    except (BadInput, Refused) as error:
        return _shown(request, kind, text, sentences(error, request))
    telling.tell(request, f"「{kind}」的常用语已改为{len(kept)}条。")
    return go(request, "registers:phrases")


def _shown(request: Any, kind: str = "", text: str = "", faults: list[str] | None = None) -> HttpResponse:
    rows = [
        {"kind": name, "text": text if name == kind else "\n".join(lines), "was": "\n".join(lines)}
        for name, lines in phrases.all_of().items()
    ]
    shown = {"rows": rows, "faults": faults or [], "said": telling.heard(request)}
    return answer(request, "registers/phrases.html", shown, status=422 if faults else 200)

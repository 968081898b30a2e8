"""待发布: what one person handed in, what it changes, and the second person's word."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, Refused
from gongwen.office import errands
from gongwen.office.publishing import examining, proposal_page, proposing
from gongwen.office.staffing import access
from gongwen.web import telling
from gongwen.web.answers import answer, go, sentences, stream_file
from gongwen.web.doors import page
from gongwen.web.procedures.flows import SVG
from gongwen.web.procedures.listing import sent
from gongwen.web.procedures.progress import part


@page(admits=access.STAFF, methods=("GET",))
def proposals(request: Any) -> HttpResponse:
    """Everything that was ever handed in, what waits first."""
    rows = proposing.listed()
    shown = {
        "waiting": [row for row in rows if row["waits"]],
        "decided": [row for row in rows if not row["waits"]],
        "publishers": proposing.publishers(request.now),
        "said": telling.heard(request),
    }
    return answer(request, "procedures/proposals.html", shown)


@page(admits=access.STAFF, methods=("GET",))
def show(request: Any, id: int) -> HttpResponse:
    """One proposal: the difference, and the buttons with why they are closed."""
    return _shown(request, id)


@page(admits=access.PUBLISHERS, methods=("POST",))
def publish(request: Any, id: int) -> HttpResponse:
    """The second person's yes, to what they saw."""
    try:
        seen = request.POST.get("instead_of", "")
        made = proposing.publish(id, instead_of=seen, actor=request.actor, now=request.now)
    except (BadInput, Refused) as error:
        return _shown(request, id, sentences(error, request))
    where = "procedures:template" if made.kind == examining.TEMPLATE else "procedures:workflow"
    telling.tell(request, proposing.published_told(made))
    return go(request, where, made.name)


@page(admits=access.STAFF, methods=("POST",))
def turn_down(request: Any, id: int) -> HttpResponse:
    """The second person's no, or the first one's change of mind."""
    reason = request.POST.get("reason", "")
    try:
        row = proposing.turn_down(id, reason=reason, actor=request.actor, now=request.now)
    except (BadInput, Refused) as error:
        return _shown(request, id, sentences(error, request), reason)
    telling.tell(request, f"第 {row.id} 号已{'收回' if not row.decided_by else '不采用'}，理由已记下。")
    return go(request, "procedures:proposals")


@page(admits=access.STAFF, methods=("POST",))
def try_out(request: Any, id: int) -> HttpResponse:
    """Have a template's example printed, or a workflow simulated, before anybody decides."""
    kind, argument, about = proposal_page.trial(id)
    errands.ask(kind, argument, about=about, actor=request.actor, now=request.now, reuse=True)
    return go(request, "procedures:proposal", id)


@page(admits=access.STAFF, methods=("GET",))
def diagram(request: Any, id: int) -> HttpResponse:
    """The diagram of a proposed workflow, with the cases that run on the present one."""
    return stream_file(proposal_page.drawing(id), f"{id}.svg", SVG, inline=True)


@page(admits=access.STAFF, methods=("GET",))
def download(request: Any, id: int, file: str) -> HttpResponse:
    """One of the files that were handed in."""
    return sent(file, proposal_page.file(id, file))


def _shown(request: Any, id: int, refused: list[str] | None = None, reason: str = "") -> HttpResponse:
    shown = proposal_page.shown(id, actor=request.actor, now=request.now)
    shown |= {"refused": refused or [], "reason": reason, "part": part(), "said": telling.heard(request)}
    return answer(request, "procedures/proposal.html", shown, status=422 if refused else 200)

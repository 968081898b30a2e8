"""交新版: a workflow or template handed in; what is wrong with it is told with the line, what is right waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, Refused
from gongwen.office.publishing import examining, proposing, receiving
from gongwen.office.publishing.receiving import Upload
from gongwen.office.staffing import access
from gongwen.web import telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page
from gongwen.web.procedures.listing import kind_of


@page(admits=access.STAFF)
def workflow(request: Any) -> HttpResponse:
    """A workflow file with its rubric."""

    def hand_in(**hand: Any) -> Any:
        return proposing.hand_in_workflow(_uploads(request, "flow"), _uploads(request, "rubric"), **hand)

    return _handed_in(request, "workflow", hand_in)


@page(admits=access.STAFF)
def template(request: Any) -> HttpResponse:
    """A template's three files, or one ZIP of them."""

    def hand_in(**hand: Any) -> Any:
        return proposing.hand_in_template(_uploads(request, "files"), **hand)

    return _handed_in(request, "template", hand_in)


@page(admits=access.STAFF, methods=("POST",))
def adopt(request: Any, kind: str, name: str) -> HttpResponse:
    """Propose the version that came with the program."""
    row = proposing.hand_in_shipped(kind_of(kind), name, actor=request.actor, now=request.now)
    return _on_to(request, row)


def _handed_in(request: Any, kind: str, hand_in: Callable[..., Any]) -> HttpResponse:
    shown: dict[str, Any] = {"kind": kind, "called": examining.CALLED[kind], "note": request.POST.get("note", "")}
    shown["publishers"] = [name for name in proposing.publishers(request.now) if name != request.actor.person]
    if request.method != "POST":
        return answer(request, "procedures/hand_in.html", shown)
    try:
        return _on_to(request, hand_in(note=shown["note"], actor=request.actor, now=request.now))
    except examining.Faulty as error:
        remarks = zip(error.remarks, sentences(error, request), strict=True)
        return answer(request, "procedures/hand_in.html", {**shown, "remarks": list(remarks)}, status=422)
    except (BadInput, Refused) as error:
        return answer(request, "procedures/hand_in.html", {**shown, "faults": sentences(error, request)}, status=422)


def _on_to(request: Any, row: Any) -> HttpResponse:
    telling.tell(request, f"已收下，审查无误。请另一个人看过以后发布{examining.CALLED[row.kind]}「{row.name}」。")
    return go(request, "procedures:proposal", row.id)


def _uploads(request: Any, name: str) -> list[Upload]:
    """The files of one input; one that is too large is told by its size, without being read."""
    found = request.FILES.getlist(name)
    receiving.check_sizes([(one.name, one.size) for one in found])
    return [Upload(one.name, one.read()) for one in found]

"""代录: what somebody has signed on the printed sheet, put on record by the clerk with its scan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse

from gongwen.office.ruling import on_paper
from gongwen.office.ruling.move_form import MoveForm
from gongwen.office.staffing import access
from gongwen.office.watching import case_page
from gongwen.web import acting
from gongwen.web.answers import answer
from gongwen.web.doors import page
from gongwen.web.handling.moves import COUNTER


@page(admits=access.KEEPERS)
def signed(request: Any, code: str, action: str) -> HttpResponse:
    """The form of a move as its signer would have it, with a place for the scan; whose signature it is comes first
    where it may be several people's."""
    names = on_paper.signers(code, action, actor=request.actor, now=request.now)
    by = request.GET.get("by", "")
    signer = by if by in names else names[0] if len(names) == 1 else ""
    if names and not signer:
        shown = {"case": case_page.headed(code, now=request.now), "action": action, "names": names}
        return answer(request, "handling/signers.html", shown)
    request.actor = on_paper.recording(request.actor, signer)
    return acting.act(request, code, action, RECORDING)


def _around(request: Any, form: MoveForm) -> Mapping[str, Any]:
    return {**acting.beside(request, form), "signer": request.actor.records}


RECORDING = replace(COUNTER, around=_around)

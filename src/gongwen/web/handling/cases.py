"""事项页: one case whole; personal data in full only for a reason, on this one page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, Refused
from gongwen.office.answering import awaited
from gongwen.office.ruling import on_paper
from gongwen.office.staffing import access, privacy
from gongwen.office.staffing.privacy import Sight
from gongwen.office.watching import case_page
from gongwen.web import telling
from gongwen.web.answers import answer, go, refusal, sentences
from gongwen.web.doors import page


@page(admits=access.CASE, methods=("GET",))
def show(request: Any, code: str) -> HttpResponse:
    """The page of a case; of a unit's case for the unit its own page, which tells what was decided."""
    if not access.admits(access.DESK, request.visitor, code=code):
        return go(request, "unit:case", code)
    return case_of(request, code)


@page(admits=access.DESK, methods=("POST",))
def reveal(request: Any, code: str) -> HttpResponse:
    """The same page with what this person may see in full; the reason is journalled."""
    reason = request.POST.get("reason", "").strip()
    try:
        sight = privacy.unmasked_case(code, actor=request.actor, reason=reason, now=request.now)
    except (BadInput, Refused) as error:
        return case_of(request, code, refused=sentences(error, request), status=422)
    return case_of(request, code, sight=sight)


def case_of(
    request: Any,
    code: str,
    *,
    sight: Sight | None = None,
    refused: list[str] | None = None,
    typed: list[dict[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with why something was refused and what had been `typed` where there is any."""
    if not access.admits(access.DESK, request.visitor, code=code):
        return refusal(request, refused or [access.closed(access.DESK)], status)
    whole = case_page.show(code, actor=request.actor, now=request.now, sight=sight)
    for row in whole["moves"]:
        row["missing"] = [telling.spoken(text) for text in row["missing"]]
    shown = {
        "case": whole["head"],
        "whole": whole,
        "forward": [row for row in whole["moves"] if row["open"] and not row["backward"]],
        "backward": [row for row in whole["moves"] if row["open"] and row["backward"]],
        "signing": [row["action"] for row in whole["moves"] if row["open"] and awaited.is_signing(code, row["action"])],
        "recordable": [
            row["action"]
            for row in whole["moves"]
            if not row["missing"]
            and not row["waits"]
            and on_paper.offered(code, row["action"], actor=request.actor, now=request.now)
        ],
        "closed": [row for row in whole["moves"] if not row["open"]],
        "revealed": sight is not None,
        "refused": refused or [],
        "typed": typed or [],
        "said": telling.heard(request) if status == 200 else [],
    }
    return answer(request, "handling/case.html", shown, status=status)

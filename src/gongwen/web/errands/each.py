"""成批登记签回件: the signed copies of several parties handed in at once, each named after its unit."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, Refused
from gongwen.office import batch, errands
from gongwen.office.staffing import access
from gongwen.web import filling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page
from gongwen.web.errands.polling import next_look

EACH = "each"


@page(admits=access.STAFF)
def show(request: Any, code: str) -> HttpResponse:
    """Hand the copies in, and see how far they are."""
    if request.method != "POST":
        return _shown(request, code, {})
    given: dict[str, Any] = {}
    try:
        offer = batch.offer(code)
        given = filling.typed(offer.fields, request.POST)
        copies = [batch.receive(one.name, one.read()) for one in request.FILES.getlist("copies")]
        if not copies:
            raise BadInput("还没有选签回件：请选各单位的 PDF，文件名写单位的全称或简称。")
        argument = {"action": offer.action, "form": given, "copies": copies}
        errands.ask(EACH, argument, about=code, actor=request.actor, now=request.now)
    except BadInput as error:
        return _shown(request, code, given, sentences(error, request))
    return go(request, "errands:each", code)


def _offer(code: str, *, found_before: bool) -> batch.Offer | None:
    """What may be taken at once; None where that is over and its result is to be seen. Refused where it never was."""
    try:
        return batch.offer(code)
    except Refused:
        if found_before:
            return None
        raise


def _shown(request: Any, code: str, given: dict[str, Any], faults: list[str] | None = None) -> HttpResponse:
    asked = [one for one in errands.of(code, actor=request.actor) if one.row.kind == EACH]
    offer = _offer(code, found_before=bool(asked))
    shown = {
        "code": code,
        "offer": offer,
        "rows": filling.form_rows(offer.fields, given, faults or []) if offer else [],
        "errands": asked[:5],
        "faults": faults or [],
    }
    return answer(request, "errands/each.html", shown | next_look(0), status=422 if faults else 200)

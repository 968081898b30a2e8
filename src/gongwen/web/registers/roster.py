"""领导小组名单: the list of any day, every term there was, and the changes as the cases that made them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.document import dates
from gongwen.errors import BadInput
from gongwen.office.matters import group_list
from gongwen.office.staffing import access
from gongwen.web import telling
from gongwen.web.answers import answer, sentences
from gongwen.web.doors import page


@page(admits=access.STAFF, methods=("GET",))
def show(request: Any) -> HttpResponse:
    """The list on a day (today where none is given), its history and its changes."""
    faults: list[str] = []
    day = request.visitor.today
    try:
        day = dates.read(request.GET["on"], "所看的一天") if request.GET.get("on") else day
    except BadInput as error:
        faults = sentences(error, request)
    shown = {
        **group_list.show(request.GET.get("group", ""), day),
        "faults": faults,
        "said": telling.heard(request),
    }
    return answer(request, "registers/roster.html", shown, status=422 if faults else 200)

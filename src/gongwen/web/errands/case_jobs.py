"""欠办的工作: what a case's moves still owe, on the case's page while the worker does it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.office import jobs
from gongwen.office.staffing import access
from gongwen.office.watching import owed
from gongwen.web import telling
from gongwen.web.answers import answer, go
from gongwen.web.doors import page
from gongwen.web.errands.polling import looked, next_look


@page(admits=access.CASE, methods=("GET",))
def part(request: Any, code: str) -> HttpResponse:
    """What the case owes now; looks again by itself while there is something a worker can do. Once all is done, what
    the page showed before is out of date, and it says so."""
    times, was = looked(request), request.GET.get("was", "")
    shown = {"owed": owed.of(code, request.visitor), "was": was}
    if request.headers.get("HX-Request"):
        return answer(request, "errands/jobs.html", shown | next_look(times))
    return answer(request, "errands/jobs_page.html", shown | next_look(times) | {"code": code})


@page(admits=access.STAFF, methods=("POST",))
def put_back(request: Any, code: str) -> HttpResponse:
    """Let the case's failed steps be tried again by the worker."""
    count = jobs.put_back(code, actor=request.actor, now=request.now)
    if request.headers.get("HX-Request"):
        return answer(request, "errands/jobs.html", {"owed": owed.of(code, request.visitor)} | next_look(0))
    telling.tell(request, f"{count} 项工作已交回重办，正在等候办理。")
    return go(request, "handling:case", code)

"""会签和分发一览: every paper that is out to several organs on one page; reminders for a selection."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput
from gongwen.office.staffing import access
from gongwen.office.watching import boards
from gongwen.office.watching.paging import numbered
from gongwen.web import telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page
from gongwen.web.leafing import pages


@page(admits=access.STAFF, methods=("GET",))
def countersigning(request: Any) -> HttpResponse:
    """Every case that parties owe something now."""
    return _countersigning(request)


@page(admits=access.STAFF, methods=("POST",))
def urge_chosen(request: Any) -> HttpResponse:
    """Remind everybody of a selection; who could not be is said with the reason."""
    chosen, how, note = (
        request.POST.getlist("chosen"),
        request.POST.get("how", ""),
        request.POST.get("note", "").strip(),
    )
    try:
        done, refused = boards.urge_each(chosen, how, note, actor=request.actor, now=request.now)
    except BadInput as error:
        given = {"chosen": chosen, "how": how, "note": note}
        return _countersigning(request, given, sentences(error, request))
    telling.tell(request, f"已登记催办{len(done)}个：{'、'.join(done)}。" if done else "", *refused)
    return go(request, "handling:countersigning")


@page(admits=access.STAFF, methods=("GET",))
def dispatching(request: Any) -> HttpResponse:
    """Every issued paper that waits for receipts."""
    found = boards.dispatching(request.now, numbered(request.GET.get("page", "")))
    shown = {"rows": found.rows, "pages": pages(request, found), "states": boards.STATES}
    return answer(request, "handling/dispatching.html", shown)


def _countersigning(request: Any, given: dict[str, Any] | None = None, faults: list[str] | None = None) -> HttpResponse:
    found = boards.countersigning(request.now, numbered(request.GET.get("page", "")))
    shown = {
        "rows": found.rows,
        "pages": pages(request, found),
        "ways": boards.WAYS,
        "given": given or {"chosen": [], "how": boards.WAYS[0], "note": ""},
        "faults": faults or [],
        "said": telling.heard(request),
    }
    return answer(request, "handling/countersigning.html", shown, status=422 if faults else 200)

"""日志: read with filters, and verified against its own chain and a witness typed from paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.http import urlencode

from gongwen.office import errands
from gongwen.office.records import journal as journals
from gongwen.office.staffing import access
from gongwen.web.answers import answer, go
from gongwen.web.doors import page

JOURNAL = "journal"
FILTERS = ("case", "person", "act")


@page(admits=access.STAFF, methods=("GET",))
def journal(request: Any) -> HttpResponse:
    """The entries, the newest first: of a case, of a person, of an act."""
    chosen = {name: request.GET.get(name, "").strip() for name in FILTERS}
    rows, older = journals.page(**chosen, before=request.GET.get("before", ""))
    kept = {name: value for name, value in chosen.items() if value}
    shown = {
        "rows": rows,
        "chosen": chosen,
        "older": "?" + urlencode(kept | {"before": older}) if older else "",
        "newest": "?" + urlencode(kept) if request.GET.get("before") else "",
        "witness": journals.witness(),
        "checked": next((one for one in errands.mine(request.actor) if one.row.kind == JOURNAL), None),
    }
    return answer(request, "records/journal.html", shown)


@page(admits=access.STAFF, methods=("POST",))
def verify(request: Any) -> HttpResponse:
    """Ask for the journal to be verified; a witness typed from paper and the file store count in where given."""
    given = {"witness": request.POST.get("witness", "").strip(), "files": bool(request.POST.get("files"))}
    errands.ask(JOURNAL, {name: value for name, value in given.items() if value}, actor=request.actor, now=request.now)
    return go(request, "records:journal")

"""核对签署件: the returns that wait, and one of them beside what was issued, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, Refused
from gongwen.office.answering import awaited, matching, pictures
from gongwen.office.answering.matching import Comparison
from gongwen.office.staffing import access
from gongwen.web import telling
from gongwen.web.answers import answer, go, sentences, stream_file
from gongwen.web.doors import page

SAME, AGAIN = "same", "again"


@page(admits=access.STAFF, methods=("GET",))
def waiting(request: Any) -> HttpResponse:
    """What waits to be matched."""
    rows = matching.waiting(request.actor, request.now)
    return answer(request, "unit/returns.html", {"rows": rows, "said": telling.heard(request)})


@page(admits=access.STAFF)
def compare(request: Any, id: int) -> HttpResponse:
    """Page beside page; sent, the judgement."""
    shown = matching.compare(id, actor=request.actor, now=request.now)
    if request.method != "POST":
        return _page(request, shown, {})
    try:
        said = _confirmed(request, shown) if "confirm" in request.POST else _sent_back(request, shown)
    except (BadInput, Refused) as error:
        status = 422 if isinstance(error, BadInput) else 403
        return _page(request, shown, request.POST, faults=sentences(error, request), status=status)
    telling.tell(request, said)
    return go(request, "unit:returns")


@page(admits=access.STAFF, methods=("GET",))
def issued(request: Any, id: int, number: int) -> HttpResponse:
    """A page as it was issued."""
    found = pictures.issued_page(id, number, actor=request.actor, now=request.now)
    return stream_file(found, f"{number}.png", "image/png", inline=True)


@page(admits=access.STAFF, methods=("GET",))
def sent(request: Any, id: int, number: int) -> HttpResponse:
    """A page that came back."""
    found = pictures.returned_page(id, number, actor=request.actor, now=request.now)
    return stream_file(found, f"{number}.jpg", pictures.kind_of(found), inline=True)


def _confirmed(request: Any, shown: Comparison) -> str:
    same = {sheet.number for sheet in shown.sheets if request.POST.get(f"page-{sheet.number}") == SAME}
    matching.confirm(
        shown.row.id,
        seen=request.POST.get("seen", ""),
        same=same,
        ticks=request.POST.getlist("tick"),
        note=request.POST.get("note", ""),
        actor=request.actor,
        now=request.now,
    )
    return f"《{shown.wanted.paper.template}》签署件核对无误，「{shown.row.action}」已办。"


def _sent_back(request: Any, shown: Comparison) -> str:
    faults = {
        sheet.number: request.POST.get(f"why-{sheet.number}", "").strip() or "请重拍这一页"
        for sheet in shown.sheets
        if request.POST.get(f"page-{sheet.number}") == AGAIN
    }
    matching.send_back(
        shown.row.id,
        seen=request.POST.get("seen", ""),
        faults=faults,
        note=request.POST.get("note", ""),
        actor=request.actor,
        now=request.now,
    )
    return f"《{shown.wanted.paper.template}》签署件已退回，项目单位能看到要重传哪些页。"


def _page(
    request: Any, shown: Comparison, typed: Mapping[str, Any], *, faults: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    issued_pages = range(1, shown.wanted.pages + 1)
    pairs = [
        {
            "issued": number,
            "sheet": sheet,
            "said": typed.get(f"page-{sheet.number}", "") if sheet else "",
            "why": typed.get(f"why-{sheet.number}", "") if sheet else "",
        }
        for number, sheet in zip_longest(issued_pages, shown.sheets)
    ]
    told = {
        "shown": shown,
        "row": shown.row,
        "pairs": pairs,
        "ticks": [(name, name in (typed.getlist("tick") if typed else ())) for name in matching.TICKS],
        "note": typed.get("note", ""),
        "seen": typed.get("seen") or shown.row.digest,
        "phrases": matching.FAULTS,
        "faults": list(faults),
        "may": matching.may_judge(shown, request.actor, request.now),
        "who": awaited.who_matches(shown.wanted, request.now),
        "told": matching.said(shown),
    }
    return answer(request, "unit/return.html", told, status=status)

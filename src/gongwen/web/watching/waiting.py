"""待办: the first page of the day: what waits for whom, by when."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from gongwen.errors import BadInput
from gongwen.office.staffing import access
from gongwen.office.watching import exporting, first_steps, paging, sight, todo
from gongwen.web import leafing
from gongwen.web.answers import answer
from gongwen.web.doors import page
from gongwen.web.watching import asking

MINE, ALL = "mine", "all"
PLACES = {
    "organs": "registers:organs", "people": "registers:people", "accounts": "entrance:accounts",
    "roster": "registers:roster", "procedures": "procedures:home", "project": "handling:new",
}  # fmt: skip


@page(admits=access.SIGNED_IN, methods=("GET",))
def show(request: Any) -> HttpResponse:
    """What waits: the visitor's own, or for the office's people everybody's; all of it or only what is late."""
    visible = sight.visible_to(request.visitor)
    whose, late = _chosen(request)
    counts = todo.counts(now=request.now, actor=request.actor, visible=visible)
    shown = {"whose": whose, "late": late, "counts": counts, "tabs": _tabs(request, whose, late, counts)}
    try:
        part = paging.numbered(request.GET.get("page", ""))
        found = todo.page(part=part, counted=_counted(counts, whose, late), **_asked(request))
    except BadInput as error:
        return asking.told(request, "watching/todo.html", shown, error)
    steps = _steps(request) if not counts.every else []
    shown |= {"rows": found.rows, "pages": leafing.pages(request, found), "steps": steps}
    return answer(request, "watching/todo.html", {**shown, "query": leafing.query(request)})


@page(admits=access.SIGNED_IN, methods=("GET",))
def sheet(request: Any) -> HttpResponse:
    """The same as a workbook."""
    return asking.workbook(exporting.todo_sheet(**_asked(request)), "待办.xlsx")


def _chosen(request: Any) -> tuple[str, bool]:
    whose = ALL if request.GET.get("whose") == ALL and request.visitor.staff else MINE
    return whose, bool(request.GET.get("late"))


def _asked(request: Any) -> dict[str, Any]:
    whose, late = _chosen(request)
    return {
        "now": request.now,
        "actor": request.actor if whose == MINE else None,
        "overdue": late,
        "visible": sight.visible_to(request.visitor),
    }


def _counted(counts: Any, whose: str, late: bool) -> int:
    if whose == MINE:
        return counts.mine_late if late else counts.mine
    return counts.late if late else counts.every


def _tabs(request: Any, whose: str, late: bool, counts: Any) -> list[dict[str, Any]]:
    """What may be chosen, each with how much it is; `here` is what is chosen."""
    choices = [("我的", MINE, False), ("我的超期", MINE, True)]
    if request.visitor.staff:
        choices += [("全办公室", ALL, False), ("全办公室超期", ALL, True)]
    return [
        {
            "word": word,
            "count": _counted(counts, of, only),
            "here": (of, only) == (whose, late),
            "query": _query(of, only),
        }
        for word, of, only in choices
    ]


def _query(whose: str, late: bool) -> str:
    return f"?whose={whose}{'&late=1' if late else ''}"


def _steps(request: Any) -> list[dict[str, Any]]:
    """What to do first in an office without any case, for its own people."""
    if not request.visitor.staff:
        return []
    return [vars(one) | {"address": _address(one.where)} for one in first_steps.steps(request.visitor.today)]


def _address(where: str) -> str:
    try:
        return reverse(PLACES[where])
    except NoReverseMatch:
        return ""

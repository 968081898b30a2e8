"""会签和分发一览: every paper that several organs are to sign, or that is out and not confirmed yet, on one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from gongwen import registry, workflow
from gongwen.errors import BadInput, Refused
from gongwen.office.paperwork import dispatch, drafts
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.staffing import calendar, privacy
from gongwen.office.watching import case_moves, paper_view, todo, urging
from gongwen.office.watching.paging import Page, Part
from gongwen.registry.values import URGING_WAYS

Row = dict[str, Any]
WAYS = URGING_WAYS
OPEN = (case_moves.AWAITED, case_moves.LATE, case_moves.QUEUED)
SENT, RECEIVED, EXPLAINED, WAITING, OVERDUE = "待签收", "已签收", "已说明", "待分发", "逾期未签收"
STATES = (WAITING, SENT, OVERDUE, RECEIVED, EXPLAINED)
MOST = 100
"""How many of a selection are reminded at once."""


def countersigning(now: datetime, part: Part = Part()) -> Page:  # noqa: B008 (a frozen value)
    """The cases at a stage that several parties have to do theirs in, a page of them, each with its board; the earliest
    deadline first."""
    found = registry.find_cases(registry.CaseQuery(running=True, places=_places(_is_shared)), part.of("due"))
    known = phones() if found.rows else {}
    return Page(tuple(_countersigned(case, now, known) for case in found.rows), found.total, part)


def dispatching(now: datetime, part: Part = Part()) -> Page:  # noqa: B008 (a frozen value)
    """The issued papers that wait for receipts or have not gone out yet, a page of them, with how many of each."""
    query = registry.CaseQuery(flows=(shelf.PAPER_FLOW,), running=True, places=_places(_is_dispatch))
    found = registry.find_cases(query, part.of("due"))
    days = calendar.calendar()
    return Page(tuple(_dispatched(case, now, days) for case in found.rows), found.total, part)


def recipients(flow: str, now: datetime) -> list[Row]:
    """Whom a paper goes to, each with its state and what can be done about it."""
    paper = drafts.of_flow(flow)
    late = dispatch.late(registry.case(flow), paper, now, calendar.calendar())
    listed = paper.filed
    known = phones()
    return [
        row | {"state": _state(row, row["name"] in late), "listed": listed, "phone": known.get(row["name"], "")}
        for row in paper_view.recipients(flow)
    ]


def urge_each(
    chosen: Sequence[str], how: str, note: str, *, actor: Actor, now: datetime
) -> tuple[list[str], list[str]]:
    """Remind everybody of a selection (`code|party` each); who was reminded, and why some could not be, in sentences.

    BadInput when nothing is chosen, or more than a person can have telephoned.
    """
    if not chosen:
        raise BadInput("没有选要催办的单位，请先在左边勾选。")
    if len(chosen) > MOST:
        raise BadInput(f"一次最多登记催办{MOST}个，现选了{len(chosen)}个，请分几次登记。")
    done: list[str] = []
    refused: list[str] = []
    for code, _, party in (one.partition("|") for one in dict.fromkeys(chosen)):
        try:
            told = urging.urge(code, party, how, note, actor=actor, now=now)
            done.append(f"{told['to']}（{code}，{told['urged']}）")
        except Refused as error:
            refused += error.faults
    return done, refused


def _places(wanted: Callable[[workflow.Stage], bool]) -> frozenset[registry.Place]:
    """The stages of this kind in every version of every flow."""
    return frozenset(
        registry.Place(row.name, row.hash, stage.name)
        for row in registry.published_list("workflow")
        for stage in shelf.definition(row.name, row.hash).stages
        if wanted(stage)
    )


def _is_shared(stage: workflow.Stage) -> bool:
    return stage.task is not None


def _is_dispatch(stage: workflow.Stage) -> bool:
    return stage.name == dispatch.STAGE


def _countersigned(case: registry.CaseRow, now: datetime, known: Mapping[str, str]) -> Row:
    board = case_moves.board(case, now=now, sight=privacy.masked(case))
    timed, waiting = calendar.timed(case, now), todo.of_case(case, now)
    rows = board["rows"] if board else []
    return {
        "code": case.code,
        "title": waiting.title if waiting else case.title,
        "stage": case.stage,
        "since": case.stage_since,
        "due": str(timed.due) if timed else "",
        "left": timed.standing.words if timed else "",
        "state": timed.standing.state if timed else "",
        "board": board,
        "waiting": [row | {"phone": known.get(row["party"], "")} for row in rows if row["state"] in OPEN],
        "remarks": [row for row in rows if row["state"] == case_moves.REMARKED],
    }


def _dispatched(case: registry.CaseRow, now: datetime, days: workflow.Calendar) -> Row:
    paper, timed = drafts.of_flow(case.code), calendar.timed(case, now, days)
    late = dispatch.late(case, paper, now, days)
    states = [_state(row, row["name"] in late) for row in paper_view.recipients(case.code)]
    return {
        "code": case.code,
        "title": privacy.masked_title(paper),
        "number": str(paper.reference or ""),
        "issued_on": paper.issued_on,
        "left": timed.standing.words if timed else "",
        "state": timed.standing.state if timed else "",
        "all": len(states),
        "counts": {state: states.count(state) for state in STATES},
    }


def _state(row: Mapping[str, Any], late: bool) -> str:
    if row["received_on"]:
        return RECEIVED
    if not row["sent_on"]:
        return WAITING
    if row["note"]:
        return EXPLAINED
    return OVERDUE if late else SENT


def phones() -> dict[str, str]:
    """The public telephones of the organs, by full and short name."""
    known = [row for row in registry.organs() if row.phone]
    return {name: row.phone for row in known for name in (row.name, row.short) if name}

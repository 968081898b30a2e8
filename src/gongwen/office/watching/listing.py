"""事项台账: the office's cases as a list: filtered, ordered, a page at a time, only what the visitor may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongwen import registry, workflow
from gongwen.errors import BadInput
from gongwen.office.procedures import shelf
from gongwen.office.staffing.access import Visitor
from gongwen.office.watching import announced, case_data, titles, todo
from gongwen.office.watching.paging import Page, Part
from gongwen.office.watching.sight import visible_to

RUNNING, LATE, CLOSED = "在办", "超期", "已办结"
STATES = (RUNNING, LATE, CLOSED)
ORDERS = {
    "opened": "登记先后", "due": "应办结", "code": "编号", "title": "名称", "unit": "项目单位", "stage": "环节",
    "kind": "类别",
}  # fmt: skip
COLUMNS = {
    "code": "编号", "title": "名称", "flow": "流程", "kind": "类别", "unit": "项目单位", "amount": "金额（元）",
    "phase": "阶段", "stage": "环节", "holder": "在谁手里", "due": "应办结", "left": "时限", "state": "状态",
    "grade": "等次", "opened_on": "登记日期", "closed_on": "办结日期",
}  # fmt: skip


@dataclass(frozen=True)
class CaseFilter:
    """What the visitor chose; empty means whatever. `flow` is a workflow's name, `state` one of STATES, `by` one of
    ORDERS."""

    flow: str = ""
    phase: str = ""
    stage: str = ""
    unit: str = ""
    kind: str = ""
    state: str = ""
    year: str = ""
    by: str = "opened"
    down: bool = True


def cases(chosen: CaseFilter, *, who: Visitor, now: datetime, part: Part = Part()) -> Page:  # noqa: B008 (frozen)
    """The cases that were chosen, a page of them; without a flow every matter but the 发文 flows of papers.

    BadInput on a choice there is none of, saying what may be chosen.
    """
    found = registry.find_cases(_query(chosen, who, now), part.of(_order(chosen.by), down=chosen.down))
    return Page(tuple(rows(found.rows, who, now)), found.total, part)


def rows(found: Iterable[registry.CaseRow], who: Visitor, now: datetime) -> Iterator[dict[str, Any]]:
    """Cases as rows of a list, as this visitor may read them."""
    known = {case.code: case for case in found}
    waiting = todo.rows_of((case for case in known.values() if not case.closed), now)
    called = titles.shown(known)
    for code, case in known.items():
        definition = shelf.definition(case.workflow, case.workflow_hash)
        waits, stage = waiting.get(code, {}), definition.stage(case.stage)
        holders = waits.get("holders", [])
        yield {
            "code": code,
            "title": called[code],
            "flow": definition.title,
            "kind": case.kind,
            "unit": case.unit,
            "amount": case_data.amount(case),
            "phase": stage.phase,
            "stage": case.stage,
            "holder": holders if who.staff else announced.awaited(stage, holders),
            "due": waits.get("due"),
            "left": waits.get("left", ""),
            "state": CLOSED if case.closed else waits.get("state") or "无时限",
            "grade": announced.grade_for(case, who),
            "opened_on": case.opened_on,
            "closed_on": case.closed_on,
        }


def choices() -> dict[str, Any]:
    """What may be chosen: `flows` (name → title), `phases`, `stages`, `kinds`, `years`, `states`, `orders`."""
    versions = list(_latest())
    return {
        "flows": {one.name: one.title for one in versions},
        "phases": list(dict.fromkeys(phase for one in versions for phase in one.phases)),
        "stages": list(dict.fromkeys(stage.name for one in versions for stage in one.stages)),
        "kinds": list((registry.profile() or {}).get("kinds", ())),
        "years": [str(year) for year in registry.case_years()],
        "states": STATES,
        "orders": ORDERS,
    }


def year_of(text: str) -> tuple[date | None, date | None]:
    """The first and last day of a year; none for no year, BadInput for what is none."""
    if not text:
        return None, None
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and 1900 <= int(text) <= 2099):
        raise BadInput(f"年份「{text}」不对，请写四位数字，如 2026。")
    return date(int(text), 1, 1), date(int(text), 12, 31)


def _latest() -> Iterator[workflow.Definition]:
    """The newest version of every workflow, projects first, the flow of papers last."""
    latest = {row.name: row.hash for row in registry.published_list("workflow")}
    for name in sorted(latest, key=lambda name: (name != shelf.PROJECT_FLOW, name == shelf.PAPER_FLOW)):
        yield shelf.definition(name, latest[name])


def _order(by: str) -> str:
    if by not in ORDERS:
        raise BadInput(f"不能按「{by}」排序，可以按：{'、'.join(ORDERS.values())}。")
    return by


def _query(chosen: CaseFilter, who: Visitor, now: datetime) -> registry.CaseQuery:
    if chosen.state and chosen.state not in STATES:
        raise BadInput(f"状态「{chosen.state}」不认识，可选：{'、'.join(STATES)}。")
    first, last = year_of(chosen.year)
    return registry.CaseQuery(
        flows=(chosen.flow,) if chosen.flow else (),
        but_flows=() if chosen.flow else (shelf.PAPER_FLOW,),
        places=_places(chosen) if chosen.phase or chosen.stage else None,
        running={RUNNING: True, CLOSED: False}.get(chosen.state),
        overdue_at=now if chosen.state == LATE else None,
        unit=registry.organ(chosen.unit).name if chosen.unit else "",
        kind=chosen.kind,
        opened_from=first,
        opened_to=last,
        visible=visible_to(who),
    )


def _places(chosen: CaseFilter) -> frozenset[registry.Place]:
    """Where a phase or a stage of that name is, in every version of the flow, or of all flows."""
    rows = [row for row in registry.published_list("workflow") if chosen.flow in ("", row.name)]
    return frozenset(
        registry.Place(row.name, row.hash, stage.name)
        for row in rows
        for stage in shelf.definition(row.name, row.hash).stages
        if chosen.phase in ("", stage.phase) and chosen.stage in ("", stage.name)
    )

"""工作日历和时限: the office's days over the maintained list, and how each case's deadline stands by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from gongwen import registry, workflow
from gongwen.errors import BadInput, GongwenError
from gongwen.office.clock import day_of, zone
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.staffing import duty

T = TypeVar("T")
YEARS = range(2004, 2100)
"""The list begins with 2004; nobody enters a notice for the next century."""


@dataclass(frozen=True)
class Timed:
    """A case's deadline: when, and how it stands now."""

    due: workflow.Due
    standing: workflow.Standing


def calendar() -> workflow.Calendar:
    """The office's calendar: its own days and the years it entered whole, over the list."""
    return workflow.Calendar(
        {row.day: row.kind for row in registry.calendar_days()},
        frozenset(row.year for row in registry.calendar_years()),
    )


def due(case: registry.CaseRow, days: workflow.Calendar | None = None) -> workflow.Due | None:
    """When the case's stage should be done, counted from the moment it came there, or from the later day that
    its deadline names; None once it is 办结.

    What each party of a stage owes (会签) is due with the stage.
    """
    timed = _deadline(case)
    if timed is None:
        return None
    entered = case.stage_at.astimezone(zone())
    return workflow.due(workflow.begins(entered, timed, case.data), timed, days or calendar())


def timed(case: registry.CaseRow, now: datetime, days: workflow.Calendar | None = None) -> Timed | None:
    """The case's deadline and how it stands at `now`; None where nothing is due."""
    days = days or calendar()
    deadline, until = _deadline(case), due(case, days)
    if deadline is None or until is None:
        return None
    return Timed(until, workflow.standing(until, deadline, now.astimezone(zone()), days))


def bring_up_to_date() -> int:
    """Count every running case's deadline anew where those on record were counted by another calendar than today's: by
    an earlier program, another list of holidays, before the office's own entry, in another time zone. How many changed.
    """
    basis = _basis()
    return 0 if registry.deadline_basis() == basis else registry.count_deadlines(basis)


def last_moment(until: workflow.Due | None) -> datetime | None:
    """The last moment that is still in time: of a day its end, where the office is."""
    if until is None:
        return None
    return (until.moment or datetime.combine(until.day, time.max, zone())).astimezone(UTC)


def show(year: int) -> dict[str, Any]:
    """A year's days off and worked weekends, whose word each is, and whether the year is known at all."""
    _known_year(year)
    days = calendar()
    reasons = {row.day: row.reason for row in registry.calendar_days()}
    rows = [
        {
            "day": row.day.isoformat(),
            "weekday": "一二三四五六日"[row.day.weekday()],
            "kind": row.kind,
            "holiday": row.holiday,
            "source": "本办公室录入" if row.own else "国务院办公厅通知（随程序）",
            "reason": reasons.get(row.day, ""),
        }
        for row in days.special_days(year)
    ]
    return {"year": year, "known": days.knows(year), "days": rows}


def set_day(day: date, kind: str, reason: str, *, actor: Actor, now: datetime) -> registry.CalendarDay:
    """Enter a day as 休 or 班 over the list, on a written basis."""
    duty.require_keeper(actor, day_of(now), "录入工作日历")
    _known_year(day.year)
    return _entered(lambda: registry.set_day(day, kind, reason, actor=actor.person, now=now))


def confirm_year(year: int, reason: str, *, actor: Actor, now: datetime) -> registry.CalendarYear:
    """Enter that a year's notice is in whole: from now on its deadlines are certain."""
    duty.require_keeper(actor, day_of(now), "录入工作日历")
    _known_year(year)
    if not any(row.day.year == year for row in registry.calendar_days()):
        raise BadInput(f"{year}年还没有录入一天，请先用 gongwen calendar set 逐日录入休息日和补班日，再确认录全。")
    return _entered(lambda: registry.confirm_year(year, reason, actor=actor.person, now=now))


def _deadline(case: registry.CaseRow) -> workflow.Deadline | None:
    if case.closed:
        return None
    return shelf.definition(case.workflow, case.workflow_hash).stage(case.stage).deadline


def _known_year(year: int) -> None:
    if year not in YEARS:
        raise BadInput(f"{year}年不在工作日历的范围内（{YEARS.start}年至{YEARS.stop - 1}年），请核对年份。")


def _entered(enter: Callable[[], T]) -> T:
    """The entry and the deadlines that it moves, at once."""

    def entered() -> T:
        made = enter()
        bring_up_to_date()
        return made

    return registry.within(entered)


def _basis() -> str:
    days = calendar()
    own = sorted((day.isoformat(), kind) for day, kind in days.overrides.items())
    return registry.digest(repr((workflow.LIST_VERSION, zone().key, own)).encode())


def _counting() -> Callable[[registry.CaseRow], datetime | None]:
    """How the registry is to count: by the calendar as it is at this act."""
    days = calendar()

    def last(case: registry.CaseRow) -> datetime | None:
        try:
            return last_moment(due(case, days))
        except GongwenError:  # an unreadable date or a lost version: whoever opens the case is told, lists go on
            return None

    return last


registry.deadlines_by(_counting)

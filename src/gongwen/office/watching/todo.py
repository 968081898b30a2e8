"""待办: what waits for whom now, by when, the most urgent first; for one person or for the whole office.

One look at each register serves all cases: nothing here asks the database once per case or per role.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongwen import registry, workflow
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.staffing import calendar, duty
from gongwen.office.staffing.duty import OnDuty, Post
from gongwen.office.watching import titles
from gongwen.office.watching.paging import Page, Part
from gongwen.office.watching.turns import forward
from gongwen.office.watching.turns import of_person as turns_of

UNCERTAIN = workflow.UNCERTAIN
COLUMNS = {
    "code": "编号", "title": "事项", "unit": "项目单位", "stage": "环节", "actions": "该办什么", "holders": "在谁手里",
    "due": "应办结", "left": "时限", "state": "状态", "urged": "催办",
}  # fmt: skip
NEVER = 10**9  # what has no deadline comes last


@dataclass(frozen=True)
class Todo:
    """What a case waits for: the moves forward and who may take them; `standing` None where nothing is due.

    `parties` are those of several (会签) who have not done theirs yet; else `holders`, who answer for the stage, hold
    it. `able` are the people who may take each of the moves. `told` are the
    reminders since it came to this stage.
    """

    case: registry.CaseRow
    title: str
    actions: tuple[str, ...]
    holders: tuple[str, ...]
    able: tuple[tuple[Post, ...], ...]
    parties: tuple[str, ...]
    timed: calendar.Timed | None
    told: tuple[registry.UrgingRow, ...]

    @property
    def urgency(self) -> tuple[int, float, str]:
        """Smaller is more urgent: by state, then by what is left (a day of hours is a third of a working day's)."""
        if self.timed is None:
            return (len(workflow.STATES), NEVER, self.case.code)
        standing = self.timed.standing
        left = standing.left / 8 if standing.unit == "小时" else standing.left
        return (workflow.STATES.index(standing.state), left, self.case.code)


@dataclass(frozen=True)
class _Desk:
    """The registers, each read once."""

    on_duty: OnDuty
    days: workflow.Calendar
    tasks: Mapping[str, list[registry.TaskRow]]
    urgings: Mapping[str, list[registry.UrgingRow]]
    cases: Mapping[str, registry.CaseRow]
    titles: Mapping[str, str]
    person: str | None
    now: datetime


def todo(*, now: datetime, actor: Actor | None = None, overdue: bool = False) -> list[dict[str, Any]]:
    """Everything that waits, as rows, the most urgent first: what `actor` can do, or what anybody can."""
    desk = _registers(now, person=_known(actor, now))
    found = sorted(_todos(desk), key=lambda one: one.urgency)
    rows = [row(one) for one in found]
    return [told for told in rows if told["state"] == workflow.OVERDUE] if overdue else rows


def page(
    *,
    now: datetime,
    actor: Actor | None = None,
    overdue: bool = False,
    visible: registry.Visible | None = None,
    part: Part = Part(),  # noqa: B008 (a frozen value)
    counted: int | None = None,
) -> Page:
    """One page of what waits, the earliest deadline first, what has none last: what `actor` can do, or (None) what
    anybody can, as far as it is `visible`; `counted` where it is known already how much that is."""
    desk, total = _looked_up(now, _known(actor, now), overdue, visible, part, counted)
    return Page(tuple(row(one) for one in _todos(desk)), total, part)


def rows_of(cases: Iterable[registry.CaseRow], now: datetime) -> dict[str, dict[str, Any]]:
    """What each of these running cases waits for, as rows, by code."""
    known = list(cases)
    desk = _desk(known, [case.code for case in known], duty.today(day_of(now)), None, now)
    return {one.case.code: row(one) for one in _todos(desk)}


def held(cases: Iterable[registry.CaseRow], now: datetime) -> Iterator[tuple[str, ...]]:
    """Of each of these running cases in whose hands it is: the parties that owe it, else who answers for its stage."""
    known, on_duty = list(cases), duty.today(day_of(now))
    tasks = _by_case(registry.open_tasks_of([case.code for case in known]))
    for case in known:
        definition = shelf.definition(case.workflow, case.workflow_hash)
        stage = definition.stage(case.stage)
        yield _parties(stage, tasks.get(case.code, ())) or _answering(definition, stage, case, on_duty)


def counts(*, now: datetime, actor: Actor, visible: registry.Visible | None = None) -> registry.Waits:
    """How much waits, of the person's own and of everybody's that is `visible`."""
    query = registry.CaseQuery(running=True, visible=visible)
    return registry.count_waiting(query, turns_of(actor.person, day_of(now)), now)


def of_case(case: registry.CaseRow, now: datetime) -> Todo | None:
    """What one case waits for; None when it is 办结."""
    return None if case.closed else _of(case, _registers(now, case))


def urged(told: Iterable[registry.UrgingRow]) -> str:
    """`已催 2 次，最近 11 月 20 日`."""
    rows = list(told)
    if not rows:
        return ""
    last = day_of(rows[-1].at)
    return f"已催 {len(rows)} 次，最近 {last.month} 月 {last.day} 日"


def _known(actor: Actor | None, now: datetime) -> str | None:
    """The person's name; BadInput for somebody who is not on file."""
    if actor:
        people.roles(actor.person, "", day_of(now))
    return actor.person if actor else None


def _registers(now: datetime, only: registry.CaseRow | None = None, person: str | None = None) -> _Desk:
    on_duty = duty.today(day_of(now))
    if only:
        return _desk((only,), [only.code], on_duty, person, now)
    turns = None if person is None else turns_of(person, day_of(now))
    cases = registry.find_cases(registry.CaseQuery(running=True, turns=turns)).rows
    return _desk(cases, None, on_duty, person, now)


def _looked_up(
    now: datetime,
    person: str | None,
    overdue: bool,
    visible: registry.Visible | None,
    part: Part,
    counted: int | None,
) -> tuple[_Desk, int]:
    """The registers as far as they concern the cases of one page, and how many cases there are on all of them."""
    on_duty = duty.today(day_of(now))
    query = registry.CaseQuery(
        running=True,
        turns=None if person is None else turns_of(person, day_of(now)),
        overdue_at=now if overdue else None,
        visible=visible,
    )
    found = registry.find_cases(query, part.of("due"), total=counted)
    return _desk(found.rows, [case.code for case in found.rows], on_duty, person, now), found.total


def _desk(
    cases: Iterable[registry.CaseRow], codes: list[str] | None, on_duty: OnDuty, person: str | None, now: datetime
) -> _Desk:
    known = {case.code: case for case in cases}
    return _Desk(
        on_duty,
        calendar.calendar(),
        _by_case(registry.open_tasks_of(codes)),
        _by_case(registry.urgings_of(codes)),
        known,
        titles.shown(known),
        person,
        now,
    )


def _by_case(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.case, []).append(row)
    return found


def _todos(desk: _Desk) -> Iterator[Todo]:
    return (_of(case, desk) for case in desk.cases.values())


def _of(case: registry.CaseRow, desk: _Desk) -> Todo:
    definition = shelf.definition(case.workflow, case.workflow_hash)
    stage, person = definition.stage(case.stage), desk.person
    open_tasks = desk.tasks.get(case.code, [])
    ahead = forward(case.workflow, case.workflow_hash, case.stage)
    mine = [rule for rule in ahead if person is None or _may(person, rule, case, desk, open_tasks)]
    return Todo(
        case,
        desk.titles[case.code],
        tuple(rule.do for rule in mine),
        _answering(definition, stage, case, desk.on_duty),
        tuple(desk.on_duty.of_rule(rule, case.unit) for rule in ahead),
        _parties(stage, open_tasks),
        calendar.timed(case, desk.now, desk.days),
        tuple(row for row in desk.urgings.get(case.code, ()) if row.at >= case.stage_at),
    )


def _parties(stage: workflow.Stage, open_tasks: Iterable[registry.TaskRow]) -> tuple[str, ...]:
    """Those of several who have not done theirs yet."""
    return tuple(dict.fromkeys(task.party.name for task in open_tasks)) if stage.task else ()


def _answering(
    definition: workflow.Definition, stage: workflow.Stage, case: registry.CaseRow, on_duty: OnDuty
) -> tuple[str, ...]:
    """Who answers for the stage today."""
    return tuple(on_duty.names([definition.owner(stage)], case.unit))


def _may(
    person: str, rule: workflow.Rule, case: registry.CaseRow, desk: _Desk, open_tasks: list[registry.TaskRow]
) -> bool:
    """Whether the person may take the move by role; of a task, whether an open one is theirs or their organ's."""
    posts = [post for post in desk.on_duty.of_rule(rule, case.unit) if post.person == person]
    if not rule.parties:
        return bool(posts)
    waiting = [task for task in open_tasks if task.action == rule.do]
    return any(
        _stands_for(post, task) for post in posts for task in (waiting[:1] if rule.parties.in_order else waiting)
    )


def _stands_for(post: Post, task: registry.TaskRow) -> bool:
    return task.party.name in ((post.organ,) if task.party.kind == "机关" else (post.person, post.for_whom))


def row(one: Todo) -> dict[str, Any]:
    """What waits, as a row."""
    timed = one.timed
    return {
        "code": one.case.code,
        "parent": one.case.parent,
        "title": one.title,
        "kind": one.case.kind,
        "unit": one.case.unit,
        "stage": one.case.stage,
        "actions": list(one.actions),
        "holders": list(one.parties or one.holders),
        "due": str(timed.due) if timed else None,
        "left": timed.standing.words if timed else "",
        "state": timed.standing.state if timed else "",
        "certain": timed.due.certain if timed else True,
        "urged": urged(one.told),
    }

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
from gongwen.office.staffing import calendar, duty, privacy
from gongwen.office.staffing.duty import OnDuty, Post

UNCERTAIN = workflow.UNCERTAIN
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
    now: datetime


def todo(*, now: datetime, actor: Actor | None = None, overdue: bool = False) -> list[dict[str, Any]]:
    """Everything that waits, as rows, the most urgent first: what `actor` can do, or what anybody can."""
    if actor:
        people.roles(actor.person, "", day_of(now))  # BadInput for somebody who is not on file
    found = sorted(_todos(_registers(now), actor.person if actor else None), key=lambda one: one.urgency)
    rows = [_row(one) for one in found]
    return [row for row in rows if row["state"] == workflow.OVERDUE] if overdue else rows


def of_case(case: registry.CaseRow, now: datetime) -> Todo | None:
    """What one case waits for; None when it is 办结."""
    return None if case.closed else _of(case, _registers(now, case), None)


def urged(told: Iterable[registry.UrgingRow]) -> str:
    """`已催 2 次，最近 11 月 20 日`."""
    rows = list(told)
    if not rows:
        return ""
    last = day_of(rows[-1].at)
    return f"已催 {len(rows)} 次，最近 {last.month} 月 {last.day} 日"


def _registers(now: datetime, only: registry.CaseRow | None = None) -> _Desk:
    cases = (only,) if only else registry.cases(running=True)
    code = only.code if only else None
    return _Desk(
        duty.today(day_of(now)),
        calendar.calendar(),
        _by_case(registry.tasks(code, open_only=True)),
        _by_case(registry.urgings(code)),
        {case.code: case for case in cases},
        now,
    )


def _by_case(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.case, []).append(row)
    return found


def _todos(desk: _Desk, person: str | None) -> Iterator[Todo]:
    for case in desk.cases.values():
        one = _of(case, desk, person)
        if one and (person is None or one.actions):
            yield one


def _of(case: registry.CaseRow, desk: _Desk, person: str | None) -> Todo:
    definition = shelf.definition(case.workflow, case.workflow_hash)
    stage = definition.stage(case.stage)
    open_tasks = desk.tasks.get(case.code, [])
    forward = [rule for rule in stage.moves if not definition.goes_back(stage, rule)] or list(stage.moves)
    mine = [rule for rule in forward if person is None or _may(person, rule, case, desk, open_tasks)]
    parties = tuple(dict.fromkeys(task.party.name for task in open_tasks)) if stage.task else ()
    owner = tuple(str(post) for post in desk.on_duty.of_role(definition.owner(stage), case.unit))
    return Todo(
        case,
        _title(case, desk),
        tuple(rule.do for rule in mine),
        owner,
        tuple(desk.on_duty.of_rule(rule, case.unit) for rule in forward),
        parties,
        calendar.timed(case, desk.now, desk.days),
        tuple(row for row in desk.urgings.get(case.code, ()) if row.at >= case.stage_at),
    )


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


def _title(case: registry.CaseRow, desk: _Desk) -> str:
    """Masked by what the case holds and what its project does."""
    title = privacy.masked(case).text(case.title)
    if case.parent:
        title = privacy.masked(desk.cases.get(case.parent) or registry.case(case.parent)).text(title)
    return title


def _row(one: Todo) -> dict[str, Any]:
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

"""事项: a case, its moves, what a move comes to and its receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from gongwen.registry.values.jobs import JobOrder, JobRow
from gongwen.registry.values.tasks import TaskOrder, TaskRow


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """事项: a project, or the 发文 flow of one paper. `version` rises with every change of its facts; it came to its
    stage at `stage_at`, the office's day of that is `stage_since`; past `due_at` it is overdue."""

    code: str
    workflow: str
    workflow_hash: str
    stage: str
    version: int
    title: str
    kind: str
    unit: str
    parent: str | None
    data: dict[str, Any]
    opened_on: date
    stage_since: date
    stage_at: datetime
    closed: bool
    closed_on: date | None
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """办理记录: one move of a case; the first event of a case is its opening (source ""). `form` as filled in."""

    id: int
    case: str
    seq: int
    action: str
    source: str
    target: str
    actor: str
    door: str
    system_user: str
    reason: str
    form: dict[str, Any]
    form_hash: str
    at: datetime
    key: str | None
    role: str = ""
    for_whom: str = ""
    party: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a move comes to: stage, jobs owed in order, facts to merge into the case, whether the case ends.

    `role`, `for_whom` (a deputy's principal) and `party` say in what capacity the person acts; `opens` are the tasks of
    the stage entered, `closes` the id of the task this act does. A move to another stage cancels what is open in this.
    """

    action: str
    source: str
    target: str
    jobs: tuple[JobOrder, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    ends: bool = False
    reason: str = ""
    role: str = ""
    for_whom: str = ""
    party: str = ""
    opens: tuple[TaskOrder, ...] = ()
    closes: int | None = None


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """回执: what happened and what is owed now: jobs, and the open `tasks` of the stage; `repeated` = this key had been
    used, nothing was done again."""

    case: CaseRow
    event: EventRow
    jobs: tuple[JobRow, ...]
    repeated: bool = False
    tasks: tuple[TaskRow, ...] = ()

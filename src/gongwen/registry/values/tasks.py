"""任务: what one of several parties owes in a stage, and the reminders of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongwen.registry.values.states import TODO

ORGAN, PERSON = "机关", "人员"
PARTY_KINDS = (ORGAN, PERSON)
URGING_WAYS = ("电话", "短信", "当面", "书面")


@dataclass(frozen=True)
class Party:
    """一方: an organ or a person that owes a task; `kind` is one of PARTY_KINDS, `name` as registered."""

    name: str
    kind: str = ORGAN


@dataclass(frozen=True)
class TaskOrder:
    """One task to open in `stage`; with `done_by` it is done from the start, by an earlier act that still stands."""

    stage: str
    action: str
    party: Party
    done_by: str = ""
    for_whom: str = ""


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """任务: what one party owes in a stage; `opened` and `closed` are the events that did so, `added_by` who called the
    party in later (加签), `reason` why it was cancelled or need not be done again."""

    id: int
    case: str
    stage: str
    action: str
    party: Party
    seq: int
    state: str
    reason: str
    done_by: str
    for_whom: str
    added_by: str
    opened: int
    closed: int | None
    at: datetime
    closed_at: datetime | None

    @property
    def open(self) -> bool:
        """True while the party still owes it."""
        return self.state == TODO


@dataclass(frozen=True, kw_only=True)
class UrgingRow:
    """催办: a reminder of what a case waited for in `stage`, or of the task with this id; `how`: see URGING_WAYS."""

    case: str
    task: int | None
    stage: str
    to: str
    how: str
    note: str
    actor: str
    at: datetime

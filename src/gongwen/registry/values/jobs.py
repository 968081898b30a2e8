"""待办工作: what a move owes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class JobOrder:
    """One step that a move owes, and its argument."""

    step: str
    argument: Any = None


@dataclass(frozen=True, kw_only=True)
class JobRow:
    """待办工作: a step owed by an event. `owner` and `until` are its lease; `attempts` counts the claims; after a
    failure `reason` says why and `whose` turn it is."""

    id: int
    case: str
    event: int
    seq: int
    step: str
    argument: Any
    state: str
    attempts: int
    reason: str
    owner: str
    until: datetime | None
    whose: str = ""

"""差事: long work that moves no case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongwen.registry.values.states import DOING, TODO


@dataclass(frozen=True, kw_only=True)
class ErrandRow:
    """差事: long work that moves no case. `kind` and `argument` say what, `about` for which case or paper; `state` is
    one of ERRAND_STATES, `done` of `total` steps are behind it and it is `doing` the next. `result` is what it made, or
    after a failure who is to act; `owner` and `until` are its lease."""

    id: int
    kind: str
    argument: dict[str, Any]
    about: str
    state: str
    done: int
    total: int
    doing: str
    reason: str
    result: dict[str, Any]
    attempts: int
    asked_by: str
    asked_at: datetime
    finished_at: datetime | None
    owner: str
    until: datetime | None

    @property
    def unfinished(self) -> bool:
        """Whether it waits to be done or is being done."""
        return self.state in (TODO, DOING)

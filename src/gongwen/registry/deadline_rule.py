"""时限规则: how the office counts when a case is due; handed in by the office, for the registry knows no workflow.

Every write that may move a deadline (a case opened, moved, amended, brought to another version) asks it, so that no
way of changing a case can leave its deadline behind. Knows no Django.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from gongwen.registry.values import CaseRow

DueOf = Callable[[CaseRow], datetime | None]
"""The last moment of a case's present stage; None where nothing is due. A case past it is overdue."""

_counting: list[Callable[[], DueOf]] = []


def deadlines_by(counting: Callable[[], DueOf]) -> None:
    """From now on deadlines are counted so. `counting` is called once an act, to read what it counts by."""
    _counting[:] = [counting]


# Below: for the other modules of this room only.


def due_of() -> DueOf:
    """How deadlines are counted now; without an office behind the registry nothing is due."""
    return _counting[0]() if _counting else lambda case: None

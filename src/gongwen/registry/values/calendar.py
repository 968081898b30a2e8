"""工作日历: what the office itself entered about its working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class CalendarDay:
    """工作日历: a day the office entered itself, `kind` 休 or 班, with the basis."""

    day: date
    kind: str
    reason: str
    actor: str


@dataclass(frozen=True, kw_only=True)
class CalendarYear:
    """工作日历: a year whose notice of holidays the office entered whole."""

    year: int
    reason: str
    actor: str

"""年历: a year of the working calendar, month by month in weeks, each day with whether the office works and why."""

from __future__ import annotations

import calendar as weeks
from datetime import date
from typing import Any

from gongwen import registry
from gongwen.office.staffing import calendar

Row = dict[str, Any]
PLAIN_WORK, PLAIN_REST, HOLIDAY, EXTRA = "工作日", "周末", "休", "班"


def sheet(year: int) -> Row:
    """The year: whether its notice is known, the office's own entries, and twelve months of weeks from Monday on."""
    told = calendar.show(year)
    special = {row["day"]: row for row in told["days"]}
    confirmed = next((row for row in registry.calendar_years() if row.year == year), None)
    return {
        "year": year,
        "known": told["known"],
        "confirmed": confirmed,
        "own": [row for row in told["days"] if row["source"].startswith("本办公室")],
        "months": [{"month": month, "weeks": _weeks(year, month, special)} for month in range(1, 13)],
        "working": sum(_works(day, special) for day in _days(year)),
    }


def _weeks(year: int, month: int, special: dict[str, Row]) -> list[list[Row | None]]:
    """Weeks from Monday on; days of other months are None."""
    return [
        [_day(date(year, month, number), special) if number else None for number in week]
        for week in weeks.Calendar(firstweekday=0).monthdayscalendar(year, month)
    ]


def _day(day: date, special: dict[str, Row]) -> Row:
    told = special.get(day.isoformat())
    plain = PLAIN_REST if day.weekday() > 4 else PLAIN_WORK
    return {
        "day": day,
        "state": told["kind"] if told else plain,
        "why": (told["holiday"] or told["reason"] or "调休") if told else "",
        "own": bool(told and told["source"].startswith("本办公室")),
    }


def _works(day: date, special: dict[str, Row]) -> bool:
    told = special.get(day.isoformat())
    return told["kind"] == EXTRA if told else day.weekday() < 5


def _days(year: int) -> list[date]:
    first = date(year, 1, 1).toordinal()
    return [date.fromordinal(first + n) for n in range(366) if date.fromordinal(first + n).year == year]

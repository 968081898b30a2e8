"""工作日历: which days are worked, from the maintained list of holidays and 调休 and the office's own entries over it.

The list (`chinese_calendar`) follows the State Council's yearly notice; an office enters the days of a notice that is
out before the list has it. A year neither knows is counted with weekends only, and whoever counts is told so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version

import chinese_calendar

WORK, REST = "班", "休"
KINDS = (WORK, REST)


@dataclass(frozen=True)
class Calendar:
    """The list with the office's entries over it: `overrides` says of a day 班 or 休; the year of every notice that
    the office entered in full is in `confirmed`, so its other days are certain too."""

    overrides: Mapping[date, str] = field(default_factory=dict)
    confirmed: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether the office works that day."""
        own = self.overrides.get(day)
        return own == WORK if own else _listed(day)[0]

    def is_certain(self, day: date) -> bool:
        """False when neither the list nor the office says what that day is, so that only its weekday was looked at."""
        return day in self.overrides or day.year in self.confirmed or _listed(day)[1]

    def knows(self, year: int) -> bool:
        """Whether the holidays of a whole year are known."""
        return year in self.confirmed or _listed(date(year, 1, 1))[1]

    def working_days(self, first: date, last: date) -> int:
        """Working days after `first` up to and with `last`; 0 when `last` is not later."""
        return sum(self.is_working(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))

    def special_days(self, year: int) -> tuple[SpecialDay, ...]:
        """The days of a year that are not what their weekday says, and every day the office entered itself."""
        days = (date(year, 1, 1) + timedelta(days=n) for n in range((date(year, 12, 31) - date(year, 1, 1)).days + 1))
        return tuple(
            SpecialDay(day, WORK if self.is_working(day) else REST, _holiday(day), day in self.overrides)
            for day in days
            if day in self.overrides or self.is_working(day) != (day.weekday() < 5)
        )


@dataclass(frozen=True)
class SpecialDay:
    """One day that is worked on a weekend or rested on a weekday: 班 or 休, which holiday it belongs to, whose word."""

    day: date
    kind: str
    holiday: str
    own: bool


LISTED = Calendar()
"""The maintained list alone."""
LIST_VERSION = version("chinesecalendar")
"""Of the maintained list: another may know a year that this one has to guess."""

_HOLIDAYS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "纪念日",
}


@lru_cache(maxsize=8192)
def _listed(day: date) -> tuple[bool, bool]:
    """(is it a working day, is its year on the list); remembered, since a long to-do list asks often."""
    try:
        return chinese_calendar.is_workday(day), True
    except NotImplementedError:
        return day.weekday() < 5, False


def _holiday(day: date) -> str:
    try:
        name = chinese_calendar.get_holiday_detail(day)[1]
    except NotImplementedError:
        return ""
    return _HOLIDAYS.get(name or "", name or "")

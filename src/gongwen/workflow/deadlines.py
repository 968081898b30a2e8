"""办理时限: when a stage must be done, in working days with 调休, calendar days or hours, and how far off that is.

The day something begins does not count (民法典 201); a period of days that would end on a day off ends on the next
working day (民法典 203). Which days are worked the office's `Calendar` says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

from gongwen.document import dates
from gongwen.errors import BadInput
from gongwen.workflow.calendar import LISTED, Calendar
from gongwen.workflow.definition import Deadline

ON_TIME, SOON, TODAY, OVERDUE = "正常", "将到期", "今日到期", "逾期"
STATES = (OVERDUE, TODAY, SOON, ON_TIME)
"""How urgent a deadline is, the most urgent first."""

UNCERTAIN = "（节假日安排未公布，暂按周末推算）"
"""What is said of a deadline in a year whose holidays are not known yet."""

_WRITTEN = re.compile(r"([1-9]\d{0,3})(个工作日|天|小时)")
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Due:
    """The last `day`, for a deadline in hours also the `moment`.

    `certain` is False when the holidays of a year in question were not yet known and only weekends were left out.
    """

    day: date
    moment: datetime | None = None
    certain: bool = True

    def __str__(self) -> str:
        when = f"{self.day} {self.moment:%H:%M}" if self.moment else str(self.day)
        return when if self.certain else when + UNCERTAIN


@dataclass(frozen=True)
class Standing:
    """How a deadline stands at a moment: one of `STATES`; `left` in working days, or in hours (`unit` 小时), negative
    once it is past."""

    state: str
    left: int
    unit: str = "个工作日"

    @property
    def words(self) -> str:
        """`还有 3 个工作日`, `今日到期`, `逾期 2 个工作日`."""
        if self.state == OVERDUE:
            # Past on a day off: late, though no working day has gone by since.
            return f"逾期 {-self.left} {self.unit}" if self.left else f"逾期不足 1 {self.unit}"
        if self.state == TODAY:
            return f"今日到期，还有 {self.left} 小时" if self.unit == "小时" else "今日到期"
        return f"还有 {self.left} {self.unit}"


def parse(text: str) -> Deadline:
    """`5个工作日`, `3天` or `24小时`; BadInput for anything else."""
    match = _WRITTEN.fullmatch(text)
    if not match:
        raise BadInput(f"办理时限「{text}」写法不对，应当写成「5个工作日」「3天」或「24小时」。")
    unit = match[2].removeprefix("个")
    return Deadline(int(match[1]), unit)  # type: ignore[arg-type]  # the pattern allows the three units only


def due(start: date | datetime, deadline: Deadline, calendar: Calendar = LISTED) -> Due:
    """When what began at `start` must be done. Days are those of `start`'s own time zone: the caller gives the
    office's. A plain date counts as its midnight for a deadline in hours."""
    if deadline.unit == "小时":
        moment = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)
        moment += timedelta(hours=deadline.amount)
        return Due(moment.date(), moment)
    day = start.date() if isinstance(start, datetime) else start
    if deadline.unit == "天":
        return _next_working(day + timedelta(days=deadline.amount), calendar)
    return _after_working_days(day, deadline.amount, calendar)


def begins(entered: datetime, deadline: Deadline, data: Mapping[str, Any]) -> date | datetime:
    """What a stage's deadline counts from: entering it (in the office's time zone), or the day in the field that the
    deadline names, where that is filled in and later."""
    if not deadline.after or not data.get(deadline.after):
        return entered
    day = dates.read(data[deadline.after], deadline.label or deadline.after)
    return day if day > entered.date() else entered


def standing(until: Due, deadline: Deadline, now: datetime, calendar: Calendar = LISTED) -> Standing:
    """How the deadline stands at `now`, given in the office's time zone.

    将到期: a fifth of the time or less is left, or one working day (of hours: one hour). What ends today is 今日到期,
    whatever is left of it.
    """
    if until.moment:
        return _standing_in_hours(until.moment, deadline, now)
    left = working_days_left(now.date(), until.day, calendar)
    if now.date() > until.day:
        return Standing(OVERDUE, left)
    if now.date() == until.day:
        return Standing(TODAY, 0)
    whole = deadline.amount if deadline.unit == "工作日" else ceil(deadline.amount * 5 / 7)
    return Standing(SOON if left <= max(1, whole / 5) else ON_TIME, left)


def working_days_left(today: date, day: date, calendar: Calendar = LISTED) -> int:
    """Working days from today (not counted) to `day` (counted); negative when `day` is past."""
    if day >= today:
        return calendar.working_days(today, day)
    return -calendar.working_days(day, today)


def _standing_in_hours(moment: datetime, deadline: Deadline, now: datetime) -> Standing:
    if now > moment:
        return Standing(OVERDUE, -((now - moment) // _HOUR), "小时")
    left = (moment - now) // _HOUR
    if now.date() == moment.date():
        return Standing(TODAY, left, "小时")
    return Standing(SOON if moment - now <= max(_HOUR, deadline.amount * _HOUR / 5) else ON_TIME, left, "小时")


def _after_working_days(day: date, amount: int, calendar: Calendar) -> Due:
    certain = True
    while amount:
        day += timedelta(days=1)
        certain &= calendar.is_certain(day)
        amount -= calendar.is_working(day)
    return Due(day, certain=certain)


def _next_working(day: date, calendar: Calendar) -> Due:
    certain = calendar.is_certain(day)
    while not calendar.is_working(day):
        day += timedelta(days=1)
        certain &= calendar.is_certain(day)
    return Due(day, certain=certain)

"""办理时限: when a stage must be done, in working days with 调休, calendar days or hours.

The day something begins does not count (民法典 201); a period of days that would end on a day off ends on the next
working day (民法典 203). Holidays are those of the State Council as `chinese_calendar` knows them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import chinese_calendar

from gongwen.errors import BadInput
from gongwen.workflow.definition import Deadline

_WRITTEN = re.compile(r"([1-9]\d{0,3})(个工作日|天|小时)")


@dataclass(frozen=True)
class Due:
    """The last `day`, for a deadline in hours also the `moment`.

    `certain` is False when the holidays of a year in question were not yet known and only weekends were left out.
    """

    day: date
    moment: datetime | None = None
    certain: bool = True


def parse(text: str) -> Deadline:
    """`5个工作日`, `3天` or `24小时`; BadInput for anything else."""
    match = _WRITTEN.fullmatch(text)
    if not match:
        raise BadInput(f"办理时限「{text}」写法不对，应当写成「5个工作日」「3天」或「24小时」。")
    unit = match[2].removeprefix("个")
    return Deadline(int(match[1]), unit)  # type: ignore[arg-type]  # the pattern allows the three units only


def due(start: date | datetime, deadline: Deadline) -> Due:
    """When what began at `start` must be done. A plain date counts as its midnight for a deadline in hours."""
    if deadline.unit == "小时":
        moment = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)
        moment += timedelta(hours=deadline.amount)
        return Due(moment.date(), moment)
    day = start.date() if isinstance(start, datetime) else start
    if deadline.unit == "天":
        return _next_working(day + timedelta(days=deadline.amount))
    return _after_working_days(day, deadline.amount)


def working_days_left(today: date, day: date) -> int:
    """Working days from today (not counted) to `day` (counted); negative when `day` is past."""
    first, last, sign = (today, day, 1) if day >= today else (day, today, -1)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sign * sum(_is_working(d)[0] for d in days)


def _after_working_days(day: date, amount: int) -> Due:
    certain = True
    while amount:
        day += timedelta(days=1)
        working, known = _is_working(day)
        certain &= known
        amount -= working
    return Due(day, certain=certain)


def _next_working(day: date) -> Due:
    working, certain = _is_working(day)
    while not working:
        day += timedelta(days=1)
        working, known = _is_working(day)
        certain &= known
    return Due(day, certain=certain)


def _is_working(day: date) -> tuple[bool, bool]:
    """(is it a working day, are that year's holidays known)."""
    try:
        return chinese_calendar.is_workday(day), True
    except NotImplementedError:
        return day.weekday() < 5, False

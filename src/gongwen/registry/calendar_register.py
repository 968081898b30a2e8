"""工作日历登记: the days an office entered itself over the maintained list, and the years whose notice is in whole."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from gongwen.errors import BadInput
from gongwen.registry import journal
from gongwen.registry.looking import once
from gongwen.registry.models import Setting
from gongwen.registry.transactions import writing
from gongwen.registry.values import CalendarDay, CalendarYear

_CALENDAR = "calendar"
_KINDS = ("休", "班")


def set_day(day: date, kind: str, reason: str, *, actor: str, now: datetime) -> CalendarDay:
    """Enter a day as 休 or 班; entered again it is replaced, the same again writes nothing."""
    if kind not in _KINDS:
        raise BadInput(f"「{kind}」不认识，休息的写「休」，上班的写「班」。")
    _needs(reason, f"{day}改为「{kind}」")
    row = CalendarDay(day=day, kind=kind, reason=reason, actor=actor)
    if row not in calendar_days():
        _keep("days", day.isoformat(), {"kind": kind, "reason": reason, "actor": actor}, now=now)
    return row


def confirm_year(year: int, reason: str, *, actor: str, now: datetime) -> CalendarYear:
    """Enter that the days of a year's notice are all in; `reason` names the notice."""
    _needs(reason, f"{year}年的安排已录全")
    row = CalendarYear(year=year, reason=reason, actor=actor)
    if row not in calendar_years():
        _keep("years", str(year), {"reason": reason, "actor": actor}, now=now)
    return row


@once
def calendar_days() -> tuple[CalendarDay, ...]:
    """The days the office entered itself, in order."""
    rows = _stored().get("days", {})
    return tuple(CalendarDay(day=date.fromisoformat(day), **row) for day, row in sorted(rows.items()))


@once
def calendar_years() -> tuple[CalendarYear, ...]:
    """The years whose notice the office entered whole, in order."""
    return tuple(CalendarYear(year=int(year), **row) for year, row in sorted(_stored().get("years", {}).items()))


def _keep(part: str, name: str, row: dict[str, Any], *, now: datetime) -> None:
    with writing():
        stored = _stored()
        stored.setdefault(part, {})[name] = row
        Setting.objects.update_or_create(name=_CALENDAR, defaults={"value": stored})
        details = {key: value for key, value in row.items() if key != "actor"}
        journal.append("登记工作日历", actor=row["actor"], now=now, day=name, **details)


@once
def _stored() -> dict[str, Any]:
    found = Setting.objects.filter(name=_CALENDAR).first()
    return dict(found.value) if found else {}


def _needs(reason: str, what: str) -> None:
    if not reason.strip():
        raise BadInput(f"{what}要写明依据（如国务院办公厅通知的文号），请用 --reason 写明。")

"""时间: moments are stored in UTC; days and years are the office's (GONGWEN_TIME_ZONE)."""

from __future__ import annotations

from datetime import UTC, date, datetime

from gongwen.registry.database import office_zone


def utc(now: datetime) -> datetime:
    """The moment in UTC. A naive datetime is the caller's mistake (ValueError): its day would depend on the machine."""
    if now.tzinfo is None:
        raise ValueError(f"the moment {now} has no time zone")
    return now.astimezone(UTC)


def office_day(now: datetime) -> date:
    """The office's calendar day at that moment."""
    return utc(now).astimezone(office_zone()).date()

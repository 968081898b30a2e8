"""日期: the office's day: times are stored in UTC, dates and years on papers are those of the office's time zone."""

from __future__ import annotations

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo


def zone() -> ZoneInfo:
    """`GONGWEN_TIME_ZONE`, else Asia/Shanghai."""
    return ZoneInfo(os.environ.get("GONGWEN_TIME_ZONE", "Asia/Shanghai"))


def day_of(now: datetime) -> date:
    """The office's date at that moment."""
    return now.astimezone(zone()).date()

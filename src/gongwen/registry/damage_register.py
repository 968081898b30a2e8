"""损坏登记: that a file or record was found damaged, by whom and when; once a day for each, however often it is met."""

from __future__ import annotations

from datetime import datetime

from gongwen.registry import journal, moments
from gongwen.registry.transactions import writing

FOUND = "发现损坏"
_LOOKED_THROUGH = 500


def note_damage(told: str, *, actor: str, door: str, now: datetime) -> None:
    """Write into the journal what was found damaged, in the words the person was told. The caller has masked them."""
    today = moments.office_day(now)
    with writing():
        for entry in journal.entries(last=_LOOKED_THROUGH):
            if entry.act == FOUND and entry.details.get("told") == told and moments.office_day(entry.at) == today:
                return
        journal.append(FOUND, actor=actor or "没有登录的人", now=now, door=door, told=told)

"""通行: what a session remembers of a sign-in, and how long it is good: half an hour without use (of which up to five
minutes may not have been noted), twelve hours at most.

It ends at once when the password changes, the account is closed, the code it began with is recalled, or the person
holds no post any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office.staffing import access

IDLE, LONGEST, NOTED = timedelta(minutes=30), timedelta(hours=12), timedelta(minutes=5)
"""Unused for so long, or begun so long ago, a session is over; its use is noted no oftener than once in NOTED, so that
looking at a page seldom writes."""


@dataclass(frozen=True)
class Pass:
    """Who came in, how and when, when they were last seen; `mark` is the account's epoch or the code's number then."""

    person: str
    how: str
    mark: int
    since: datetime
    seen: datetime

    def kept(self) -> dict[str, Any]:
        """As a session keeps it."""
        moments = {"since": self.since.isoformat(), "seen": self.seen.isoformat()}
        return {"person": self.person, "how": self.how, "mark": self.mark, **moments}

    def noted(self, now: datetime) -> Pass | None:
        """The pass to keep instead, once some time has gone by since the last use was noted."""
        return replace(self, seen=now) if now - self.seen >= NOTED else None


def read(kept: Mapping[str, Any] | None) -> Pass | None:
    """The pass that a session keeps, None where it keeps none."""
    if not kept:
        return None
    since, seen = (datetime.fromisoformat(kept[name]) for name in ("since", "seen"))
    return Pass(kept["person"], kept["how"], kept["mark"], since, seen)


def of_account(row: registry.AccountRow, now: datetime) -> Pass:
    """The pass of somebody who gave the account's password."""
    return Pass(row.person, registry.BY_PASSWORD, row.epoch, now, now)


def of_code(row: registry.AccessCodeRow, now: datetime) -> Pass:
    """The pass of somebody who used a one-time code."""
    return Pass(row.person, registry.BY_CODE, row.id, now, now)


def is_over(held: Pass, now: datetime) -> bool:
    """Whether the pass was unused too long or is too old."""
    return now - held.seen >= IDLE or now - held.since >= LONGEST


def admitted(held: Pass | None, now: datetime) -> access.Visitor:
    """Who stands at the door with this pass; NOBODY when it is no longer good."""
    if held is None or is_over(held, now):
        return access.NOBODY
    return _by_password(held, now) if held.how == registry.BY_PASSWORD else _by_code(held, now)


def visitor_of(row: registry.AccountRow, how: str, now: datetime) -> access.Visitor:
    """The account's person as a visitor; NOBODY when they hold no post and keep no accounts."""
    return _posted(
        access.visitor(row.person, now, keeps_accounts=row.keeps_accounts, must_change=row.must_change, how=how)
    )


def _by_password(held: Pass, now: datetime) -> access.Visitor:
    row = registry.account(held.person)
    if row is None or not row.open or row.epoch != held.mark:
        return access.NOBODY
    return visitor_of(row, held.how, now)


def _by_code(held: Pass, now: datetime) -> access.Visitor:
    row = registry.access_code(held.mark)
    if row is None or row.recalled_at is not None or row.person != held.person:
        return access.NOBODY
    try:
        who = access.visitor(held.person, now, how=held.how)
    except BadInput:
        return access.NOBODY
    return access.NOBODY if who.staff else _posted(who)


def _posted(who: access.Visitor) -> access.Visitor:
    return who if who.roles or who.keeps_accounts else access.NOBODY

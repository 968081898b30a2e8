"""接口令牌: lets a program of somebody's act as them through the REST door, with what they themselves may do."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office.staffing import access, passes

BEGINS = "gw_"
DAYS = (30, 90, 365)
MOST, LONGEST_NAME = 10, 40
HOW = "令牌"


@dataclass(frozen=True)
class NewToken:
    """A token as its owner sees it once."""

    name: str
    secret: str
    expires_at: datetime


def issue(person: str, name: str, days: str | int, *, now: datetime) -> NewToken:
    """A new token of one's own; BadInput on a name or a term that will not do."""
    called = name.strip()
    if not called or len(called) > LONGEST_NAME:
        raise BadInput(f"请写令牌的名字（给什么程序用的），不超过 {LONGEST_NAME} 个字。")
    if str(days) not in map(str, DAYS):
        raise BadInput(f"令牌的期限请在 {'、'.join(map(str, DAYS))} 天里选一个。")
    secret = BEGINS + secrets.token_urlsafe(32)
    ends = now + timedelta(days=int(days))
    made = registry.issue_token(person, called, _hash(secret), most=MOST, expires_at=ends, actor=person, now=now)
    return NewToken(made.name, secret, made.expires_at)


def recall(number: int, person: str, *, now: datetime) -> registry.TokenRow:
    """Call one of one's own tokens back."""
    return registry.recall_token(number, person, actor=person, now=now)


def listed(person: str, now: datetime) -> list[dict[str, Any]]:
    """One's tokens, the newest first, and whether each is still good."""
    return [
        {
            "id": row.id,
            "name": row.name,
            "issued_at": row.issued_at,
            "expires_at": row.expires_at,
            "live": row.recalled_at is None and row.expires_at > now,
            "state": "已收回" if row.recalled_at else "有效" if row.expires_at > now else "已过期",
        }
        for row in registry.tokens(person)
    ]


def holder(token: str, *, now: datetime) -> access.Visitor | None:
    """As whom the bearer of this token acts; None when it is not good (any more)."""
    if not token.startswith(BEGINS):
        return None
    row = registry.bearer_of(_hash(token), now=now)
    held = registry.account(row.person) if row else None
    who = passes.visitor_of(held, HOW, now) if held else access.NOBODY
    return who if who.person else None


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()

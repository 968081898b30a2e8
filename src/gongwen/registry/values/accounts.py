"""门户登记内容: accounts, one-time codes, tokens and tries to sign in, as frozen values; never a secret or its hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

BY_PASSWORD, BY_CODE = "账号", "一次性代码"
WAYS_IN = (BY_PASSWORD, BY_CODE)
"""How somebody may come in."""


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """账号: how one person signs in. `epoch` rises whenever every session of the account is to end; `must_change` while
    the password is one that somebody else knows."""

    person: str
    login: str
    must_change: bool
    keeps_accounts: bool
    epoch: int
    opened_by: str
    opened_at: datetime
    password_at: datetime | None
    closed_at: datetime | None

    @property
    def open(self) -> bool:
        """True until the account is closed."""
        return self.closed_at is None


@dataclass(frozen=True, kw_only=True)
class AccessCodeRow:
    """一次性代码: lets `person` in once until `expires_at`; `case` is what it was issued for, where that was said."""

    id: int
    person: str
    case: str | None
    issued_by: str
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None
    recalled_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class TokenRow:
    """接口令牌: a program that bears it acts as `person` until `expires_at`."""

    id: int
    person: str
    name: str
    issued_at: datetime
    expires_at: datetime
    recalled_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SignInRow:
    """登录记录: one try, under the name that was typed (of a name that is nobody's only its fingerprint)."""

    login: str
    address: str
    how: str
    let_in: bool
    at: datetime


@dataclass(frozen=True)
class TryLimit:
    """How many tries may fail within `seconds`, counted by `column`: login or address."""

    column: str
    most: int
    seconds: int


@dataclass(frozen=True, kw_only=True)
class SignInTry:
    """A try that was let begin: its number, and whether its failing would be the one too many of some limit."""

    id: int
    last: bool

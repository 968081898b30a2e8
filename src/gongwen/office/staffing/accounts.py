"""账号: opened, closed and reset by whoever keeps accounts; a password of one's own is chosen at the first sign-in.

An account only says who somebody is. What they may do comes from their posts and changes with them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.staffing import duty, passwords, staff

NONE, CLOSED, FIRST, OPEN = "没有账号", "已停用", "待改首次密码", "启用"
TO_OPEN = (NONE, CLOSED)
"""Whoever stands so may be given an account."""
_LOGIN = re.compile(r"[a-z][a-z0-9._-]{2,31}")


@dataclass(frozen=True)
class FirstPassword:
    """An account with the password that its owner is to use once; it is shown now and never again."""

    person: str
    login: str
    password: str


@dataclass(frozen=True)
class Keeper:
    """Who changes accounts: a keeper of accounts, or at the machine itself whoever runs the office (`owner`)."""

    actor: Actor
    owner: bool = False

    def require(self) -> None:
        """Refused, naming who keeps accounts, unless they do."""
        if self.owner:
            return
        known = registry.account(self.actor.person)
        if not (known and known.open and known.keeps_accounts):
            raise Refused(f"账号由管理账号的人（{'、'.join(keepers()) or '现无人担任'}）办理，请与其联系。")


def keepers() -> list[str]:
    """Who keeps accounts now."""
    return [row.person for row in registry.accounts() if row.open and row.keeps_accounts]


def help_desk() -> dict[str, Any]:
    """Whom somebody who cannot get in may ask: the office, its telephone, who keeps accounts."""
    office = registry.profile()["office"]
    told = {name: office.get(name) or "" for name in ("name", "address", "phone")}
    return told | {"keepers": keepers()}


def mine(person: str, today: date) -> dict[str, Any]:
    """What somebody sees of themselves: posts, roles, the account, and who stands in for whom from today on."""
    held = registry.appointments(today, person=person)
    shorts = {row.name: row.short or row.name for row in registry.organs()}
    standing = [row for row in registry.delegations() if row.ends >= today]
    return {
        "posts": [f"{shorts[row.organ]}{row.post}" for row in held],
        "roles": sorted({role for row in held for role in row.roles}),
        "account": registry.account(person),
        "given": [row for row in standing if row.principal == person],
        "taken": [row for row in standing if row.deputy == person],
    }


def latest(person: str, *, last: int = 10) -> tuple[registry.SignInRow, ...]:
    """The latest tries to sign in under the person's login, the newest first."""
    held = registry.account(person)
    return registry.sign_ins(held.login, last=last) if held else ()


def record(login: str = "", *, keeper: Keeper, last: int = 300) -> tuple[registry.SignInRow, ...]:
    """The record of sign-ins, for keepers of accounts."""
    keeper.require()
    return registry.sign_ins(login.strip().lower() or None, last=last)


def first_keeper(name: str, login: str, *, owner: Actor, now: datetime) -> FirstPassword | None:
    """The account of the office's first keeper of accounts, opened at the machine itself: of the named person, else of
    the office's contact or whoever keeps its registers. None where somebody keeps accounts already."""
    if keepers():
        return None
    return open_account(
        name or _likely_keeper(day_of(now)), login, keeper=Keeper(owner, owner=True), now=now, keeps_accounts=True
    )


def open_account(
    person: str, login: str, *, keeper: Keeper, now: datetime, keeps_accounts: bool = False
) -> FirstPassword:
    """Give somebody on file an account and a first password. BadInput on a login that cannot be one."""
    keeper.require()
    name = checked_login(login)
    first = passwords.first_password()
    made = registry.open_account(
        person.strip(),
        name,
        first,
        must_change=True,
        keeps_accounts=keeps_accounts,
        actor=keeper.actor.person,
        now=now,
    )
    return FirstPassword(made.person, made.login, first)


def reset(person: str, *, keeper: Keeper, now: datetime) -> FirstPassword:
    """A new first password for somebody who lost theirs: all their sessions and tokens end."""
    keeper.require()
    first = passwords.first_password()
    made = registry.set_password(
        person, first, must_change=True, act="重置密码", actor=keeper.actor.person, now=now, tokens_too=True
    )
    return FirstPassword(made.person, made.login, first)


def close(person: str, *, keeper: Keeper, now: datetime) -> registry.AccountRow:
    """Close an account; Refused when it is the last keeper's."""

    def closed() -> registry.AccountRow:
        keeper.require()
        _require_another_keeper(person, "停用")
        return registry.close_account(person, actor=keeper.actor.person, now=now)

    return registry.within(closed)


def let_keep_accounts(person: str, keeps: bool, *, keeper: Keeper, now: datetime) -> registry.AccountRow:
    """Let somebody keep accounts, or no longer; Refused when nobody would be left to."""

    def changed() -> registry.AccountRow:
        keeper.require()
        if not keeps:
            _require_another_keeper(person, "免去")
        return registry.set_keeper(person, keeps, actor=keeper.actor.person, now=now)

    return registry.within(changed)


def end_sessions(person: str, *, now: datetime) -> registry.AccountRow:
    """End all of one's own sessions, wherever they are."""
    return registry.end_sessions(person, actor=person, now=now)


def listed(today: date) -> list[dict[str, Any]]:
    """Everybody on file with their roles and account, those without one too."""
    held = {row.person: row for row in registry.accounts()}
    return [row | _account(held.get(row["name"])) for row in staff.persons(today)]


def checked_login(login: str) -> str:
    """The login as it is kept; BadInput when it cannot be one."""
    name = passwords.typed_login(login)
    if not _LOGIN.fullmatch(name):
        raise BadInput(
            f"登录名「{login.strip()}」不能用：要 3 至 32 位，以小写字母开头，只用小写字母、数字、点、横线和下划线，"
            "如 zhouxiaolan。"
        )
    return name


def _likely_keeper(today: date) -> str:
    contact = registry.profile()["office"].get("contact")
    names = [*duty.today(today).names(duty.KEEPERS), *(row.name for row in registry.people())]
    if not names:
        raise BadInput("还没有登记任何人员，不能开通账号；请先登记人员。")
    return contact if contact in names else names[0]


def _account(row: registry.AccountRow | None) -> dict[str, Any]:
    if row is None:
        return {"login": "", "state": NONE, "keeper": False, "since": None}
    return {"login": row.login, "state": _state(row), "keeper": row.open and row.keeps_accounts, "since": row.opened_at}


def _state(row: registry.AccountRow) -> str:
    if not row.open:
        return CLOSED
    return FIRST if row.must_change else OPEN


def _require_another_keeper(person: str, what: str) -> None:
    """An office must never be left without; somebody who keeps none may always be closed."""
    if keepers() == [person]:
        raise Refused(f"「{person}」是唯一管理账号的人，不能{what}；请先让另一个人管理账号。")

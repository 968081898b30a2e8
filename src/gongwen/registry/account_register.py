"""账号: who may sign in, by which name; passwords are kept as Django's hashes, which never leave this room."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.db.models import F

from gongwen.errors import BadInput, Refused
from gongwen.registry import journal, moments
from gongwen.registry.models import AccessCode, Account, Person, Token
from gongwen.registry.transactions import writing
from gongwen.registry.values import AccountRow


def open_account(
    person: str, login: str, password: str, *, must_change: bool, keeps_accounts: bool, actor: str, now: datetime
) -> AccountRow:
    """Give a person an account, or open the one that was closed again under this name and password.

    BadInput for somebody who is not on file; Refused when the account is open or the name another's.
    """
    at = moments.utc(now)
    secret = make_password(password)  # before the transaction: it takes a while on purpose
    with writing():
        holder = _person(person)
        known = Account.objects.filter(person=holder).first()
        if known and known.closed_at is None:
            raise Refused(f"「{person}」已有账号（登录名 {known.login}），不必再开；忘了密码的可以重置。")
        if Account.objects.filter(login=login).exclude(person=holder).exists():
            raise Refused(f"登录名「{login}」已有人使用，请换一个。")
        held = known or Account(person=holder, epoch=0)
        held.login, held.password, held.password_at = login, secret, at
        held.must_change, held.keeps_accounts = must_change, keeps_accounts
        held.opened_by, held.opened_at, held.closed_at = actor, at, None
        held.epoch += 1
        held.save()
        journal.append("开通账号", actor=actor, now=now, person=person, login=login, keeper=keeps_accounts)
        return _row(held)


def close_account(person: str, *, actor: str, now: datetime) -> AccountRow:
    """Close an account: its sessions, tokens and unused codes end with it."""
    at = moments.utc(now)
    with writing():
        held = _open(person)
        Account.objects.filter(pk=held.pk).update(closed_at=at, epoch=F("epoch") + 1)
        Token.objects.filter(account=held, recalled_at=None).update(recalled_at=at)
        AccessCode.objects.filter(person=held.person, recalled_at=None).update(recalled_at=at)
        journal.append("停用账号", actor=actor, now=now, person=person)
        return _row(_held(person))


def set_password(
    person: str, password: str, *, must_change: bool, act: str, actor: str, now: datetime, tokens_too: bool = False
) -> AccountRow:
    """Give the account another password, which ends all its sessions (and where asked for its tokens); journalled as
    `act`. BadInput when the person has no open account."""
    at = moments.utc(now)
    secret = make_password(password)
    with writing():
        held = _open(person)
        changes = {"password": secret, "password_at": at, "must_change": must_change, "epoch": F("epoch") + 1}
        Account.objects.filter(pk=held.pk).update(**changes)
        if tokens_too:
            Token.objects.filter(account=held, recalled_at=None).update(recalled_at=at)
        journal.append(act, actor=actor, now=now, person=person)
        return _row(_held(person))


def end_sessions(person: str, *, actor: str, now: datetime) -> AccountRow:
    """End every session of the account."""
    with writing():
        held = _open(person)
        Account.objects.filter(pk=held.pk).update(epoch=F("epoch") + 1)
        journal.append("退出全部登录", actor=actor, now=now, person=person)
        return _row(_held(person))


def set_keeper(person: str, keeps_accounts: bool, *, actor: str, now: datetime) -> AccountRow:
    """Let somebody keep accounts, or no longer; Refused when nobody would be left to keep them."""
    with writing():
        held = _open(person)
        if held.keeps_accounts != keeps_accounts:
            Account.objects.filter(pk=held.pk).update(keeps_accounts=keeps_accounts)
            journal.append("改定账号管理人", actor=actor, now=now, person=person, keeper=keeps_accounts)
        return _row(_held(person))


def account(person: str) -> AccountRow | None:
    """The person's account, open or closed; None when they never had one."""
    held = Account.objects.select_related("person").filter(person__name=person).first()
    return _row(held) if held else None


def accounts() -> tuple[AccountRow, ...]:
    """All accounts, in the order they were first opened."""
    return tuple(_row(held) for held in Account.objects.select_related("person").order_by("id"))


def account_of(login: str, password: str) -> AccountRow | None:
    """The open account of this name, if the password is its own. An unknown or closed name takes as long as a wrong
    password."""
    held = Account.objects.select_related("person").filter(login=login, closed_at=None).first()
    if held is None:
        make_password(password)
        return None
    return _row(held) if check_password(password, held.password, setter=_rehash(held)) else None


def knows_login(login: str) -> bool:
    """Whether the name is an account's."""
    return Account.objects.filter(login=login).exists()


def is_common_password(password: str) -> bool:
    """Whether the password stands on Django's list of the twenty thousand most common ones."""
    try:
        _COMMON.validate(password)
    except ValidationError:
        return True
    return False


_COMMON = CommonPasswordValidator()


def _rehash(held: Account):  # type: ignore[no-untyped-def]
    """Keeps a password under today's hashing when it was hashed by an earlier one; who may sign in does not change."""

    def keep(password: str) -> None:
        with writing(journalled=False):
            Account.objects.filter(pk=held.pk, password=held.password).update(password=make_password(password))

    return keep


def _person(name: str) -> Person:
    found = Person.objects.filter(name=name).first()
    if found is None:
        raise BadInput(f"没有登记名为「{name}」的人员，请核对姓名，或先登记人员。")
    return found


def _open(person: str) -> Account:
    held = _held(person)
    if held is None or held.closed_at is not None:
        raise BadInput(f"「{person}」没有启用的账号，请核对姓名，或先开通账号。")
    return held


def _held(person: str):  # type: ignore[no-untyped-def]
    return Account.objects.select_related("person").filter(person__name=person).first()


def _row(held: Account) -> AccountRow:
    return AccountRow(
        person=held.person.name,
        login=held.login,
        must_change=held.must_change,
        keeps_accounts=held.keeps_accounts,
        epoch=held.epoch,
        opened_by=held.opened_by,
        opened_at=held.opened_at,
        password_at=held.password_at,
        closed_at=held.closed_at,
    )

"""登录: by an account's password or a one-time code; tries are counted, so that nobody guesses on.

A wrong name and a wrong password are answered by the same sentence after the same time, a wrong code likewise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import pbkdf2_hmac, sha256
from ipaddress import IPv4Address, IPv6Network, ip_address

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office.staffing import accounts, passes, passwords
from gongwen.office.staffing.passes import Pass

LIMITS = (registry.TryLimit("login", 5, 15 * 60), registry.TryLimit("address", 30, 15 * 60))
"""So many tries may fail in a quarter of an hour under one name, and from one address, which many people may share."""
CODE_LIMITS = (registry.TryLimit("address", 10, 15 * 60),)
CODES = "（一次性代码）"
"""What stands in the record for the name: a code is typed without one."""
WRONG = "登录名或密码不对。忘了密码的，请管理账号的人重置。"
WRONG_CODE = "没有这个代码，请对照纸条重新填写；代码里没有数字 0、1 和字母 O、I、L。"
NO_POST = "你现在没有任职，不能登录；请与办公室联系。"
_SALT, _ROUNDS = b"gongwen access code", 20_000


@dataclass(frozen=True)
class Attempt:
    """A try: from which address, through which door, when."""

    address: str
    door: str
    now: datetime


def sign_in(login: str, password: str, attempt: Attempt) -> Pass:
    """The pass of whoever gives the right password; Refused otherwise, or while too many tries have failed."""
    name = passwords.typed_login(login)
    known = registry.knows_login(name)
    begun = _begin(name if known else _unknown(name), registry.BY_PASSWORD, LIMITS, attempt)
    row = _account_of(name, password[: passwords.LONGEST])
    if row is None:
        if begun.last:
            registry.note_lock(name if known else "", registry.BY_PASSWORD, door=attempt.door, now=attempt.now)
        raise Refused(WRONG)
    if not passes.visitor_of(row, registry.BY_PASSWORD, attempt.now).person:
        raise Refused(NO_POST)
    registry.let_in(begun.id, row.person, registry.BY_PASSWORD, door=attempt.door, now=attempt.now)
    return passes.of_account(row, attempt.now)


def use_code(code: str, attempt: Attempt) -> Pass:
    """The pass of whoever gives a code that is good; it is used up by that. Refused says what is wrong with it."""
    begun = _begin(CODES, registry.BY_CODE, CODE_LIMITS, attempt)

    def used() -> Pass | None:
        row = registry.use_access_code(code_hash(code), now=attempt.now)
        if row is None:
            return None
        held = passes.of_code(row, attempt.now)
        if not passes.admitted(held, attempt.now).person:
            raise Refused(NO_POST)
        registry.let_in(begun.id, row.person, registry.BY_CODE, door=attempt.door, now=attempt.now)
        return held

    held = registry.within(used)
    if held is None:
        if begun.last:
            registry.note_lock("", registry.BY_CODE, door=attempt.door, now=attempt.now)
        raise Refused(WRONG_CODE)
    return held


def change_password(person: str, present: str, chosen: str, repeated: str, attempt: Attempt) -> registry.AccountRow:
    """Choose a password of one's own. BadInput when the present one is wrong, which is counted like any guess, or the
    new one not good enough; every session of the account ends, the caller's begins anew with the row returned."""
    name = login_of(person)
    if not name:
        raise Refused("你没有启用的账号，不能改密码；用一次性代码进来的，请先设登录名和密码。")
    begun = _begin(name, registry.BY_PASSWORD, LIMITS, attempt)
    if _account_of(name, present[: passwords.LONGEST]) is None:
        raise BadInput("现在的密码不对，请重新填写。")
    registry.forgive_try(begun.id)
    if present == chosen:
        raise BadInput("新密码与现在的一样，请换一个。")
    passwords.check(chosen, repeated, person=person, login=name)
    return registry.set_password(person, chosen, must_change=False, act="修改密码", actor=person, now=attempt.now)


def choose_password(held: Pass, login: str, chosen: str, repeated: str, *, now: datetime) -> Pass:
    """Whoever came in by a code chooses how to come in from now on: an account of their own, or a new password for the
    one they have. The pass to go on with."""
    if held.how != registry.BY_CODE or not passes.admitted(held, now).person:
        raise Refused("只有用一次性代码进来的人可以在这里设密码；有账号的请用“修改密码”。")
    known = login_of(held.person)
    name = known or accounts.checked_login(login)
    passwords.check(chosen, repeated, person=held.person, login=name)
    if known:
        row = registry.set_password(
            held.person, chosen, must_change=False, act="凭代码改密码", actor=held.person, now=now
        )
    else:
        row = registry.open_account(
            held.person, name, chosen, must_change=False, keeps_accounts=False, actor=held.person, now=now
        )
    return passes.of_account(row, now)


def _account_of(name: str, password: str) -> registry.AccountRow | None:
    """The account that this password opens. A first password is typed from paper: how its letters and dashes are typed
    does not matter. Whether it is looked at twice depends on what was typed alone, so that time tells nothing."""
    meant = passwords.as_on_paper(password)
    row = registry.account_of(name, password)
    again = registry.account_of(name, meant) if meant != password else None
    return row or (again if again and again.must_change else None)


def login_of(person: str) -> str:
    """The login of the person's account; empty when they have none that is open."""
    known = registry.account(person)
    return known.login if known and known.open else ""


def code_hash(code: str) -> str:
    """What is kept of a code: slow enough to compute that a copy of the records does not give the codes away."""
    return pbkdf2_hmac("sha256", passwords.normal(code).encode(), _SALT, _ROUNDS).hex()


def waiting(wait: timedelta) -> str:
    """后多久可以再试, in whole minutes rounded up."""
    minutes = -(-int(wait.total_seconds()) // 60)
    return f"试错的次数太多，请在 {max(minutes, 1)} 分钟后再试。"


def whence(address: str) -> str:
    """The address by which tries are counted: of IPv6 its network, since one subscriber has all of a /64."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(found) if found.is_loopback else str(IPv6Network((found, 64), strict=False))


def _begin(name: str, how: str, limits: tuple[registry.TryLimit, ...], attempt: Attempt) -> registry.SignInTry:
    begun = registry.begin_try(name, whence(attempt.address), how, limits=limits, now=attempt.now)
    if isinstance(begun, timedelta):
        raise Refused(waiting(begun))
    return begun


def _unknown(name: str) -> str:
    """A name that is nobody's is kept as a fingerprint only: it may be a password typed in the wrong place."""
    return f"（无此登录名 {sha256(name.encode()).hexdigest()[:12]}）"

"""登录代码条: a one-time code for somebody of a unit, on a slip of paper, good for fourteen days and one use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gongwen import registry
from gongwen.errors import Refused
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.staffing import access, accounts, duty, passwords, signing_in

LASTS = timedelta(days=14)
GROUPS = (4, 4, 4)
UNUSED, USED, RECALLED, EXPIRED = "未用", "已用", "已收回", "已过期"


@dataclass(frozen=True)
class Slip:
    """登录代码条, shown now and never again: for whom, the code, the last moment it is good, what for, who to ask."""

    person: str
    organ: str
    code: str
    expires_at: datetime
    case: str
    title: str
    office: str
    address: str
    phone: str


def issue(person: str, case: str, *, actor: Actor, now: datetime) -> Slip:
    """A new code for somebody of a unit; one that was out for them is recalled. Refused for the office's own people,
    whose codes would let a clerk act in their name, and for a case that does not concern the person."""
    duty.require_keeper(actor, day_of(now), "发放一次性代码")
    name, about = person.strip(), case.strip()
    who = access.visitor(name, now)
    _require_of_a_unit(who, about)
    code = passwords.readable(GROUPS)
    made = registry.issue_access_code(
        name, about or None, signing_in.code_hash(code), expires_at=now + LASTS, actor=actor.person, now=now
    )
    return _slip(made, code, who)


def recall(number: int, *, actor: Actor, now: datetime) -> registry.AccessCodeRow:
    """Call a code back, used or not; whoever came in by it is out."""
    duty.require_keeper(actor, day_of(now), "收回一次性代码")
    return registry.recall_access_code(number, actor=actor.person, now=now)


def listed(now: datetime) -> list[dict[str, Any]]:
    """The codes given out, the latest first, each with how it stands."""
    return [
        {
            "id": row.id,
            "person": row.person,
            "case": row.case or "",
            "by": row.issued_by,
            "at": row.issued_at,
            "expires_at": row.expires_at,
            "used_at": row.used_at,
            "state": _state(row, now),
        }
        for row in registry.access_codes()
    ]


def able(now: datetime) -> list[str]:
    """The people to whom a code may be given today."""
    posts = duty.today(day_of(now)).posts
    own, keepers = access.own_organs(), set(accounts.keepers())
    inside = {
        post.person for role, held in posts.items() for post in held if role in access.OFFICE_ROLES or post.organ in own
    }
    names = dict.fromkeys(post.person for held in posts.values() for post in held if not post.for_whom)
    return [name for name in names if name not in inside | keepers]


def lines(slip: Slip) -> list[str]:
    """The slip as plain lines, for a printer without pictures."""
    about = f"事项：{slip.case} {slip.title}" if slip.case else ""
    told = [
        "登录代码条",
        f"{slip.organ}　{slip.person}",
        f"代码：{slip.code}",
        f"有效至：{day_of(slip.expires_at)}，只能用一次。",
        about,
        "用法：打开登录页面，选“一次性代码”，照上面填写（大小写、横线都不要紧）。代码里没有数字 0、1 和字母 O、I、L。",
        "进去以后可以设自己的密码，以后就不再需要代码。请妥善保管，不要转给别人；丢了请告诉我们，立即收回重发。",
        f"{slip.office}　{slip.address}　电话 {slip.phone}",
    ]
    return [line for line in told if line]


def _require_of_a_unit(who: access.Visitor, case: str) -> None:
    if _trusted(who):
        raise Refused(f"「{who.person}」办理办公室的工作，要用账号登录，不发一次性代码；请管理账号的人开通。")
    if not who.roles:
        raise Refused(f"「{who.person}」现在没有任职，进来也看不到任何事项；请先在机关人员里登记任职。")
    if case and not access.sees_case(who, case):
        raise Refused(f"事项「{case}」与「{who.person}」所在的单位无关，或没有这个编号，请核对。")


def _trusted(who: access.Visitor) -> bool:
    known = registry.account(who.person)
    return who.staff or bool(known and known.open and known.keeps_accounts)


def _slip(made: registry.AccessCodeRow, code: str, who: access.Visitor) -> Slip:
    office = registry.profile()["office"]
    return Slip(
        person=made.person,
        organ="、".join(sorted(who.organs)),
        code=code,
        expires_at=made.expires_at,
        case=made.case or "",
        title=registry.case(made.case).title if made.case else "",
        office=office["name"],
        address=office.get("address") or "",
        phone=office.get("phone") or "",
    )


def _state(row: registry.AccessCodeRow, now: datetime) -> str:
    if row.recalled_at is not None:
        return RECALLED
    if row.used_at is not None:
        return USED
    return UNUSED if row.expires_at > now else EXPIRED

"""人员和机关: who is on file, who holds which post, who acts for whom; kept by the office's own people.

The registers are kept by 经办人 and 负责人. Nobody gives themselves a role, and the role 负责人 is given and taken by
a 负责人 only, so that a clerk's password is not the whole office's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.staffing import duty
from gongwen.office.staffing.duty import CHIEF

ORGAN_KEYS = {
    "short": "简称", "level": "层级", "superior": "上级机关", "seal_mm": "印章直径", "address": "地址",
    "phone": "电话", "credit_code": "统一社会信用代码", "starts": "设立日期", "ends": "撤销日期", "code": "文件代字",
}  # fmt: skip


def organs() -> list[dict[str, Any]]:
    """Every organ on file."""
    return [_organ(row) for row in registry.organs()]


def add_organ(name: str, values: dict[str, Any], *, actor: Actor, now: datetime) -> dict[str, Any]:
    """Register an organ; the same again changes nothing."""
    duty.require_keeper(actor, day_of(now), "登记机关")
    row = registry.OrganRow(name=name, **_columns(values, {}))
    return _organ(registry.add_organ(row, actor=actor.person, now=now))


def change_organ(name: str, values: dict[str, Any], *, actor: Actor, now: datetime) -> dict[str, Any]:
    """Change particulars of an organ; its name stays: a renamed organ is a new one, the old one ends."""
    duty.require_keeper(actor, day_of(now), "变更机关信息")
    if not values:
        raise BadInput(f"没有写明要变更什么，可变更：{'、'.join(ORGAN_KEYS.values())}。")
    known = registry.organ(name)
    changes = _columns(values, known.codes)
    return _organ(registry.change_organ(known.name, actor=actor.person, now=now, **changes))


def persons(today: date) -> list[dict[str, Any]]:
    """Everybody on file with the posts and roles they hold today, and for whom they act."""
    posts: dict[str, list[registry.AppointmentRow]] = {}
    for row in registry.appointments(today):
        posts.setdefault(row.person, []).append(row)
    shorts = {row.name: row.short or row.name for row in registry.organs()}
    acting: dict[str, list[str]] = {}
    for row in registry.delegations(today):
        acting.setdefault(row.deputy, []).append(f"代{row.principal}至{row.ends}")
    return [
        {
            "name": row.name,
            "posts": [f"{shorts[post.organ]}{post.post}" for post in posts.get(row.name, [])],
            "roles": sorted({role for post in posts.get(row.name, []) for role in post.roles}),
            "acting": acting.get(row.name, []),
        }
        for row in registry.people()
    ]


def add_person(name: str, phone: str = "", *, actor: Actor, now: datetime) -> str:
    """Register a person, who holds no role until appointed."""
    duty.require_keeper(actor, day_of(now), "登记人员")
    return registry.add_person(name.strip(), phone, actor=actor.person, now=now).name


def appoint(
    name: str,
    organ: str,
    post: str,
    roles: Sequence[str],
    starts: date,
    ends: date | None,
    *,
    actor: Actor,
    now: datetime,
) -> registry.AppointmentRow:
    """Give a person a post and its roles."""
    today = day_of(now)
    duty.require_keeper(actor, today, "登记任职")
    _not_oneself(actor, name, "任命自己")
    _chief_only(actor, CHIEF in roles, today, f"任命「{CHIEF}」")
    _known_roles(roles)
    return registry.appoint(name, organ, post, roles, starts, ends, actor=actor.person, now=now)


def dismiss(
    name: str, organ: str, post: str, last_day: date, *, actor: Actor, now: datetime
) -> registry.AppointmentRow:
    """Let a post end; refused where it would leave the office without a 负责人."""
    today = day_of(now)
    duty.require_keeper(actor, today, "登记免职")

    def dismissed() -> registry.AppointmentRow:
        held = registry.appointments(None, person=name)
        concerned = any(CHIEF in row.roles for row in held if row.post == post)
        _chief_only(actor, concerned, today, f"免去「{CHIEF}」")
        ended = registry.end_appointment(name, organ, post, last_day, actor=actor.person, now=now)
        if CHIEF in ended.roles and not _chief_after(last_day):
            raise Refused(f"「{name}」免职后本办公室没有人担任{CHIEF}，请先任命新的{CHIEF}，再登记免职。")
        return ended

    return registry.within(dismissed)


def left_behind(ended: registry.AppointmentRow) -> list[str]:
    """What a post that ends leaves to be seen to, in sentences: roles that nobody holds from then on; of somebody who
    has no post any more, the account and the delegations that outlast it."""
    assert ended.ends
    after = ended.ends + timedelta(days=1)
    told, vacant = [], _vacant(ended, after)
    if vacant:
        told.append(f"从 {after} 起没有人担任{'、'.join(vacant)}，该由其办的事会停在那里，请接着登记任职。")
    gone = not registry.appointments(after, person=ended.person)
    return [*told, *_of_the_gone(ended.person, after)] if gone else told


def _of_the_gone(person: str, after: date) -> Iterator[str]:
    """What somebody without any post leaves open."""
    account = registry.account(person)
    if account and account.open:
        keeps = "，还管理账号：请另定管理账号的人，再停用" if account.keeps_accounts else "；不再回来的，请停用"
        yield f"{person}的账号还开着{keeps}。"
    for row in registry.delegations():
        if row.ends >= after and row.principal == person:
            yield f"{person}委托{row.deputy}代办的，从 {after} 起也不再有效。"
        elif row.ends >= after and row.deputy == person:
            yield f"{person}还受托代{row.principal}办理到 {row.ends}，请{row.principal}终止，另行委托。"


def _vacant(ended: registry.AppointmentRow, day: date) -> list[str]:
    """The roles of this post that nobody holds that day; of a unit's own roles nobody of that unit."""
    held = {
        role
        for row in registry.appointments(day)
        for role in row.roles
        if role not in people.OF_THE_UNIT or row.organ == ended.organ
    }
    return [role for role in ended.roles if role not in held]


def _organ(row: registry.OrganRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "short": row.short,
        "code": row.codes.get("文件", ""),
        "level": row.level,
        "superior": row.superior,
        "seal_mm": row.seal_mm,
        "address": row.address,
        "phone": row.phone,
        "credit_code": row.credit_code,
        "starts": row.starts.isoformat() if row.starts else None,
        "ends": row.ends.isoformat() if row.ends else None,
    }


def _columns(values: dict[str, Any], codes: Any) -> dict[str, Any]:
    """The registry's columns: 文件代字 is one of an organ's several codes."""
    columns = {name: value for name, value in values.items() if name != "code"}
    return columns | ({"codes": {**codes, "文件": values["code"]}} if "code" in values else {})


def _not_oneself(actor: Actor, name: str, what: str) -> None:
    if actor.person == name:
        raise Refused(f"不能{what}，请由另一位{'或'.join(duty.KEEPERS)}办理。")


def _chief_only(actor: Actor, concerned: bool, today: date, what: str) -> None:
    if concerned and not duty.holds(actor.person, CHIEF, today):
        raise Refused(f"{what}须由现任{CHIEF}（{'、'.join(duty.today(today).names([CHIEF])) or '现无人担任'}）办理。")


def _known_roles(roles: Sequence[str]) -> None:
    known = duty.every_role()
    strange = [role for role in roles if role not in known]
    if strange:
        raise BadInput(f"没有「{'、'.join(strange)}」这样的角色，各流程用到的角色有：{'、'.join(known)}。")


def _chief_after(day: date) -> bool:
    return any(row.ends is None or row.ends > day for row in registry.appointments(day, role=CHIEF))

"""名册各行: one row of a list of organs or people, held against the register and against the rows before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongwen import exchanging, registry
from gongwen.document import credit_code, dates, names
from gongwen.errors import BadInput
from gongwen.office.people import Actor
from gongwen.office.staffing import duty, staff

NEW, CHANGED, SAME = "新登记", "变更", "没有变化"


@dataclass(frozen=True)
class Entry:
    """One row as it will be entered: its number in the file, whom or what it is about, whether that is NEW, CHANGED or
    SAME, which particulars change, and what enters it."""

    line: int
    name: str
    act: str
    told: str
    enter: Callable[[Actor, datetime], object]


class Organs:
    """Rows of a list of organs, against the register and against each other."""

    def __init__(self) -> None:
        self._known = {row["name"]: row for row in staff.organs()}
        self._seen: dict[str, int] = {}

    def entry(self, line: exchanging.Line) -> Entry:
        given = {key: value for key, value in line.values.items() if value}
        name = "".join(given.pop("name", "").split())
        if not name:
            raise BadInput("没有写全称，请填写。")
        _only_once(name, name, self._seen, line.number)
        values = {key: _organ_value(key, value) for key, value in given.items()}
        there = self._known.get(name)
        if there is None:
            return Entry(
                line.number, name, NEW, "", lambda actor, now: staff.add_organ(name, values, actor=actor, now=now)
            )
        changed = {key: value for key, value in values.items() if value != _as_kept(key, there[key])}
        labels = "、".join(staff.ORGAN_KEYS[key] for key in changed)
        return Entry(
            line.number, name, CHANGED if changed else SAME, f"的{labels}" if changed else "",
            lambda actor, now: staff.change_organ(name, changed, actor=actor, now=now),
        )  # fmt: skip


def _as_kept(key: str, value: Any) -> Any:
    return date.fromisoformat(value) if value and key in ("starts", "ends") else value


def _organ_value(key: str, value: str) -> Any:
    """A cell as the register keeps it; BadInput on one that is not what its heading says."""
    label = staff.ORGAN_KEYS[key]
    if key in ("starts", "ends"):
        return dates.read(exchanging.plain(value), label)
    if key == "seal_mm":
        return _millimetres(value)
    if key == "credit_code":
        code = exchanging.plain(value).upper()
        if not credit_code.is_valid(code):
            raise BadInput(f"统一社会信用代码「{value}」不对（应为 18 位，末位是校验码），请核对。")
        return code
    return _phones(value) if key == "phone" else " ".join(value.split())


def _millimetres(value: str) -> float:
    try:
        size = float(exchanging.plain(value).removesuffix("毫米").removesuffix("mm"))
    except ValueError:
        size = 0
    if not 20 <= size <= 60:
        raise BadInput(f"印章直径「{value}」不对，请写毫米数，如 42。")
    return size


def _phones(value: str) -> str:
    """One or several telephone numbers of a cell, divided in one way."""
    for sign in "，,;；/／\n":
        value = value.replace(sign, "、")
    parts = [exchanging.plain(part) for part in value.split("、")]
    return "、".join(part for part in parts if part)


class People:
    """Rows of a list of people and their posts, against the register and against each other."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._phones = {row.name: row.phone for row in registry.people()}
        self._posts = {(row.person, row.organ, row.post): row for row in registry.appointments(today)}
        self._roles = duty.every_role()
        self._seen: dict[str, int] = {}

    def entry(self, line: exchanging.Line) -> Entry:
        given = line.values
        name = names.unpad(given["name"])
        if not name:
            raise BadInput("没有写姓名，请填写。")
        post = self._post(given, name)
        _only_once("／".join((name, *(post[:2] if post else ()))), name, self._seen, line.number)
        phone = self._phone(name, given.get("phone", ""))
        acts = [] if name in self._phones else [_registered(name, phone)]
        acts += [_appointed(name, *post)] if post and (name, *post[:2]) not in self._posts else []
        told = f"任{post[0]}{post[1]}" if post and acts else ""
        return Entry(line.number, name, NEW if acts else SAME, told, lambda actor, now: [do(actor, now) for do in acts])

    def _phone(self, name: str, typed: str) -> str:
        """The telephone to register; the number of somebody on file is not changed by a list."""
        phone, there = _phones(typed), self._phones.get(name)
        if phone and there is not None and there != phone:
            raise BadInput(
                f"「{name}」已经登记，联系电话与登记的不同；同一个人的，这一格请留空；同名的另一人，请在姓名后加注单位。"
            )
        return phone

    def _post(self, given: Mapping[str, str], name: str) -> tuple[str, str, tuple[str, ...], date] | None:
        """Organ, post, roles and first day; None for a row that names none."""
        organ, post = given.get("organ", ""), " ".join(given.get("post", "").split())
        roles = tuple(part for part in _phones(given.get("roles", "")).replace(" ", "、").split("、") if part)
        if not (organ or post or roles):
            return None
        if not organ or not post:
            raise BadInput(f"「{name}」的单位和职务要写全，或都不写（只登记姓名）。")
        if strange := [role for role in roles if role not in self._roles]:
            raise BadInput(f"没有「{'、'.join(strange)}」这样的角色，各流程用到的角色有：{'、'.join(self._roles)}。")
        full = registry.organ("".join(organ.split())).name
        there = self._posts.get((name, full, post))
        if there and set(there.roles) != set(roles):
            raise BadInput(f"「{name}」任「{post}」已经登记，角色不同；要改角色，请先登记免职，再登记任职。")
        typed = given.get("starts", "")
        starts = dates.read(exchanging.plain(typed), "任职日期") if typed else self._today
        return full, post, roles, starts


def _registered(name: str, phone: str) -> Callable[[Actor, datetime], object]:
    return lambda actor, now: staff.add_person(name, phone, actor=actor, now=now)


def _appointed(
    name: str, organ: str, post: str, roles: tuple[str, ...], starts: date
) -> Callable[[Actor, datetime], object]:
    return lambda actor, now: staff.appoint(name, organ, post, roles, starts, None, actor=actor, now=now)


def _only_once(key: str, name: str, seen: dict[str, int], line: int) -> None:
    """BadInput where an earlier row of the file is the same."""
    if key in seen:
        raise BadInput(f"「{name}」与第 {seen[key]} 行重复，请删去一行。")
    seen[key] = line

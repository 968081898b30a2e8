"""机关人员名册: one organ or one person whole, with every post and delegation there ever was."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office.staffing import duty, staff

Row = dict[str, Any]
NOW, COMING, PAST = "现任", "待任", "已免"


def organ(name: str, today: date) -> Row:
    """An organ's particulars, its 代字 per form of paper, and who holds which post in it."""
    row = registry.organ(name)
    held = [_post(one, today) for one in registry.appointments(None) if one.organ == row.name]
    told = next(one for one in staff.organs() if one["name"] == row.name)
    below = [one.name for one in registry.organs() if one.superior and one.superior in (row.name, row.short)]
    return told | {"codes": dict(row.codes), "posts": _in_order(held), "below": below}


def exists(row: registry.OrganRow, day: date) -> bool:
    """Whether the organ is there that day: founded, and not dissolved or merged."""
    return (row.starts is None or row.starts <= day) and (row.ends is None or row.ends >= day)


def still_posted(name: str, today: date) -> str:
    """Of an organ that has ended, who still holds a post in it, as a sentence; empty where there is nothing to say."""
    row = registry.organ(name)
    people = [one.person for one in registry.appointments(today) if one.organ == row.name]
    if row.ends is None or row.ends >= today or not people:
        return ""
    return f"「{row.name}」已撤销，{'、'.join(dict.fromkeys(people))}在其中的任职还没有到期，请登记免职或改任。"


def person(name: str, today: date) -> Row:
    """A person's telephone, posts and delegations, what is over too; BadInput when nobody of that name is on file."""
    known = next((row for row in registry.people() if row.name == name), None)
    if known is None:
        raise BadInput(f"没有登记名为「{name}」的人员，请核对姓名。")
    posts = [_post(one, today) for one in registry.appointments(None) if one.person == name]
    given = [_delegation(one, today) for one in registry.delegations() if name in (one.principal, one.deputy)]
    return {"name": name, "phone": known.phone, "posts": _in_order(posts), "delegations": given}


def roles() -> tuple[str, ...]:
    """The roles that the office's flows speak of."""
    return duty.every_role()


def delegations(today: date) -> list[Row]:
    """The delegations in force or still to come, then those of the past; the latest first within each."""
    rows = [_delegation(one, today) for one in registry.delegations()]
    return sorted(rows, key=lambda row: (row["state"] == PAST, -row["starts"].toordinal()))


def _post(row: registry.AppointmentRow, today: date) -> Row:
    return {
        "person": row.person,
        "organ": row.organ,
        "post": row.post,
        "roles": list(row.roles),
        "starts": row.starts,
        "ends": row.ends,
        "state": _state(row.starts, row.ends, today),
    }


def _delegation(row: registry.DelegationRow, today: date) -> Row:
    return {
        "principal": row.principal,
        "deputy": row.deputy,
        "roles": list(row.roles),
        "starts": row.starts,
        "ends": row.ends,
        "basis": row.basis,
        "state": _state(row.starts, row.ends, today),
    }


def _state(starts: date, ends: date | None, today: date) -> str:
    if starts > today:
        return COMING
    return PAST if ends and ends < today else NOW


def _in_order(rows: list[Row]) -> list[Row]:
    """Present ones first, then those to come, then the past; the latest first within each."""
    return sorted(rows, key=lambda row: ((NOW, COMING, PAST).index(row["state"]), -row["starts"].toordinal()))

"""名单页: a group's list on a day beside its history, each term linked to the case that brought it about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from gongwen import registry
from gongwen.document.names import unpad
from gongwen.errors import BadInput, Refused
from gongwen.office.clock import day_of
from gongwen.office.matters import group_changes
from gongwen.office.people import Actor
from gongwen.office.staffing import duty, roster

Row = dict[str, Any]


def show(group: str, on: date) -> Row:
    """The list of the group (without one: the office's own) on that day, all its terms, its changes as cases."""
    name = group or roster.group_name()
    changes = [_change(case) for case in registry.cases(workflow=group_changes.FLOW) if _is_about(case, name)]
    by_basis = {row["basis"]: row["code"] for row in changes if row["basis"]}
    return {
        "group": name,
        "groups": groups(),
        "unlisted": name in unlisted(),
        "on": on,
        "members": [roster.shown(row) for row in roster.members(name, on)],
        "terms": [_term(row, by_basis) for row in roster.history(name)],
        "changes": list(reversed(changes)),
    }


def groups() -> list[str]:
    """The groups whose lists are kept: the office's own, its office, and those founded since."""
    own = roster.group_name()
    founded = [group_changes.group_of(case) for case in registry.cases(workflow=group_changes.FLOW)
               if case.data.get("effective_on")]  # fmt: skip
    return list(dict.fromkeys([own, roster.office_of(own), *founded]))


def unlisted() -> list[str]:
    """The groups of which no list is on record yet."""
    return [name for name in groups() if not roster.history(name)]


def enter(
    group: str, rows: Sequence[Mapping[str, Any]], starts: date, basis: str, *, actor: Actor, now: datetime
) -> tuple[registry.MembershipRow, ...]:
    """登记现行名单: the list that a group has had since before this office, on the paper it was issued by.

    Refused where one is on record, which only a 调整 changes; BadInput tells everything wrong with the lines.
    """
    duty.require_keeper(actor, day_of(now), "登记现行名单")
    faults = [fault for row in rows for fault in roster.row_faults(row, "成员")] + _twice(rows)
    if group != roster.office_of(roster.group_name()) and not any(row["post"] in group_changes.LEADERS for row in rows):
        faults.append(f"「{group}」的名单里没有组长，请列明。")
    if starts > day_of(now):
        faults.append("名单应当是现在已经生效的，起始日期晚于今天，请核对；以后生效的请办理成立或调整。")
    if faults:
        raise BadInput.of(faults)
    listed = [roster.as_member(row) for row in roster.placed((), rows, group)]

    def entered() -> tuple[registry.MembershipRow, ...]:
        if group not in unlisted():
            raise Refused(f"「{group}」已有名单在册，不能再登记；变动成员请办理调整。")
        roster.enter(group, listed, starts, basis, actor=actor.person, now=now)
        return roster.members(group, day_of(now))

    return registry.within(entered)


def _twice(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    names = [unpad(row["name"]) for row in rows]
    return [
        f"成员「{name}」列了{names.count(name)}次，请删去重复的；同名的另一人，请在姓名后加注单位。"
        for name in roster.repeated(names)
    ]


def _is_about(case: registry.CaseRow, name: str) -> bool:
    """Before anything is proposed, a case is the own group's by its title."""
    return group_changes.group_of(case) == name


def _change(case: registry.CaseRow) -> Row:
    return {
        "code": case.code,
        "title": case.title,
        "stage": case.stage,
        "closed": case.closed,
        "reason": case.data.get("change_reason") or "",
        "effective_on": case.data.get("effective_on"),
        "basis": case.data.get("effective_basis") or "",
    }


def _term(row: registry.MembershipRow, by_basis: dict[str, str]) -> Row:
    return roster.shown(row) | {"case": by_basis.get(row.basis), "end_case": by_basis.get(row.end_basis)}

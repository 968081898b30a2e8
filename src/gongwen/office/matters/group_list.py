"""名单页: a group's list on a day beside its history, each term linked to the case that brought it about."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongwen import registry
from gongwen.office.matters import group_changes
from gongwen.office.staffing import roster

Row = dict[str, Any]


def show(group: str, on: date) -> Row:
    """The list of the group (without one: the office's own) on that day, all its terms, its changes as cases."""
    name = group or roster.group_name()
    changes = [_change(case) for case in registry.cases(workflow=group_changes.FLOW) if _is_about(case, name)]
    by_basis = {row["basis"]: row["code"] for row in changes if row["basis"]}
    return {
        "group": name,
        "groups": groups(),
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

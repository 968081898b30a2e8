"""门禁: who may pass which door and see which case; from posts held today, never from the account itself.

People with a post in the office's own work see every case. People of a unit see the cases of their own organ, those in
which their organ or they themselves are a party, and the papers that were sent to their organ.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.staffing import duty

ANYBODY, SIGNED_IN, STAFF, UNIT, KEEPERS, ACCOUNT_KEEPERS, CASE, PAPER = (
    "任何人", "已登录的人", "办公室工作人员", "单位的人", "经办人或负责人", "管理账号的人",
    "与事项有关的人", "与公文有关的人",
)  # fmt: skip
"""The rules a door may have. CASE needs the case's `code`, PAPER the paper's `flow`."""

PARTY_ROLES = (*people.OF_THE_UNIT, "会签人", "承办人")
"""Roles that count only for the cases that concern the person's own organ; every other is the office's own work."""


@dataclass(frozen=True)
class Visitor:
    """Who stands at the door today: their roles and organs (as deputies too), and whether they keep accounts."""

    person: str = ""
    today: date = date.min
    roles: frozenset[str] = frozenset()
    organs: frozenset[str] = frozenset()
    keeps_accounts: bool = False

    @property
    def staff(self) -> bool:
        """Whether the person does the office's own work, for whatever unit a case is."""
        return bool(self.roles - set(PARTY_ROLES))

    @property
    def keeper(self) -> bool:
        """Whether the person keeps the office's registers."""
        return bool(self.roles & set(duty.KEEPERS))


NOBODY = Visitor()


def visitor(person: str, now: datetime, *, keeps_accounts: bool = False) -> Visitor:
    """The person as they may pass today; BadInput for somebody who is not on file."""
    held = people.capacities(person, "", day_of(now))
    roles = frozenset(one.role for one in held)
    return Visitor(person, day_of(now), roles, frozenset(one.organ for one in held), keeps_accounts)


def require(rule: str, who: Visitor, *, code: str = "", flow: str = "") -> None:
    """Refused, in a sentence that tells nothing of what lies behind the door, unless the rule lets them pass."""
    if not admits(rule, who, code=code, flow=flow):
        raise Refused(_CLOSED.get(rule, "这里不归你办。需要查看的，请与办公室联系。"))


def admits(rule: str, who: Visitor, *, code: str = "", flow: str = "") -> bool:
    """Whether the rule lets the visitor pass."""
    return _RULES[rule](who, code or flow)


def sees_case(who: Visitor, code: str) -> bool:
    """Whether this case concerns the visitor. A case that does not exist concerns nobody but the staff, who are told
    so by whoever looks it up."""
    if who.staff:
        return True
    try:
        case = registry.case(code)
    except BadInput:
        return False
    return _concerns(who, case) or _is_recipient(who, code)


def _concerns(who: Visitor, case: registry.CaseRow) -> bool:
    if case.unit and case.unit in who.organs:
        return True
    if any(task.party.name in who.organs | {who.person} for task in registry.tasks(case.code)):
        return True
    return bool(case.parent) and sees_case(who, case.parent or "")


def _is_recipient(who: Visitor, flow: str) -> bool:
    names = {name for organ in who.organs for name in _names(organ)}
    return any(
        row.name in names and row.sent_at
        for paper in registry.papers(flow=flow)
        for row in registry.recipients(paper.id)
    )


def _names(organ: str) -> tuple[str, str]:
    row = registry.organ(organ)
    return row.name, row.short or row.name


_RULES: dict[str, Callable[[Visitor, str], bool]] = {
    ANYBODY: lambda who, code: True,
    SIGNED_IN: lambda who, code: bool(who.person),
    STAFF: lambda who, code: who.staff,
    UNIT: lambda who, code: bool(who.roles & set(PARTY_ROLES)),
    KEEPERS: lambda who, code: who.keeper,
    ACCOUNT_KEEPERS: lambda who, code: who.keeps_accounts,
    CASE: sees_case,
    PAPER: sees_case,
}

_CLOSED = {
    SIGNED_IN: "请先登录。",
    KEEPERS: "这里由经办人或负责人办理。需要办理的，请与他们联系。",
    ACCOUNT_KEEPERS: "账号由管理账号的人办理。需要开通、停用或重置账号的，请与其联系。",
}

"""门禁: who may pass which door and see which case; from posts held today, never from the account itself.

People with a post in the office's own work see every case. People of a unit see the cases of their own organ, those in
which their organ or they themselves are a party, and issued papers that were sent to their organ or are about a case of
theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from gongwen import registry
from gongwen.errors import Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.procedures import shelf
from gongwen.office.staffing import duty

ANYBODY, SIGNED_IN, STAFF, UNIT, KEEPERS, ACCOUNT_KEEPERS, CASE, PAPER = (
    "任何人", "已登录的人", "办公室工作人员", "单位的人", "经办人或负责人", "管理账号的人",
    "与事项有关的人", "与公文有关的人",
)  # fmt: skip
REVIEWERS, PUBLISHERS = "审核公文的人", "负责人或管理员"
DESK = "办理事项的人"
"""The rules a door may have. CASE and DESK need the case's `code`, PAPER the paper's `flow`. CASE lets a unit to what
is its own to do and to know; DESK to all that is said about it while it is being decided."""

OFFICE_ROLES = frozenset((
    *duty.KEEPERS, "审核人", "监督员", "评估员", "档案员", "考核员", "收发员", "拟办人", "拟稿人", "核稿人", "签发人",
    "主要负责人", "复核人", "文印员", "组长", "副组长",
))  # fmt: skip
"""Roles of the office's own work, whichever organ lends the person. Any other role, one that an office invents too,
counts only for what concerns the person's own organ, unless it is held in the office itself or its leading group."""

COUNTERSIGNER = "会签人"
"""The role in which people of other organs review papers."""


@dataclass(frozen=True)
class Visitor:
    """Who stands at the door today: their roles and organs and whom they stand in for, whether they hold a post in the
    office itself (`inside`), keep accounts, or still use a password that somebody else knows (`must_change`)."""

    person: str = ""
    today: date = date.min
    roles: frozenset[str] = frozenset()
    organs: frozenset[str] = frozenset()
    keeps_accounts: bool = False
    principals: frozenset[str] = frozenset()
    inside: bool = False
    must_change: bool = False
    how: str = ""

    @property
    def staff(self) -> bool:
        """Whether the person does the office's own work, for whatever unit a case is."""
        return self.inside or bool(self.roles & OFFICE_ROLES)

    @property
    def keeper(self) -> bool:
        """Whether the person keeps the office's registers."""
        return bool(self.roles & set(duty.KEEPERS))

    @property
    def publisher(self) -> bool:
        """Whether the person may put a workflow or template in force: 负责人, or who keeps the office's accounts and
        does its work."""
        return duty.CHIEF in self.roles or (self.keeps_accounts and self.staff)

    @property
    def parties(self) -> frozenset[str]:
        """The names under which a task may be the visitor's as a person's: their own and their principals'."""
        return self.principals | {self.person}


NOBODY = Visitor()


def visitor(
    person: str, now: datetime, *, keeps_accounts: bool = False, must_change: bool = False, how: str = ""
) -> Visitor:
    """The person as they may pass today, in three queries and the profile; BadInput for somebody not on file."""
    held = people.capacities(person, "", day_of(now))
    organs = frozenset(one.organ for one in held)
    return Visitor(
        person=person,
        today=day_of(now),
        roles=frozenset(one.role for one in held),
        organs=organs,
        keeps_accounts=keeps_accounts,
        principals=frozenset(one.for_whom for one in held if one.for_whom),
        inside=bool(organs & own_organs()),
        must_change=must_change,
        how=how,
    )


def require(rule: str, who: Visitor, *, code: str = "", flow: str = "") -> None:
    """Refused, in a sentence that tells nothing of what lies behind the door, unless the rule lets them pass."""
    if not admits(rule, who, code=code, flow=flow):
        raise Refused(closed(rule))


def closed(rule: str) -> str:
    """What somebody is told whom the rule does not let pass."""
    return _CLOSED.get(rule, "这里不归你办。需要查看的，请与办公室联系。")


def admits(rule: str, who: Visitor, *, code: str = "", flow: str = "") -> bool:
    """Whether the rule lets the visitor pass."""
    return RULES[rule](who, code or flow)


def sees_case(who: Visitor, code: str) -> bool:
    """Whether this case concerns the visitor. A case that does not exist concerns nobody but the staff, who are told
    so by whoever looks it up."""
    if who.staff:
        return True
    return bool(who.roles) and registry.concerned(code, who.organs, who.parties)


def works_on(who: Visitor, code: str) -> bool:
    """Whether the visitor helps to decide the case: the staff, whoever was asked to take part (会签, 会办, 加签), and
    whoever holds a role of their own organ that acts at its stage. Of what is being decided about it a unit learns the
    outcome, on pages of its own (`answering.story`): so do the parties of a flow that marks them."""
    if who.staff:
        return True
    if not who.roles:
        return False
    takes_part = registry.takes_part(code, who.organs | who.parties) or _acts_at_the_stage(who, code)
    return takes_part and not _marks_its_parties(code)


def _marks_its_parties(code: str) -> bool:
    case = registry.case(code)
    return shelf.definition(case.workflow, case.workflow_hash).marks_its_parties()


def _acts_at_the_stage(who: Visitor, code: str) -> bool:
    others = who.roles - {*people.OF_THE_UNIT, COUNTERSIGNER}
    if not others or not sees_case(who, code):
        return False
    case = registry.case(code)
    stage = shelf.stage(case, case.stage)
    return any(others & {*rule.by} for rule in stage.moves)


def own_organs() -> frozenset[str]:
    """The office itself and its leading group."""
    profile = registry.profile()
    return frozenset((profile["office"]["name"], profile["group"]["name"])) if profile else frozenset()


RULES: dict[str, Callable[[Visitor, str], bool]] = {
    ANYBODY: lambda who, code: True,
    SIGNED_IN: lambda who, code: bool(who.person),
    STAFF: lambda who, code: who.staff,
    UNIT: lambda who, code: bool(who.roles - OFFICE_ROLES) and not who.inside,
    REVIEWERS: lambda who, code: who.staff or COUNTERSIGNER in who.roles,
    KEEPERS: lambda who, code: who.keeper,
    ACCOUNT_KEEPERS: lambda who, code: who.keeps_accounts,
    PUBLISHERS: lambda who, code: who.publisher,
    DESK: works_on,
    CASE: sees_case,
    PAPER: sees_case,
}
"""Each rule as a question about a visitor and, where the address names one, a case or a paper's flow."""

_CLOSED = {
    SIGNED_IN: "请先登录。",
    KEEPERS: "这里由经办人或负责人办理。需要办理的，请与他们联系。",
    PUBLISHERS: "模板和流程由负责人或管理员（在办公室任职、管理账号的人）发布。需要发布的，请与他们联系。",
    ACCOUNT_KEEPERS: "账号由管理账号的人办理。需要开通、停用或重置账号的，请与其联系。",
}

"""委托代办: who acts for whom and when; given out by the principal or a 负责人, never handed on, never overlapping."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.staffing import duty
from gongwen.office.staffing.duty import CHIEF


def delegate(
    principal: str,
    deputy: str,
    roles: Sequence[str],
    starts: date,
    ends: date,
    basis: str,
    *,
    actor: Actor,
    now: datetime,
) -> registry.DelegationRow:
    """Let a deputy act for a principal on these days, in the named roles or in all. Only the principal or a 负责人 may.

    Refused where it overlaps another of the principal's in a role, and where either would delegate on: what somebody
    holds as a deputy, and what a principal has handed out, is nobody's to hand on.
    """
    today = day_of(now)
    _own_or_chief(principal, actor, today, "登记")
    _sound(principal, deputy, starts, ends, basis, today)

    def delegated() -> registry.DelegationRow:
        _holds(principal, roles, starts)
        given = (principal, deputy, tuple(roles), starts, ends)
        standing = [row for row in registry.delegations() if row.starts <= ends and row.ends >= starts]
        same = [row for row in standing if (row.principal, row.deputy, row.roles, row.starts, row.ends) == given]
        if same:
            return same[0]
        _no_overlap(principal, roles, standing)
        _no_chain(principal, deputy, standing)
        return registry.delegate(
            principal, deputy, roles, starts=starts, ends=ends, basis=basis, actor=actor.person, now=now
        )

    return registry.within(delegated)


def recall(principal: str, deputy: str, last_day: date, *, actor: Actor, now: datetime) -> registry.DelegationRow:
    """Let a delegation end early, with this day its last; what was done until then stands."""
    _own_or_chief(principal, actor, day_of(now), "终止")
    if last_day < day_of(now) - timedelta(days=1):
        raise Refused(f"委托不能倒回到 {last_day} 终止：其后代办的事已经记录；最早可终止到昨天。")
    return registry.end_delegation(principal, deputy, last_day, actor=actor.person, now=now)


def _own_or_chief(principal: str, actor: Actor, today: date, what: str) -> None:
    if actor.person != principal and not duty.holds(actor.person, CHIEF, today):
        chiefs = "、".join(duty.today(today).names([CHIEF])) or "现无人担任"
        raise Refused(f"「{actor.person}」不能替「{principal}」{what}委托，须由本人或{CHIEF}（{chiefs}）办理。")


def _sound(principal: str, deputy: str, starts: date, ends: date, basis: str, today: date) -> None:
    """What is wrong with the words themselves."""
    if principal == deputy:
        raise BadInput("委托人和受托人是同一个人，请改正。")
    if ends < starts:
        raise BadInput(f"委托的最后一天（{ends}）早于第一天（{starts}），请改正。")
    if ends < today:
        raise Refused(f"委托的最后一天（{ends}）已经过去；委托只能事先登记，已办的事以当时的经办人为准。")
    if not basis.strip():
        raise BadInput("委托要写明依据，请用 --basis 写明。")
    known = {row.name for row in registry.people()}
    for name in (principal, deputy):
        if name not in known:
            raise BadInput(f"没有登记名为「{name}」的人员，请核对姓名，或先登记人员（gongwen person add）。")


def _holds(principal: str, roles: Sequence[str], starts: date) -> None:
    """Only what the principal holds can be handed out."""
    held = {role for row in registry.appointments(starts, person=principal) for role in row.roles}
    if not held:
        raise Refused(f"「{principal}」在 {starts} 没有任何角色，没有可以委托的事。")
    strange = [role for role in roles if role not in held]
    if strange:
        raise Refused(
            f"「{principal}」在 {starts} 没有{'、'.join(strange)}的角色，不能委托；现有：{'、'.join(sorted(held))}。"
        )


def _no_overlap(principal: str, roles: Sequence[str], standing: Sequence[registry.DelegationRow]) -> None:
    for row in standing:
        shared = not roles or not row.roles or set(roles) & set(row.roles)
        if row.principal == principal and shared:
            raise Refused(
                f"「{principal}」在 {row.starts} 至 {row.ends} 已委托「{row.deputy}」"
                f"{'代' + '、'.join(row.roles) if row.roles else '代全部角色'}，时间重叠；请改日期或角色。"
            )


def _no_chain(principal: str, deputy: str, standing: Sequence[registry.DelegationRow]) -> None:
    for row in standing:
        if row.deputy == principal:
            circle = "，成了互相委托" if row.principal == deputy else ""
            raise Refused(
                f"「{principal}」在 {row.starts} 至 {row.ends} 正代「{row.principal}」办理{circle}；"
                f"受托的人不能再委托别人，请由「{row.principal}」另行委托。"
            )
        if row.principal == deputy:
            raise Refused(
                f"「{deputy}」在 {row.starts} 至 {row.ends} 已把自己的事委托给「{row.deputy}」，不能再受托；"
                "请另选受托人或改日期。"
            )

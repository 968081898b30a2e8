"""委托: who acts for whom from one day to another; the deputy's acts name both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from gongwen.errors import BadInput, Refused
from gongwen.registry import journal, moments
from gongwen.registry.looking import once
from gongwen.registry.models import Appointment, Delegation, Person
from gongwen.registry.transactions import writing
from gongwen.registry.values import DelegationRow


def delegate(
    principal: str,
    deputy: str,
    roles: Iterable[str] = (),
    *,
    starts: date,
    ends: date,
    basis: str = "",
    actor: str,
    now: datetime,
) -> DelegationRow:
    """Let `deputy` act for `principal` on these days, in these roles or (none named) in all of them.

    The same again changes nothing; BadInput on days in the wrong order, on unknown people and on roles that the
    principal does not hold; Refused when the same days are delegated differently.
    """
    wanted = DelegationRow(
        principal=principal, deputy=deputy, roles=tuple(dict.fromkeys(roles)), starts=starts, ends=ends, basis=basis
    )
    _sensible(wanted)
    with writing():
        giver, taker = _person(principal), _person(deputy)
        _held(giver, wanted)
        known = _delegations().filter(principal=giver, deputy=taker, starts=starts, ends=ends).first()
        if known and _row(known) != wanted:
            raise Refused(
                f"「{principal}」自 {starts} 至 {ends} 委托「{deputy}」已登记，内容与这次不同；请先终止原来的委托。"
            )
        if not known:
            Delegation.objects.create(
                principal=giver,
                deputy=taker,
                roles=list(wanted.roles),
                starts=starts,
                ends=ends,
                basis=basis,
                actor=actor,
                at=moments.utc(now),
            )
            journal.append("登记委托", actor=actor, now=now, **_told(wanted))
        return wanted


def end_delegation(principal: str, deputy: str, last_day: date, *, actor: str, now: datetime) -> DelegationRow:
    """Let the delegation in force on this day end with it. BadInput when there is none."""
    with writing():
        held = _delegations().filter(
            principal__name=principal, deputy__name=deputy, starts__lte=last_day, ends__gte=last_day
        )
        known = held.order_by("-starts").first()
        if known is None:
            raise BadInput(f"「{principal}」在 {last_day} 没有委托「{deputy}」，请核对。")
        if known.ends != last_day:
            Delegation.objects.filter(pk=known.pk).update(ends=last_day)
            journal.append("终止委托", actor=actor, now=now, principal=principal, deputy=deputy, ends=last_day)
        known.ends = last_day
        return _row(known)


@once
def delegations(on: date | None = None, *, deputy: str | None = None) -> tuple[DelegationRow, ...]:
    """The delegations in force on that day (without one: all ever), of one deputy where given."""
    held = _delegations() if on is None else _delegations().filter(starts__lte=on, ends__gte=on)
    return tuple(_row(found) for found in (held if deputy is None else held.filter(deputy__name=deputy)))


def _sensible(wanted: DelegationRow) -> None:
    if wanted.ends < wanted.starts:
        raise BadInput(f"「{wanted.principal}」委托「{wanted.deputy}」的截止日期早于开始日期，请改正。")
    if wanted.principal == wanted.deputy:
        raise BadInput(f"「{wanted.principal}」不能委托自己，请写明由谁代办。")


def _held(giver: Person, wanted: DelegationRow) -> None:
    """The roles named are those of a post that the principal holds on one of these days."""
    posts = Appointment.objects.filter(person=giver, starts__lte=wanted.ends)
    held = {role for post in posts if not post.ends or post.ends >= wanted.starts for role in post.roles}
    if strange := [role for role in wanted.roles if role not in held]:
        has = "、".join(sorted(held)) or "没有任何角色"
        raise BadInput(f"「{giver.name}」在这段时间没有角色「{'、'.join(strange)}」，不能委托；他现有：{has}。")


def _person(name: str) -> Person:
    found = Person.objects.filter(name=name).first()
    if found is None:
        raise BadInput(f"没有登记人员「{name}」，请先登记人员，再登记委托。")
    return found


def _told(row: DelegationRow) -> dict[str, object]:
    told = {"principal": row.principal, "deputy": row.deputy, "roles": list(row.roles), "basis": row.basis}
    return {**told, "starts": row.starts, "ends": row.ends}


def _delegations():  # type: ignore[no-untyped-def]
    return Delegation.objects.select_related("principal", "deputy").order_by("id")


def _row(found: Delegation) -> DelegationRow:
    return DelegationRow(
        principal=found.principal.name,
        deputy=found.deputy.name,
        roles=tuple(found.roles),
        starts=found.starts,
        ends=found.ends,
        basis=found.basis,
    )

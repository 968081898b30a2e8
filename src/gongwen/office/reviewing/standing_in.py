"""代办: whom somebody has asked to act for them and whom they stand in for; what was done in their name."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from gongwen import registry
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.staffing import privacy

MOST = 50
"""How many acts done for somebody are shown, the latest first."""
FUTURE, NOW, OVER = "未开始", "代办中", "已结束"


def show(*, actor: Actor, now: datetime) -> dict[str, Any]:
    """Delegations given and taken, one's own roles that can be handed out, who can take them, and what was done for
    one."""
    today, person = day_of(now), actor.person
    rows = registry.delegations()
    held = registry.appointments(today, person=person)
    return {
        "given": [_row(one, today) for one in reversed(rows) if one.principal == person],
        "taken": [_row(one, today) for one in reversed(rows) if one.deputy == person and one.ends >= today],
        "roles": list(dict.fromkeys(role for row in held for role in row.roles)),
        "people": sorted({row.person for row in registry.appointments(today)} - {person}),
        "done": done_for(person),
    }


def done_for(principal: str) -> list[dict[str, Any]]:
    """What deputies did in this person's name, the latest first."""
    rows = registry.events_done_for(principal, MOST)
    cases = registry.cases_of(row.case for row in rows)
    return [
        {
            "at": row.at,
            "who": row.actor,
            "action": row.action,
            "code": row.case,
            "title": privacy.masked(cases[row.case]).text(cases[row.case].title),
            "reason": privacy.masked(cases[row.case]).text(row.reason),
        }
        for row in rows
    ]


def _row(one: registry.DelegationRow, today: date) -> dict[str, Any]:
    state = FUTURE if one.starts > today else OVER if one.ends < today else NOW
    return {
        "principal": one.principal, "deputy": one.deputy, "roles": list(one.roles), "starts": one.starts,
        "ends": one.ends, "basis": one.basis, "state": state,
    }  # fmt: skip

"""职责: which roles a person holds for a case on a day; roles come from appointments, never from a login."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongwen import registry
from gongwen.errors import BadInput

OWNER = "项目单位"  # the one role that counts only for the cases of the person's own organ


@dataclass(frozen=True)
class Actor:
    """Who acts: the person, the door they came through and the system user behind it; all three are journalled."""

    person: str
    door: str = "命令行"
    system_user: str = ""


def roles(person: str, unit: str, today: date) -> frozenset[str]:
    """Every role the person holds today for a case of `unit`; BadInput when nobody of that name is on file."""
    if not any(row.name == person for row in registry.people()):
        raise BadInput(f"没有登记名为「{person}」的人员，请核对 --as 的姓名，或先登记人员和任职。")
    held = registry.appointments(today, person=person)
    return frozenset(role for row in held for role in row.roles if role != OWNER or not unit or row.organ == unit)

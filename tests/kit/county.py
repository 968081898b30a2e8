"""An office with counties and towns below it, and the people of the flows of help, review and correspondence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from kit.office import FOUNDED, an_office

CLERK, CHECKER, CHIEF, FILER = Actor("周晓岚"), Actor("顾言之"), Actor("陆文渊"), Actor("夏知秋")
CITY, COUNTY, DISTRICT, TOWN = "青禾市民政局", "临溪县民政局", "望山区民政局", "临溪县青溪镇人民政府"
NOW = datetime(2026, 7, 12, 1, tzinfo=UTC)
_PEOPLE = (
    ("章若水", CITY, "承办", ("承办人",)),
    ("秦雅琴", CITY, "传阅", ("传阅人",)),
    ("许明辉", TOWN, "镇长", ("责任单位",)),
)


def a_county(home: Path) -> Path:
    """The demonstration's office, open, with a town below one of its counties."""
    an_office(home)
    by: dict[str, Any] = {"actor": "开办人", "now": FOUNDED}
    registry.change_organ(TOWN, superior=COUNTY, **by)
    known = {row.name for row in registry.people()}
    for name, organ, post, roles in _PEOPLE:
        if name not in known:
            registry.add_person(name, **by)
        registry.appoint(name, organ, post, roles, date(2026, 1, 1), **by)
    return home


def take(
    code: str,
    action: str,
    actor: Actor,
    printer: papers.Prints | None,
    form: Mapping[str, Any] | None = None,
    *,
    at: datetime = NOW,
    **more: Any,
) -> registry.CaseRow:
    """One act and all it owes; the case as it is afterwards."""
    desk.take(code, action, actor=actor, now=at, printer=printer, form=form or {}, **more)
    return registry.case(code)


def names_of(code: str) -> list[str]:
    """The templates of the case's papers, each with the party it was made for."""
    return [paper.template + (f"：{paper.occasion}" if paper.occasion else "") for paper in registry.papers(case=code)]

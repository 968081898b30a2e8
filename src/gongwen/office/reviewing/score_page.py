"""评分页: one assessor's sheet as a page shows it: every indicator with its weight, its standard and its evidence
beside what is filled in; the panel below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from gongwen import assessing
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.reviewing import decision_page, evidence, own_sheet, panel
from gongwen.office.reviewing.own_sheet import MARK, NOTE, OwnSheet
from gongwen.office.ruling import consequences, moved_on
from gongwen.office.staffing.access import Visitor
from gongwen.office.watching import case_page

Row = dict[str, Any]


def show(code: str, *, who: Visitor, actor: Actor, now: datetime, values: Mapping[str, str] | None = None) -> Row:
    """The page; `values` are what was typed and not taken."""
    own = own_sheet.show(code, actor=actor, now=now)
    own = replace(own, values=values) if values is not None and not own.handed else own
    case, known = own.seat.case, evidence.record(own.seat.case, who, actor=actor, now=now)
    definition = shelf.definition(case.workflow, case.workflow_hash)
    stage = definition.stage(case.stage)
    groups = _groups(own, known)
    cited = [piece for group in groups for line in group["lines"] for piece in line["evidence"]]
    return {
        "head": case_page.head(case, definition, case_page.masked(case), now),
        "sent": decision_page.sent(case),
        "own": own,
        "groups": groups,
        "results": evidence.results(known),
        "beside": evidence.beside(known, cited),
        "panel": panel.show(own, now),
        "outcome": consequences.of(definition, stage, own.seat.rule),
        "seen": moved_on.last_seen(code),
    }


def _groups(own: OwnSheet, known: evidence.Record) -> list[Row]:
    """一级指标 with their weights, each with its lines."""
    rubric = own.seat.rubric
    return [
        {
            "name": name,
            "weight": weight,
            "lines": [_line(own, one, known) for one in rubric.indicators if one.group == name],
            "points": sum(
                (own.points.get(one.code, Decimal(0)) for one in rubric.indicators if one.group == name), Decimal(0)
            ),
        }
        for name, weight in rubric.groups().items()
    ]


def _line(own: OwnSheet, one: assessing.Indicator, known: evidence.Record) -> Row:
    return {
        "code": one.code,
        "name": one.name,
        "weight": one.weight,
        "full": one.full,
        "standard": one.standard,
        "evidence": evidence.of_line(known, one.evidence),
        "mark": own.values.get(f"{MARK}-{one.code}", ""),
        "note": own.values.get(f"{NOTE}-{one.code}", ""),
        "points": own.points.get(one.code),
    }

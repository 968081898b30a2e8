"""能办什么: every move of a case as the person at the desk sees it, and the board of those who each owe theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from gongwen import registry, workflow
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.paperwork import by_party
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.ruling import consequences, explaining, on_paper, parties
from gongwen.office.staffing import calendar
from gongwen.office.staffing.privacy import Sight
from gongwen.office.watching import todo

Row = dict[str, Any]
DONE, REMARKED, AWAITED, LATE, QUEUED = "已办", "有意见", "待办", "超期", "未轮到"
BOARD_STATES = (DONE, REMARKED, AWAITED, LATE, QUEUED)
AGREED = ("", "同意", "无意见", "没有意见", "已阅", "圈阅", "同意会签", "同意印发")
"""What says no more than yes."""


def moves(case: registry.CaseRow, *, actor: Actor, now: datetime) -> list[Row]:
    """Every move of the stage: those this person can take first, the ones that go on before those that go back."""
    definition = shelf.definition(case.workflow, case.workflow_hash)
    here = definition.stage(case.stage)
    known = parties.known(case, people.capacities(actor.person, case.unit, day_of(now)))
    rows = []
    for told in explaining.explain(case.code, actor=actor, now=now):
        rule = here.rule(told["action"])
        assert rule is not None
        rows.append(_move(definition, here, rule, told, known))
    return sorted(rows, key=lambda row: (not row["open"], row["backward"]))


def _move(
    definition: workflow.Definition, here: workflow.Stage, rule: workflow.Rule, told: Row, known: workflow.Round
) -> Row:
    outcome = consequences.of(definition, here, rule, consequences.awaited(rule, known))
    return {
        "action": rule.do,
        "button": outcome.button,
        "effects": outcome.effects,
        "final": outcome.final,
        "backward": consequences.goes_back(definition, here, rule),
        "open": told["open"],
        "by": told["by"],
        "people": told["people"],
        "waits": told["waits"],
        "missing": told["missing"],
        "theirs": told["allowed"],
    }


def board(case: registry.CaseRow, *, now: datetime, sight: Sight) -> Row | None:
    """Who of several parties has done theirs, who has not, since when they are reminded; None where one person acts."""
    rule = shelf.stage(case, case.stage).task
    if rule is None or rule.parties is None or case.closed:
        return None
    said = {row["party"]: row for row in by_party.rows(case.code).get(rule.do, ())}
    told = next(row for row in explaining.explain(case.code, actor=None, now=now) if row["action"] == rule.do)["tasks"]
    timed = calendar.timed(case, now)
    late = bool(timed and timed.standing.state == workflow.OVERDUE)
    sheets = _sheets(case)
    rows = [_done(row, said.get(row["party"], {}), sight) | {"sheet": sheets.get(row["party"])} for row in told["done"]]
    rows += [_awaited(row, late) for row in told["awaited"]]
    return {
        "action": rule.do,
        "copies": sum(field.type == "file" for field in rule.form) == 1,
        "rows": _in_order(case, [row | _reminded(case, row["party"]) for row in rows]),
        "done": len(told["done"]),
        "all": told["all"],
        "needed": told["needed"],
        "in_order": told["in_order"],
        "add": told["add"],
    }


def _done(row: Row, said: Mapping[str, Any], sight: Sight) -> Row:
    text = next((str(value) for name, value in said.items() if name.endswith("opinion") and value), "")
    plain = text.strip(" 。，！.") in AGREED
    return {
        "party": row["party"],
        "state": DONE if plain else REMARKED,
        "people": list(filter(None, [said.get("who") or row["by"]])),
        "text": sight.text(text),
        "on": row["on"],
        "added": "",
    }


def _sheets(case: registry.CaseRow) -> dict[str, int]:
    """Party → the signed sheet from which what it owed was recorded."""
    filed = on_paper.sheets(case.code)
    return {row.party.name: filed[row.closed] for row in registry.present_tasks(case.code) if row.closed in filed}


def _awaited(row: Row, late: bool) -> Row:
    state = QUEUED if not row["turn"] else LATE if late else AWAITED
    return {
        "party": row["party"], "state": state, "people": row["people"], "text": "", "on": "", "added": row["added"],
    }  # fmt: skip


def _reminded(case: registry.CaseRow, party: str) -> Row:
    told = [row for row in registry.urgings(case.code) if row.at >= case.stage_at and row.to == party]
    return {"urged": todo.urged(told)}


def _in_order(case: registry.CaseRow, rows: Sequence[Row]) -> list[Row]:
    """As the parties were called."""
    order = {row.party.name: row.seq for row in registry.present_tasks(case.code)}
    return sorted(rows, key=lambda row: order.get(row["party"], 0))

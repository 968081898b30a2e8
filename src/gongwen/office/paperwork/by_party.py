"""各方: what each of several parties said in a stage (自评, 核查, 承办), one row for each, for papers and for sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from gongwen import assessing, registry
from gongwen.errors import BadInput
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.procedures import shelf

Row = dict[str, Any]
OPINION = "_opinion"
MARKS = "review_checks"
"""The table of a form in which each unit of a year is marked."""


def rows(code: str) -> dict[str, list[Row]]:
    """Action → the latest act of every party, in the order in which the parties were called; each row holds the form as
    it was filled in, and party, ordinal, who (a deputy as 代), day and text (the form's opinion)."""
    events = {event.id: event for event in registry.events(code)}
    latest: dict[str, dict[str, Row]] = {}
    for task in registry.tasks(code):
        parties = latest.setdefault(task.action, {})
        known = parties.setdefault(task.party.name, {"ordinal": len(parties) + 1})
        # What a page asks of the record it asks at different moments: an act not seen in the course is not seen here.
        if task.state == registry.DONE and task.closed in events:
            parties[task.party.name] = known | _row(task, events[task.closed])
    return {action: [row for row in parties.values() if "party" in row] for action, parties in latest.items()}


def row_of(code: str, party: str, action: str) -> Row:
    """What one party said; for a party that has not acted yet, only its name and ordinal."""
    called = [task.party.name for task in registry.tasks(code) if task.action == action]
    found = next((row for row in rows(code).get(action, ()) if row["party"] == party), None)
    ordinal = list(dict.fromkeys(called)).index(party) + 1 if party in called else 1
    return found or {"party": party, "name": party, "ordinal": ordinal}


def ahead(code: str, party: str, action: str, form: Mapping[str, Any], who: str, today: date) -> Row | None:
    """What the party's row will be once this act is recorded; None for an act that is nobody's in particular."""
    if not party:
        return None
    return {**row_of(code, party, action), **form, "name": party, "party": party, "who": who, "day": today.isoformat()}


def told(code: str) -> list[Row]:
    """What all parties have said, in the order of time, as a 处理单 lists it; who said nothing has read it (已阅)."""
    said = [row for acts in rows(code).values() for row in acts]
    return [row | {"text": row["text"] or "已阅"} for row in sorted(said, key=lambda row: row["at"])]


def results(case: registry.CaseRow) -> list[Row]:
    """考核结果: every unit's total and grade from the lines it was marked on, best first; BadInput tells what does not
    fit the scheme."""
    action = _marking(case)
    plan = assessing.scheme(case.data.get("indicators") or (), case.data.get("grade_lines") or ())
    marked = {row["party"]: row for row in rows(case.code).get(action, ())}
    if missing := [unit for unit in case.data.get("units") or () if unit not in marked]:
        raise BadInput(f"{'、'.join(missing)}还没有{action}，不能汇总评分，请先补上。")
    made = assessing.unit_results(plan, {unit: row.get(MARKS) or () for unit, row in marked.items()})
    return [
        {"unit": one.unit, "total": one.total, "grade": one.grade, "checked_on": marked[one.unit].get("checked_on")}
        for one in made
    ]


def _marking(case: registry.CaseRow) -> str:
    """The move by which each unit is marked, whatever the office's flow calls it."""
    rules = shelf.definition(case.workflow, case.workflow_hash).rules()
    marking = (rule.do for _, rule in rules if rule.parties and any(field.name == MARKS for field in rule.form))
    return next(marking, "核查")


def _row(task: registry.TaskRow, event: registry.EventRow) -> Row:
    who = people.hand(event)
    said = {"name": task.party.name, "party": task.party.name, "who": who, "day": day_of(event.at).isoformat()}
    return {**event.form, **said, "at": event.at.isoformat(), "text": "；".join(_opinions(event.form))}


def _opinions(form: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(value) for name, value in form.items() if name.endswith(OPINION) and value)

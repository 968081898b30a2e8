"""审核页: one thing to decide, with all that it rests on: what is asked by whom, the paper, what is new since it was
last seen, what others said, and the moves by what they come to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongwen import registry
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.reviewing import asking, differences, reading, seen, waiting
from gongwen.office.reviewing.differences import FIRST, Difference
from gongwen.office.staffing import access
from gongwen.office.staffing.access import Visitor
from gongwen.office.watching import case_page

Row = dict[str, Any]


def show(code: str, *, who: Visitor, actor: Actor, now: datetime) -> Row:
    """The page as this person may see it; their opening it is kept in mind for the next time."""
    access.require(access.DESK, who, code=code)
    case = registry.case(code)
    whole = case_page.show(code, actor=actor, now=now)
    paper = reading.main_paper(case)
    sheet = reading.sheet(paper, actor=actor, now=now) if paper else None
    difference = Difference(FIRST)
    if paper and sheet and not sheet.closed:
        difference = differences.of_paper(code, paper, actor=actor, now=now)
        seen.note(code, sheet.sha, actor=actor, now=now)
    moves = whole["moves"]
    return {
        "head": _head(whole["head"], who),
        "sent": sent(case),
        "sheet": sheet,
        "saw": paper.versions[-1].no if paper and paper.flow == code and paper.versions else None,
        "difference": difference,
        "changed": differences.of_form(case, case_page.masked(case), actor),
        "data": [] if whole["head"]["is_paper"] else whole["data"],
        "opinions": (whole["head"].get("paper") or {}).get("opinions", []),
        "said": [row for row in whole["course"] if row["reason"] or row["said"]],
        "board": whole["board"],
        "beside": reading.beside(case, paper.id if paper else 0, who),
        "files": reading.files(case) if who.staff else [],
        "forward": [row for row in moves if row["open"] and not row["backward"] and not _scores(case, row)],
        "backward": [row for row in moves if row["open"] and row["backward"]],
        "closed": _closed(moves),
        "scores": any(_scores(case, row) and row["theirs"] for row in moves),
        "acting": acting(case, actor, now),
        "may_call_in": bool(whole["board"] and set(whole["board"]["add"]) & roles(case, actor, now)),
        "seen": whole["seen"],
        "stuck": whole["stuck"],
    }


def sent(case: registry.CaseRow) -> Row:
    """The act that brought the case here: who did it when, and what they said."""
    event = waiting.sender(registry.events(case.code), case.stage)
    said = next((str(value) for name, value in event.form.items() if name.endswith("opinion") and value), "")
    masked = case_page.masked(case)
    return {
        "who": people.hand(event),
        "at": event.at,
        "action": event.action,
        "said": masked.text(event.reason or said),
    }


def acting(case: registry.CaseRow, actor: Actor, now: datetime) -> list[str]:
    """For whom this person acts here: empty for themselves; a principal they stand in for by name."""
    by = {role for rule in shelf.stage(case, case.stage).moves for role in rule.by}
    held = people.capacities(actor.person, case.unit, day_of(now))
    able = [one for one in held if one.role in by]
    own = any(not one.for_whom for one in able)
    return [] if own else list(dict.fromkeys(one.for_whom for one in able))


def roles(case: registry.CaseRow, actor: Actor, now: datetime) -> frozenset[str]:
    """The person's roles for this case today."""
    return people.roles(actor.person, case.unit, day_of(now))


def _head(head: Row, who: Visitor) -> Row:
    """The head; what it comes from only for whom that concerns."""
    above = head["parent"]
    if above and not access.sees_case(who, above["code"]):
        return {**head, "parent": None, "amount": None}
    return head


def _scores(case: registry.CaseRow, row: Row) -> bool:
    rule = shelf.stage(case, case.stage).rule(row["action"])
    return rule is not None and asking.is_score(rule)


def _closed(moves: list[Row]) -> list[Row]:
    """What this person could do by role but not now, with why; where nothing is theirs, all that others do."""
    shut = [row for row in moves if not row["open"]]
    theirs = [row for row in shut if row["theirs"]]
    return theirs if theirs or any(row["open"] for row in moves) else shut

"""催谁、加谁: whom a case waits for, by name and telephone, and whom else one could call in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongwen import registry
from gongwen.errors import Refused
from gongwen.office.clock import day_of
from gongwen.office.procedures import shelf
from gongwen.office.watching import boards, case_page, todo

Row = dict[str, Any]


def held(code: str, now: datetime) -> Row:
    """The case, whom it waits for (parties, or the people who may act) with the organ's telephone, and the ways there
    are to remind somebody. Refused when nothing is waited for."""
    case = registry.case(code)
    waiting = todo.of_case(case, now)
    if waiting is None:
        raise Refused(f"事项{code}已经办结（{case.stage}），没有可催办的。")
    phones = boards.phones()
    able = {post.person: post for posts in waiting.able for post in posts}
    people = [{"name": one.person, "organ": one.organ, "phone": phones.get(one.organ, "")} for one in able.values()]
    parties = [{"name": name, "organ": "", "phone": phones.get(name, "")} for name in waiting.parties]
    return {
        "case": _head(case, now),
        "whom": parties or people,
        "ways": boards.WAYS,
        "urged": todo.urged(waiting.told),
    }


def candidates(code: str, now: datetime) -> Row:
    """The case and who could be called in: organs that exist today and are no party yet, then people."""
    case = registry.case(code)
    action, today = shared_action(code), day_of(now)
    there = {row.party.name for row in registry.present_tasks(code)}
    organs = [
        row.name for row in registry.organs() if (row.ends is None or row.ends >= today) and row.name not in there
    ]
    return {
        "case": _head(case, now),
        "action": action,
        "organs": organs,
        "people": [row.name for row in registry.people() if row.name not in there],
    }


def shared_action(code: str) -> str:
    """What several parties owe in the case's stage; Refused where nothing is."""
    case = registry.case(code)
    rule = shelf.stage(case, case.stage).task
    if rule is None:
        raise Refused(f"{code}现在「{case.stage}」，这里没有由几方各办一次的事，不能加签。")
    return rule.do


def _head(case: registry.CaseRow, now: datetime) -> Row:
    definition = shelf.definition(case.workflow, case.workflow_hash)
    return case_page.head(case, definition, case_page.masked(case), now)

"""待审: what waits for one person's judgement, the earliest deadline first: what is asked, from whom, for whom as a
deputy, and what has come since they last looked."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from gongwen import registry
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.reviewing import asking
from gongwen.office.staffing import duty
from gongwen.office.staffing.duty import OnDuty
from gongwen.office.watching import todo, turns
from gongwen.office.watching.paging import Page, Part

Row = dict[str, Any]
SIZE = 20
"""Things on one page: a telephone is scrolled, not turned over."""
VISIT, NOTED = timedelta(minutes=30), timedelta(minutes=5)
"""After how long away a look is a new visit; how exactly the end of a visit is kept."""
ALL, OWN = "", "本人"
"""Whose turn is asked for: everybody's for whom one acts, one's own; any other word is a principal's name."""


def listed(
    *, actor: Actor, now: datetime, visible: registry.Visible | None, acting: str = ALL, number: int = 1
) -> Page:
    """One page of what waits for this person's judgement; `acting` for whom."""
    whose = {ALL: None, OWN: ""}.get(acting, acting)
    on_duty = duty.today(day_of(now)).of_person(actor.person, whose)
    mine = turns.of_person(actor.person, day_of(now), whose)
    query = registry.CaseQuery(running=True, turns=_judging(mine), visible=visible)
    part = Part(number, SIZE)
    found = registry.find_cases(query, part.of("due"))
    known, before = todo.rows_of(found.rows, now), visit(actor, now)
    rows = [_row(case, known[case.code], on_duty, before) for case in found.rows]
    alike = Counter(row["alike"] for row in rows if row["light"])
    told = tuple(row | {"together": bool(row["light"]) and alike[row["alike"]] > 1} for row in rows)
    return Page(told, found.total, part)


def principals(actor: Actor, now: datetime) -> tuple[str, ...]:
    """For whom this person acts today, as a deputy."""
    given = registry.delegations(day_of(now), deputy=actor.person)
    return tuple(dict.fromkeys(row.principal for row in given))


def visit(actor: Actor, now: datetime) -> datetime | None:
    """The end of this person's visit before this one, None at the first; this look is noted."""
    about = f"待审:{actor.person}"
    row = registry.working_copy(about)
    before = row.values if row else {"since": "", "at": ""}
    last = _moment(before["at"])
    since = before["at"] if last and now - last > VISIT else before["since"]
    if last is None or now - last > NOTED:
        with contextlib.suppress(registry.SavedMeanwhile):  # another window of theirs has just noted it
            registry.save_working_copy(
                about, {"since": since, "at": now.isoformat()}, revision=row.revision if row else 0, by=actor.person,
                now=now,
            )  # fmt: skip
    return _moment(since)


def sender(events: Sequence[registry.EventRow], stage: str) -> registry.EventRow:
    """The act that brought a case to its present stage."""
    came = [one for one in events if one.target == stage and one.source != stage]
    return came[-1] if came else events[0]


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _judging(found: Sequence[registry.Turn]) -> tuple[registry.Turn, ...]:
    """The turns, as far as their stages ask for a judgement."""
    kept = (replace(turn, places=frozenset(filter(_is_judged, turn.places))) for turn in found)
    return tuple(turn for turn in kept if turn.places)


@lru_cache(maxsize=1024)
def _is_judged(place: registry.Place) -> bool:
    definition = shelf.definition(place.workflow, place.hash)
    return asking.judges(definition, definition.stage(place.stage))


def _row(case: registry.CaseRow, told: Row, on_duty: OnDuty, before: datetime | None) -> Row:
    definition = shelf.definition(case.workflow, case.workflow_hash)
    stage, came = definition.stage(case.stage), sender(registry.events(case.code), case.stage)
    ahead = turns.forward(case.workflow, case.workflow_hash, case.stage)
    mine = [rule for rule in ahead if on_duty.of_rule(rule, case.unit)]
    posts = [post for rule in mine for post in on_duty.of_rule(rule, case.unit)]
    return told | {
        "asked": [rule.do for rule in mine],
        "scores": any(asking.is_score(rule) for rule in mine),
        "light": [rule.do for rule in mine if asking.is_light(definition, stage, rule)],
        "sender": people.hand(came),
        "sent_by": came.action,
        "since": case.stage_at,
        "for_whom": list(dict.fromkeys(post.for_whom for post in posts if post.for_whom)),
        "own": any(not post.for_whom for post in posts),
        "new": before is not None and case.stage_at > before,
        "flow": definition.title,
        "alike": f"{case.workflow}:{case.workflow_hash[:12]}:{case.stage}",
    }

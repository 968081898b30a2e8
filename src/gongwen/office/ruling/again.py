"""重办: the same act once more, after an interruption or a second click: what was done is found, nothing is doubled.

A door that has no key of its own to send (the command line) tells an act by what it says: who, what, with which form.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongwen import registry
from gongwen.office.paperwork import drafts
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.ruling import parties
from gongwen.office.ruling.deciding import Act


def same_move(code: str, act: Act, actor: Actor) -> registry.Receipt | None:
    """The receipt of the case's last move when this is that very act again: same person, action, form and reason.

    Where the stage it led to offers that action too, it may be meant anew. Coming back to the same stage with the
    same filled form is not: a second payment is registered with another date or sum. What one of several parties did
    is found however much the others have done since, unless that party is asked once more.
    """
    case, events = registry.case(code), registry.events(code)
    if done := _same_task(case, events, act, actor):
        return done
    last = events[-1]
    if not _is_same(last, act, actor) or last.party != (_party(act) or last.party):
        return None
    stays = last.source == last.target and bool(last.form)
    return None if _may_be_meant_anew(case, act, last) and not stays else _receipt(case, last)


def by_key(code: str, key: str) -> registry.EventRow | None:
    """What was done with the case under this key; None when nothing was."""
    return next((event for event in registry.events(code) if event.key == key), None)


def same_addition(code: str, action: str, party: str, actor: Actor) -> registry.Receipt | None:
    """The receipt of this party being called in by this person, while its task is still the present one."""
    present = {row.opened for row in registry.present_tasks(code) if (row.action, row.party.name) == (action, party)}
    added = [event for event in registry.events(code) if event.id in present and event.party == party]
    return _receipt(registry.case(code), added[-1]) if added and added[-1].actor == actor.person else None


def _same_task(
    case: registry.CaseRow, events: Sequence[registry.EventRow], act: Act, actor: Actor
) -> registry.Receipt | None:
    """The receipt of the act by which this person has done a party's task, when that party owes none now."""
    tasks = [row for row in registry.tasks(case.code) if row.action == act.action]
    done = {row.closed: row.party.name for row in tasks if row.done_by == actor.person and row.closed}
    owing = {row.party.name for row in tasks if row.open}
    for event in reversed(events):
        party = done.get(event.id)
        if party and party not in owing and _is_same(event, act, actor) and party == (_party(act) or party):
            return _receipt(case, event)
    return None


def _may_be_meant_anew(case: registry.CaseRow, act: Act, last: registry.EventRow) -> bool:
    """Whether the stage that the act led to offers it again, in the same role and to the same stage."""
    rule = shelf.definition(case.workflow, case.workflow_hash).stage(case.stage).rule(act.action)
    if rule is None:
        return False
    return (not act.to or act.to in rule.targets) and (not last.role or last.role in rule.by)


def _is_same(event: registry.EventRow, act: Act, actor: Actor) -> bool:
    said = (event.action, event.actor, event.reason)
    there = act.to in ("", event.target)
    return said == (act.action, actor.person, act.reason) and there and event.form == registry.plain(dict(act.form))


def _party(act: Act) -> str:
    return parties.party(act.party).name if act.party else ""


def _receipt(case: registry.CaseRow, event: registry.EventRow) -> registry.Receipt:
    owed = tuple(job for job in registry.jobs(case.code) if job.event == event.id)
    awaited = registry.tasks(case.code, open_only=True)
    return registry.Receipt(case=case, event=event, jobs=owed, repeated=True, tasks=awaited)


def same_opening(*, workflow: str, title: str, kind: str, unit: str, actor: Actor) -> registry.CaseRow | None:
    """The project of this name that this person opened for this unit and nobody has moved since."""
    case = registry.newest_case(workflow=workflow, title=title, kind=kind, unit=unit)
    events = registry.events(case.code) if case else ()
    return case if len(events) == 1 and events[0].actor == actor.person else None


def same_paper(draft: drafts.Draft, actor: Actor) -> registry.PaperRow | None:
    """The paper of no project that this person opened from the same values and nobody has touched since."""
    paper = registry.newest_paper(template=draft.template, title=draft.title)
    if paper is None:
        return None
    events = registry.events(paper.flow or "")
    untouched = len(events) == 1 and len(paper.versions) == 1 and events[0].actor == actor.person
    return paper if untouched and paper.inputs["values"] == draft.values else None


def same_hand_in(paper: registry.PaperRow, docx: bytes, actor: Actor) -> bool:
    """Whether the paper's latest version is this very file, handed in by this person."""
    latest = paper.versions[-1]
    return (latest.origin, latest.docx_sha, latest.by) == ("hand", registry.digest(docx), actor.person)

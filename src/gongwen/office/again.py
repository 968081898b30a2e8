"""重办: the same act once more, after an interruption or a second click: what was done is found, nothing is doubled.

A door that has no key of its own to send (the command line) tells an act by what it says: who, what, with which form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongwen import registry
from gongwen.office import drafts, shelf
from gongwen.office.people import Actor

Form = Mapping[str, Any]


def same_move(code: str, action: str, actor: Actor, form: Form, reason: str) -> registry.Receipt | None:
    """The receipt of the case's last move when this is that very act again: same person, action, form and reason.

    Where the stage it led to offers that action too, it may be meant anew. Coming back to the same stage with the
    same filled form is not: a second payment is registered with another date or sum.
    """
    case = registry.case(code)
    last = registry.events(code)[-1]
    if (last.action, last.actor, last.reason) != (action, actor.person, reason) or last.form != registry.plain(
        dict(form)
    ):
        return None
    stays = last.source == last.target and bool(last.form)
    definition = shelf.definition(case.workflow, case.workflow_hash)
    if definition.stage(case.stage).rule(action) and not stays:
        return None
    owed = tuple(job for job in registry.jobs(code) if job.event == last.id)
    return registry.Receipt(case=case, event=last, jobs=owed, repeated=True)


def same_opening(*, workflow: str, title: str, kind: str, unit: str, actor: Actor) -> registry.CaseRow | None:
    """The project of this name that this person opened for this unit and nobody has moved since."""
    for case in reversed(registry.cases(workflow=workflow)):
        if (case.title, case.kind, case.unit) == (title, kind, unit):
            events = registry.events(case.code)
            return case if len(events) == 1 and events[0].actor == actor.person else None
    return None


def same_paper(draft: drafts.Draft, actor: Actor) -> registry.PaperRow | None:
    """The paper of no project that this person opened from the same values and nobody has touched since."""
    for paper in reversed(registry.papers()):
        if (paper.case, paper.template, paper.title) == (None, draft.template, draft.title):
            events = registry.events(paper.flow or "")
            untouched = len(events) == 1 and len(paper.versions) == 1 and events[0].actor == actor.person
            return paper if untouched and paper.inputs["values"] == draft.values else None
    return None


def same_hand_in(paper: registry.PaperRow, docx: bytes, actor: Actor) -> bool:
    """Whether the paper's latest version is this very file, handed in by this person."""
    latest = paper.versions[-1]
    return (latest.origin, latest.docx_sha, latest.by) == ("hand", registry.digest(docx), actor.person)

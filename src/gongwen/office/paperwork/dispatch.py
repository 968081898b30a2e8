"""分发: the list of whom an issued paper goes to, what was sent how, who confirmed it, and whose receipt is overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongwen import drafting, registry, workflow
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of, zone
from gongwen.office.paperwork import drafts
from gongwen.office.paperwork.drafts import Hand
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.staffing import calendar

CLERK = "文印员"
STAGE = "分发"


@dataclass(frozen=True)
class Overdue:
    """A receipt that should have come: of which paper, from whom, sent when, due when."""

    flow: str
    title: str
    number: str
    name: str
    sent_on: date
    due_on: date


def expand(paper: registry.PaperRow, hand: Hand) -> None:
    """Enter whom the printed paper names; a list that is there already is the clerk's own and stays."""
    if registry.recipients(paper.id):
        return
    for part, names in named(paper).items():
        for name in names:
            registry.add_recipient(paper.id, name, part=part, **hand)


def named(paper: registry.PaperRow) -> dict[str, tuple[str, ...]]:
    """Whom the paper's newest text names, 主送 and 抄送."""
    docx = next((version.docx_sha for version in reversed(paper.versions) if version.docx_sha), None)
    return drafting.addressees(registry.get(docx)) if docx else {}


def add(flow: str, name: str, *, part: str, copies: int, actor: Actor, now: datetime) -> registry.RecipientRow:
    """Put an organ on an issued paper's list, or change its part and copies until it was sent there."""
    paper = _issued(flow, actor, now, "更改收文单位")
    return registry.add_recipient(paper.id, name, part=part, copies=copies, actor=actor.person, now=now)


def remove(flow: str, name: str, *, actor: Actor, now: datetime) -> None:
    """Take an organ off the list, as long as nothing was sent there."""
    paper = _issued(flow, actor, now, "更改收文单位")
    registry.remove_recipient(paper.id, name, actor=actor.person, now=now)


def send(
    flow: str, names: Sequence[str], *, how: str, actor: Actor, now: datetime
) -> tuple[registry.RecipientRow, ...]:
    """Record what went out: to these organs, or with no names to everybody still waiting. All of it, or nothing.

    Asked again by the same person in the same way, it is what was recorded then.
    """
    paper = _issued(flow, actor, now, "分发")
    if not how.strip():
        raise BadInput("分发的方式没有写，请写明，如机要交换、专人送达、邮寄。")
    rows = registry.recipients(paper.id)
    waiting = [row.name for row in rows if not row.sent_at]
    before = tuple(row for row in rows if (row.sent_by, row.how) == (actor.person, how.strip()))
    if not (names or waiting):
        if before:
            return before
        raise Refused(f"《{paper.title}》的收文单位都已登记分发，没有要再登记的。")
    hand: Hand = {"actor": actor.person, "now": now}
    return registry.within(
        lambda: tuple(registry.send_paper(paper.id, name, how=how.strip(), **hand) for name in names or waiting)
    )


def receive(flow: str, name: str, *, by: str, actor: Actor, now: datetime) -> registry.RecipientRow:
    """Record a receipt, given by somebody of that organ themselves or entered for them by the clerk."""
    paper = drafts.of_flow(flow)
    own = any(name in _called(row.organ) for row in registry.appointments(day_of(now), person=actor.person))
    if not own:
        _clerk_only(flow, actor, now, f"登记「{name}」的签收")
    return registry.receive_paper(paper.id, name, by=by.strip() or actor.person, actor=actor.person, now=now)


def explain(flow: str, name: str, *, why: str, actor: Actor, now: datetime) -> registry.RecipientRow:
    """Record why an organ will not confirm, so that the paper can be filed all the same."""
    _clerk_only(flow, actor, now, "说明未签收的原因")
    return registry.explain_unreceived(drafts.of_flow(flow).id, name, why=why, actor=actor.person, now=now)


def is_sent(paper: registry.PaperRow) -> bool:
    """Whether the paper is issued and has gone to everybody on its list."""
    return paper.filed and all(row.sent_at for row in registry.recipients(paper.id))


def is_received(paper: registry.PaperRow) -> bool:
    """Whether everybody on the list has confirmed, or their silence is explained."""
    return is_sent(paper) and all(row.received_at or row.note for row in registry.recipients(paper.id))


def overdue(now: datetime) -> list[Overdue]:
    """Receipts that did not come within the time that the paper's flow gives 分发, the longest awaited first."""
    awaited = registry.recipients(awaited=True)
    papers = {id: one.paper for id, one in registry.listed_papers(row.paper for row in awaited).items()}
    flows = registry.cases_of(paper.flow for paper in papers.values() if paper.flow)
    days, found = calendar.calendar(), []
    for row in awaited:
        paper = papers[row.paper]
        due = _due(row, flows[paper.flow], days) if paper.flow else None
        if row.sent_at and due and due < day_of(now):
            number = str(paper.reference or "")
            found.append(Overdue(paper.flow or "", paper.title, number, row.name, day_of(row.sent_at), due))
    return sorted(found, key=lambda late: (late.due_on, late.flow))


def late(flow: registry.CaseRow, paper: registry.PaperRow, now: datetime, days: workflow.Calendar) -> set[str]:
    """Who of the paper's list should have confirmed by now and has not."""
    rows = ((row.name, _due(row, flow, days)) for row in registry.recipients(paper.id, awaited=True))
    return {name for name, due in rows if due and due < day_of(now)}


def _called(organ: str) -> tuple[str, ...]:
    """The names under which a paper may be sent to an organ: its full and its short one."""
    return next(((row.name, row.short) for row in registry.organs() if row.name == organ), (organ,))


def _due(row: registry.RecipientRow, flow: registry.CaseRow, days: workflow.Calendar) -> date | None:
    """By when the receipt should come; None where nothing was sent or nothing is due."""
    stage = shelf.definition(flow.workflow, flow.workflow_hash).find(STAGE)
    if row.sent_at is None or stage is None or stage.deadline is None:
        return None
    return workflow.due(row.sent_at.astimezone(zone()), stage.deadline, days).day


def _issued(flow: str, actor: Actor, now: datetime, what: str) -> registry.PaperRow:
    """The flow's paper, once it is sealed and issued, for the clerk's hands."""
    _clerk_only(flow, actor, now, what)
    paper, case = drafts.of_flow(flow), registry.case(flow)
    if not paper.filed:
        raise Refused(f"《{paper.title}》还在「{case.stage}」环节，用印以后才能{what}；现在先办完「{case.stage}」。")
    return paper


def _clerk_only(flow: str, actor: Actor, now: datetime, what: str) -> None:
    case = registry.case(flow)
    if CLERK not in people.roles(actor.person, case.unit, day_of(now)):
        raise Refused(f"只有{CLERK}可以{what}，{actor.person}不是{CLERK}。")

"""项目经过: one case as its unit sees it: what was asked and why, its papers, its score and decision, what can be done
about them, and the course so far. Nothing that the office is still deciding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from gongwen import registry
from gongwen.document import dates
from gongwen.document.fields import Field
from gongwen.office import people
from gongwen.office.answering import asked, awaited
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.staffing import privacy
from gongwen.office.staffing.privacy import Sight
from gongwen.office.watching import announced, case_data

Row = dict[str, Any]


def show(code: str, *, actor: Actor, now: datetime) -> Row:
    """The case as a page shows it, masked."""
    case = registry.case(code)
    sight = privacy.masked(case)
    cards, waiting = asked.of_case(case, actor, now)
    papers = list(_papers(case, actor, now))
    return {
        "code": code,
        "title": sight.text(case.title),
        "stage": case.stage,
        "closed": case.closed,
        "cards": cards,
        "waiting": waiting,
        "others": asked.ways_out(case, actor, now),
        "word": word(case, sight),
        "papers": papers,
        "score": _score(case),
        "publicised": _publicised(case),
        "decisions": [row for row in papers if row["appeal"]],
        "course": [_event(event, sight) for event in reversed(registry.events(code))],
    }


def word(case: registry.CaseRow, sight: Sight) -> Row:
    """What the act said that brought the case to its stage: who did it when, the reason, and what was filled in. What
    was said by or of one of several parties is not for the others: of such an act only that it was done."""
    events = [
        event for event in registry.events(case.code) if event.target == case.stage and event.source != case.stage
    ]
    last = events[-1]
    if last.party:
        return _event(last, sight) | {"reason": "", "lines": [], "source": last.source}
    known, hidden = {one.name: one for one in privacy.fields_of(case)}, announced.kept_back(case)
    rows = [
        {"name": name, "label": known[name].label, "value": sight.field(known[name], value)}
        for name, value in last.form.items()
        if name in known and name not in hidden and value not in (None, "", [])
    ]
    return _event(last, sight) | {"lines": [_line(row, known[row["name"]]) for row in rows], "source": last.source}


def has_paper(case: registry.CaseRow, id: int, *, actor: Actor, now: datetime) -> bool:
    """Whether this paper is one that the case's page shows to this person."""
    return any(row["id"] == id for row in _papers(case, actor, now))


def paper_row(paper: registry.PaperRow, actor: Actor, now: datetime) -> Row:
    """One paper in the unit's list; `closed` where this person may not read its pages."""
    return {
        "id": paper.id,
        "title": privacy.masked_title(paper),
        "template": paper.template,
        "number": str(paper.reference or ""),
        "date": paper.issued_on,
        "signed": bool(paper.inputs.get("signed") and paper.filed),
        "closed": bool(privacy.why_closed(paper, actor, now)),
        "ready": any(version.pdf_sha for version in paper.versions),
        "standing": paper.standing if paper.standing != "有效" else "",
        "appeal": _appeal(paper),
    }


def _line(row: Mapping[str, Any], field: Field) -> Row:
    """One field in words; of a table its lines, each to be read by itself."""
    if field.type != "table":
        return {
            "label": field.label,
            "text": case_data.lines([dict(row)], {field.name: field})[0]["text"],
            "type": field.type,
        }
    return {"label": field.label, "rows": case_data.items(field, row["value"])}


def _papers(case: registry.CaseRow, actor: Actor, now: datetime) -> Iterator[Row]:
    """The papers that concern the unit: what it wrote or signs, and what was issued."""
    rows = registry.papers(flow=case.code) if case.workflow == shelf.PAPER_FLOW else registry.papers(case=case.code)
    for paper in reversed(rows):
        if not paper.versions or not _concerns(paper, case, actor, now):
            continue
        yield paper_row(paper, actor, now)


def _concerns(paper: registry.PaperRow, case: registry.CaseRow, actor: Actor, now: datetime) -> bool:
    organs = asked.organs_of(actor, now)
    if paper.occasion and paper.occasion not in (*organs, actor.person):
        return False
    if paper.flow or paper.filed:
        return paper.filed
    here = shelf.stage(case, case.stage)
    return any(awaited.template_of(rule) == paper.template for rule in here.moves) or _is_by_the_unit(paper)


def _is_by_the_unit(paper: registry.PaperRow) -> bool:
    event = paper.inputs.get("event")
    return bool(event) and registry.event(event).role in people.OF_THE_UNIT


def _score(case: registry.CaseRow) -> Row | None:
    """The score once it is public: before, it may still be sent back."""
    score = case.data.get("score")
    if not score or not announced.is_public(case):
        return None
    return {
        "total": score["total"],
        "grade": case.data.get("grade", ""),
        "why": case.data.get("grade_why", ""),
        "reason": (case.data.get("proposal") or {}).get("reason", ""),
        "lines": [
            {name: line[name] for name in ("group", "name", "weight", "points", "evidence")} for line in score["lines"]
        ],
    }


def _publicised(case: registry.CaseRow) -> Row | None:
    """The days on which the score is public and may be objected to, and with whom."""
    if not case.data.get("publicised_from") or not announced.is_public(case):
        return None
    office = registry.profile()["office"]
    return {
        "from": case.data["publicised_from"],
        "to": case.data["publicised_to"],
        "now": case.stage == "公示",
        "office": office["name"],
        "phone": office.get("phone", ""),
    }


def _appeal(paper: registry.PaperRow) -> str:
    """What can be done about a decision, as the decision itself says: by when, with whom. The days are counted from the
    day after it was received (民法典 201), else from its own date."""
    values: Mapping[str, Any] = paper.inputs.get("values") or {}
    if not (values.get("review_days") and values.get("review_organ") and paper.filed):
        return ""
    days, organ = int(values["review_days"]), values["review_organ"]
    received = [row.received_at for row in registry.recipients(paper.id) if row.received_at]
    until = _last_day(day_of(min(received)), days) if received else ""
    return f"不服本决定的，可以自收到之日起{days}日内向{organ}申请复核{until}。"


def _last_day(received: date, days: int) -> str:
    last = received + timedelta(days=days)
    return f"（{dates.printed(received)}收到，最迟{dates.printed(last)}）"


def _event(event: registry.EventRow, sight: Sight) -> Row:
    return {
        "on": day_of(event.at),
        "who": event.actor,
        "action": event.action,
        "target": event.target,
        "reason": sight.text(event.reason),
    }

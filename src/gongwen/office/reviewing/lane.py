"""纸上办理: the same decision as a sheet of paper: what it is about, what was said, and empty lines to sign by hand.

Whoever is asked may sign it away from any screen; the clerk takes it in by the case's code.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongwen import registry
from gongwen.errors import Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.paperwork import processing_sheet
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.reviewing import asking, reading, waiting
from gongwen.office.ruling import deciding
from gongwen.office.staffing import access, privacy
from gongwen.office.staffing.access import Visitor
from gongwen.office.watching import case_page
from gongwen.workflow import Definition, Rule

Row = dict[str, Any]
PAPER_SHEET, CASE_SHEET = "发文稿纸", "审批处理单"


def show(code: str, *, who: Visitor, actor: Actor, now: datetime) -> Row:
    """The sheet as it stands now; Refused where the paper's pages are not for this person."""
    access.require(access.DESK, who, code=code)
    case = registry.case(code)
    definition = shelf.definition(case.workflow, case.workflow_hash)
    head = case_page.head(case, definition, case_page.masked(case), now)
    paper = reading.main_paper(case)
    if case.workflow == shelf.PAPER_FLOW and paper and (why := privacy.why_closed(paper, actor, now)):
        raise Refused(why)
    seen_parent = not head["parent"] or access.sees_case(who, head["parent"]["code"])
    return {
        "name": PAPER_SHEET if case.workflow == shelf.PAPER_FLOW else CASE_SHEET,
        "head": head if seen_parent else {**head, "parent": None, "amount": None},
        "paper": _facts(paper) if case.workflow == shelf.PAPER_FLOW and paper else None,
        "errand": case.workflow == shelf.PAPER_FLOW and bool(paper) and _has_sheet(paper),
        "said": _said(case),
        "choices": [_choice(definition, case, rule, now) for rule in definition.stage(case.stage).moves],
        "sender": waiting.sender(registry.events(code), case.stage),
        "made_at": now,
    }


def _facts(paper: registry.PaperRow) -> Row | None:
    """What the sheet says of the paper itself; None of a form or contract, which has no such sheet."""
    return processing_sheet.facts(paper) if _has_sheet(paper) else None


def _has_sheet(paper: registry.PaperRow | None) -> bool:
    try:
        return paper is not None and bool(processing_sheet.facts(paper))
    except Refused:
        return False


def _said(case: registry.CaseRow) -> list[Row]:
    """What was said on the way here, oldest first."""
    sight, rows = case_page.masked(case), []
    for event in registry.events(case.code):
        said = next((str(value) for name, value in event.form.items() if name.endswith("opinion") and value), "")
        if said or event.reason:
            rows.append({
                "who": people.hand(event), "role": event.role, "party": event.party,
                "action": event.action, "at": event.at, "text": sight.text(said or event.reason),
            })  # fmt: skip
    return rows


def _choice(definition: Definition, case: registry.CaseRow, rule: Rule, now: datetime) -> Row:
    """A move as a box to be ticked by hand, and who signs it."""
    names = deciding.on_duty(definition, case.unit, day_of(now))
    return {
        "action": rule.do,
        "by": [f"{role}（{names.get(role) or deciding.NOBODY}）" for role in rule.by],
        "reason": rule.reason,
        "judges": asking.judges(definition, definition.stage(case.stage)),
    }

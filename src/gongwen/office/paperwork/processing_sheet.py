"""发文稿纸: one sheet that says who drafted, checked, countersigned, signed, printed and sealed a paper, and when.

It is made when the paper is issued and may be printed at any time; what has not happened yet stays empty. A deputy
stands on it as such; the head of the journal on it is a witness outside the office's own records.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from gongwen import registry
from gongwen.document import dates
from gongwen.errors import Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.paperwork import context, dispatch, drafts, opinions, typesetting
from gongwen.office.paperwork.standing import COUNTERSIGN, RECHECK, REVIEW, SIGN, Standing
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.procedures import shelf
from gongwen.office.staffing import privacy

TEMPLATE = "发文稿纸"
SEEN = "（圈阅）"
DIGITS = 16
"""How many of a SHA-256's digits tell a version on paper."""


def make(paper: registry.PaperRow, template: str, now: datetime, printer: papers.Prints) -> papers.Typeset:
    """The sheet as it stands now, as DOCX and PDF."""
    form, _ = shelf.template(template)
    found = context.gather(None, day_of(now)) | {"sheet": facts(paper)}
    return papers.print_form(form.render(form.check(form.gather(found))), printer)


def fetch(flow: str, out: Path, *, actor: Actor, now: datetime, printer: papers.Prints) -> list[Path]:
    """Print the sheet of a paper into a folder, as it stands now; the record is not changed.

    Refused to a person whose roles have nothing to do with a paper that holds personal data, as the paper itself is.
    """
    paper = drafts.of_flow(flow)
    if why := privacy.why_closed(paper, actor, now):
        raise Refused(why)
    privacy.note_fetched(paper, actor=actor, now=now)
    made = make(paper, TEMPLATE, now, printer)
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for suffix, data in (("docx", made.docx), ("pdf", made.pdf)):
        written.append(out / f"{flow}{TEMPLATE}.{suffix}")
        written[-1].write_bytes(data)
    return written


def facts(paper: registry.PaperRow) -> dict[str, Any]:
    """What the records say of the paper, by the sheet's columns."""
    said, case = opinions.standing(paper), registry.case(paper.flow or "")
    drafted = _step(case.code, "起草")
    head = registry.journal_head()
    return _elements(paper) | {
        "code": case.code,
        "drafter": people.hand(drafted) if drafted else registry.events(case.code)[0].actor,
        "drafted_on": _iso(drafted.at) if drafted else None,
        "checked": _said(said, REVIEW),
        "countersigned": [_opinion(one) | {"organ": one.organ} for one in said if one.kind == COUNTERSIGN],
        "signed": _said(said, SIGN),
        "reviewed": _said(said, RECHECK),
        "signed_sha": _signed_sha(paper, said),
        "sealed": _sealed(paper, case),
        "print_run": case.data.get("print_run"),
        "printed_on": case.data.get("printed_on"),
        "journal": {"count": head.count, "head": head.head},
    }


def _elements(paper: registry.PaperRow) -> dict[str, Any]:
    """Title, number, organs and addressees of the paper itself."""
    head = typesetting.head_of(paper)
    if head is None:
        raise Refused(f"《{paper.title}》是表单或合同，没有发文稿纸。")
    return {
        "title": paper.title,
        "kind": paper.kind,
        "number": str(paper.reference or ""),
        "dated": registry.case(paper.flow or "").data.get("issued_on"),
        "secrecy": head.secrecy or "",
        "urgency": head.urgency or "",
        "issuers": list(opinions.issuers(paper)),
    } | _addressees(paper)


def _addressees(paper: registry.PaperRow) -> dict[str, list[str]]:
    """主送 and 抄送: the clerk's list where there is one, else as the paper names them."""
    listed = registry.recipients(paper.id)
    if listed:
        named = {part: tuple(row.name for row in listed if row.part == part) for part in ("主送", "抄送")}
    else:
        named = dispatch.named(paper)
    return {"recipients": list(named.get("主送", ())), "cc": list(named.get("抄送", ()))}


def _step(flow: str, stage: str) -> registry.EventRow | None:
    """The last move by which the paper went on from a stage, if it has."""
    case = registry.case(flow)
    definition = shelf.definition(case.workflow, case.workflow_hash)
    left = (event for event in reversed(registry.events(flow)) if event.source == stage)
    return next((event for event in left if definition.order(event.target) == definition.order(stage) + 1), None)


def _said(said: tuple[Standing, ...], kind: str) -> dict[str, Any]:
    """The opinion of one kind that counts; an empty row while there is none."""
    found = [one for one in said if one.kind == kind]
    counts = next((one for one in reversed(found) if one.stands), None)
    return _opinion(counts) if counts else {"text": "", "who": "", "day": None}


def _opinion(one: Standing) -> dict[str, Any]:
    """圈阅 counts as consent (条例 22): an opinion without words says so. One that no longer stands says that."""
    text = (one.text or SEEN) if one.stands else f"（{one.why}）"
    return {"text": text, "who": one.person, "day": _iso(one.at) if one.at else None}


def _signed_sha(paper: registry.PaperRow, said: tuple[Standing, ...]) -> str:
    signed = [one.no for one in said if one.kind == SIGN and one.stands]
    return next(((row.docx_sha or "")[:DIGITS] for row in paper.versions if signed and row.no == signed[-1]), "")


def _sealed(paper: registry.PaperRow, case: registry.CaseRow) -> str:
    done = _step(case.code, "用印")
    if not (done and case.data.get("sealed_on")):
        return ""
    organs = len(opinions.issuers(paper))
    day = dates.printed(dates.read(case.data["sealed_on"], "用印日期"))
    return f"{people.hand(done)}　{day}" + (f"，{organs}个机关用印" if organs > 1 else "")


def _iso(moment: datetime) -> str:
    return day_of(moment).isoformat()

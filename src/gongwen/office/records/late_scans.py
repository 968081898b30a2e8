"""补交旧件: a paper from before a case was taken in, found later and filed as its scan."""

from __future__ import annotations

from datetime import date, datetime

from gongwen import registry
from gongwen.document import dates
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.receiving import uploads
from gongwen.office.records import intake, taking_in
from gongwen.office.records.bundling import BINDERS
from gongwen.office.staffing import duty


def supply(
    code: str, template: str, name: str, content: bytes, *, number: str, dated: str, actor: Actor, now: datetime
) -> registry.PaperRow:
    """File the scan (a PDF) of a paper that was not handed over when the case was taken in, with the number and the day
    that stand on it, where there are any. The same scan again is the same paper.

    Refused to whoever does not bind case files, and for a paper that is no such one or is there already.
    """
    _require_binder(actor, now)
    case = registry.case(code)
    _require_earlier(case, template)
    uploads.check(uploads.safe_name(name), content, (uploads.PDF,))
    old = taking_in.OldPaper(
        template,
        content,
        intake.free_number(number.strip(), template) if number.strip() else None,
        _day(dated, template),
    )

    def filed() -> registry.PaperRow:
        there = next((paper for paper in registry.papers(case=code) if paper.template == template), None)
        if there is None:
            (made,) = taking_in.rows_of(registry.case(code), [old])
            return taking_in.keep(made, {"actor": actor.person, "now": now})
        if there.versions and there.versions[-1].pdf_sha == registry.digest(content):
            return there
        raise Refused(f"案卷里已经有《{template}》，不用补交；要换成新的扫描件，请在事项页办理。")

    return registry.within(filed)


def _require_binder(actor: Actor, now: datetime) -> None:
    today = day_of(now)
    if not people.roles(actor.person, "", today) & set(BINDERS):
        who = "、".join(duty.today(today).names(BINDERS)) or "现无人担任"
        raise Refused(f"「{actor.person}」不能补交旧件，须由{'、'.join(BINDERS)}办理（现有：{who}）。")


def _require_earlier(case: registry.CaseRow, template: str) -> None:
    """Refused where the case was not taken in, BadInput where this is no paper of the stages that it had passed."""
    first = registry.events(case.code)[0]
    if first.action != taking_in.TAKEN_IN:
        raise Refused(f"{case.code} 不是接收来的在办项目，文书按流程办理，不补交旧件。")
    passed = intake.way_to(shelf.definition(case.workflow, case.workflow_hash), first.target).papers
    if template not in passed:
        raise BadInput(f"《{template}》不是接收以前的文书，可以补交的有：{'、'.join(passed)}。")


def _day(text: str, template: str) -> date | None:
    return dates.read(text, f"《{template}》的成文日期") if text.strip() else None

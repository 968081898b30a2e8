"""改拟: a sheet handed in: a new one becomes a paper with its own 发文 flow, one on record gets its next version.

As long as a paper is still rendered from its template and stands at 起草, its fields can be changed again; opinions
that were given before stand or fall by what the paper now says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from gongwen import drafting, registry
from gongwen.errors import Refused
from gongwen.office import desk
from gongwen.office.clock import day_of
from gongwen.office.composing import sheet as sheets
from gongwen.office.composing.sheet import Sheet
from gongwen.office.paperwork import context
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers

Values = Mapping[str, Any]


def open_new(key: str, values: Values, *, actor: Actor, now: datetime) -> registry.PaperRow:
    """Make a paper of the new sheet with this key; asked again, it is the same paper.

    BadInput names every field that is missing or wrong; Refused for somebody who drafts no papers.
    """
    already = registry.paper_with_key(sheets.new_about(key))
    if already:
        return already
    sheets.require_drafter(actor, now)
    sheet = sheets.of_new(key, now)
    given, around = sheet.checked(values, day_of(now))

    def opened() -> registry.PaperRow:
        paper = desk.open_paper(
            sheet.template.name, given, actor=actor, now=now, key=sheet.about, head=around, version=sheet.version
        )
        registry.drop_working_copy(sheet.about)
        return paper

    return registry.within(opened)


def made_of(key: str) -> str:
    """The flow of the paper that the new sheet with this key became; empty while it has not."""
    paper = registry.paper_with_key(sheets.new_about(key))
    return paper.flow or "" if paper else ""


def require_open(flow: str, values: Values, *, actor: Actor, now: datetime) -> None:
    """Refused when the paper's fields cannot be changed by this person now; BadInput names every field that is missing
    or wrong."""
    if why := sheets.why_not(flow, actor, now):
        raise Refused(why)
    sheets.of_paper(flow).checked(values, day_of(now))


def redraft(flow: str, values: Values, *, actor: Actor, now: datetime, printer: papers.Prints) -> registry.PaperRow:
    """The paper's next version, rendered from these values, typeset and proofed; the same values again are no new
    version. What was being typed is handed in with it.

    Refused when somebody moved the paper or changed its text while it was printed.
    """
    require_open(flow, values, actor=actor, now=now)
    case, sheet = registry.case(flow), sheets.of_paper(flow)
    paper = sheet.paper
    assert paper is not None
    given, around = sheet.checked(values, day_of(now))
    made = _typeset(sheet, given, around, printer)
    registry.within(_recording(case, paper, made, {"values": given, "head": around}, actor, now))
    return registry.paper(paper.id)


def _typeset(sheet: Sheet, given: Values, around: Values, printer: papers.Prints) -> papers.Typeset:
    head = replace(context.head(sheet.template, sheet.drafted_on, around), profile=sheet.profile)
    return papers.settle(sheet.template.render(given), head, printer, facts=context.known(sheet.drafted_on))


def _recording(
    case: registry.CaseRow, paper: registry.PaperRow, made: papers.Typeset, said: Values, actor: Actor, now: datetime
) -> Callable[[], None]:
    """Values, title and version, recorded as one, if the paper is still as it was when printing began."""
    inputs = registry.plain({**paper.inputs, **said})

    def record() -> None:
        if registry.case(case.code).version != case.version or registry.paper(paper.id) != paper:
            raise Refused(f"《{paper.title}》在排版期间有人办理或换了稿，这次没有存，请打开现在的文稿核对后再存。")
        title = drafting.controls(made.docx).get("gw:title") or paper.title
        registry.set_paper(paper.id, title=title, inputs=inputs, actor=actor.person, now=now)
        findings = [one.as_dict() for one in made.findings]
        registry.add_version(
            paper.id, docx=made.docx, pdf=made.pdf, findings=findings, origin="template",
            substance=drafting.substance(made.docx), actor=actor.person, now=now,
        )  # fmt: skip
        registry.drop_working_copy(sheets.OF_PAPER + case.code)

    return record

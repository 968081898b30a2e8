"""办理步骤: one short function per word of `then:`, in the order a paper meets them; each calls one room.

A step reads, does its work outside any transaction, and returns what is to be recorded; the record and the job's end
are one transaction (jobs.py). Output is stored under the hash of its content, so a repeated step changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gongwen import registry
from gongwen.document import dates
from gongwen.office.clock import day_of
from gongwen.office.matters import evidence, group_changes, layers, meetings, scoring
from gongwen.office.paperwork import by_party, dispatch, drafts, processing_sheet, registering, typesetting, validity
from gongwen.office.pressroom import papers
from gongwen.office.procedures import shelf

Record = Callable[[], object]


@dataclass(frozen=True)
class Work:
    """One job in hand: the row, the moment it is done and the printer it may use."""

    job: registry.JobRow
    now: datetime
    printer: papers.Prints

    @property
    def case(self) -> registry.CaseRow:
        return registry.case(self.job.case)

    @property
    def hand(self) -> drafts.Hand:
        """Who took the move that owes this job, and when it is done."""
        return {"actor": registry.event(self.job.event).actor, "now": self.now}


def draft(work: Work) -> Record:
    """起草: the template filled from the case; a 公文 begins its own 发文 flow, a form is simply made."""
    event = registry.event(work.job.event)
    return _drafted(work, by_party.row_of(work.case.code, event.party, event.action) if event.party else None)


def draft_each(work: Work) -> Record:
    """成批起草: the template once for every party whose task this move has opened (责任书, one for each unit)."""
    called = [task for task in registry.tasks(work.case.code) if task.opened == work.job.event]
    made = [_drafted(work, by_party.row_of(task.case, task.party.name, task.action)) for task in called]
    return lambda: [record() for record in made]


def _drafted(work: Work, party: by_party.Row | None) -> Record:
    case, today, name = work.case, day_of(work.now), party["name"] if party else ""
    template, version = shelf.template(work.job.argument)
    values = drafts.values_for(template, case, {}, today, party)
    signed = drafts.comes_back_signed(case, template.name)
    subject = f"{case.title}（{name}）" if name else case.title
    made = drafts.make(template, version, values, signed=signed, today=today, subject=subject)
    return lambda: drafts.keep(case, made, work.hand, event=work.job.event, party=name)


def typeset(work: Work) -> Record:
    """排版: each paper of this move printed; one still rendered from its template is set until its page settles."""
    made = [(paper, typesetting.typeset(paper, work.printer)) for paper in drafts.concerned(work.job)]
    return lambda: [typesetting.keep_print(paper, done, work.hand) for paper, done in made]


def proof(work: Work) -> Record:
    """核稿: the printed page measured and judged; what was found is kept with the version it was found in."""
    found = [(paper, typesetting.proof(paper)) for paper in drafts.concerned(work.job)]
    return lambda: [typesetting.keep_findings(paper, rows, work.hand) for paper, rows in found]


def number(work: Work) -> Record:
    """编号: the number is taken and, with the date of signing, filled into the signed text, which stays as it is."""
    paper = drafts.of_flow(work.case.code)
    signed_on = dates.read(work.case.data["issued_on"], "成文日期")
    return lambda: registering.register(paper, signed_on, work.hand)


def imprint(work: Work) -> Record:
    """印制: the day it went to print, filled into 版记."""
    paper = drafts.of_flow(work.case.code)
    printed_on = dates.read(work.case.data["printed_on"], "印发日期")
    return lambda: registering.imprint(paper, printed_on, work.hand)


def file(work: Work) -> Record:
    """归卷: a sealed paper is issued, and whom it names stand on its list; a signed scan handed in with the form joins
    the paper it was made of."""
    if not work.job.argument:
        issued_on = dates.read(work.case.data["issued_on"], "成文日期")
        return lambda: _issue(drafts.of_flow(work.case.code), issued_on, work.hand)
    scan = registry.get(work.case.data["signed_scan"])
    paper = drafts.latest(work.case.code, work.job.argument)
    return lambda: registering.keep_scan(paper, scan, work.hand)


def file_each(work: Work) -> Record:
    """分头归卷: the signed copy that one party handed in joins the paper that was made for it."""
    event = registry.event(work.job.event)
    scan = registry.get(event.form["signed_scan"])
    paper = drafts.latest(work.case.code, work.job.argument, event.party)
    return lambda: registering.keep_scan(paper, scan, work.hand)


def discard(work: Work) -> Record:
    """废弃未签的稿子: the case went back; what was drafted of this template and not signed is not to be signed."""
    event = registry.event(work.job.event)
    papers = [paper for paper in registry.papers(case=event.case) if paper.template == work.job.argument]
    given_up = [paper for paper in papers if not paper.filed and not drafts.is_void(paper)]
    why = f"{event.action}：{event.reason}"
    return lambda: [validity.give_up(paper, reason=why, approver="", hand=work.hand) for paper in given_up]


def open_below(work: Work) -> Record:
    """逐级: the party whose act this was takes the same matter on with the organs below it, in a case of its own."""
    event = registry.event(work.job.event)
    return lambda: layers.open_below(work.case, event.party, work.job.argument, work.hand, today=day_of(work.now))


def receive(work: Work) -> Record:
    """来文归卷: the scan of an incoming paper is filed in its own case, in front of what is written on it."""
    return lambda: layers.file_incoming(work.case, work.job.event, work.hand)


def photos(work: Work) -> Record:
    """照片归卷: the photographs handed in with the form, as one filed paper of the case."""
    case, event = work.case, registry.event(work.job.event)
    made = evidence.album_of(case, event)
    return lambda: evidence.file_album(case, event, made, work.hand) if made else None


def results(work: Work) -> Record:
    """考核结果: totals and grades of the units, from the lines they were marked on; never typed."""
    made = by_party.results(work.case)
    return _amend(work, {"ranking": made}, "考核汇总")


def sheet(work: Work) -> Record:
    """发文稿纸: who said and did what to the paper until it was issued, with the journal's head."""
    paper = drafts.of_flow(work.case.code)
    made = processing_sheet.make(paper, work.job.argument, work.now, work.printer)
    return lambda: registry.keep_sheet(paper.id, docx=made.docx, pdf=made.pdf, **work.hand)


def void(work: Work) -> Record:
    """作废: a paper given up before it was issued gives up its number, with reason and approval."""
    paper, event = drafts.of_flow(work.case.code), registry.event(work.job.event)
    approver = str(event.form.get("void_approver") or "")
    return lambda: validity.give_up(paper, reason=event.reason, approver=approver, hand=work.hand)


def revoke(work: Work) -> Record:
    """撤销: an issued paper is void from the beginning."""
    paper, event = drafts.of_flow(work.case.code), registry.event(work.job.event)
    return lambda: validity.revoke(paper, event.form, event.reason, work.hand)


def abolish(work: Work) -> Record:
    """废止: an issued paper is void from the day of the decision."""
    paper, event = drafts.of_flow(work.case.code), registry.event(work.job.event)
    return lambda: validity.abolish(paper, event.form, event.reason, work.hand)


def score(work: Work) -> Record:
    """评分: the assessors' sheets added up by the rubric's weights."""
    return _amend(work, scoring.score(work.case), "评分汇总")


def grade(work: Work) -> Record:
    """定等次: the grade that the score reaches by the rubric's thresholds; never typed."""
    return _amend(work, scoring.grade(work.case), "评定等次")


def propose(work: Work) -> Record:
    """奖惩建议: what the grade proposes and why."""
    return _amend(work, scoring.proposal(work.case), "奖惩建议")


def roster_plan(work: Work) -> Record:
    """拟定名单: what the proposed change makes of the leading group's list."""
    return _amend(work, group_changes.plan(work.case), "拟定名单")


def roster(work: Work) -> Record:
    """名单生效: the terms that a change ends and begins, on the day and by the paper of its notice."""
    case, at = work.case, registry.event(work.job.event).at
    return lambda: group_changes.take_effect(case, at=at, **work.hand)


def agenda(work: Work) -> Record:
    """议程: as written, else the topics that the member organs proposed."""
    return _amend(work, meetings.agenda(work.case), "拟定议程")


def decisions(work: Work) -> Record:
    """议定事项: numbered, with the organs that answer for each."""
    return _amend(work, meetings.decisions(work.case), "登记议定事项")


def tell_projects(work: Work) -> Record:
    """记入项目: each decision about a project goes on that project's record."""
    return lambda: meetings.tell_projects(work.case, **work.hand)


def tally(work: Work) -> Record:
    """督办: how the decisions stand after this report, or after some were taken up again."""
    return lambda: registry.amend_case(work.case.code, meetings.tallied(work.case), why="督办议定事项", **work.hand)


def _issue(paper: registry.PaperRow, issued_on: date, hand: drafts.Hand) -> None:
    registering.issue(paper, issued_on, hand)
    dispatch.expand(paper, hand)


def _amend(work: Work, made: Mapping[str, object], why: str) -> Record:
    code = work.case.code
    return lambda: registry.amend_case(code, made, why=why, **work.hand)


STEPS: Mapping[str, Callable[[Work], Record]] = {
    step.__name__: step
    for step in (
        draft,
        draft_each,
        typeset,
        proof,
        number,
        imprint,
        file,
        file_each,
        discard,
        open_below,
        receive,
        photos,
        results,
        sheet,
        void,
        revoke,
        abolish,
        score,
        grade,
        propose,
        roster_plan,
        roster,
        agenda,
        decisions,
        tell_projects,
        tally,
    )
}

"""归档齐全性: what a case's file should hold against what it holds; every gap with whose it is and what is to be done.

What it should hold follows from the way that the case has come: every move that was taken and drafts a paper. Whoever
asks for one case has its files looked at too; the board of many goes by the records alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongwen import archiving, registry, workflow
from gongwen.errors import BadInput, Broken, Refused
from gongwen.office.clock import day_of
from gongwen.office.paperwork import drafts, validity
from gongwen.office.paperwork.standing import SIGN
from gongwen.office.procedures import shelf
from gongwen.office.records import intake
from gongwen.office.records.taking_in import TAKEN_IN
from gongwen.office.ruling import on_paper
from gongwen.office.staffing import duty, privacy
from gongwen.office.staffing.privacy import ALL_PAPERS
from gongwen.office.watching import todo, views
from gongwen.office.watching.paging import Page, Part

MISSING, OPEN, UNNUMBERED, UNSIGNED, NO_SCAN, NO_PDF, NO_SHEET, WRONG_FORMAT, OWED, EMPTY = (
    "缺文书", "未办完", "未编号", "未签发", "缺签署扫描件", "未印制", "缺发文稿纸", "格式不合", "系统工作未完",
    "没有文书",
)  # fmt: skip
NOT_HANDED_OVER = "接收时未交来"
COLUMNS = {"paper": "文书", "kind": "缺什么", "told": "说明", "owners": "责任人"}
CLERK, ARCHIVIST = "经办人", "档案员"
_DRAFTS = ("draft", "draft_each")
_PDF, _PDF_A = b"%PDF-", b"pdfaid:part"


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: what, a sentence about it, who is to see to it; `urge` is the case to remind them of,
    where it is still running."""

    kind: str
    told: str
    owners: tuple[str, ...]
    urge: str = ""


@dataclass(frozen=True)
class Line:
    """A paper that the file should hold: since which move, the paper that is there (if any), and what it lacks."""

    phase: str
    template: str
    title: str
    since: str
    number: str = ""
    flow: str = ""
    note: str = ""
    gaps: tuple[Gap, ...] = ()
    paper: int | None = None

    @property
    def wanted(self) -> bool:
        """Whether its scan can still be filed: a paper of the time before the case was taken in."""
        return any(gap.kind == NOT_HANDED_OVER for gap in self.gaps)


@dataclass(frozen=True)
class Completeness:
    """A case's file: its papers line by line, and what else is missing; `whole` when nothing is."""

    case: registry.CaseRow
    title: str
    lines: tuple[Line, ...]
    others: tuple[Gap, ...]

    @property
    def gaps(self) -> tuple[tuple[str, Gap], ...]:
        """Every gap with the paper that it is of."""
        return (
            *((line.template, gap) for line in self.lines for gap in line.gaps),
            *(("", gap) for gap in self.others),
        )

    @property
    def whole(self) -> bool:
        return not self.gaps

    @property
    def present(self) -> int:
        """How many of the papers lack nothing."""
        return sum(not line.gaps for line in self.lines)


def check(code: str, *, now: datetime) -> Completeness:
    """What the file of a case lacks, its files read and looked at too. BadInput where there is no such case."""
    return _check(registry.case(code), now, read=True)


def board(state: str, *, now: datetime, part: Part = Part()) -> Page:  # noqa: B008 (a frozen value)
    """The cases that are to be closed, or were, a page of them, each with what its file lacks by the records; `state`
    is one of STATES. BadInput on another."""
    if state not in STATES:
        raise BadInput(f"没有「{state}」这种状态，可以选：{'、'.join(STATES)}。")
    closed = state == CLOSED
    query = registry.CaseQuery(but_flows=(shelf.PAPER_FLOW,), running=False) if closed else _closing()
    found = registry.find_cases(query, part.of("opened", down=closed))
    return Page(tuple(_row(_check(case, now, read=False)) for case in found.rows), found.total, part)


CLOSING, CLOSED = "待归档", "已办结"
STATES = (CLOSING, CLOSED)


def rows(found: Completeness) -> list[dict[str, Any]]:
    """The gaps as rows of a list."""
    return [
        {"paper": paper, "kind": gap.kind, "told": gap.told, "owners": list(gap.owners), "urge": gap.urge}
        for paper, gap in found.gaps
    ]


def _closing() -> registry.CaseQuery:
    """Cases at a stage from which they are closed once their papers are complete, in every version of every flow."""
    places = {
        registry.Place(row.name, row.hash, stage.name)
        for row in registry.published_list("workflow")
        for stage, rule in shelf.definition(row.name, row.hash).rules()
        if ALL_PAPERS in rule.needs
    }
    return registry.CaseQuery(places=frozenset(places), running=True)


def _row(found: Completeness) -> dict[str, Any]:
    case = found.case
    kinds = list(dict.fromkeys(gap.kind for _, gap in found.gaps))
    owners = list(dict.fromkeys(name for _, gap in found.gaps for name in gap.owners))
    return {
        "code": case.code, "title": found.title, "unit": case.unit, "stage": case.stage, "closed_on": case.closed_on,
        "expected": len(found.lines), "present": found.present, "gaps": kinds, "owners": owners, "whole": found.whole,
    }  # fmt: skip


def _check(case: registry.CaseRow, now: datetime, *, read: bool) -> Completeness:
    papers = [paper for paper in registry.papers(case=case.code) if not drafts.is_void(paper)]
    looked = _Look(case, duty.today(day_of(now)), now, read)
    drafted = {paper.template for paper in papers}
    lines = [looked.paper(paper) for paper in papers]
    lines += [looked.missing(*wanted) for wanted in _expected(case) if wanted[0] not in drafted]
    others = [*looked.owed(), *([] if lines else [Gap(EMPTY, "案卷里还没有文书。", looked.names(CLERK))])]
    return Completeness(case, privacy.masked(case).text(case.title), tuple(_in_order(lines)), tuple(others))


def _in_order(lines: Sequence[Line]) -> list[Line]:
    known = {phase: at for at, phase in enumerate(archiving.PHASES)}
    return sorted(lines, key=lambda line: known.get(line.phase, len(known)))


def _expected(case: registry.CaseRow) -> Iterator[tuple[str, str, str]]:
    """Template, phase and move of every paper that the way taken calls for, each once; of a case that was taken in
    while it ran, the papers of its way before that too."""
    definition = shelf.definition(case.workflow, case.workflow_hash)
    seen: set[str] = set()
    for event in registry.events(case.code):
        called = _before(definition, event) if event.action == TAKEN_IN else _called_for(definition, event)
        for template, phase in called:
            if template not in seen:
                seen.add(template)
                yield template, phase, f"{day_of(event.at).isoformat()} {event.action}"


def _called_for(definition: workflow.Definition, event: registry.EventRow) -> Iterator[tuple[str, str]]:
    """Template and phase of the papers that a move drafts; of the opening, and of a stage of a version that the case
    has left, nothing is known."""
    stage = definition.find(event.source)
    for rule in (one for one in stage.moves if one.do == event.action) if stage else ():
        for step in rule.then:
            if step.name in _DRAFTS:
                yield str(step.argument), stage.phase if stage else ""


def _before(definition: workflow.Definition, event: registry.EventRow) -> Iterator[tuple[str, str]]:
    """Template and phase of the papers of the stages that a case had passed when it was taken in."""
    try:
        yield from intake.way_to(definition, event.target).papers.items()
    except Refused:  # a stage of a version that the case has left
        return


@dataclass(frozen=True)
class _Look:
    """How the papers of one case are looked at."""

    case: registry.CaseRow
    on_duty: duty.OnDuty
    now: datetime
    read: bool

    def missing(self, template: str, phase: str, since: str) -> Line:
        if since.endswith(TAKEN_IN):
            told = f"接收以前的《{template}》没有交来扫描件，请找到原件，扫描后在这里补交。"
            gap = Gap(NOT_HANDED_OVER, told, self.names(CLERK, ARCHIVIST))
        else:
            told = f"应有《{template}》，没有起草出来。"
            gap = Gap(MISSING, told, self.names(CLERK), self._running(self.case.code))
        return Line(phase, template, template, since, gaps=(gap,))

    def paper(self, paper: registry.PaperRow) -> Line:
        event = registry.event(paper.inputs["event"]) if paper.inputs.get("event") else None
        phase = shelf.stage(self.case, event.source).phase if event and not paper.inputs.get("taken_in") else ""
        return Line(
            phase=str(phase or paper.inputs.get("phase") or ""),
            template=paper.template,
            title=privacy.masked_title(paper),
            since=f"{day_of(event.at).isoformat()} {event.action}" if event else "",
            number=str(paper.reference or paper.inputs.get("number") or ""),
            flow=paper.flow or "",
            note=validity.told(paper),
            gaps=tuple(self._gaps(paper)),
            paper=paper.id,
        )

    def owed(self) -> Iterator[Gap]:
        """Steps that the case's moves still owe."""
        for job in registry.jobs(self.case.code, open_only=True):
            why = f"：{job.reason}" if job.reason else "。"
            owners = (job.whose,) if job.whose else self.names(CLERK)
            told = f"系统的工作「{views.job_name(job)}」{job.state}{why}"
            yield Gap(OWED, told, owners, self._running(self.case.code))

    def names(self, *roles: str) -> tuple[str, ...]:
        """Who holds these roles today; the roles where nobody does."""
        return tuple(self.on_duty.names(roles, self.case.unit)) or roles

    def _gaps(self, paper: registry.PaperRow) -> Iterator[Gap]:
        if paper.flow:
            yield from self._of_an_issue(paper, registry.case(paper.flow))
            for sheet in on_paper.of_flow(paper.flow) if self.read else ():
                yield from self._of_files(sheet)
        elif paper.inputs.get("signed") and not paper.filed:
            told = "还没有收到签字盖章的扫描件。"
            yield Gap(NO_SCAN, told, self._holders(self.case), self._running(self.case.code))
        elif not drafts.is_finished(paper):
            yield Gap(NO_PDF, "还没有排版成 PDF。", self.names(CLERK), self._running(self.case.code))
        if self.read and drafts.is_finished(paper):
            yield from self._of_files(paper)

    def _of_an_issue(self, paper: registry.PaperRow, flow: registry.CaseRow) -> Iterator[Gap]:
        """A 公文 goes its own way: signed, numbered, issued, filed, with its sheet."""
        holders = self._holders(flow)
        if not flow.closed:
            yield Gap(OPEN, f"发文还在「{flow.stage}」环节，没有办完。", holders, flow.code)
        if not any(one.kind == SIGN for one in registry.opinions(paper.id)) and not paper.inputs.get("taken_in"):
            yield Gap(UNSIGNED, "还没有签发。", holders, self._running(flow.code))
        if not (paper.reference or paper.inputs.get("number")):
            yield Gap(UNNUMBERED, "还没有编号。", holders, self._running(flow.code))
        if flow.closed and not paper.inputs.get("sheet") and not paper.inputs.get("taken_in"):
            yield Gap(NO_SHEET, "没有发文稿纸，可以从公文页补印。", self.names(ARCHIVIST, CLERK))

    def _of_files(self, paper: registry.PaperRow) -> Iterator[Gap]:
        """The PDF that is to be kept: there, whole, and where we printed it, fit for keeping (PDF/A)."""
        kept = next(version for version in reversed(paper.versions) if version.pdf_sha)
        owners = self.names(ARCHIVIST, CLERK)
        try:
            pdf = registry.get(kept.pdf_sha or "")
            pages = archiving.count_pages(pdf, paper.title) if pdf.startswith(_PDF) else 0
        except (Broken, BadInput) as error:
            yield Gap(WRONG_FORMAT, str(error), owners)
            return
        if not pages:
            yield Gap(WRONG_FORMAT, f"第{kept.no}稿不是 PDF，请重新扫描或转换后归卷。", owners)
        elif kept.origin != "scan" and _PDF_A not in pdf:
            yield Gap(WRONG_FORMAT, f"第{kept.no}稿不是适合长期保存的 PDF/A，请重新印制。", owners)

    def _holders(self, case: registry.CaseRow) -> tuple[str, ...]:
        """In whose hands a running case is."""
        waiting = todo.of_case(case, self.now)
        if waiting is None:
            return self.names(CLERK)
        able = tuple(dict.fromkeys(post.person for posts in waiting.able for post in posts))
        return waiting.parties or waiting.holders or able or self.names(CLERK)

    def _running(self, code: str) -> str:
        return "" if registry.case(code).closed else code

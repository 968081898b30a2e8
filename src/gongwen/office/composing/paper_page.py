"""文稿页: one paper as a drafter looks at it: where it stands and who holds it, its versions, pages and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongwen import archiving, drafting, registry
from gongwen.errors import BadInput, Refused
from gongwen.office.composing import handing_over
from gongwen.office.composing import sheet as sheets
from gongwen.office.paperwork import comparing, opinions
from gongwen.office.people import Actor
from gongwen.office.staffing import calendar, privacy
from gongwen.office.watching import paper_view, todo

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
_SUFFIXES = {"docx": DOCX, "pdf": PDF}
_ORDER = ("error", "warning", "note")


@dataclass(frozen=True)
class PaperPage:
    """What the page of a paper shows. `why_no_editing` and `why_no_upload` are empty where that can be done; `closed`
    says why the pages are not for this person."""

    flow: str
    title: str
    template: str
    number: str
    stage: str
    left: str
    state: str
    holders: tuple[str, ...]
    versions: tuple[Mapping[str, Any], ...]
    printed: int | None
    pages: int
    findings: tuple[Mapping[str, Any], ...]
    why_no_editing: str
    why_no_upload: str
    upload_waits: bool
    typing: registry.WorkingCopyRow | None
    closed: str


@dataclass(frozen=True)
class Given:
    """One file: its name as a person reads it, its bytes as checked against their hash, its media type."""

    name: str
    content: bytes
    media_type: str


def show(flow: str, *, actor: Actor, now: datetime) -> PaperPage:
    """The page; BadInput for a code that is no paper's flow."""
    paper = sheets.paper_of(flow)
    case = registry.case(flow)
    closed = privacy.why_closed(paper, actor, now)
    printed = next((one for one in reversed(paper.versions) if one.pdf_sha), None)
    waiting, timed = todo.of_case(case, now), calendar.timed(case, now)
    return PaperPage(
        flow=flow,
        title=privacy.masked_title(paper),
        template=paper.template,
        number=str(paper.reference or ""),
        stage=case.stage,
        left=timed.standing.words if timed else "",
        state=timed.standing.state if timed else "",
        holders=tuple(waiting.parties or waiting.holders) if waiting else (),
        versions=tuple(reversed(versions(paper))),
        printed=printed.no if printed else None,
        pages=_pages(printed) if printed and not closed else 0,
        findings=() if closed else ranked(printed.findings if printed else ()),
        why_no_editing=sheets.why_not(flow, actor, now)
        if paper.template_hash
        else "这份公文不是由模板起草的，没有栏目。",
        why_no_upload=handing_over.why_not(flow, actor, now),
        upload_waits=registry.working_copy(handing_over.about(flow, actor)) is not None,
        typing=registry.working_copy(sheets.OF_PAPER + flow),
        closed=closed,
    )


def versions(paper: registry.PaperRow) -> list[dict[str, Any]]:
    """Every version, oldest first: who made it when, how, what was found on it, whose opinions are on it."""
    known = opinions.course(paper)
    on = [(seen.no, one) for one in known.opinions if (seen := known.seen(one))]
    return [
        {
            "no": row.no,
            "origin": paper_view.ORIGINS[row.origin],
            "by": row.by,
            "at": row.at,
            "docx": bool(row.docx_sha),
            "pdf": bool(row.pdf_sha),
            "errors": sum(one["severity"] == "error" for one in row.findings),
            "warnings": sum(one["severity"] == "warning" for one in row.findings),
            "opinions": [f"{one.person}（{one.kind}）" for no, one in on if no == row.no],
            "corrects": row.corrects,
        }
        for row in paper.versions
    ]


def ranked(findings: Any) -> tuple[Mapping[str, Any], ...]:
    """Findings, errors first, the order of each kept."""
    return tuple(sorted(findings, key=lambda one: _ORDER.index(one["severity"])))


def given(flow: str, no: int, suffix: str, *, actor: Actor, now: datetime) -> Given:
    """A version's file; BadInput when there is none. Fetching a paper with personal data is journalled, Refused to
    whoever may not see it."""
    paper, sha = sheets.paper_of(flow), _sha(flow, no, suffix)
    if why := privacy.why_closed(paper, actor, now):
        raise Refused(why)
    privacy.note_fetched(paper, actor=actor, now=now)
    name = f"{archiving.file_name(paper.title)}（第{no}稿）.{suffix}"
    return Given(name, registry.get(sha), _SUFFIXES[suffix])


def page_of(flow: str, no: int, *, actor: Actor, now: datetime) -> bytes:
    """A version's PDF, for its pictures to be shown; Refused to whoever may not see it."""
    if why := privacy.why_closed(sheets.paper_of(flow), actor, now):
        raise Refused(why)
    return registry.get(_sha(flow, no, "pdf"))


def comparison(
    flow: str, former: int | None, later: int | None, *, actor: Actor, now: datetime
) -> tuple[comparing.Comparison, tuple[drafting.Marked, ...]]:
    """Two versions compared, and their passages to be read on a screen."""
    sheets.paper_of(flow)
    found = comparing.compare(flow, actor=actor, now=now, former=former, later=later)
    before, after = (drafting.contents(registry.get(one.docx_sha or "")) for one in (found.former, found.later))
    return found, drafting.marked_passages(before, after, found.changed)


def _sha(flow: str, no: int, suffix: str) -> str:
    found = next((one for one in sheets.paper_of(flow).versions if one.no == no), None)
    sha = {"docx": found.docx_sha, "pdf": found.pdf_sha}.get(suffix) if found else None
    if not sha:
        raise BadInput(f"这份公文没有第{no}稿的 {suffix.upper()} 文件，请从稿本列表进入。")
    return sha


def _pages(printed: registry.VersionRow) -> int:
    return archiving.count_pages(registry.get(printed.pdf_sha or ""))

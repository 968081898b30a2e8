"""表单页: a form or contract of a case, which has no 发文 flow of its own: its pages, its versions, its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongwen import archiving, printing, registry
from gongwen.errors import BadInput, Refused
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.staffing import access, privacy
from gongwen.office.watching import case_page, paper_view

Row = dict[str, Any]
DPI = 110
MEDIA_TYPES = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
               "pdf": "application/pdf"}  # fmt: skip


@dataclass(frozen=True)
class Given:
    """A file handed out, under a name a person can read."""

    name: str
    content: bytes
    media_type: str


def show(code: str, number: int, *, actor: Actor, now: datetime) -> Row:
    """The paper's versions, how many pages its newest print has, and why this person may not see them, where so."""
    paper, case = _paper(code, number, actor, now), registry.case(code)
    definition = shelf.definition(case.workflow, case.workflow_hash)
    why, printed = privacy.why_closed(paper, actor, now), _printed(paper)
    return {
        "case": case_page.head(case, definition, case_page.masked(case), now),
        "number": paper.id,
        "title": privacy.masked_title(paper),
        "template": paper.template,
        "filed": paper.filed,
        "why": why,
        "fields": [{"label": label, "value": value} for label, value in privacy.masked_fields(paper)] if why else [],
        "pages": 0 if why or not printed else archiving.count_pages(registry.get(printed)),
        "versions": [_version(row) for row in reversed(paper.versions)],
    }


def picture(code: str, number: int, page: int, *, actor: Actor, now: datetime) -> bytes:
    """A page of the newest print as PNG; Refused to whoever may not see it."""
    paper = _open_to(code, number, actor, now)
    printed = _printed(paper)
    if not printed:
        raise BadInput(f"《{privacy.masked_title(paper)}》还没有排版，没有可看的页面。")
    return printing.picture(registry.get(printed), page, DPI)


def given(code: str, number: int, version: int, suffix: str, *, actor: Actor, now: datetime) -> Given:
    """A version's file; one that holds personal data is journalled as fetched, and Refused to whoever may not."""
    paper = _open_to(code, number, actor, now)
    found = next((one for one in paper.versions if one.no == version), None)
    sha = {"docx": found.docx_sha, "pdf": found.pdf_sha}.get(suffix) if found else None
    if not sha:
        raise BadInput(f"《{privacy.masked_title(paper)}》没有第{version}稿的这种文件。")
    privacy.note_fetched(paper, actor=actor, now=now)
    return Given(f"{archiving.file_name(paper.title)}.{suffix}", registry.get(sha), MEDIA_TYPES[suffix])


def _paper(code: str, number: int, actor: Actor, now: datetime) -> registry.PaperRow:
    access.require(access.DESK, access.visitor(actor.person, now), code=code)
    found = next((one for one in registry.papers(case=code) if one.id == number), None)
    if found is None:
        raise BadInput(f"{code}没有这份文书，请从事项页进入。")
    return found


def _open_to(code: str, number: int, actor: Actor, now: datetime) -> registry.PaperRow:
    paper = _paper(code, number, actor, now)
    if why := privacy.why_closed(paper, actor, now):
        raise Refused(why)
    return paper


def _printed(paper: registry.PaperRow) -> str | None:
    return next((one.pdf_sha for one in reversed(paper.versions) if one.pdf_sha), None)


def _version(row: registry.VersionRow) -> Row:
    origin = paper_view.ORIGINS[row.origin]
    return {"no": row.no, "origin": origin, "by": row.by, "at": row.at, "docx": bool(row.docx_sha),
            "pdf": bool(row.pdf_sha)}  # fmt: skip

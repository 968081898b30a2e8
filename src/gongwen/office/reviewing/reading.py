"""看件: the paper that a decision is about, its pages as pictures, its findings, and what else lies with the case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from gongwen import archiving, printing, registry
from gongwen.document.fields import Field
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.staffing import access, duty, privacy
from gongwen.office.staffing.access import Visitor
from gongwen.office.watching import views

SCREEN_DPI = 110
"""Dots an inch of a page on screen: a telephone can enlarge it twice before it blurs."""
_ORDER = ("error", "warning", "note")
SEVERITIES = {"error": "错误", "warning": "请核对", "note": "提示"}


@dataclass(frozen=True)
class Sheet:
    """One paper to be read: `pages` 0 and `closed` says why where its pages are not for this person (then `fields`, its
    values masked, label and text), or it is not printed yet. `no` is the version shown, `findings` errors first."""

    id: int
    title: str
    template: str
    no: int
    pages: int
    closed: str
    fields: tuple[tuple[str, Any], ...]
    findings: tuple[dict[str, Any], ...]
    sha: str = ""

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(one["severity"] == "error" for one in self.findings)

    @property
    def numbers(self) -> range:
        """The numbers of its pages."""
        return range(1, self.pages + 1)


@dataclass(frozen=True)
class Attached:
    """A file in a case's form: the field it stands in (of a table with line and column), its label, its SHA-256."""

    name: str
    label: str
    sha: str


def main_paper(case: registry.CaseRow) -> registry.PaperRow | None:
    """The paper that the case's present stage is about: its own, one a move here needs, what the last move made."""
    if case.workflow == shelf.PAPER_FLOW:
        return registry.papers(flow=case.code)[0]
    found = [paper for paper in registry.papers(case=case.code) if paper.versions]
    needed = [word for rule in shelf.stage(case, case.stage).moves for word in rule.needs]
    asked = [paper for paper in found if any(word.startswith(paper.template) for word in needed)]
    last = registry.events(case.code)[-1].id
    made = [paper for paper in found if paper.inputs.get("event") == last]
    return next(iter(reversed(asked or made)), None)


def sheet(paper: registry.PaperRow, *, actor: Actor, now: datetime) -> Sheet:
    """The paper as this person may read it; opening it is journalled where it holds personal data."""
    printed = next((one for one in reversed(paper.versions) if one.pdf_sha), None)
    closed = privacy.why_closed(paper, actor, now)
    if not closed:
        privacy.note_fetched(paper, actor=actor, now=now)
    findings = printed.findings if printed and not closed else ()
    return Sheet(
        id=paper.id,
        title=privacy.masked_title(paper),
        template=paper.template,
        no=printed.no if printed else 0,
        pages=count(printed.pdf_sha) if printed and printed.pdf_sha and not closed else 0,
        closed=closed,
        fields=privacy.masked_fields(paper) if closed else (),
        findings=tuple({**one, "word": SEVERITIES[one["severity"]]} for one in sorted(findings, key=_rank)),
        sha=(paper.versions[-1].docx_sha or "") if paper.versions else "",
    )


def beside(case: registry.CaseRow, but: int, who: Visitor) -> list[dict[str, Any]]:
    """The other papers of the case, or of the project it belongs to as far as that is this person's to see."""
    project = case.parent if case.workflow == shelf.PAPER_FLOW else case.code
    if not project or not access.sees_case(who, project):
        return []
    rows = [paper for paper in registry.papers(case=project) if paper.id != but and paper.versions]
    return [views.paper_row(paper) | {"id": paper.id} for paper in reversed(rows)]


def files(case: registry.CaseRow) -> list[Attached]:
    """The files that the case's forms hold, in tables too."""
    found: list[Attached] = []
    for one in privacy.fields_of(case):
        value = case.data.get(one.name)
        if one.type == "file" and value:
            found.append(Attached(one.name, one.label, str(value)))
        elif one.type == "table" and isinstance(value, list):
            found += _in_lines(one, value)
    return found


def paper_of(code: str, id: int, *, who: Visitor, actor: Actor, now: datetime) -> registry.PaperRow:
    """A paper that the page of this case leads to; Refused for any other and where it is closed to this person."""
    access.require(access.DESK, who, code=code)
    case, paper = registry.case(code), registry.paper(id)
    own = code == paper.flow or (paper.case in (case.code, case.parent) and access.sees_case(who, paper.case or ""))
    if not own:
        raise Refused("这份文书不在这件事里，请从事项页进入。")
    if why := privacy.why_closed(paper, actor, now):
        raise Refused(why)
    return paper


def page_of(code: str, id: int, number: int, *, who: Visitor, actor: Actor, now: datetime) -> bytes:
    """The PNG of one page of such a paper."""
    paper = paper_of(code, id, who=who, actor=actor, now=now)
    return _drawn(_printed(paper), number)


def file_of(code: str, id: int, *, who: Visitor, actor: Actor, now: datetime) -> tuple[bytes, str]:
    """The PDF of such a paper and the name it goes by; journalled where it holds personal data."""
    paper = paper_of(code, id, who=who, actor=actor, now=now)
    privacy.note_fetched(paper, actor=actor, now=now)
    return registry.get(_printed(paper)), f"{archiving.file_name(privacy.masked_title(paper))}.pdf"


def attached(code: str, name: str, *, actor: Actor, now: datetime) -> tuple[bytes, str, str]:
    """The file in a field of the case: bytes, name, media type. What no machine can read is taken to be personal: it is
    shown to whoever acts on the case now, and that is journalled."""
    case = registry.case(code)
    found = next((one for one in files(case) if one.name == name), None)
    if found is None:
        raise BadInput("这件事里没有这份附件，请刷新后再看。")
    held = people.roles(actor.person, case.unit, day_of(now))
    acting = {*duty.KEEPERS, *(role for rule in shelf.stage(case, case.stage).moves for role in rule.by)}
    if not held & acting:
        raise Refused(f"「{found.label}」是原件，现在只给办理「{case.stage}」的人和经办人、负责人看。")
    registry.note_sight(
        case.code, [name], "查看附件", roles=sorted(held & acting), actor=actor.person, door=actor.door, now=now
    )
    kept = registry.file(found.sha)
    return registry.get(kept.sha), kept.name, kept.media_type


@lru_cache(maxsize=256)
def count(sha: str) -> int:
    """How many pages a PDF of the store has."""
    return archiving.count_pages(registry.get(sha))


def _in_lines(one: Field, rows: list[Any]) -> Iterator[Attached]:
    for number, row in enumerate(rows):
        for column in one.columns:
            if column.type == "file" and isinstance(row, Mapping) and row.get(column.name):
                label = f"{one.label}第{number + 1}行{column.label}"
                yield Attached(f"{one.name}-{number}-{column.name}", label, str(row[column.name]))


def _rank(one: Any) -> int:
    return _ORDER.index(one["severity"])


def _printed(paper: registry.PaperRow) -> str:
    sha = next((version.pdf_sha for version in reversed(paper.versions) if version.pdf_sha), None)
    if sha is None:
        raise Refused(f"《{paper.template}》还在排版，请过一会儿再看。")
    return sha


@lru_cache(maxsize=48)
def _drawn(sha: str, number: int) -> bytes:
    return printing.picture(registry.get(sha), number, SCREEN_DPI)

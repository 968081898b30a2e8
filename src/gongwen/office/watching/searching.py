"""检索: cases, papers and numbers found by what people remember: a number, a code, an organ, a person, words.

Titles are shown masked, and what is masked cannot be searched for: a title whose words were found only in what is
hidden of it is no answer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from gongwen import numbering, registry
from gongwen.document import dates, names, personal
from gongwen.document.fields import clean
from gongwen.errors import BadInput
from gongwen.office.staffing.access import Visitor
from gongwen.office.watching import listing, paper_list, titles
from gongwen.office.watching.paging import Page, Part
from gongwen.office.watching.sight import visible_to

CASES, PAPERS, NUMBERS = "事项", "文书", "文号"
KINDS = (CASES, PAPERS, NUMBERS)
NUMBER_COLUMNS = {"number": "文号", "state": "状态", "title": "公文或用途", "date": "成文日期", "origin": "来源",
                  "reason": "说明"}  # fmt: skip
COLUMNS = {CASES: listing.COLUMNS, PAPERS: paper_list.COLUMNS, NUMBERS: NUMBER_COLUMNS}


@dataclass(frozen=True)
class Asked:
    """What was typed: `words` in the one box are a number, a code, an organ's or a person's whole name, or words of a
    title; the others say more. Days as people write them; `what` is the one of KINDS to show."""

    words: str = ""
    organ: str = ""
    person: str = ""
    first: str = ""
    last: str = ""
    what: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was asked."""
        return not any((self.words.strip(), self.organ.strip(), self.person.strip(), self.first, self.last))


@dataclass(frozen=True)
class Answered:
    """What was found: how it was `understood`, how many of each of KINDS, and the page of the kind that is shown."""

    understood: str
    counts: dict[str, int]
    what: str
    page: Page


@dataclass(frozen=True)
class _Read:
    """The question as the registry asks it, and in words; None for a kind of thing that it cannot be about. `words` are
    those that a title must have."""

    cases: registry.CaseQuery | None
    papers: registry.PaperQuery | None
    numbers: registry.PaperQuery | None
    understood: str
    words: tuple[str, ...] = ()


def search(asked: Asked, *, who: Visitor, now: datetime, part: Part = Part()) -> Answered:  # noqa: B008 (frozen)
    """Everything that meets the question and that the visitor may see; BadInput on a date or a name that is none, and
    for a person's number: nobody is looked up by it."""
    read = _read(asked, who)
    totals = {kind: _total(kind, read) for kind in KINDS}
    few = {
        kind: _shown(kind, read, Part(size=FEW), who, now) for kind in KINDS if 0 < totals[kind] <= FEW and read.words
    }
    counts = totals | {kind: len(rows) for kind, rows in few.items()}
    what = asked.what if asked.what in KINDS else next((kind for kind in KINDS if counts[kind]), CASES)
    rows = few[what] if what in few and part.number == 1 else _shown(what, read, part, who, now)
    return Answered(read.understood, counts, what, Page(rows, counts[what], part))


FEW = 20
"""Of so few found titles it is looked up at once whether the words stand in what is shown of them."""
_NONE = registry.Slice(limit=0)


def _total(kind: str, read: _Read) -> int:
    if kind == CASES:
        return registry.count_cases(read.cases) if read.cases else 0
    if kind == PAPERS:
        return registry.find_papers(read.papers, _NONE).total if read.papers else 0
    return registry.find_numbers(read.numbers, _NONE).total if read.numbers else 0


def _shown(what: str, read: _Read, part: Part, who: Visitor, now: datetime) -> tuple[dict[str, Any], ...]:
    """The rows of one kind, without those whose shown title does not have the words in it."""
    rows = _rows(what, read, part, who, now)
    return tuple(row for row in rows if all(word in row["title"] for word in read.words))


def _rows(what: str, read: _Read, part: Part, who: Visitor, now: datetime) -> Iterator[dict[str, Any]]:
    latest = part.of("opened", down=True)
    if what == CASES and read.cases:
        yield from listing.rows(registry.find_cases(read.cases, latest).rows, who, now)
    elif what == PAPERS and read.papers:
        yield from paper_list.rows(registry.find_papers(read.papers, latest).rows)
    elif what == NUMBERS and read.numbers:
        yield from _numbers(registry.find_numbers(read.numbers, latest).rows)


def _numbers(found: tuple[registry.NumberRow, ...]) -> Iterator[dict[str, Any]]:
    papers = registry.listed_papers(row.paper for row in found if row.paper)
    called = titles.of_papers(papers.values())
    for row in found:
        flow = papers[row.paper].paper.flow if row.paper in papers else ""
        yield {
            "number": str(row.reference),
            "state": row.state,
            "title": called.get(row.paper or 0) or personal.masked(row.title),
            "date": row.dated,
            "origin": row.origin,
            "reason": personal.masked(row.reason),
            "flow": flow or "",
        }


def _read(asked: Asked, who: Visitor) -> _Read:
    """The question understood, narrowed by what else was said."""
    _require_short(asked)
    if personal.masked(asked.words) != asked.words and not numbering.typed_number(asked.words):
        raise BadInput("不能按证件号码、电话、账号检索个人；请按户编号、项目名称或文号检索。")
    first, last = _day(asked.first, "起"), _day(asked.last, "止")
    if first and last and last < first:
        raise BadInput("检索的截止日期早于起始日期，请改正。")
    read = _words(clean(asked.words).strip())
    cases, papers, numbers = read.cases, read.papers, read.numbers
    visible = visible_to(who)
    organ, person = _organ(asked.organ), _person(asked.person)
    if cases:
        days = {"opened_from": first or cases.opened_from, "opened_to": last or cases.opened_to}
        cases = replace(cases, unit=organ or cases.unit, person=person or cases.person, visible=visible, **days)
    if papers:
        days = {"issued_from": first or papers.issued_from, "issued_to": last or papers.issued_to}
        papers = replace(papers, organ=organ or papers.organ, person=person or papers.person, visible=visible, **days)
    # The ledger itself says nothing of organs, people and days: asked for those, its papers answer.
    narrowed = bool(organ or person or first or last)
    return _Read(cases, papers, None if narrowed or not who.staff else numbers, read.understood, read.words)


LONGEST, MOST_WORDS = 200, 10
"""Signs and words of a question; nobody remembers more of a title."""


def _require_short(asked: Asked) -> None:
    if len(asked.words) > LONGEST or len(asked.words.split()) > MOST_WORDS:
        raise BadInput(f"检索的字太多，最多 {LONGEST} 个字、{MOST_WORDS} 个词，请只写记得最准的几个词。")


def _words(words: str) -> _Read:
    """What the words in the one box are."""
    if number := numbering.typed_number(words):
        parts = {"code": number.code, "year": number.year, "serial": number.serial}
        query = registry.PaperQuery(**parts)
        return _Read(None, query, query, f"文号 {number.code}〔{number.year}〕{number.serial or '…'}号")
    if code := numbering.typed_code(words):
        return _Read(registry.CaseQuery(code=code), registry.PaperQuery(case=code), None, f"编号 {code}")
    if organ := _organ(words, known=False):
        return _Read(registry.CaseQuery(unit=organ), registry.PaperQuery(organ=organ), None, f"机关 {organ}")
    if person := _person(words, known=False):
        return _Read(registry.CaseQuery(person=person), registry.PaperQuery(person=person), None, f"办理人 {person}")
    if day := _typed_day(words):
        opened = registry.CaseQuery(opened_from=day, opened_to=day)
        issued = registry.PaperQuery(issued_from=day, issued_to=day)
        return _Read(opened, issued, None, f"{dates.printed(day)}登记的事项、成文的公文")
    titled = registry.PaperQuery(title=words)
    understood = f"标题含「{'」「'.join(words.split())}」" if words else ""
    return _Read(registry.CaseQuery(title=words), titled, titled if words else None, understood, tuple(words.split()))


def _typed_day(words: str) -> date | None:
    """The day that the words are, as people write one; None where they are none."""
    try:
        return dates.read(unicodedata.normalize("NFKC", words), "检索")
    except BadInput:
        return None


def _organ(name: str, *, known: bool = True) -> str:
    """The organ's full name; BadInput for one that must be known and is not, empty for one that need not."""
    if not name.strip():
        return ""
    try:
        return registry.organ("".join(name.split())).name
    except BadInput:
        if known:
            raise
        return ""


def _person(name: str, *, known: bool = True) -> str:
    name = names.unpad(name)
    if name and registry.on_file(name):
        return name
    if name and known:
        raise BadInput(f"没有登记名为「{name}」的人员，请核对姓名；要查标题中的字，请写在检索框里。")
    return ""


def _day(text: str, which: str) -> date | None:
    return dates.read(text, f"检索的{which}日期") if text else None

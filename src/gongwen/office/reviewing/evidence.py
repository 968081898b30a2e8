"""评分依据: what the project holds for each thing that an indicator's marks rest on: papers, what was filled in, the
results of inspections; and what it does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongwen import registry
from gongwen.document.fields import Field
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.reviewing import reading
from gongwen.office.staffing import access, privacy
from gongwen.office.staffing.access import Visitor
from gongwen.office.staffing.privacy import Sight
from gongwen.office.watching import case_data, views
from gongwen.office.watching.case_data import Item

_BETWEEN = re.compile(r"[、，；]|及(?=\w)")
_ASIDE = re.compile(r"[（(].*?[)）]")
_SEEN = ("照片", "佐证")
"""What photographs of the place may bear out, whatever the rubric calls it."""
_SHORTEST = 4
"""Characters that a label and what is asked for must share to mean the same."""


Fact = tuple[str, tuple[Item, ...]]
"""A filled field: its label and its lines."""


@dataclass(frozen=True)
class Piece:
    """One thing an indicator's marks rest on: `word` as the rubric names it, the papers, the fields (label, lines) and
    the files that bear it out; nothing found, and it is missing from the record."""

    word: str
    papers: tuple[Mapping[str, Any], ...] = ()
    facts: tuple[Fact, ...] = ()
    files: tuple[reading.Attached, ...] = ()

    @property
    def missing(self) -> bool:
        """Whether the record holds nothing of it."""
        return not (self.papers or self.facts or self.files)


@dataclass(frozen=True)
class Record:
    """What a project holds, read once for all indicators."""

    case: registry.CaseRow
    papers: tuple[registry.PaperRow, ...]
    fields: tuple[Field, ...]
    drafted_from: Mapping[str, tuple[Field, ...]]
    files: tuple[reading.Attached, ...]
    sight: Sight
    closed: frozenset[int]


def record(case: registry.CaseRow, who: Visitor, *, actor: Actor, now: datetime) -> Record:
    """The record of a case, masked; its papers only for whom the case concerns; those whose pages are `closed` to this
    person by their numbers."""
    papers = [paper for paper in registry.papers(case=case.code) if paper.versions]
    return Record(
        case,
        tuple(papers) if access.sees_case(who, case.code) else (),
        tuple(one for one in privacy.fields_of(case) if case.data.get(one.name) not in (None, "", [])),
        dict(_drafted_from(case)),
        tuple(reading.files(case)),
        privacy.masked(case),
        frozenset(paper.id for paper in papers if privacy.why_closed(paper, actor, now)),
    )


def of_line(known: Record, said: str) -> tuple[Piece, ...]:
    """What bears out an indicator whose rubric names its evidence so (立项申报书、入户核实记录)."""
    words = (_ASIDE.sub("", word).strip() for word in _BETWEEN.split(said))
    return tuple(_piece(known, word) for word in words if word)


def results(known: Record) -> tuple[Fact, ...]:
    """The outcome of every inspection: a table of a form with a choice in each line (符合, 不符合)."""
    return tuple(_fact(known, one) for one in known.fields if _is_judged(one))


def beside(known: Record, cited: Sequence[Piece]) -> tuple[Mapping[str, Any], ...]:
    """The papers of the record that no line of the rubric names (progress reports, photographs): nothing that somebody
    handed in stays unseen."""
    named = {paper["id"] for piece in cited for paper in piece.papers}
    return tuple(_paper(known, paper) for paper in known.papers if paper.id not in named)


def _paper(known: Record, paper: registry.PaperRow) -> Mapping[str, Any]:
    """A paper as a line shows it; of what came back on paper or as photographs the pages themselves (`leaves`): signed
    copies and pictures are looked at, not read."""
    printed = next((one for one in reversed(paper.versions) if one.pdf_sha), None)
    scanned = printed if printed and printed.origin == "scan" and paper.id not in known.closed else None
    leaves = reading.count(scanned.pdf_sha or "") if scanned else 0
    return views.paper_row(paper) | {"id": paper.id, "leaves": leaves, "closed": paper.id in known.closed}


def _bears_out(paper: registry.PaperRow, word: str) -> bool:
    pictured = paper.template == privacy.PHOTOS and any(one in word for one in _SEEN)
    return pictured or _within(paper.template, word)


def _piece(known: Record, word: str) -> Piece:
    papers = [paper for paper in known.papers if _bears_out(paper, word)]
    fields = {one.name: one for one in known.fields if _means(one.label, word)}
    for paper in papers:  # the lines of an inspection are the evidence; that a form was filled in is not
        fields |= {one.name: one for one in known.drafted_from.get(paper.template, ()) if _is_judged(one)}
    filled = [one for one in fields.values() if one in known.fields]
    return Piece(
        word,
        tuple(_paper(known, paper) for paper in papers),
        tuple(_fact(known, one) for one in filled if one.type != "file"),
        tuple(one for one in known.files if _means(one.label, word)),
    )


def _means(label: str, word: str) -> bool:
    """Whether a label and what the rubric names are the same thing: one is in the other, or they share enough."""
    return _within(label, word) or any(label[at : at + _SHORTEST] in word for at in range(len(label) - _SHORTEST + 1))


def _within(name: str, word: str) -> bool:
    return name in word or word in name


def _is_judged(one: Field) -> bool:
    return one.type == "table" and any(column.type == "choice" for column in one.columns)


def _fact(known: Record, one: Field) -> Fact:
    """Of a table its lines, what is amiss in front; of anything else its text."""
    value = known.sight.field(one, known.case.data[one.name])
    lines = case_data.items(one, value)
    if not lines:
        text = case_data.lines([{"name": one.name, "label": one.label, "value": value}], {one.name: one})[0]["text"]
        return one.label, tuple(Item(line) for line in text.splitlines())
    # of 符合 and 不符合 the longer one says what is amiss
    return one.label, tuple(sorted(lines, key=lambda line: -len(line.outcome)) if _is_judged(one) else lines)


def _drafted_from(case: registry.CaseRow) -> Iterator[tuple[str, tuple[Field, ...]]]:
    """Template → the fields of the forms from which the case's moves draft it."""
    found: dict[str, list[Field]] = {}
    for _, rule in shelf.definition(case.workflow, case.workflow_hash).rules():
        for step in rule.then:
            if step.name == "draft" and step.argument:
                found.setdefault(step.argument, []).extend(rule.form)
    yield from ((name, _each_once(fields)) for name, fields in found.items())


def _each_once(fields: Sequence[Field]) -> tuple[Field, ...]:
    return tuple({one.name: one for one in fields}.values())

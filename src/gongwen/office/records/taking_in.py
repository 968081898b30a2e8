"""接收在办项目: a project that ran before the office used gongwen, taken in at the stage it has come to.

What the earlier stages would have filled in is given on one form and checked by their definitions; what they would
have drafted comes as scans, filed with their old numbers. From then on it is a project like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gongwen import archiving, registry, workflow
from gongwen.document import fields
from gongwen.document.fields import Field
from gongwen.document.reference import Reference
from gongwen.errors import BadInput
from gongwen.office.clock import day_of
from gongwen.office.matters import scoring
from gongwen.office.paperwork import drafts
from gongwen.office.people import Actor
from gongwen.office.procedures import forms, shelf
from gongwen.office.records import intake
from gongwen.office.records.intake import Way
from gongwen.office.staffing import duty

TAKEN_IN = "接收在办项目"
"""The action of the case's first event."""
BASIS = "handover_basis"
"""Under which name that event's form keeps the SHA-256 of the file it was taken in on."""


@dataclass(frozen=True)
class OldPaper:
    """An earlier paper as its scan; `number` and `dated` as they stand on it."""

    template: str
    scan: bytes
    number: Reference | None = None
    dated: date | None = None


@dataclass(frozen=True)
class Handover:
    """What is handed over: the project, the stage or phase it has come to, on what basis, its data and papers."""

    title: str
    kind: str
    unit: str
    at: str
    basis: Path
    form: Mapping[str, Any] = field(default_factory=dict)
    scans: Mapping[str, Path] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class TakenIn:
    """The case, and which papers of its earlier stages were not handed over."""

    case: registry.CaseRow
    without: tuple[str, ...]


def take_in(given: Handover, *, actor: Actor, now: datetime, flow: str = shelf.PROJECT_FLOW) -> TakenIn:
    """Open the case at its stage with its papers, in one transaction; the same handover again is the same case.

    BadInput lists everything that is missing or wrong at once; Refused for a stage that is none, or an end.
    """
    duty.require_keeper(actor, day_of(now), "接收在办项目")
    definition = shelf.definition(flow)
    way = intake.way_to(definition, given.at)
    unit = registry.organ(given.unit).name
    _known_kind(given.kind)
    basis = registry.put(forms.read_bytes(given.basis), given.basis.name, "application/octet-stream").sha
    shape = as_it_will_be(given, unit, definition, way, now)
    papers, faults = _papers(given, way)
    data, wrong = _data(given, way, shape, papers)
    if faults + wrong:
        raise BadInput.of(faults + wrong)

    def opened() -> registry.CaseRow:
        return _same(shape, basis, actor) or _open(shape, data, basis, papers, actor, now)

    case = registry.within(opened)
    return TakenIn(case, tuple(name for name in way.papers if name not in {paper.template for paper in papers}))


def as_it_will_be(
    given: Handover, unit: str, definition: workflow.Definition, way: Way, now: datetime
) -> registry.CaseRow:
    """The case before it has a code or data: what forms and scores are read against."""
    return registry.CaseRow(
        code="",
        workflow=definition.name,
        workflow_hash=shelf.version_of("workflow", definition.name),
        stage=way.stage.name,
        version=1,
        title=given.title.strip(),
        kind=given.kind,
        unit=unit,
        parent=None,
        data={},
        opened_on=day_of(now),
        stage_since=day_of(now),
        stage_at=now,
        closed=False,
        closed_on=None,
    )


def _papers(given: Handover, way: Way) -> tuple[list[OldPaper], list[str]]:
    """The earlier papers, and what is wrong with their scans, numbers and dates."""
    scans, faults = _by_paper(given.scans, way, "扫描件")
    numbers, strange = _by_paper(given.numbers, way, "文号")
    dates, more = _by_paper(given.dates, way, "成文日期")
    faults += strange + more
    loose = [name for name in dict.fromkeys([*numbers, *dates]) if name not in scans]
    faults += [f"《{name}》写了文号或日期，没有交扫描件，请补上（命令行用 --scan {name}=文件）。" for name in loose]
    faults += [
        f"缺《{name}》的扫描件：以后办理「{action}」要凭它，请补上（命令行用 --scan {name}=文件）。"
        for name, action in way.wanted
        if name not in scans
    ]
    made = []
    for name, path in scans.items():
        try:
            number = intake.free_number(numbers[name], name) if name in numbers else None
            made.append(OldPaper(name, _scan(path, name), number, dates.get(name)))
        except BadInput as error:
            faults += error.faults
    return made, faults


def _by_paper(said: Mapping[str, Any], way: Way, what: str) -> tuple[dict[str, Any], list[str]]:
    """Keyed by the paper that each word means: its whole name, or a part that only one has (合同)."""
    found: dict[str, Any] = {}
    faults = []
    for word, value in said.items():
        meant = [name for name in way.papers if name == word] or [name for name in way.papers if word in name]
        if len(meant) != 1:
            why = f"可指{'、'.join(meant)}，请写全名" if meant else f"以前各环节的文书有：{'、'.join(way.papers)}"
            faults.append(f"{what}「{word}」不知道是哪份文书：{why}。")
        elif meant[0] in found:
            faults.append(f"《{meant[0]}》的{what}写了两次，请只留一个。")
        else:
            found[meant[0]] = value
    return found, faults


def _scan(path: Path, name: str) -> bytes:
    scan = forms.read_bytes(path)
    try:
        pages = archiving.count_pages(scan)
    except Exception as error:
        raise BadInput(f"《{name}》的扫描件「{path.name}」不是能打开的 PDF，请扫描成 PDF 再交。") from error
    if not pages:
        raise BadInput(f"《{name}》的扫描件「{path.name}」没有一页，请重新扫描。")
    return scan


def _data(
    given: Handover, way: Way, shape: registry.CaseRow, papers: Sequence[OldPaper]
) -> tuple[dict[str, Any], list[str]]:
    """The case's data, checked by the forms of the stages it has passed; a scan is also what a form asked for."""
    wanted = asked(way, shape)
    filed = {name: registry.digest(paper.scan) for paper in papers for name in way.files.get(paper.template, ())}
    values = {**filed, **given.form}
    where = f"接收《{given.title}》到「{way.stage.name}」"
    faults = fields.faults_in(wanted, values, where)
    if faults:
        return {}, faults
    checked = registry.plain(fields.check(wanted, values, where))
    kept = {name: value for name, value in checked.items() if value not in (None, [])}
    return kept | _computed(way, shape, kept), []


def asked(way: Way, shape: registry.CaseRow) -> tuple[Field, ...]:
    """What the stages on the way asked for, and what the other earlier ones might have."""
    found: dict[str, Field] = {}
    for rule in (*way.others, *way.rules):
        for one in scoring.form_of(shape, rule):
            found[one.name] = one if rule in way.rules else intake.optional(one)
    return tuple(found.values())


def _computed(way: Way, shape: registry.CaseRow, data: Mapping[str, Any]) -> dict[str, Any]:
    """Score, grade and proposal are reckoned from the sheets, here as everywhere; never typed."""
    case = intake.with_data(shape, data)
    for step in way.steps:
        if step in _RECKONED:
            case = intake.with_data(case, _RECKONED[step](case))
    return {name: value for name, value in case.data.items() if name not in data}


_RECKONED = {"score": scoring.score, "grade": scoring.grade, "propose": scoring.proposal}


def _same(shape: registry.CaseRow, basis: str, actor: Actor) -> registry.CaseRow | None:
    """The case that this very handover opened, when it is typed again."""
    for case in reversed(registry.cases(workflow=shape.workflow)):
        if (case.title, case.kind, case.unit) == (shape.title, shape.kind, shape.unit):
            first = registry.events(case.code)[0]
            if (first.action, first.actor, first.form.get(BASIS)) == (TAKEN_IN, actor.person, basis):
                return case
    return None


def _open(
    shape: registry.CaseRow,
    data: Mapping[str, Any],
    basis: str,
    papers: Sequence[OldPaper],
    actor: Actor,
    now: datetime,
) -> registry.CaseRow:
    case = registry.open_case(
        workflow=shape.workflow,
        workflow_hash=shape.workflow_hash,
        stage=shape.stage,
        title=shape.title,
        kind=shape.kind,
        unit=shape.unit,
        data=data,
        code_prefix=intake.prefix_of(shape),
        actor=actor.person,
        door=actor.door,
        system_user=actor.system_user,
        now=now,
        action=TAKEN_IN,
        form={**data, BASIS: basis},
    )
    for made in rows_of(case, papers):
        keep(made, {"actor": actor.person, "now": now})
    return registry.case(case.code)


def rows_of(case: registry.CaseRow, papers: Sequence[OldPaper]) -> Iterator[tuple[dict[str, Any], OldPaper]]:
    """Each earlier paper as the register keeps it; its phase, since no event of this office drafted it."""
    event = registry.events(case.code)[0]
    way = intake.way_to(shelf.definition(case.workflow, case.workflow_hash), event.target)
    for paper in papers:
        template, version = shelf.template(paper.template)
        inputs = {
            "values": {},
            "event": event.id,
            "taken_in": True,
            "phase": way.papers[paper.template],
            "signed": drafts.comes_back_signed(case, paper.template),
            "issued": template.frame != "none",
            "number": str(paper.number or ""),
        }
        yield (
            {
                "case": case.code,
                "template": paper.template,
                "template_hash": version,
                "kind": template.kind or template.title,
                "title": drafts.form_title(paper.template, case.title),
                "inputs": inputs,
            },
            paper,
        )


def keep(made: tuple[dict[str, Any], OldPaper], hand: drafts.Hand) -> registry.PaperRow:
    """File an earlier paper as its scan, with the number and the day that stand on it."""
    row, paper = made
    kept = registry.add_paper(**row, **hand)
    registry.add_version(kept.id, docx=None, pdf=paper.scan, findings=[], origin="scan", **hand)
    return registry.set_paper(kept.id, filed=True, issued_on=paper.dated, **hand)


def _known_kind(kind: str) -> None:
    kinds = registry.profile()["kinds"]
    if kind not in kinds:
        raise BadInput(f"项目类别「{kind}」不认识，本办公室的类别有：{'、'.join(kinds)}。")

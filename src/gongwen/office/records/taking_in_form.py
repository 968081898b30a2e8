"""接收的表: what is handed over with a running project, asked for on one form; the files come from the store.

Which stages a project may be taken in at, which papers it must have left by then and which data its forms would hold is
the flow's to say (`intake.way_to`); the rules of taking in are `taking_in`'s.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gongwen import registry, workflow
from gongwen.document import fields
from gongwen.document.fields import Field
from gongwen.errors import BadInput, Refused
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.receiving import uploads
from gongwen.office.records import intake, taking_in
from gongwen.office.records.intake import Way
from gongwen.office.records.taking_in import Handover, TakenIn
from gongwen.office.staffing import directory, duty

TITLE, KIND, UNIT, BASIS = "handover_title", "handover_kind", "handover_unit", "handover_basis_file"
_SCAN, _NUMBER, _DATED = "scan", "number", "dated"


@dataclass(frozen=True)
class Sheet:
    """The form for one stage, in its parts: what the project is, the papers it left, what its forms would hold."""

    stage: str
    project: tuple[Field, ...]
    papers: tuple[Field, ...]
    data: tuple[Field, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All of it."""
        return (*self.project, *self.papers, *self.data)


def stages(*, actor: Actor, now: datetime) -> dict[str, list[str]]:
    """Phase → the stages at which a project may be taken in; Refused to whoever does not take projects in."""
    duty.require_keeper(actor, day_of(now), taking_in.TAKEN_IN)
    definition = shelf.definition(shelf.PROJECT_FLOW)
    found: dict[str, list[str]] = {}
    for stage in definition.stages:
        if stage.name != definition.first.name and _leads_to(definition, stage.name):
            found.setdefault(stage.phase, []).append(stage.name)
    return found


def sheet(at: str, *, actor: Actor, now: datetime) -> Sheet:
    """The form for a project that has come to this stage. Refused where none can be taken in there."""
    duty.require_keeper(actor, day_of(now), taking_in.TAKEN_IN)
    way = _way(at)
    by_scan = {name for names in way.files.values() for name in names}
    asked = taking_in.asked(way, _nothing_yet(way, now))
    return Sheet(
        way.stage.name, _project(now), tuple(_of_papers(way)), tuple(one for one in asked if one.name not in by_scan)
    )


def take_in(at: str, given: Mapping[str, Any], *, actor: Actor, now: datetime) -> TakenIn:
    """The project taken in from the filled form (files by their SHA-256); sent again, it is the same case.

    BadInput tells all that is missing or wrong of what the project is, else of its papers and data.
    """
    form = sheet(at, actor=actor, now=now)
    own = _checked(form, given)
    with tempfile.TemporaryDirectory(prefix="gongwen-handover-") as folder:
        room = Path(folder)
        handed = Handover(
            own[TITLE], own[KIND], own[UNIT], at, _laid_out(room, "basis", given[BASIS]),
            _part(form.data, given),
            {name: _laid_out(room, key, given[key]) for name, key in _given(at, given, _SCAN)},
            {name: str(given[key]) for name, key in _given(at, given, _NUMBER)},
            _days(form, at, given),
        )  # fmt: skip
        return taking_in.take_in(handed, actor=actor, now=now)


def _checked(form: Sheet, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the project is; BadInput tells all that is missing of it, the file it is taken in on too."""
    where, plain = f"接收到「{form.stage}」的登记表", [one for one in form.project if one.type != "file"]
    own = _part(plain, given)
    faults = fields.faults_in(plain, own, where)
    if not given.get(BASIS):
        faults.append(f"{where}缺栏目「{BASIS}」（接收的依据），请附上移交清单等扫描件。")
    if faults:
        raise BadInput.of(faults)
    return fields.check(plain, own, where)


def _part(wanted: Sequence[Field], given: Mapping[str, Any]) -> dict[str, Any]:
    return {one.name: given[one.name] for one in wanted if one.name in given}


def _leads_to(definition: workflow.Definition, stage: str) -> bool:
    try:
        intake.way_to(definition, stage)
    except Refused:
        return False
    return True


def _way(at: str) -> Way:
    return intake.way_to(shelf.definition(shelf.PROJECT_FLOW), at)


def _nothing_yet(way: Way, now: datetime) -> registry.CaseRow:
    """The case before anything is known of it: what the forms of its stages are read against."""
    nothing = Handover("", "", "", way.stage.name, Path())
    return taking_in.as_it_will_be(nothing, "", shelf.definition(shelf.PROJECT_FLOW), way, now)


def _project(now: datetime) -> tuple[Field, ...]:
    organs = tuple(row.name for row in registry.organs() if directory.exists(row, day_of(now)))
    return (
        Field(TITLE, "项目名称", required=True),
        Field(KIND, "类别", "choice", True, options=tuple(registry.profile()["kinds"])),
        Field(UNIT, "项目单位", "choice", True, options=organs),
        Field(BASIS, "接收的依据", "file", True, several=True, help="移交清单等，签过字盖过章的扫描件（PDF）或照片"),
    )


def _of_papers(way: Way) -> Iterator[Field]:
    """Three fields for each earlier paper; one that later moves rest on must be there."""
    wanted = dict(way.wanted)
    for at, name in enumerate(way.papers, 1):
        why = f"以后办理「{wanted[name]}」要凭它" if name in wanted else "没有的不交，归档时写明"
        yield Field(_key(at, _SCAN), f"《{name}》的扫描件", "file", name in wanted, several=True, help=why)
        yield Field(_key(at, _NUMBER), f"《{name}》的文号", help="如 青帮办〔2025〕7号；没有文号的不填")
        yield Field(_key(at, _DATED), f"《{name}》的成文日期", "date")


def _key(at: int, part: str) -> str:
    return f"old{at}_{part}"


def _given(at: str, given: Mapping[str, Any], part: str) -> Iterator[tuple[str, str]]:
    """Each earlier paper of which this part was given, and under which name of the form."""
    for place, name in enumerate(_way(at).papers, 1):
        if given.get(_key(place, part)):
            yield name, _key(place, part)


def _days(form: Sheet, at: str, given: Mapping[str, Any]) -> dict[str, Any]:
    wanted = [one for one in form.papers if one.type == "date"]
    dated = fields.check(wanted, _part(wanted, given), "以前的文书")
    return {name: dated[key] for name, key in _given(at, given, _DATED)}


def _laid_out(room: Path, name: str, shas: str | Sequence[str]) -> Path:
    """Files of the store as one PDF: several, or pictures, are bound in their order."""
    path = room / f"{name}.pdf"
    path.write_bytes(uploads.as_pdf([shas] if isinstance(shas, str) else shas))
    return path

"""评分表: one assessor's own sheet: kept as it is filled in, handed in once, with 回避 and why where they step back.

Nobody looks at another's sheet before their own is handed in (`panel`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gongwen import assessing, registry, workflow
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.matters import scoring
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.reviewing import asking, waiting
from gongwen.office.staffing import duty, privacy
from gongwen.office.staffing.duty import Post

MARK, NOTE, RECUSED, WHY = "mark", "note", "recused", "why"
"""Names of what is filled in: `mark-a1`, `note-a1` of an indicator, whether and why one steps back."""
LONGEST = 500
OWN_UNIT = "您所在的单位就是项目单位，按规定应当回避，不打分。"


@dataclass(frozen=True)
class Seat:
    """One assessor's place: who they are in this case, of which organ, and whether that is the project's own unit. The
    `round` is the event with which the case came to be scored: sent back to be scored again, it is another."""

    case: registry.CaseRow
    rule: workflow.Rule
    rubric: assessing.Rubric
    round: int
    assessor: str
    organ: str
    role: str
    for_whom: str
    own_unit: bool


@dataclass(frozen=True)
class OwnSheet:
    """The sheet as it stands: what is typed, the points it brings, and when it was handed in."""

    seat: Seat
    values: Mapping[str, str]
    revision: int
    handed: registry.SheetRow | None

    @property
    def points(self) -> dict[str, Decimal]:
        """What each mark brings by its weight."""
        return assessing.points_of(self.seat.rubric, marks_of(self.seat.rubric, self.values))

    @property
    def total(self) -> Decimal:
        """The sum so far, of 100."""
        return sum(self.points.values(), Decimal("0.00"))


def seat(code: str, *, actor: Actor, now: datetime) -> Seat:
    """The person's place among the assessors; Refused when the case is not being scored or not by them."""
    case = registry.case(code)
    rule = scored_by(case)
    held = people.capacities(actor.person, case.unit, day_of(now))
    capacity = people.capacity_for(rule.by, "", [one for one in held if one.role in rule.by])
    if capacity is None:
        names = "、".join(assessors(case, rule, day_of(now))) or "现无人担任"
        raise Refused(f"{code}的评分由{'、'.join(rule.by)}（{names}）办理，不归「{actor.person}」。")
    return Seat(
        case=case, rule=rule, rubric=shelf.rubric(case.workflow, case.workflow_hash), round=_round(case),
        assessor=str(capacity), organ=capacity.organ, role=capacity.role, for_whom=capacity.for_whom,
        own_unit=scoring.is_own_unit(case, capacity.organ),
    )  # fmt: skip


def scored_by(case: registry.CaseRow) -> workflow.Rule:
    """The move that makes the score; Refused where the case's stage has none."""
    found = [rule for rule in shelf.stage(case, case.stage).moves if asking.is_score(rule)]
    if not found:
        raise Refused(f"{case.code}现在「{case.stage}」，不在评分环节。")
    return found[0]


def assessors(case: registry.CaseRow, rule: workflow.Rule, today: date) -> dict[str, tuple[Post, ...]]:
    """Whose sheet is owed today: each assessor with their own post and those of their deputies; who serves in the
    project's own unit owes none."""
    found: dict[str, tuple[Post, ...]] = {}
    for post in duty.today(today).of_rule(rule, case.unit):
        if not scoring.is_own_unit(case, post.organ):
            whose = post.for_whom or post.person
            found[whose] = (*found.get(whose, ()), post)
    return found


def show(code: str, *, actor: Actor, now: datetime) -> OwnSheet:
    """The person's own sheet: handed in, or as far as it is filled in; after a return it begins with what they had."""
    mine = seat(code, actor=actor, now=now)
    handed = next((row for row in registry.sheets_of(code, mine.round) if row.assessor == mine.assessor), None)
    kept = registry.working_copy(_about(mine, actor))
    values = handed.values if handed else kept.values if kept else _before(mine)
    return OwnSheet(mine, values, kept.revision if kept else 0, handed)


def save(
    code: str, values: Mapping[str, str], revision: int, *, actor: Actor, now: datetime
) -> registry.WorkingCopyRow:
    """Keep what is filled in so far; Refused when it is handed in, or was kept in another window meanwhile."""
    own = show(code, actor=actor, now=now)
    if own.handed:
        raise Refused("评分表已经交了，不能再改。")
    return registry.save_working_copy(
        _about(own.seat, actor), _known(own.seat, values), revision=revision, by=actor.person, now=now
    )


def hand_in(code: str, values: Mapping[str, str], *, actor: Actor, now: datetime) -> registry.SheetRow:
    """Hand the sheet in, for good; BadInput tells every mark that is missing or out of range, or why a 回避."""
    mine = seat(code, actor=actor, now=now)
    given = _known(mine, values)
    if mine.own_unit:
        given = {RECUSED: "是", WHY: OWN_UNIT}
    if faults := _faults(mine, given):
        raise BadInput.of(faults)
    curtain = privacy.masked(mine.case)
    clean = {name: text if name.startswith(MARK) else curtain.text(text) for name, text in given.items()}
    made = registry.hand_in_sheet(
        code, mine.round, mine.assessor, clean | {"unit": mine.organ}, actor=actor.person, now=now, role=mine.role,
        for_whom=mine.for_whom,
    )  # fmt: skip
    registry.drop_working_copy(_about(mine, actor))
    return made


def marks_of(rubric: assessing.Rubric, values: Mapping[str, str]) -> dict[str, Decimal]:
    """The marks among what is filled in, as exact numbers; what is no number (yet) is left out."""
    found = {one.code: _number(values.get(f"{MARK}-{one.code}", "")) for one in rubric.indicators}
    return {code: mark for code, mark in found.items() if mark is not None}


def as_row(rubric: assessing.Rubric, row: registry.SheetRow) -> dict[str, Any]:
    """A sheet handed in, as a line of the form from which the score is made."""
    away = row.values.get(RECUSED) == "是"
    marks = {} if away else {code: str(mark) for code, mark in marks_of(rubric, row.values).items()}
    return {"assessor": row.assessor, "unit": row.values["unit"], "recused": away, **marks}


def _known(mine: Seat, values: Mapping[str, str]) -> dict[str, str]:
    """What this sheet asks for, of all that was sent."""
    names = [f"{what}-{one.code}" for one in mine.rubric.indicators for what in (MARK, NOTE)]
    return {name: str(values[name]).strip() for name in (*names, RECUSED, WHY) if str(values.get(name) or "").strip()}


def _faults(mine: Seat, given: Mapping[str, str]) -> list[str]:
    long = [text for name, text in given.items() if not name.startswith(MARK) and len(text) > LONGEST]
    faults = [f"「{text[:12]}……」有{len(text)}个字，请缩短到{LONGEST}字以内。" for text in long]
    if given.get(RECUSED) == "是":
        return faults + ([] if given.get(WHY) else ["回避要写明理由，请填写。"])
    rows = {one.code: given.get(f"{MARK}-{one.code}", "") for one in mine.rubric.indicators}
    wrong = [
        f"「{one.name}」{_lack(rows[one.code], one)}" for one in mine.rubric.indicators if _lack(rows[one.code], one)
    ]
    return faults + wrong


def _lack(text: str, one: assessing.Indicator) -> str:
    if not text:
        return "没有打分，请补填。"
    mark = _number(text)
    if mark is None or assessing.sheet_faults(_only(one), assessing.Sheet("", "", {one.code: mark})):
        return f"的打分「{text}」不对，应当是 0 到 {one.full} 之间、至多两位小数的数。"
    return ""


def _only(one: assessing.Indicator) -> assessing.Rubric:
    return assessing.Rubric("", "", (one,), (), 1, Decimal(0))


def _number(text: str) -> Decimal | None:
    return assessing.as_mark(unicodedata.normalize("NFKC", text).strip())


def _round(case: registry.CaseRow) -> int:
    return waiting.sender(registry.events(case.code), case.stage).id


def _before(mine: Seat) -> dict[str, str]:
    """What this assessor handed in in an earlier round: sent back, nobody begins with nothing."""
    events = [one for one in registry.events(mine.case.code) if one.target == mine.case.stage and one.id < mine.round]
    for event in reversed(events):
        for row in registry.sheets_of(mine.case.code, event.id):
            if row.assessor == mine.assessor:
                return {name: text for name, text in row.values.items() if name != "unit"}
    return {}


def _about(mine: Seat, actor: Actor) -> str:
    return f"评分:{mine.case.code}:{mine.round}:{actor.person}:{mine.for_whom}"

"""评分组: the assessors of one case side by side: who has handed in, where their marks lie far apart, the score made of
all sheets. Whoever has not handed in their own sees no mark of anybody's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from gongwen import assessing, registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.clock import day_of
from gongwen.office.matters import scoring
from gongwen.office.people import Actor
from gongwen.office.reviewing import own_sheet
from gongwen.office.reviewing.own_sheet import RECUSED, WHY, OwnSheet
from gongwen.office.staffing import privacy


@dataclass(frozen=True)
class Member:
    """One assessor who has handed in: when, whether they stepped back and why, their own sum (None while hidden)."""

    name: str
    organ: str
    at: datetime
    recused: bool
    why: str
    total: Decimal | None


@dataclass(frozen=True)
class Panel:
    """The assessors. `lines` are indicator and every counted mark, `far` says for which indicators the marks lie too
    far apart for the rubric and `remarks` what was said about it; all empty until one's own sheet is handed in.
    `missing` have not handed in; `why_not` says why the score cannot be made yet, `total` and `grade` what it would
    be."""

    members: tuple[Member, ...]
    missing: tuple[str, ...]
    lines: tuple[Mapping[str, Any], ...] = ()
    far: tuple[str, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()
    total: Decimal | None = None
    grade: str = ""
    why_not: str = ""


def show(own: OwnSheet, now: datetime) -> Panel:
    """The panel as the holder of this sheet may see it now."""
    mine = own.seat
    handed = registry.sheets_of(mine.case.code, mine.round)
    came = {row.for_whom or row.actor for row in handed}
    missing = tuple(name for name in own_sheet.assessors(mine.case, mine.rule, day_of(now)) if name not in came)
    members = tuple(_member(mine, row, open=bool(own.handed)) for row in handed)
    if not own.handed:
        return Panel(members, missing, why_not="您的评分表还没有交，交了才能看别人的打分、汇总提交。")
    found = Panel(members, missing, **_so_far(mine, handed))
    if missing:
        waits = f"还等{'、'.join(missing)}交评分表；不能评的，可以填回避，或委托别人代办。"
        return replace(found, why_not=waits)
    if found.far and not found.remarks:
        return replace(found, why_not="打分相差较大的各项，请先由打分的人说明理由，再汇总提交。")
    return found


def remark(code: str, text: str, *, actor: Actor, now: datetime) -> registry.SheetRow:
    """Say why one's marks lie where they do, once one's own sheet is handed in."""
    own = own_sheet.show(code, actor=actor, now=now)
    if own.handed is None:
        raise Refused("您的评分表还没有交，交了再说明。")
    said = privacy.masked(own.seat.case).text(text.strip())
    if not said:
        raise BadInput("没有写说明，请填写。")
    if len(said) > own_sheet.LONGEST:
        raise BadInput(f"说明有{len(said)}个字，请缩短到{own_sheet.LONGEST}字以内。")
    return registry.hand_in_sheet(
        code, own.seat.round, own.seat.assessor, {"text": said}, actor=actor.person, now=now, role=own.seat.role,
        for_whom=own.seat.for_whom, remark=True,
    )  # fmt: skip


def submit(code: str, *, actor: Actor, now: datetime, key: str, seen: int | None) -> registry.Receipt:
    """Make the score of all sheets handed in: the move that the case's flow has for it. Refused while somebody's sheet
    or a word about marks far apart is missing; BadInput when too few sheets count."""
    own = own_sheet.show(code, actor=actor, now=now)
    found = show(own, now)
    if found.why_not:
        raise Refused(found.why_not)
    rows = [own_sheet.as_row(own.seat.rubric, row) for row in registry.sheets_of(code, own.seat.round)]
    return desk.take(
        code, own.seat.rule.do, actor=actor, now=now, printer=None, form={scoring.SHEETS: rows}, key=key, seen=seen
    )


def _member(mine: own_sheet.Seat, row: registry.SheetRow, *, open: bool) -> Member:
    away = row.values.get(RECUSED) == "是"
    marks = assessing.points_of(mine.rubric, own_sheet.marks_of(mine.rubric, row.values))
    total = sum(marks.values(), Decimal("0.00")) if open and not away else None
    return Member(row.assessor, row.values["unit"], row.at, away, row.values.get(WHY, "") if away else "", total)


def _so_far(mine: own_sheet.Seat, handed: tuple[registry.SheetRow, ...]) -> dict[str, Any]:
    """What the sheets that are there come to; while too few count, why not."""
    rows = [own_sheet.as_row(mine.rubric, row) for row in handed]
    said = tuple((row.assessor, row.values["text"]) for row in registry.sheet_remarks(mine.case.code, mine.round))
    try:
        made = scoring.score_of(mine.case, rows)
    except BadInput as error:
        return {"remarks": said, "why_not": "".join(error.faults)}
    grade = assessing.grade(mine.rubric, made)
    return {
        "lines": tuple(
            {"name": one.name, "weight": one.weight, "full": one.full, "marks": one.marks, "average": one.average,
             "points": one.points}
            for one in made.lines
        ),
        "far": made.spread_notes,
        "remarks": said,
        "total": made.total,
        "grade": grade.name,
    }  # fmt: skip

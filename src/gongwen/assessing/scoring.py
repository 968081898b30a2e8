"""评分: the weighted total of several assessors' sheets, with recusal and a note where marks lie far apart.

Arithmetic is exact and can be redone with a pocket calculator: an indicator's average is rounded to two decimals (half
up), its points are average × weight ÷ full marks rounded to two decimals (half up), the total is the sum of the points.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gongwen.assessing.rubric import WHOLE, Indicator, Rubric
from gongwen.assessing.sheets import Sheet, as_mark
from gongwen.errors import BadInput

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Mark:
    """What one counted assessor gave."""

    assessor: str
    value: Decimal


@dataclass(frozen=True)
class Line:
    """One indicator's result: marks, their average (of `full`), and the points it brings (of `weight`)."""

    code: str
    group: str
    name: str
    weight: Decimal
    full: Decimal
    marks: tuple[Mark, ...]
    average: Decimal
    points: Decimal
    evidence: str


@dataclass(frozen=True)
class Recusal:
    """An assessor whose sheet does not count, and why."""

    assessor: str
    unit: str
    why: str


@dataclass(frozen=True)
class Score:
    """The result: the total is the sum of the lines' points, from 0 to 100 with two decimals."""

    total: Decimal
    lines: tuple[Line, ...]
    spread_notes: tuple[str, ...]
    counted: tuple[str, ...]
    recused: tuple[Recusal, ...]


def score(rubric: Rubric, sheets: Sequence[Sheet], subject_unit: str | Collection[str]) -> Score:
    """The score of a project whose unit is `subject_unit` (or goes by several names: full and short).

    A sheet of the project's own unit, or of an assessor who stepped back, never counts. BadInput names every assessor
    and indicator with a missing mark or one out of range, and tells when too few assessors count.
    """
    units = {subject_unit} if isinstance(subject_unit, str) else set(subject_unit)
    reasons = [_recusal(sheet, {_plain(unit) for unit in units}) for sheet in sheets]
    counted = [sheet for sheet, reason in zip(sheets, reasons, strict=True) if reason is None]
    recused = tuple(reason for reason in reasons if reason is not None)
    faults = [*_repeated(sheets), *_too_few(rubric, counted, recused), *_wrong_marks(rubric, counted)]
    if faults:
        raise BadInput.of(faults)
    lines = tuple(_line(indicator, counted) for indicator in rubric.indicators)
    total = sum((line.points for line in lines), Decimal("0.00"))
    names = tuple(sheet.assessor for sheet in counted)
    return Score(total, lines, tuple(_spread_notes(rubric, lines)), names, recused)


def _recusal(sheet: Sheet, units: Collection[str]) -> Recusal | None:
    if _plain(sheet.unit) in units:
        return Recusal(sheet.assessor, sheet.unit, "与项目单位同一单位，应当回避")
    if sheet.recused:
        return Recusal(sheet.assessor, sheet.unit, "本人申请回避")
    return None


def _plain(unit: str) -> str:
    """A unit's name without spaces and with one kind of bracket, so that a stray blank never defeats a recusal."""
    return "".join(unit.split()).replace("(", "（").replace(")", "）")


def _repeated(sheets: Sequence[Sheet]) -> list[str]:
    who = [(_plain(sheet.assessor), _plain(sheet.unit)) for sheet in sheets]
    twice = [pair for pair in dict.fromkeys(who) if who.count(pair) > 1]
    return [f"评估员「{assessor}」（{unit}）交了不止一份评分表，请只留一份。" for assessor, unit in twice]


def _too_few(rubric: Rubric, counted: Sequence[Sheet], recused: Sequence[Recusal]) -> list[str]:
    if len(counted) >= rubric.assessors:
        return []
    away = f"，另有{'、'.join(f'「{r.assessor}」{r.why}' for r in recused)}" if recused else ""
    return [f"有效评分表只有 {len(counted)} 份，少于规定的 {rubric.assessors} 份{away}，请增派评估员评分。"]


def _wrong_marks(rubric: Rubric, counted: Sequence[Sheet]) -> Iterator[str]:
    codes = {indicator.code for indicator in rubric.indicators}
    for sheet in counted:
        for indicator in rubric.indicators:
            yield from _wrong_mark(sheet, indicator)
        for code in sheet.marks:
            if code not in codes:
                yield f"评估员「{sheet.assessor}」给「{code}」打了分，但指标体系中没有这一项，请删去。"


def _wrong_mark(sheet: Sheet, indicator: Indicator) -> Iterator[str]:
    where = f"评估员「{sheet.assessor}」对「{indicator.name}」（{indicator.code}）"
    if indicator.code not in sheet.marks:
        yield f"{where}没有打分，请补填。"
        return
    mark = as_mark(sheet.marks[indicator.code])
    if mark is None or not 0 <= mark <= indicator.full:
        given = sheet.marks[indicator.code]
        yield f"{where}的打分「{given}」不对，应当是 0 到 {indicator.full} 之间、至多两位小数的数。"


def _line(indicator: Indicator, counted: Sequence[Sheet]) -> Line:
    marks = tuple(Mark(sheet.assessor, Decimal(str(sheet.marks[indicator.code]))) for sheet in counted)
    average = _rounded(sum((mark.value for mark in marks), Decimal(0)) / len(marks))
    points = _rounded(average * indicator.weight / indicator.full)
    return Line(
        indicator.code, indicator.group, indicator.name, indicator.weight, indicator.full,
        marks, average, points, indicator.evidence,
    )  # fmt: skip


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(_CENT, ROUND_HALF_UP)


def _spread_notes(rubric: Rubric, lines: Sequence[Line]) -> Iterator[str]:
    """A note for each indicator whose highest and lowest mark, as percentages, lie further apart than allowed."""
    for line in lines:
        low, high = min(line.marks, key=lambda m: m.value), max(line.marks, key=lambda m: m.value)
        apart = (high.value - low.value) * WHOLE / line.full
        if apart > rubric.spread:
            yield (
                f"「{line.name}」打分相差 {apart.normalize():f} 分（折合百分制），超过 {rubric.spread:f} 分："
                f"「{high.assessor}」{high.value:f} 分，「{low.assessor}」{low.value:f} 分，请说明理由。"
            )


def sheet_faults(rubric: Rubric, sheet: Sheet) -> list[str]:
    """What is wrong with one sheet by itself, a sentence each: marks missing, out of range, or of no indicator. A
    recused assessor gives none."""
    return [] if sheet.recused else list(_wrong_marks(rubric, [sheet]))


def points_of(rubric: Rubric, marks: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The points that single marks bring by their weights, by indicator; marks out of range are left out."""
    return {
        one.code: _rounded(marks[one.code] * one.weight / one.full)
        for one in rubric.indicators
        if one.code in marks and 0 <= marks[one.code] <= one.full
    }

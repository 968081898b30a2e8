"""年度考核评估: the units of a year compared by one list of indicators; totals and grades are computed, never typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongwen.errors import BadInput

WHOLE = Decimal(100)
"""What the indicators' weights add up to."""


@dataclass(frozen=True)
class UnitResult:
    """得分和等次 of one unit; `total` in points of 100."""

    unit: str
    total: Decimal
    grade: str


@dataclass(frozen=True)
class Scheme:
    """方案: indicators with their weights, and the grades with the totals from which they are given, highest first."""

    weights: Mapping[str, Decimal]
    lines: tuple[tuple[str, Decimal], ...]


def scheme(indicators: Sequence[Mapping[str, object]], lines: Sequence[Mapping[str, object]]) -> Scheme:
    """The checked scheme; BadInput tells every fault: weights not 100, a name twice, thresholds that do not descend
    to 0."""
    names = [str(row["name"]) for row in indicators]
    weights = {str(row["name"]): Decimal(str(row["weight"])) for row in indicators}
    grades = tuple((str(row["name"]), Decimal(str(row["threshold"]))) for row in lines)
    faults = [f"指标「{name}」列了两次，请合并。" for name in dict.fromkeys(names) if names.count(name) > 1]
    if (whole := sum(weights.values(), Decimal(0))) != WHOLE:
        faults.append(f"各项指标的分值合计是 {whole} 分，应当是 100 分，请调整。")
    marks = [mark for _, mark in grades]
    if marks != sorted(set(marks), reverse=True) or not marks or marks[-1] != 0:
        faults.append("等次分数线应当从高到低写，最后一个等次从 0 分起，请改正。")
    if faults:
        raise BadInput.of(faults)
    return Scheme(weights, grades)


def unit_results(plan: Scheme, checks: Mapping[str, Sequence[Mapping[str, object]]]) -> tuple[UnitResult, ...]:
    """Total and grade of every unit from its checked lines, best first, equal totals in the given order.

    BadInput tells every line that is missing, unknown, given twice or above its weight.
    """
    faults = [fault for unit, rows in checks.items() for fault in line_faults(plan, unit, rows)]
    if faults:
        raise BadInput.of(faults)
    made = [_result(plan, unit, rows) for unit, rows in checks.items()]
    return tuple(sorted(made, key=lambda result: -result.total))


def line_faults(plan: Scheme, unit: str, rows: Sequence[Mapping[str, object]]) -> list[str]:
    """What does not fit the scheme in one unit's lines, one sentence each."""
    given = [str(row["name"]) for row in rows]
    faults = [f"「{unit}」缺指标「{name}」的核定分，请补上。" for name in plan.weights if name not in given]
    faults += [
        f"「{unit}」的指标「{name}」写了两次，请删去一行。" for name in dict.fromkeys(given) if given.count(name) > 1
    ]
    for row in rows:
        name, points = str(row["name"]), Decimal(str(row["points"]))
        if name not in plan.weights:
            faults.append(f"「{unit}」的「{name}」不在方案的指标之列，请按方案改正。")
        elif not 0 <= points <= plan.weights[name]:
            faults.append(f"「{unit}」的「{name}」核定 {points} 分，应当在 0 到 {plan.weights[name]} 分之间，请改正。")
    return faults


def _result(plan: Scheme, unit: str, rows: Sequence[Mapping[str, object]]) -> UnitResult:
    total = sum((Decimal(str(row["points"])) for row in rows), Decimal(0))
    return UnitResult(unit, total, next(name for name, mark in plan.lines if total >= mark))

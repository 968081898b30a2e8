"""评分表: one assessor's marks, as rows of a form or as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from gongwen.assessing.rubric import Rubric
from gongwen.document.fields import Field
from gongwen.errors import BadInput


@dataclass(frozen=True)
class Sheet:
    """One assessor's marks by indicator code; `recused` when the assessor stepped back (回避) of their own accord."""

    assessor: str
    unit: str
    marks: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    recused: bool = False


def sheet_columns(rubric: Rubric) -> tuple[Field, ...]:
    """The columns of a score table's row, for a form: assessor, unit, recused, then a mark for each indicator.

    Marks are not required here, as a recused assessor gives none; `score` asks for them.
    """
    return (
        Field("assessor", "评估员", required=True),
        Field("unit", "所在单位", required=True),
        Field("recused", "回避", "flag"),
        *(Field(i.code, f"{i.name}（满分{i.full}）", "number", help=i.standard) for i in rubric.indicators),
    )


def read_sheets(rubric: Rubric, rows: Iterable[Mapping[str, Any]]) -> tuple[Sheet, ...]:
    """Sheets from the rows of a form (columns as in `sheet_columns`); BadInput tells every fault of every row.

    An empty mark is left out here; whether it may be is for `score` to say.
    """
    codes = [indicator.code for indicator in rubric.indicators]
    sheets, faults = [], []
    for number, row in enumerate(rows, 1):
        sheet, wrong = _read_sheet(codes, row, f"评分表第{number}行")
        sheets.append(sheet)
        faults += wrong
    if faults:
        raise BadInput.of(faults)
    return tuple(sheets)


def _read_sheet(codes: list[str], row: Mapping[str, Any], where: str) -> tuple[Sheet, list[str]]:
    known = {"assessor", "unit", "recused", *codes}
    faults = [f"{where}有不认识的栏目「{key}」，请删去或改正。" for key in row if key not in known]
    words = {"assessor": "评估员", "unit": "所在单位"}
    faults += [f"{where}缺「{label}」，请补填。" for key, label in words.items() if not str(row.get(key) or "").strip()]
    marks: dict[str, Decimal] = {}
    for code in codes:
        if row.get(code) in (None, ""):
            continue
        mark = as_mark(row[code])
        if mark is None:
            faults.append(f"{where}的「{code}」应当是数，现为「{row[code]}」。")
        else:
            marks[code] = mark
    assessor, unit = (str(row.get(key) or "").strip() for key in words)
    return Sheet(assessor, unit, MappingProxyType(marks), bool(row.get("recused"))), faults


def as_mark(value: Any) -> Decimal | None:
    """The mark as an exact number with at most two decimals, or None when it is not one."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str | float):
        return None
    try:
        mark = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return mark if mark.is_finite() and abs(mark) < 10**9 and mark == round(mark, 2) else None

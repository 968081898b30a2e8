"""先填好的: what a unit need not type again: what it said before, and the lines of a table the case has already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gongwen import registry
from gongwen.document.fields import Field
from gongwen.office.ruling.move_form import MoveForm

_IN_COMMON = 2
"""Columns that two tables must share for the one to be the beginning of the other."""


def values(form: MoveForm) -> dict[str, Any]:
    """The form's values as they are offered: a table that is still empty begins with the lines of a table of the case
    that asks for the same things (逐项自评 with 指标 and 分值 of the plan)."""
    data = registry.case(form.code).data
    offered = {one.name: _carried(one, data) for one in form.fields if one.type == "table"}
    return {**{name: lines for name, lines in offered.items() if lines}, **form.values}


def _carried(table: Field, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    wanted = [column.name for column in table.columns]
    for name, lines in data.items():
        if name != table.name and _is_table(lines):
            shared = [column for column in wanted if column in lines[0]]
            if len(shared) >= _IN_COMMON and shared[0] == wanted[0]:
                return [{column: line.get(column) for column in shared} for line in lines]
    return []


def _is_table(value: Any) -> bool:
    return isinstance(value, Sequence) and bool(value) and isinstance(value[0], Mapping)

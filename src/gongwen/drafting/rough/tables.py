"""原稿表格: a draft's table as plain rows of equal length; what is merged keeps its text once, in its first cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from gongwen.drafting.rough.inline import GONE, SETTINGS
from gongwen.drafting.rough.styles import value, whole

_MOST_COLUMNS = 63
"""As many columns as Word makes."""


@dataclass(frozen=True)
class Cell:
    """A cell as wide as `span` columns of the grid; without an element it only fills a row that begins further in."""

    element: Any
    span: int = 1
    runs_on: bool = False


def rows_of(table: Any) -> list[list[Cell]]:
    """The rows that are not deleted, with their cells."""
    return [row for one in _inner(table, "w:tr") if not _is_deleted(one) and (row := _cells(one))]


def full_rows(rows: Sequence[Sequence[tuple[Cell, str]]]) -> tuple[tuple[tuple[str, ...], ...], int]:
    """Rows of text of equal length, and how many cells were merged. Columns in which no cell begins are left out."""
    placed = [list(_placed(row)) for row in rows]
    columns = sorted({at for row in placed for at, _ in row})
    made = tuple(tuple(dict(row).get(column, "") for column in columns) for row in placed)
    merged = sum(cell.runs_on for row in rows for cell, _ in row)
    merged += sum(sum(at < column < at + cell.span for column in columns) > 0
                  for row in rows for at, cell in _starts(row) if cell.element is not None)  # fmt: skip
    return made, merged


def _starts(row: Sequence[tuple[Cell, str]]) -> Iterator[tuple[int, Cell]]:
    at = 0
    for cell, _ in row:
        yield at, cell
        at += cell.span


def _placed(row: Sequence[tuple[Cell, str]]) -> Iterator[tuple[int, str]]:
    """Text by the column that its cell begins in."""
    for (at, cell), (_, text) in zip(_starts(row), row, strict=True):
        if cell.element is not None:
            yield at, text


def _cells(row: Any) -> list[Cell]:
    before = min(whole(value(row, "w:trPr/w:gridBefore")), _MOST_COLUMNS)
    made = [Cell(None, before)] if before else []
    for cell in _inner(row, "w:tc"):
        span = min(whole(value(cell, "w:tcPr/w:gridSpan"), 1), _MOST_COLUMNS)
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        runs_on = merge is not None and merge.get(qn("w:val")) != "restart"
        made.append(Cell(cell, max(1, span), runs_on))
    return made


def _inner(parent: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, through content controls and tracked insertions."""
    for child in parent:
        if child.tag == qn(name):
            yield child
        elif child.tag not in GONE and child.tag not in SETTINGS and child.tag != qn("w:tblGrid"):
            yield from _inner(child, name)


def _is_deleted(row: Any) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None

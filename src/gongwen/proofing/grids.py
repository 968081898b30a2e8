"""表格线: the tables of a page, told from their rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.document.sheet import Rule, Sheet, TextLine

_TOUCH = 0.6
_THROUGH = 0.9
"""A horizontal rule this part as long as the table is wide parts its rows."""


@dataclass(frozen=True)
class Grid:
    """A table's box on a page, and where its upright rules and the rules between its rows lie, in mm."""

    x0: float
    y0: float
    x1: float
    y1: float
    columns: tuple[float, ...]
    rows: tuple[float, ...]

    def row(self, sheet: Sheet, number: int) -> list[TextLine]:
        """The lines in one row; empty where the rules do not part so many."""
        if number + 1 >= len(self.rows):
            return []
        top, foot = self.rows[number], self.rows[number + 1]
        inside = (line for line in sheet.lines if self.x0 - _TOUCH < line.x0 < self.x1)
        return [line for line in inside if top < (line.top + line.bottom) / 2 < foot]

    def head(self, sheet: Sheet) -> str:
        """The words of the first row without blanks."""
        return "".join("".join(line.text.split()) for line in self.row(sheet, 0))


def grids(sheet: Sheet) -> list[Grid]:
    """The tables of a page from top to bottom; rules without uprights make none."""
    return [_grid(sheet, group) for group in _groups(sheet)]


def _groups(sheet: Sheet) -> Iterator[list[Rule]]:
    """Upright rules that lie beside one another."""
    uprights = sorted((r for r in sheet.rules if not r.horizontal), key=lambda r: min(r.y0, r.y1))
    group: list[Rule] = []
    for rule in uprights:
        if group and min(rule.y0, rule.y1) > max(max(r.y0, r.y1) for r in group) + _TOUCH:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _grid(sheet: Sheet, uprights: list[Rule]) -> Grid:
    x0, x1 = min(r.x0 for r in uprights), max(r.x0 for r in uprights)
    y0, y1 = min(min(r.y0, r.y1) for r in uprights), max(max(r.y0, r.y1) for r in uprights)
    through = [
        r.y
        for r in sheet.rules
        if r.horizontal and y0 - _TOUCH < r.y < y1 + _TOUCH and r.x1 - r.x0 > _THROUGH * (x1 - x0)
    ]
    return Grid(x0, y0, x1, y1, _apart(r.x0 for r in uprights), _apart(through))


def _apart(places: Iterator[float] | list[float]) -> tuple[float, ...]:
    """Places in order, those that nearly coincide told once."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _TOUCH:
            kept.append(place)
    return tuple(kept)

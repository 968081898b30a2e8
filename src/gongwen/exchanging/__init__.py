"""台账往来: lists of the office as files that spreadsheets open, and such lists read back; knows openpyxl."""

# ruff: noqa: F401 (the imports below tell type checkers what `__getattr__` finds at run time)

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.drawers import on_demand

if TYPE_CHECKING:
    from gongwen.exchanging.rosters import MOST_ROWS, Line, Listed, plain, read_list
    from gongwen.exchanging.sheets import FORMATS, sheet_file

_DRAWERS = {
    "rosters": "MOST_ROWS Line Listed plain read_list",
    "sheets": "FORMATS sheet_file",
}

__all__ = [name for names in _DRAWERS.values() for name in names.split()]

__getattr__ = on_demand(__name__, _DRAWERS)

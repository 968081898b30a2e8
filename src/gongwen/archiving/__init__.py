"""归档: arranges a case's papers, binds one PDF for reading, writes and verifies the bundle as a BagIt folder.

The bundle carries the originals untouched; the reading copy is a copy and says so. The order of work is `arranged` →
`contents` → (the office renders cover and contents) → `bind` → `write_bag` → `verify`.
"""

# ruff: noqa: F401 (the imports below tell type checkers what `__getattr__` finds at run time)

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.drawers import on_demand

if TYPE_CHECKING:
    from gongwen.archiving.bag import file_name, write_bag
    from gongwen.archiving.catalogue import Inventory, Row, contents, inventory
    from gongwen.archiving.items import PHASES, ROLES, Item, Part, arranged
    from gongwen.archiving.pdf_parts import count_pages
    from gongwen.archiving.reading_copy import READING_COPY, bind
    from gongwen.archiving.verification import Fault, info, verify

_DRAWERS = {
    "bag": "file_name write_bag",
    "catalogue": "Inventory Row contents inventory",
    "items": "PHASES ROLES Item Part arranged",
    "pdf_parts": "count_pages",
    "reading_copy": "READING_COPY bind",
    "verification": "Fault info verify",
}

__all__ = [name for names in _DRAWERS.values() for name in names.split()]

__getattr__ = on_demand(__name__, _DRAWERS)

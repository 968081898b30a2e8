"""印制: DOCX → PDF by LibreOffice workers, fonts and their stand-ins, page pictures, the check of what came out.

`open_printer()` prints and checks what it printed, `check_print()` and `pictures()` look at any PDF of ours,
`bound()` makes one PDF of photographed and scanned pages,
`diagram()` draws with the fonts of the papers, `survey()` says what this machine has and lacks.
"""

# ruff: noqa: F401 (the imports below tell type checkers what `__getattr__` finds at run time)

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.drawers import on_demand

if TYPE_CHECKING:
    from gongwen.printing.albums import Captioned, album
    from gongwen.printing.diagrams import diagram
    from gongwen.printing.finishing import Printed
    from gongwen.printing.inspection import PrintedFont, PrintReport, check_print
    from gongwen.printing.intake import pdf_fault, picture_fault
    from gongwen.printing.leaves import PDF, Leaf, bound, check_photo, taken_at, upright
    from gongwen.printing.legibility import doubt
    from gongwen.printing.pages import picture, pictures
    from gongwen.printing.printer import Printer, open_printer
    from gongwen.printing.programs import Program
    from gongwen.printing.scans import scan_of
    from gongwen.printing.surveying import Survey, font_file, survey
    from gongwen.printing.verdict import undeclared

_DRAWERS = {
    "albums": "Captioned album",
    "diagrams": "diagram",
    "finishing": "Printed",
    "inspection": "PrintedFont PrintReport check_print",
    "intake": "pdf_fault picture_fault",
    "leaves": "PDF Leaf bound check_photo taken_at upright",
    "legibility": "doubt",
    "pages": "picture pictures",
    "printer": "Printer open_printer",
    "programs": "Program",
    "scans": "scan_of",
    "surveying": "Survey font_file survey",
    "verdict": "undeclared",
}

__all__ = [name for names in _DRAWERS.values() for name in names.split()]

__getattr__ = on_demand(__name__, _DRAWERS)

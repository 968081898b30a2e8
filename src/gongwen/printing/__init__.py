"""印制: DOCX → PDF by LibreOffice workers, fonts and their stand-ins, page pictures, the check of what came out.

`open_printer()` prints, `pictures()` and `check_print()` look at what was printed, `diagram()` draws with the fonts of
the papers, `survey()` says what this machine has and lacks.
"""

from gongwen.printing.diagrams import diagram
from gongwen.printing.pages import PrintedFont, PrintReport, check_print, pictures
from gongwen.printing.printer import Printer, open_printer
from gongwen.printing.programs import Program
from gongwen.printing.scans import scan_of
from gongwen.printing.survey import Survey, survey

__all__ = [
    "PrintReport",
    "PrintedFont",
    "Printer",
    "Program",
    "Survey",
    "check_print",
    "diagram",
    "open_printer",
    "pictures",
    "scan_of",
    "survey",
]

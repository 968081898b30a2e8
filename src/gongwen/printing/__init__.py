"""印制: DOCX → PDF by LibreOffice workers, fonts and their stand-ins, page pictures, the check of what came out.

`open_printer()` prints and checks what it printed, `check_print()` and `pictures()` look at any PDF of ours,
`bound()` makes one PDF of photographed and scanned pages,
`diagram()` draws with the fonts of the papers, `survey()` says what this machine has and lacks.
"""

from gongwen.printing.album import Captioned, album
from gongwen.printing.diagrams import diagram
from gongwen.printing.finishing import Printed
from gongwen.printing.inspection import PrintedFont, PrintReport, check_print
from gongwen.printing.intake import pdf_fault, picture_fault
from gongwen.printing.leaves import PDF, Leaf, bound, check_photo, taken_at, upright
from gongwen.printing.pages import picture, pictures
from gongwen.printing.printer import Printer, open_printer
from gongwen.printing.programs import Program
from gongwen.printing.scans import scan_of
from gongwen.printing.survey import Survey, font_file, survey
from gongwen.printing.verdict import undeclared

__all__ = [
    "PDF",
    "Captioned",
    "Leaf",
    "PrintReport",
    "Printed",
    "PrintedFont",
    "Printer",
    "Program",
    "Survey",
    "album",
    "bound",
    "check_photo",
    "check_print",
    "diagram",
    "font_file",
    "open_printer",
    "pdf_fault",
    "picture",
    "picture_fault",
    "pictures",
    "scan_of",
    "survey",
    "taken_at",
    "undeclared",
    "upright",
]

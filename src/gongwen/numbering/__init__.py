"""编号: the rules of series: which 代字, which serial comes next, whether a ledger is whole, how codes are written.

Pure: the registry keeps the ledger and calls these rules inside its transaction.
"""

from __future__ import annotations

from gongwen.document.reference import Reference, blank
from gongwen.numbering.codes import case_code, contract_number, read_case_code
from gongwen.numbering.series import continuity, next_serial, series

__all__ = [
    "Reference",
    "blank",
    "case_code",
    "continuity",
    "contract_number",
    "next_serial",
    "read_case_code",
    "series",
]

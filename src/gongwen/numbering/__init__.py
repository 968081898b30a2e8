"""编号: the rules of series: which 代字, which serial comes next, what may happen to a number, whether a ledger is
whole, how codes are written.

Pure: the registry keeps the ledger and calls these rules inside its transaction.
"""

from __future__ import annotations

from gongwen.document.reference import Reference, blank
from gongwen.numbering.codes import case_code, contract_number, read_case_code
from gongwen.numbering.ledger import (
    APPROVER_ROLES,
    BY_SYSTEM,
    NUMBER_ORIGINS,
    NUMBER_STATES,
    OFFLINE,
    RESERVED,
    SKIPPED,
    USED,
    VOID,
    Line,
    Stretch,
    check_adopted,
    check_adopted_year,
    check_approval,
    check_purpose,
    check_void,
    findings,
    skipped,
    stretches,
)
from gongwen.numbering.series import FORMS, continuity, form_of, next_serial, printed, series
from gongwen.numbering.typed import TypedNumber, typed_code, typed_number

__all__ = [
    "APPROVER_ROLES",
    "BY_SYSTEM",
    "FORMS",
    "NUMBER_ORIGINS",
    "NUMBER_STATES",
    "OFFLINE",
    "RESERVED",
    "SKIPPED",
    "USED",
    "VOID",
    "Line",
    "Reference",
    "Stretch",
    "TypedNumber",
    "blank",
    "case_code",
    "check_adopted",
    "check_adopted_year",
    "check_approval",
    "check_purpose",
    "check_void",
    "continuity",
    "contract_number",
    "findings",
    "form_of",
    "next_serial",
    "printed",
    "read_case_code",
    "series",
    "skipped",
    "stretches",
    "typed_code",
    "typed_number",
]

"""要取的号: which number a paper will take, beside its neighbours in the series; asked before it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gongwen import numbering, registry
from gongwen.document import dates
from gongwen.document.reference import Reference
from gongwen.office.paperwork import context, drafts, number_page, typesetting

NEIGHBOURS = 4
TAKEN, KEPT, NEXT = "已取", "为本文预留", "下一个"


@dataclass(frozen=True)
class Ahead:
    """The number a paper has or will take (`why`: TAKEN, KEPT or NEXT), as it will be printed, with the last numbers of
    the series before it and the reserved ones that wait for a paper, as rows of NUMBER_COLUMNS."""

    reference: Reference
    printed: str
    why: str
    before: tuple[dict[str, Any], ...]
    reserved: tuple[dict[str, Any], ...]


def of(flow: str) -> Ahead | None:
    """What numbering this paper will come to, as things stand; None for a form, and before its day is known."""
    paper, case = drafts.of_flow(flow), registry.case(flow)
    head = typesetting.head_of(paper)
    signed = case.data.get("issued_on")
    if head is None or not signed:
        return None
    lead = registry.organ(head.lead_organ.name)
    code, year = context.code_of(lead, head), dates.read(signed, "成文日期").year
    held = registry.number_of(paper.id)
    reference = held.reference if held else Reference(code, year, registry.last_serial(code, year) + 1)
    last = registry.last_numbers(code, year, NEIGHBOURS, before=reference.serial)
    free = [row for row in registry.reserved_numbers(code, year) if row.paper is None]
    return Ahead(
        reference=reference,
        printed=context.printed_number(reference, lead, head),
        why=_why(held),
        before=tuple(number_page.listing(row) for row in last),
        reserved=tuple(number_page.listing(row) for row in free),
    )


def _why(held: registry.NumberRow | None) -> str:
    if held is None:
        return NEXT
    return KEPT if held.state == numbering.RESERVED else TAKEN


def series() -> list[dict[str, Any]]:
    """Every series there is, with its last number; the latest year first."""
    return [
        {"code": code, "year": year, "last": last, "next": Reference(code, year, last + 1)}
        for code, year, last in registry.number_series()
    ]


def codes() -> list[str]:
    """The 代字 that organs on file bear, for a new series."""
    found = (code for organ in registry.organs() for code in organ.codes.values())
    return list(dict.fromkeys(code for code in found if code))

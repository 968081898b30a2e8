"""文号台账: one series of numbers page by page, the latest first, with why a number is gone."""

from __future__ import annotations

from typing import Any

from gongwen import numbering, registry
from gongwen.document.reference import Reference
from gongwen.errors import BadInput
from gongwen.office.paperwork import number_page

PAGE = 50


def show(code: str, year: int, page: int = 1) -> dict[str, Any]:
    """A page of the series, the latest numbers first; BadInput when there is no such series or page."""
    last = registry.last_serial(code, year)
    if not last:
        raise BadInput(f"没有{code}〔{year}〕这个系列的文号，请核对代字和年份。")
    pages = -(-last // PAGE)
    if not 1 <= page <= pages:
        raise BadInput(f"{code}〔{year}〕的台账共{pages}页，没有第{page}页。")
    newest = last - (page - 1) * PAGE
    rows = registry.last_numbers(code, year, PAGE, before=newest + 1)
    return {
        "code": code,
        "year": year,
        "last": last,
        "next": str(Reference(code, year, last + 1)),
        "page": page,
        "pages": pages,
        "rows": [_row(row) for row in reversed(rows)],
        "reserved": [_row(row) for row in registry.reserved_numbers(code, year)],
    }


def _row(row: registry.NumberRow) -> dict[str, Any]:
    """A number with its paper's flow, and what may be done with it."""
    paper = registry.paper(row.paper) if row.paper else None
    return number_page.listing(row) | {
        "flow": paper.flow if paper else None,
        "reason": row.reason if row.state in (numbering.VOID, "跳号") else "",
        "approver": row.approver,
        "actor": row.actor,
        "at": row.changed_at or row.at,
        "kept": row.state == numbering.RESERVED,
        "used": row.state == numbering.USED,
    }

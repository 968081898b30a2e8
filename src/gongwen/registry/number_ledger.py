"""编号登记: the number ledger; one series per 代字 and year, from 1, without gaps, a number for one paper for good."""

from __future__ import annotations

from datetime import datetime

from gongwen.document.reference import Reference
from gongwen.numbering import next_serial
from gongwen.registry import moments
from gongwen.registry.journal import NUMBERED
from gongwen.registry.models import Number
from gongwen.registry.paper_register import find, note, reference_of
from gongwen.registry.transactions import writing
from gongwen.registry.values import NumberRow


def take_number(paper_id: int, code: str, year: int, *, actor: str, now: datetime) -> Reference:
    """Give the paper the next number of the series. A paper that has a number keeps it, whatever is asked.

    BadInput when 代字 or year cannot form a reference.
    """
    with writing():
        row = find(paper_id)
        known = reference_of(row)
        if known is not None:
            return known
        used = Number.objects.filter(code=code, year=year).values_list("serial", flat=True)
        taken = Reference.parse(str(Reference(code, year, next_serial(used))))
        Number.objects.create(paper=row, code=code, year=year, serial=taken.serial, actor=actor, at=moments.utc(now))
        note(NUMBERED, row, actor=actor, now=now, reference=str(taken))
        return taken


def numbers(code: str | None = None, year: int | None = None) -> tuple[NumberRow, ...]:
    """The ledger, by 代字, year and serial; of one series where given."""
    wanted = {name: value for name, value in {"code": code, "year": year}.items() if value is not None}
    found = Number.objects.filter(**wanted).select_related("paper").order_by("code", "year", "serial")
    return tuple(_row(number) for number in found)


def _row(number: Number) -> NumberRow:
    return NumberRow(
        reference=Reference(number.code, number.year, number.serial),
        paper=number.paper_id,
        title=number.paper.title,
        actor=number.actor,
        at=number.at,
    )

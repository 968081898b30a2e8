"""拟稿台: the sheet that an address speaks of, as the editor's views and its page need it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gongwen.office.composing import errand_work
from gongwen.office.composing.sheet import NEW, OF_PAPER, Sheet
from gongwen.office.paperwork import heading
from gongwen.web import filling

_PLACES = ("save", "settle", "preview", "drop")


@dataclass(frozen=True)
class Desk:
    """A sheet with its addresses: `here` its own, `to` those of saving, settling, preview and giving up."""

    sheet: Sheet
    name: str
    argument: str

    @property
    def new(self) -> bool:
        """Whether it is no paper yet."""
        return self.name == "begun"

    @property
    def here(self) -> str:
        return reverse(f"paperwork:{'begun' if self.new else 'edit'}", args=[self.argument])

    @property
    def to(self) -> dict[str, str]:
        stem = "begun-" if self.new else ""
        return {place: reverse(f"paperwork:{stem}{place}", args=[self.argument]) for place in _PLACES}


def of_paper(request: Any, flow: str) -> Desk:
    """The desk of a paper; Refused when its fields are not this person's to change now."""
    return Desk(errand_work.sheet_of(OF_PAPER + flow, request.actor, request.now), "edit", flow)


def of_new(request: Any, key: str) -> Desk:
    """The desk of a sheet begun with this key."""
    return Desk(errand_work.sheet_of(NEW + key, request.actor, request.now), "begun", key)


def form(desk: Desk, values: Mapping[str, Any], faults: Sequence[str]) -> dict[str, Any]:
    """The editor's form: the organs apart, for they have a way of their own to be put in order. A field holds what the
    sheet holds, nothing where it was emptied: what is usual was filled in when the sheet was begun."""
    sheet = desk.sheet
    values = {one.name: values.get(one.name) for one in sheet.fields}
    own = (heading.ISSUERS, heading.LEAD)
    organs, lead = values.get(heading.ISSUERS) or [], values.get(heading.LEAD) or ""
    able = [row.name for row in heading.candidates(sheet.drafted_on)]
    rows = filling.form_rows(sheet.head, values, faults)
    return {
        "organs": organs,
        "lead": lead,
        "able": [name for name in able if name not in organs],
        "organ_rows": [row for row in rows if row.field.name in own],
        "head": [row for row in rows if row.field.name not in own],
        "body": filling.form_rows(sheet.body, values, faults),
        "unplaced": filling.unplaced(sheet.fields, faults),
    }

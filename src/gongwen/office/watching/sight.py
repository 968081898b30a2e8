"""看得见: what a visitor may see of the lists, said so that the database leaves the rest out and counts right."""

from __future__ import annotations

from gongwen import registry
from gongwen.office.staffing.access import Visitor


def visible_to(who: Visitor) -> registry.Visible | None:
    """What `access.sees_case` lets the visitor see, of all cases at once; None: all of them."""
    if who.staff:
        return None
    if not who.roles:
        return registry.Visible(frozenset(), frozenset(), frozenset())
    names = {name for row in registry.organs() if row.name in who.organs for name in (row.name, row.short)}
    return registry.Visible(who.organs, who.organs | who.parties, frozenset(names - {""}))

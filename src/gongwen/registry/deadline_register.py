"""时限登记: when each running case is due, kept beside it so that lists can be ordered and paged by it.

A deadline follows from a case's facts and the calendar, so it is no fact of its own: nothing of this is journalled.
"""

from __future__ import annotations

from gongwen.registry.case_register import case_row, with_parent
from gongwen.registry.deadline_rule import due_of
from gongwen.registry.models import Case, Setting
from gongwen.registry.transactions import writing

_BASIS = "deadlines"
_AT_ONCE = 200


def deadline_basis() -> str:
    """By what calendar the deadlines on record were counted, as `count_deadlines` was told; empty if never."""
    found = Setting.objects.filter(name=_BASIS).first()
    return str(found.value["basis"]) if found else ""


def count_deadlines(basis: str) -> int:
    """Count the deadline of every running case anew and note by which calendar; how many changed.

    Safe to cut off and to repeat; the cases' versions stay, for no fact of theirs changes.
    """
    with writing(journalled=False):
        due, changed = due_of(), []
        for row in with_parent(Case.objects.filter(closed_at=None)).order_by("id").iterator(_AT_ONCE):
            until = due(case_row(row))
            if until != row.due_at:
                row.due_at = until
                changed.append(row)
        Case.objects.bulk_update(changed, ["due_at"], batch_size=_AT_ONCE)
        Setting.objects.update_or_create(name=_BASIS, defaults={"value": {"basis": basis}})
        return len(changed)

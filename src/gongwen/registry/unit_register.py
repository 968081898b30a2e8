"""单位的事: what a unit has with the office, looked up by the unit however many cases the office has."""

from __future__ import annotations

from collections.abc import Collection

from gongwen.registry.case_register import case_row
from gongwen.registry.models import Case, Recipient, Task
from gongwen.registry.values import TODO, CaseRow


def cases_of_units(units: Collection[str]) -> tuple[CaseRow, ...]:
    """The cases of these organs, the latest first."""
    found = Case.objects.filter(unit__in=units).exclude(unit="")
    return tuple(case_row(row) for row in found.select_related("parent").order_by("-pk"))


def cases_awaiting(parties: Collection[str]) -> tuple[CaseRow, ...]:
    """The cases in which one of these organs or persons owes a task now, the longest waiting first."""
    owed = Task.objects.filter(party__in=parties, state=TODO).values("case")
    found = Case.objects.filter(pk__in=owed, closed_at=None)
    return tuple(case_row(row) for row in found.select_related("parent").order_by("stage_at", "pk"))


def cases_acted_for(parties: Collection[str]) -> tuple[CaseRow, ...]:
    """The cases in which one of these organs or persons ever owed a task, the latest first."""
    found = Case.objects.filter(pk__in=Task.objects.filter(party__in=parties).values("case"))
    return tuple(case_row(row) for row in found.select_related("parent").order_by("-pk"))


def papers_sent_to(names: Collection[str]) -> tuple[int, ...]:
    """The ids of the papers that were sent to one of these names, the latest sent first."""
    sent = Recipient.objects.filter(name__in=names, sent_at__isnull=False).order_by("-sent_at", "-paper_id")
    return tuple(dict.fromkeys(sent.values_list("paper_id", flat=True)))

"""单位的事: what a unit has with the office, looked up by the unit however many cases the office has."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from gongwen.registry.case_register import case_row, with_parent
from gongwen.registry.models import Case, Recipient, Task
from gongwen.registry.values import TASK_STATES, TODO, CaseRow


def running_of_units(units: Collection[str], parties: Collection[str]) -> tuple[CaseRow, ...]:
    """The running cases of these organs, and those in which one of these organs or persons ever owed a task: first
    those that wait for it now, the longest waiting first; then the latest first."""
    owed = Task.objects.filter(party__in=parties, state=TODO).values("case")
    waiting = with_parent(Case.objects.filter(pk__in=owed, closed_at=None)).order_by("stage_at", "pk")
    found = with_parent(Case.objects.filter(pk__in=_of_units(units, parties), closed_at=None))
    return tuple({row.pk: case_row(row) for row in (*waiting, *found.order_by("-pk"))}.values())


def closed_of_units(units: Collection[str], parties: Collection[str], *, most: int) -> tuple[CaseRow, ...]:
    """Of the same the closed ones, the latest closed first, at `most` so many."""
    closed = with_parent(Case.objects.filter(closed_at__isnull=False)).order_by("-closed_at", "-pk")
    own = closed.filter(unit__in=units).exclude(unit="")[:most]
    others = closed.filter(pk__in=_of_parties(parties))[:most]
    latest = sorted({row.pk: row for row in (*own, *others)}.values(), key=lambda row: (row.closed_at, row.pk))
    return tuple(case_row(row) for row in reversed(latest[-most:]))


def papers_sent_to(names: Collection[str], *, received: int) -> tuple[int, ...]:
    """The ids of the papers that were sent to one of these names, the latest sent first: all that nobody has confirmed
    yet, and of those confirmed the last so many."""
    sent = Recipient.objects.filter(name__in=names, sent_at__isnull=False).order_by("-sent_at", "-paper_id")
    ids = sent.values_list("paper_id", flat=True)
    return tuple(dict.fromkeys((*ids.filter(received_at=None), *ids.exclude(received_at=None)[:received])))


def _of_units(units: Collection[str], parties: Collection[str]) -> QuerySet[Any]:
    """The primary keys of all these cases, each kind by its own index."""
    return Case.objects.filter(unit__in=units).exclude(unit="").values("pk").union(_of_parties(parties))


def _of_parties(parties: Collection[str]) -> QuerySet[Any]:
    # The state of a task is named, every one of them, for the index by state and party to serve.
    return Task.objects.filter(state__in=TASK_STATES, party__in=parties).values("case_id")

"""接手: a row of work belongs to one process at a time, under a lease; what jobs and errands have in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db.models import Q

from gongwen.registry.transactions import writing
from gongwen.registry.values import DOING, TODO

MOST_ATTEMPTS = 3
"""Claims after which work that keeps failing waits for a person."""


class Held(Protocol):
    """What tells one lease from another: whose it is, and the how many-th claim."""

    owner: str
    attempts: int


def take(table: Any, next_free: Callable[[], Any], owner: str, at: datetime, seconds: float) -> int | None:
    """The id of the next free row, now the owner's until the lease runs out; None when there is none.

    Claiming is not journalled: a lease is no fact of any case.
    """
    while (row := next_free()) is not None:
        # Compare and set: of two processes that saw the same free row only one finds it unchanged.
        seen = table.objects.filter(pk=row.pk, state=row.state, attempts=row.attempts, owner=row.owner)
        with writing(journalled=False):
            won = seen.update(
                state=DOING, attempts=row.attempts + 1, owner=owner, until=at + timedelta(seconds=seconds)
            )
        if won:
            return row.pk
    return None


def free(at: datetime) -> Q:
    """Rows that wait, and those whose owner let the lease run out (the process was killed)."""
    return Q(state=TODO) | Q(state=DOING, until__lte=at)


def is_held(row: Any, held: Held) -> bool:
    """Whether the row's lease is still the one under which it was claimed."""
    return (row.state, row.owner, row.attempts) == (DOING, held.owner, held.attempts)


def release(table: Any, key: int, owner: str) -> bool:
    """Free a row whose owner is known to be dead, before its lease runs out; False when that owner holds it no more."""
    with writing(journalled=False):
        return table.objects.filter(pk=key, state=DOING, owner=owner).update(state=TODO, owner="", until=None) > 0

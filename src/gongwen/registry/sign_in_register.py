"""登录记录: every try to sign in, noted before it is decided, so that no number of tries at once passes a limit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from gongwen.registry import journal, moments
from gongwen.registry.models import SignIn
from gongwen.registry.transactions import writing
from gongwen.registry.values import SignInRow, SignInTry, TryLimit


def begin_try(
    login: str, address: str, how: str, *, limits: Sequence[TryLimit], now: datetime
) -> SignInTry | timedelta:
    """Note a try as failed, to be let in later by `let_in`; or, without noting anything, how long to wait because a
    limit is reached."""
    at = moments.utc(now)
    with writing(journalled=False):
        waits, last = [], False
        for limit in limits:
            value = {"login": login, "address": address}[limit.column]
            failed = _failures(limit, value, at)
            if len(failed) >= limit.most:
                waits.append(failed[limit.most - 1] + timedelta(seconds=limit.seconds) - at)
            last = last or len(failed) == limit.most - 1
        if waits:
            return max(waits)
        made = SignIn.objects.create(login=login, address=address, how=how, let_in=False, at=at)
        return SignInTry(id=made.pk, last=last)


def let_in(number: int, person: str, how: str, *, door: str, now: datetime) -> None:
    """The try succeeded: the person is in."""
    with writing():
        SignIn.objects.filter(pk=number).update(let_in=True)
        journal.append("登录", actor=person, now=now, how=how, door=door)


def forgive_try(number: int) -> None:
    """The try was right, but nobody came in by it: it counts as no failure."""
    with writing(journalled=False):
        SignIn.objects.filter(pk=number).update(let_in=True)


def note_lock(person: str, how: str, *, door: str, now: datetime) -> None:
    """The try that failed was the one too many: under whose name it was (empty: nobody's) is journalled."""
    with writing():
        journal.append("登录受限", actor="系统", now=now, person=person, how=how, door=door)


def sign_ins(login: str | None = None, *, last: int = 200) -> tuple[SignInRow, ...]:
    """The latest tries, the newest first; of one name where given."""
    found = SignIn.objects.order_by("-id")
    if login is not None:
        found = found.filter(login=login)
    return tuple(
        SignInRow(login=row.login, address=row.address, how=row.how, let_in=row.let_in, at=row.at)
        for row in found[:last]
    )


def _failures(limit: TryLimit, value: str, at: datetime) -> list[datetime]:
    """The moments of the latest failures within the limit's time, the newest first, no more than the limit."""
    since = at - timedelta(seconds=limit.seconds)
    found = SignIn.objects.filter(**{limit.column: value}, let_in=False, at__gt=since)
    return list(found.order_by("-at").values_list("at", flat=True)[: limit.most])

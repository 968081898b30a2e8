"""差事登记: long work that moves no case, asked for by a person, done by any worker under a lease, found again later.

Nothing here is journalled: an errand changes no fact of any case, and what it makes can be made again. What it made
lies in the out tray (`out_tray`) until it is cleared.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from gongwen.errors import BadInput, Refused
from gongwen.registry import job_list, leases, moments, out_tray
from gongwen.registry.canonical import fingerprint, plain
from gongwen.registry.models import Errand
from gongwen.registry.transactions import writing
from gongwen.registry.values import CANCELLED, DOING, DONE, FAILED, TODO, ErrandRow

NEVER_ENDED = f"办了{leases.MOST_ATTEMPTS}次都在中途停了，没有再试。"
"""Why an errand waits for a person whose worker died each time."""

MOST_SHOWN = 200


def ask_errand(
    kind: str, argument: Mapping[str, Any], *, about: str = "", actor: str, now: datetime, reuse: bool = False
) -> ErrandRow:
    """Ask for an errand. What the same person asked for and has not got yet is the same errand; with `reuse` also what
    they asked for before and got, while it still lies there."""
    same = fingerprint([kind, about, plain(dict(argument)), actor])
    with writing(journalled=False):
        known = Errand.objects.filter(fingerprint=same, state__in=(TODO, DOING, *([DONE] if reuse else []))).last()
        known = known or Errand.objects.create(
            kind=kind,
            argument=plain(dict(argument)),
            about=about,
            asked_by=actor,
            asked_at=moments.utc(now),
            fingerprint=same,
        )
    return _row(known)


def claim_errand(
    owner: str, now: datetime, lease_seconds: float, kinds: Collection[str] | None = None
) -> ErrandRow | None:
    """The next errand that may be done (of these kinds), now ours until the lease runs out; None when there is none.

    One whose owner died is free again; one that outlived every worker that tried it is given up.
    """
    at = moments.utc(now)
    won = leases.take(Errand, lambda: _free(at, kinds), owner, at, lease_seconds)
    return None if won is None else _row(_find(won))


def tell_errand(errand: ErrandRow, *, done: int, total: int, doing: str, now: datetime, lease_seconds: float) -> bool:
    """Record how far it is and renew the lease; False when it is ours no more (cancelled, or taken over)."""
    until = moments.utc(now) + timedelta(seconds=lease_seconds)
    with writing(journalled=False):
        return _held(errand).update(done=done, total=total, doing=doing, until=until) > 0


def finish_errand(errand: ErrandRow, result: Mapping[str, Any], now: datetime) -> ErrandRow:
    """Record what it made. Refused when it was cancelled or another has taken it over."""
    made = {"state": DONE, "result": plain(dict(result)), "reason": "", "doing": ""}
    return _end(errand, made, now)


def fail_errand(
    errand: ErrandRow, reason: str, now: datetime, *, whose: str = "", permanent: bool = False
) -> ErrandRow:
    """Record why it failed and who is to act (`whose`). It is free again at once; for good (`permanent`), or after
    `leases.MOST_ATTEMPTS` claims, it waits for `retry_errand`. Refused when it is ours no more."""
    if not permanent and errand.attempts < leases.MOST_ATTEMPTS:
        return _end(errand, {"state": TODO, "reason": reason}, None)
    return _end(errand, {"state": FAILED, "reason": reason, "result": {"whose": whose}}, now)


def release_errand(errand_id: int, owner: str) -> bool:
    """Free an errand whose owner is known to be dead, before its lease runs out; False when that owner holds it not."""
    return leases.release(Errand, errand_id, owner)


def cancel_errand(errand_id: int, now: datetime) -> ErrandRow:
    """Give an unfinished errand up; a worker at it learns it when it next tells how far it is. Refused when ended."""
    with writing(journalled=False):
        row = _find(errand_id)
        if not _row(row).unfinished:
            raise Refused(f"这件差事已经「{row.state}」，不用取消。")
        Errand.objects.filter(pk=errand_id).update(state=CANCELLED, finished_at=moments.utc(now), until=None)
        return _row(_find(errand_id))


def retry_errand(errand_id: int, now: datetime) -> ErrandRow:
    """Let a failed or cancelled errand be tried again; where it was asked anew meanwhile, that one. Refused when it is
    under way or done."""
    with writing(journalled=False):
        row = _find(errand_id)
        if row.state not in (FAILED, CANCELLED):
            raise Refused(f"这件差事现在是「{row.state}」，只有失败或取消了的才需要重试。")
        anew = Errand.objects.filter(fingerprint=row.fingerprint, state__in=(TODO, DOING)).first()
        if anew is None:
            Errand.objects.filter(pk=errand_id).update(**_AFRESH, asked_at=moments.utc(now))
        return _row(_find(anew.pk if anew else errand_id))


def errand(errand_id: int) -> ErrandRow:
    """One errand as it stands; BadInput when there is none (its result was cleared)."""
    return _row(_find(errand_id))


def errands(
    *,
    asked_by: str | None = None,
    about: str | None = None,
    unfinished: bool = False,
    but_kinds: Collection[str] = (),
    most: int = MOST_SHOWN,
) -> tuple[ErrandRow, ...]:
    """Errands, the newest first, at `most` so many: of one person, about one case or paper, those not ended yet, of
    other than these kinds."""
    found = Errand.objects.order_by("-id")
    found = found if asked_by is None else found.filter(asked_by=asked_by)
    found = found if about is None else found.filter(about=about)
    found = found.filter(state__in=(TODO, DOING)) if unfinished else found
    found = found.exclude(kind__in=but_kinds) if but_kinds else found
    return tuple(_row(row) for row in found[:most])


def work_waits(now: datetime) -> bool:
    """Whether a worker would find a job or an errand to do now."""
    at = moments.utc(now)
    return Errand.objects.filter(leases.free(at)).exists() or job_list.is_any_free(at)


def clear_errands(before: datetime) -> int:
    """Forget errands that ended before this moment, and what they made; how many errands there were."""
    with writing(journalled=False):
        old = Errand.objects.filter(state__in=(DONE, FAILED, CANCELLED), finished_at__lt=moments.utc(before))
        count, _ = old.delete()
        kept = {sha for row in Errand.objects.all() for sha in out_tray.named_in(row.result)}
    out_tray.clear(kept, before)
    return count


_AFRESH = {
    "state": TODO, "attempts": 0, "done": 0, "total": 0, "doing": "", "reason": "", "result": {},
    "owner": "", "until": None, "finished_at": None,
}  # fmt: skip


def _free(at: datetime, kinds: Collection[str] | None) -> Errand | None:
    waiting = Errand.objects.filter(leases.free(at)).order_by("pk")
    waiting = waiting if kinds is None else waiting.filter(kind__in=kinds)
    worn_out = waiting.filter(attempts__gte=leases.MOST_ATTEMPTS)
    if worn_out.exists():
        with writing(journalled=False):
            worn_out.update(state=FAILED, reason=NEVER_ENDED, owner="", until=None, finished_at=at)
    return waiting.first()


def _held(held: ErrandRow) -> Any:
    return Errand.objects.filter(pk=held.id, state=DOING, owner=held.owner, attempts=held.attempts)


def _end(held: ErrandRow, change: dict[str, Any], now: datetime | None) -> ErrandRow:
    ended = moments.utc(now) if now else None
    with writing(journalled=False):
        if not _held(held).update(**change, owner="", until=None, finished_at=ended):
            raise Refused("这件差事已经取消，或已由他人接手，本次结果没有采用。")
        return _row(_find(held.id))


def _find(errand_id: int) -> Errand:
    row = Errand.objects.filter(pk=errand_id).first()
    if row is None:
        raise BadInput(f"没有第 {errand_id} 号差事：多半是过了保存期已经清理，请重新提出。")
    return row


def _row(row: Errand) -> ErrandRow:
    return ErrandRow(
        id=row.pk,
        kind=row.kind,
        argument=row.argument,
        about=row.about,
        state=row.state,
        done=row.done,
        total=row.total,
        doing=row.doing,
        reason=row.reason,
        result=row.result,
        attempts=row.attempts,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        finished_at=row.finished_at,
        owner=row.owner,
        until=row.until,
    )

"""差事: long work that moves no case, asked for by a person, done by a worker, left and found again.

`ask` says at once what stands against it; the worker does one after another (`do_next`). Whoever asked may see it, give
it up, try it again and fetch what it made; nobody else.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from gongwen import registry
from gongwen.errors import BadInput, Broken, GongwenError, Refused
from gongwen.office import errand_kinds, jobs
from gongwen.office.errand_slip import KEEPER, Shown, Slip
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.staffing import access

LEASE_SECONDS = 600
TELL_SECONDS = 0.3
"""How often at most the progress is written down."""
KEPT = timedelta(days=30)
ASKER = "提出人"
STOPPED = "这件差事已经取消，没有办完。"
DOOR = "差事"
"""The door by which an errand's acts are journalled."""

_log = logging.getLogger(__name__)


def ask(
    kind: str,
    argument: Mapping[str, Any],
    *,
    about: str = "",
    actor: Actor,
    now: datetime,
    reuse: bool = False,
) -> registry.ErrandRow:
    """Ask for an errand of a kind in `errand_kinds.KINDS`; `about` is the code of the case or the flow of the paper it
    is about. Asked again before it is done it is the same one; with `reuse` also after that, while its result lies.

    BadInput or Refused when the person may not ask, or when there is no use in it.
    """
    wanted = errand_kinds.kind(kind)
    access.require(wanted.admits, access.visitor(actor.person, now), code=about)
    wanted.ready(argument, about, actor, now)
    return registry.ask_errand(kind, argument, about=about, actor=actor.person, now=now, reuse=reuse)


def ask_by_button(
    kind: str, argument: Mapping[str, Any], *, about: str = "", actor: Actor, now: datetime
) -> registry.ErrandRow:
    """The same by a button, whose words the browser sends: BadInput for a kind with a page of its own."""
    errand_kinds.by_button(kind)
    return ask(kind, argument, about=about, actor=actor, now=now)


def of(about: str, *, actor: Actor) -> tuple[Shown, ...]:
    """What this person asked for about a case or paper, the newest first."""
    return tuple(shown(row) for row in registry.errands(about=about, asked_by=actor.person))


def mine(actor: Actor) -> tuple[Shown, ...]:
    """What this person asked for, the newest first; without the quick ones, which a page shows as it asks for them."""
    passing = errand_kinds.quick()
    return tuple(shown(row) for row in registry.errands(asked_by=actor.person, but_kinds=passing))


def one(errand_id: int, *, actor: Actor) -> Shown:
    """An errand of this person; BadInput when there is none of theirs with this number."""
    row = registry.errand(errand_id)
    if row.asked_by != actor.person:
        raise BadInput(f"没有第 {errand_id} 号差事：多半是过了保存期已经清理，请重新提出。")
    return shown(row)


def cancel(errand_id: int, *, actor: Actor, now: datetime) -> Shown:
    """Give up an errand of one's own that is not done yet."""
    return shown(registry.cancel_errand(one(errand_id, actor=actor).row.id, now))


def retry(errand_id: int, *, actor: Actor, now: datetime) -> Shown:
    """Let a failed or cancelled errand of one's own be tried again, if one may still ask for it."""
    row = one(errand_id, actor=actor).row
    access.require(errand_kinds.kind(row.kind).admits, access.visitor(actor.person, now), code=row.about)
    return shown(registry.retry_errand(row.id, now))


def file(errand_id: int, sha: str, *, actor: Actor, now: datetime) -> tuple[dict[str, Any], Path]:
    """A file that an errand of this person made: its name, type and size, and where it lies, found to be whole.

    The right to ask is looked at again: who lost their post since does not fetch it.
    """
    found = one(errand_id, actor=actor)
    access.require(errand_kinds.kind(found.row.kind).admits, access.visitor(actor.person, now), code=found.row.about)
    for told in found.files:
        if told["sha"] == sha:
            return told, registry.pick_up(sha)
    raise BadInput("这件差事没有这份成品，请从「我的差事」进入下载。")


def shown(row: registry.ErrandRow) -> Shown:
    """A row with its kind's title, and what it is about."""
    title = errand_kinds.KINDS[row.kind].title if row.kind in errand_kinds.KINDS else row.kind
    return Shown(row, f"{title} {row.about}".strip())


def do_next(now: datetime, printer: papers.Prints, *, quick_only: bool = False) -> registry.ErrandRow | None:
    """Claim the next errand, a quick one first, and do it; None when there is none. A failure is recorded with its
    reason and whose turn it is, never raised."""
    clock = jobs.lease_clock()
    row = registry.claim_errand(jobs.owner(), clock, LEASE_SECONDS, kinds=errand_kinds.quick())
    if row is None and not quick_only:
        row = registry.claim_errand(jobs.owner(), clock, LEASE_SECONDS)
    if row is not None:
        _attempt(row, now, printer)
    return row


def free_dead_owners() -> None:
    """Errands of processes of this machine that no longer live are free at once, not only when their lease ends; what
    they had lying about is removed."""
    for row in registry.errands(unfinished=True):
        if row.owner and jobs.is_dead(row.owner):
            registry.release_errand(row.id, row.owner)
    registry.clear_benches(jobs.is_dead)


def clear(now: datetime) -> int:
    """Forget what ended long ago (KEPT), and what it made; how many errands that were."""
    return registry.clear_errands(now - KEPT)


def _attempt(row: registry.ErrandRow, now: datetime, printer: papers.Prints) -> None:
    try:
        with registry.bench(jobs.owner()) as folder:
            slip = Slip(row.argument, row.about, Actor(row.asked_by, DOOR), now, printer, folder, _teller(row))
            made = errand_kinds.kind(row.kind).do(slip)
        registry.finish_errand(row, made, now)
    except GongwenError as error:
        _fail(row, "\n".join(error.faults), now, error)
    except OSError as error:
        _log.exception("errand %s failed", row.id)
        why = f"办公文件夹所在的磁盘写不进去（{error.strerror or error}），请维护人员清理磁盘、检查权限后重试。"
        _fail(row, why, now, error)
    except Exception as error:
        _log.exception("errand %s failed", row.id)
        _fail(row, f"程序出错（{type(error).__name__}：{error}），请维护人员处理后重试。", now, error)


def _fail(row: registry.ErrandRow, reason: str, now: datetime, error: Exception) -> None:
    """A missing tool may be there the next time; everything else waits for whoever is to act: the asker, unless it was
    the disk that refused."""
    refused = isinstance(error, BadInput | Refused)
    theirs = refused and not isinstance(error.__cause__, OSError)
    permanent = refused or isinstance(error, Broken) or not isinstance(error, GongwenError)
    try:
        registry.fail_errand(row, reason, now, whose=ASKER if theirs else KEEPER, permanent=permanent)
    except Refused:  # cancelled, or taken over by another worker: theirs is what counts
        _log.info("errand %s was no longer ours", row.id)


def _teller(row: registry.ErrandRow) -> Callable[[int, int, str], None]:
    """Writes the progress down, but not more often than anybody can read it; notices when it was cancelled."""
    last = 0.0

    def told(done: int, total: int, doing: str) -> None:
        nonlocal last
        if time.monotonic() - last < TELL_SECONDS:
            return
        last = time.monotonic()
        clock = jobs.lease_clock()
        if not registry.tell_errand(row, done=done, total=total, doing=doing, now=clock, lease_seconds=LEASE_SECONDS):
            raise Refused(STOPPED)

    return told

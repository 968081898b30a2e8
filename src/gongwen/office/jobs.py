"""待办: run what a move owes, one job after another; a failed step holds the later ones and says why."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from gongwen import registry
from gongwen.errors import BadInput, Broken, GongwenError, Refused
from gongwen.office.people import Actor
from gongwen.office.pressroom.papers import Prints
from gongwen.office.staffing import access
from gongwen.office.steps import STEPS, Work
from gongwen.registry.values import DOING, FAILED

LEASE_SECONDS = 600
CLERKS, KEEPER = "经办人", "系统维护人员"
"""Whose turn a failure is: what is wrong with the matter, and what is wrong with the machine."""
_log = logging.getLogger(__name__)


def run(now: datetime, printer: Prints, *, code: str | None = None) -> Iterator[registry.JobRow]:
    """Do every job that is free (of one case, or of the whole office), yielding each as it begins.

    A failure is recorded with its reason before anything else; of the case asked for it is then raised.
    """
    free_dead_owners()
    while job := registry.claim(owner(), lease_clock(), LEASE_SECONDS, code=code):
        yield job
        error = attempt(job, now, printer)
        if error is not None and (code or not isinstance(error, GongwenError)):
            raise error


def do_next(now: datetime, printer: Prints) -> registry.JobRow | None:
    """Claim the next job of the office and do it; None when none is free. A failure is recorded, never raised: a worker
    goes on with the other cases."""
    job = registry.claim(owner(), lease_clock(), LEASE_SECONDS)
    if job is not None and (error := attempt(job, now, printer)) and not isinstance(error, GongwenError):
        _log.error("job %s failed", job.id, exc_info=error)
    return job


def attempt(job: registry.JobRow, now: datetime, printer: Prints) -> Exception | None:
    """Do a claimed job; what went wrong, recorded with its reason."""
    try:
        do(job, now, printer)
    except GongwenError as error:
        theirs = isinstance(error, BadInput | Refused)
        whose = CLERKS if theirs else KEEPER
        registry.fail(job, str(error), now, permanent=theirs or isinstance(error, Broken), whose=whose)
        return error
    except Exception as error:
        said = f"程序出错（{type(error).__name__}：{error}），请维护人员处理后重办。"
        registry.fail(job, said, now, permanent=True, whose=KEEPER)
        return error
    return None


def do(job: registry.JobRow, now: datetime, printer: Prints) -> None:
    """One job: the step's work, then its record and the job's end in one transaction."""
    record = STEPS[job.step](Work(job, now, printer))
    registry.finish(job, now, record)


def put_back(code: str, *, actor: Actor, now: datetime) -> int:
    """Let a case's failed jobs be tried again, by whichever worker comes; how many there were.

    Refused to whoever does not do the office's own work; BadInput when nothing has failed.
    """
    access.require(access.STAFF, access.visitor(actor.person, now))
    failed = [job for job in registry.jobs(code, open_only=True) if job.state == FAILED]
    if not failed:
        raise BadInput(f"{code}没有失败的工作，不用重办；正在办的请稍候。")
    for job in failed:
        registry.retry(job.id, actor=actor.person, now=now)
    return len(failed)


def owner() -> str:
    """Who holds a lease: machine, process and the process's own start, so that a dead owner is known as such."""
    return f"{socket.gethostname()}:{os.getpid()}:{_started(os.getpid())}"


def free_dead_owners() -> None:
    """Leases of processes of this machine that no longer live are free at once, not only when they expire."""
    for job in registry.jobs(open_only=True):
        if job.owner and job.state == DOING and is_dead(job.owner):
            registry.release(job.id, job.owner)


def is_dead(lease_owner: str) -> bool:
    """Whether the holder of a lease was a process of this machine that no longer lives."""
    host, pid, started = lease_owner.rsplit(":", 2)
    return host == socket.gethostname() and _started(int(pid)) != started


def _started(pid: int) -> str:
    """The process's start in clock ticks since boot; empty when there is no such process (Linux /proc)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""


def lease_clock() -> datetime:
    """The machine's own clock, for leases only."""
    # A lease is about this machine's running processes, not about the office's calendar: the demonstration's scripted
    # clock must not make a lease look old or new.
    return datetime.now(UTC)

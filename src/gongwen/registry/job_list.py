"""待办工作: the steps that moves owe, as rows that any process may claim under a lease.

The jobs of a case are one chain in the order they were owed: an unfinished or failed one holds the later ones.
How a job is claimed, and by whom it is held, is the same for all work under a lease (`leases`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from gongwen.errors import BadInput, Refused
from gongwen.registry import journal, leases, moments
from gongwen.registry.case_register import find
from gongwen.registry.looking import once
from gongwen.registry.models import Job
from gongwen.registry.transactions import writing
from gongwen.registry.values import DONE, FAILED, TODO, JobRow


def claim(owner: str, now: datetime, lease_seconds: float, code: str | None = None) -> JobRow | None:
    """The next job that may be done (of this case), now ours until the lease runs out; None when there is none.

    A job whose owner let the lease run out (the process was killed) is free again.
    """
    at = moments.utc(now)
    if code is not None:
        find(code)
    won = leases.take(Job, lambda: _free(at, code), owner, at, lease_seconds)
    return None if won is None else job_row(_find(won))


def finish(job: JobRow, now: datetime, record: Callable[[], object] | None = None) -> None:
    """Record the job's outcome and mark it done, in one transaction. Refused when another has taken the job over."""
    with writing():
        row = _still_ours(job)
        if record is not None:
            record()
        Job.objects.filter(pk=row.pk).update(state=DONE, reason="", until=None)
        _journal("完成工作", row, actor=job.owner, now=now, attempts=row.attempts)


def fail(job: JobRow, reason: str, now: datetime, permanent: bool = False, whose: str = "") -> JobRow:
    """Record why the job failed and who is to act (`whose`). It is free again at once; for good (`permanent`), or after
    `leases.MOST_ATTEMPTS` claims, it waits for `retry` by a person. Refused when another has taken the job over."""
    with writing():
        row = _still_ours(job)
        state = FAILED if permanent or row.attempts >= leases.MOST_ATTEMPTS else TODO
        Job.objects.filter(pk=row.pk).update(state=state, reason=reason, whose=whose, owner="", until=None)
        _journal("工作未成", row, actor=job.owner, now=now, reason=reason, state=state, attempts=row.attempts)
        return job_row(_find(row.pk))


def release(job_id: int, owner: str) -> bool:
    """Free a job whose owner is known to be dead, before its lease runs out; False when that owner holds it no more."""
    return leases.release(Job, job_id, owner)


def retry(job_id: int, actor: str, now: datetime) -> JobRow:
    """Free a failed job again. Refused when it has not failed."""
    with writing():
        row = _find(job_id)
        if row.state != FAILED:
            raise Refused(f"第 {job_id} 号工作（{row.step}）现在是「{row.state}」，只有失败的工作才需要重新办理。")
        Job.objects.filter(pk=job_id).update(state=TODO, attempts=0, whose="", owner="", until=None)
        _journal("重新办理工作", row, actor=actor, now=now)
        return job_row(_find(job_id))


@once
def jobs(code: str | None = None, open_only: bool = False) -> tuple[JobRow, ...]:
    """Jobs in the order they were owed; of one case; only those not done yet."""
    found = Job.objects.select_related("case").order_by("id")
    found = found if code is None else found.filter(case=find(code))
    return tuple(job_row(row) for row in (found.exclude(state=DONE) if open_only else found))


def job_row(row: Job) -> JobRow:
    """The value of a job's row."""
    return JobRow(
        id=row.pk,
        case=row.case.code,
        event=row.event_id,
        seq=row.seq,
        step=row.step,
        argument=row.argument,
        state=row.state,
        attempts=row.attempts,
        reason=row.reason,
        owner=row.owner,
        until=row.until,
        whose=row.whose,
    )


def is_any_free(at: datetime) -> bool:
    """Whether any job may be done at this moment."""
    return _free_rows(at).exists()


def _free(at: datetime, code: str | None) -> Job | None:
    free = _free_rows(at)
    return (free if code is None else free.filter(case__code=code)).order_by("pk").first()


def _free_rows(at: datetime) -> QuerySet[Job]:
    earlier = Job.objects.filter(case=OuterRef("case"), pk__lt=OuterRef("pk")).exclude(state=DONE)
    return Job.objects.filter(leases.free(at)).exclude(Exists(earlier))


def _find(job_id: int) -> Job:
    row = Job.objects.select_related("case").filter(pk=job_id).first()
    if row is None:
        raise BadInput(f"没有第 {job_id} 号工作，请核对。")
    return row


def _still_ours(job: JobRow) -> Job:
    """The row, while the lease is the one that `job` was claimed under (the count of claims tells leases apart)."""
    row = _find(job.id)
    if not leases.is_held(row, job):
        raise Refused(f"第 {job.id} 号工作（{job.step}）已超过办理时限并由他人接手或已办完，本次结果不再登记。")
    return row


def _journal(act: str, row: Job, *, actor: str, now: datetime, **details: Any) -> None:
    journal.append(act, actor=actor, now=now, case=row.case.code, job=row.pk, step=row.step, **details)

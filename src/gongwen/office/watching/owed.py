"""欠办: what a case's moves still owe, as its page shows it: what, how far, why not, whose turn."""

from __future__ import annotations

from dataclasses import dataclass

from gongwen import registry
from gongwen.office.staffing import access, privacy
from gongwen.office.watching import views

FAILED = "失败"


@dataclass(frozen=True)
class OwedJob:
    """One step that is owed; `reason` and `whose` after a try that failed."""

    name: str
    state: str
    attempts: int
    reason: str
    whose: str


@dataclass(frozen=True)
class Owed:
    """What a case owes. `waits`: a worker has still to do something that nothing holds up; `failed`: somebody is to act
    first; `may_retry`: whether this visitor may put it back; `done` of `total` steps of what is owed now are done."""

    code: str
    jobs: tuple[OwedJob, ...]
    waits: bool
    failed: bool
    may_retry: bool
    done: int = 0
    total: int = 0


def of(code: str, visitor: access.Visitor) -> Owed:
    """What the case owes now; why a step failed is told to the staff only, and without anything personal."""
    jobs = registry.jobs(code, open_only=True)
    failed = any(job.state == FAILED for job in jobs)
    rows = tuple(_row(job, code, visitor) for job in jobs)
    events = {job.event for job in jobs}
    total = sum(job.event in events for job in registry.jobs(code)) if jobs else 0
    return Owed(code, rows, bool(jobs) and not failed, failed, failed and visitor.staff, total - len(jobs), total)


def _row(job: registry.JobRow, code: str, visitor: access.Visitor) -> OwedJob:
    reason = privacy.discreet(job.reason, [code]) if visitor.staff else ""
    return OwedJob(
        views.job_name(job), job.state, job.attempts, reason, job.whose or ("" if job.state != FAILED else "经办人")
    )

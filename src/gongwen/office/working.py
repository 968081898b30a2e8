"""办差: a worker, which does what moves owe and what people asked for, one after another, until it is stopped.

Two lanes share one press: one does the cases' jobs and quick errands, the other errands of any length, so that a bundle
holds up neither a paper nor a preview. What a killed worker had in hand is free again for the next.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from gongwen import registry
from gongwen.errors import GongwenError
from gongwen.office import errands, jobs
from gongwen.office.pressroom import papers
from gongwen.office.watching import views

POLL_SECONDS = 0.25
TIDY_SECONDS = 5.0
CLEAR_SECONDS = 3600.0
LONGEST_PAUSE = 30.0

Clock = Callable[[], datetime]
Told = Callable[[str], None]
_log = logging.getLogger(__name__)


def work(printer: papers.Prints, *, clock: Clock, stop: threading.Event, told: Told) -> None:
    """Work until `stop` is set; what is in hand then is finished first. `told` hears each piece of work once done."""
    lanes = (
        _Lane(lambda: _job_or_quick(clock, printer, told), stop),
        _Lane(lambda: _errand(clock, printer, told), stop),
    )
    for lane in lanes:
        lane.start()
    minder = _Minder(clock, lanes)
    while not stop.wait(POLL_SECONDS):
        minder.look()
    for lane in lanes:
        lane.wake.set()
    for lane in lanes:
        lane.join()


class _Lane(threading.Thread):
    """Does one thing after another; with nothing to do it sleeps until woken."""

    def __init__(self, turn: Callable[[], bool], stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.wake = threading.Event()
        self._turn, self._stop_asked = turn, stop

    def run(self) -> None:
        pause = 1.0
        while not self._stop_asked.is_set():
            try:
                busy, pause = self._turn(), 1.0
            except Exception as error:  # the database is busy or gone: what was in hand is told, and tried again
                _complain(error)
                self._stop_asked.wait(pause)
                busy, pause = True, min(2 * pause, LONGEST_PAUSE)
            if not busy:
                self.wake.wait()
                self.wake.clear()


class _Minder:
    """Looks for work, frees what dead workers held, clears what is old; one cheap question while there is nothing."""

    def __init__(self, clock: Clock, lanes: tuple[_Lane, ...]) -> None:
        self._clock, self._lanes = clock, lanes
        self._looks = 0

    def look(self) -> None:
        try:
            self._tidy()
            if registry.work_waits(self._clock()):
                for lane in self._lanes:
                    lane.wake.set()
        except Exception as error:
            _complain(error)
        self._looks += 1

    def _tidy(self) -> None:
        if self._looks % round(TIDY_SECONDS / POLL_SECONDS) == 0:
            jobs.free_dead_owners()
            errands.free_dead_owners()
        if self._looks % round(CLEAR_SECONDS / POLL_SECONDS) == 0:
            errands.clear(self._clock())


def _job_or_quick(clock: Clock, printer: papers.Prints, told: Told) -> bool:
    if row := errands.do_next(clock(), printer, quick_only=True):
        told(_errand_line(row))
        return True
    if job := jobs.do_next(clock(), printer):
        told(_job_line(job))
        return True
    return False


def _errand(clock: Clock, printer: papers.Prints, told: Told) -> bool:
    if row := errands.do_next(clock(), printer):
        told(_errand_line(row))
        return True
    return False


def _job_line(job: registry.JobRow) -> str:
    after = next((row for row in registry.jobs(job.case) if row.id == job.id), job)
    return _line(f"{job.case} {views.job_name(job)}", after.state, after.reason)


def _errand_line(row: registry.ErrandRow) -> str:
    try:
        after = registry.errand(row.id)
    except GongwenError:
        after = row
    return _line(f"差事{row.id} {errands.shown(row).title}", after.state, after.reason)


def _line(what: str, state: str, reason: str) -> str:
    return f"{what}：{state}" + (f"（{reason.splitlines()[0]}）" if reason and state != "已完成" else "")


def _complain(error: Exception) -> None:
    if isinstance(error, GongwenError):
        _log.error("%s", error)
    else:
        _log.exception("the worker goes on")

"""A process that runs gongwen commands, each in a fork of its own that kills itself (SIGKILL) at a named point.

Points are named by what happens: `move:commit:before`, `typeset:start`, `typeset:print:inside#2`. The program under
test knows nothing of this: the driver wraps Django's commit, the file store, the office's job runner and the printer's
worker from outside. A command is killed at a point, or with `soffice@POINT` only its LibreOffice is, or with `-`
nothing; then it merely notes the points that it passes. Forking spares each command the time to load the program.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

SECONDS_INTO_A_CONVERSION = 0.05
CRASHED = 70


class Points:
    """Counts and notes the points passed; at the one asked for, the process is gone."""

    def __init__(self, notes: Path, kill_at: str) -> None:
        self._notes = notes
        self._victim, _, self._kill_at = kill_at.rpartition("@")
        self._seen: Counter[str] = Counter()
        self._doing: list[str] = []

    @contextmanager
    def doing(self, what: str) -> Iterator[None]:
        """Whatever happens inside is a part of this, or of what this itself is a part of."""
        self._doing.append(what)
        yield
        self._doing.pop()

    def reached(self, what: str) -> bool:
        """Note a point; whether it is the one asked for."""
        name = ":".join([*self._doing[:1], what])
        self._seen[name] += 1
        point = name if self._seen[name] == 1 else f"{name}#{self._seen[name]}"
        with self._notes.open("a", encoding="utf-8") as notes:
            notes.write(point + "\n")
        return point == self._kill_at

    def pass_by(self, what: str) -> None:
        if self.reached(what):
            die()

    def pass_inside(self, what: str, printer_group: int) -> None:
        """The middle of a conversion: this process, or only LibreOffice, dies a moment from now."""
        if self.reached(what):
            end = (lambda: kill_group_soffice(printer_group)) if self._victim == "soffice" else die
            threading.Timer(SECONDS_INTO_A_CONVERSION, end).start()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def kill_group_soffice(group: int) -> None:
    """Kill the LibreOffice of a worker, which is in the worker's process group."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name, _, rest = (folder / "stat").read_text().rpartition(")")
        except OSError:
            continue
        if "soffice" in name and int(rest.split()[2]) == group:
            os.kill(int(folder.name), signal.SIGKILL)


def replace(owner: Any, name: str, made: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    setattr(owner, name, made(getattr(owner, name)))


def both_sides(points: Points, what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Just before and just after it are points."""

    def wrap(original: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **given: Any) -> Any:
            points.pass_by(f"{what}:before")
            result = original(*args, **given)
            points.pass_by(f"{what}:after")
            return result

        return wrapped

    return wrap


def named(points: Points, what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Points inside it bear its name."""

    def wrap(original: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **given: Any) -> Any:
            with points.doing(what):
                return original(*args, **given)

        return wrapped

    return wrap


def a_job(points: Points) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A job's start and end; what happens inside bears the step's name."""

    def wrap(do: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(job: Any, *args: Any) -> None:
            with points.doing(job.step):
                points.pass_by("start")
                do(job, *args)
                points.pass_by("end")

        return wrapped

    return wrap


def a_conversion(points: Points) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The middle of it, while LibreOffice works, and the moment after."""

    def wrap(convert: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(worker: Any, *args: Any) -> Any:
            worker.await_ready()  # else only its start would be cut off
            points.pass_inside("print:inside", worker.pid)
            made = convert(worker, *args)
            points.pass_by("print:after")
            return made

        return wrapped

    return wrap


def wrap_everything(points: Points) -> None:
    """Commits of the outermost transaction, files put in place, jobs, conversions; acts give the names."""
    from django.db.backends.base.base import BaseDatabaseWrapper

    from gongwen.office import jobs
    from gongwen.printing.libreoffice import Worker
    from gongwen.registry import case_register, job_list, moves, paper_register, store, transactions

    replace(BaseDatabaseWrapper, "_commit", both_sides(points, "commit"))
    replace(store, "place", both_sides(points, "file"))
    replace(jobs, "do", a_job(points))
    replace(Worker, "convert", a_conversion(points))
    for owner, name in ((moves, "move"), (job_list, "claim"), (job_list, "release"), (case_register, "open_case"),
                        (paper_register, "add_paper"), (transactions, "within"), (store, "put")):  # fmt: skip
        replace(owner, name, named(points, name))


def run(order: dict[str, Any]) -> int:
    """One command at the moment and with the points of the order; its exit code."""
    from gongwen.cli import desk
    from gongwen.cli import main as gongwen

    wrap_everything(Points(Path(order["notes"]), order["kill_at"]))
    moment = datetime.fromisoformat(order["at"])
    desk.now = lambda: moment
    try:
        gongwen(order["words"])
    except SystemExit as ended:
        return int(ended.code or 0)
    raise AssertionError("main returns only by SystemExit")


def fork_for(order: dict[str, Any]) -> int:
    """The command in a process of its own; the exit code, negative for the signal that killed it."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = CRASHED
    try:
        os.chdir(Path(order["notes"]).parent)
        for channel, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(order[name], os.O_WRONLY | os.O_CREAT), channel)
        code = run(order)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def serve() -> None:
    """Orders come in and exit codes go out as lines of JSON, until standard input ends."""
    import gongwen.cli  # noqa: F401 (loaded once, for all forks)
    from gongwen import drawers, registry
    from gongwen.drafting.text import title_words

    drawers.open_all()
    title_words.costs("帮扶救助")  # reads the segmenter's dictionary
    registry.close()
    for line in sys.stdin:
        print(json.dumps(fork_for(json.loads(line))), flush=True)


if __name__ == "__main__":
    serve()

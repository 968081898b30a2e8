"""Run one gongwen command in a process that kills itself (SIGKILL) at a named point, or only lists its points.

    python -m kit.killed POINTS_FILE KILL_AT -- project take …

Points are named by what happens: each side of each commit, each job's start and end, and the middle of a conversion
inside LibreOffice. The program under test knows nothing of this: the driver wraps Django's commit, the office's job
runner and the printer's worker from outside.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

SECONDS_INTO_A_CONVERSION = 0.03


class Points:
    """Counts and notes the points passed; at the one asked for, the process is gone."""

    def __init__(self, notes: Path, kill_at: str) -> None:
        self._notes, self._kill_at = notes, kill_at
        self._seen: Counter[str] = Counter()

    def name(self, kind: str) -> str:
        self._seen[kind] += 1
        return f"{kind}#{self._seen[kind]}"

    def pass_by(self, kind: str) -> None:
        point = self.name(kind)
        with self._notes.open("a", encoding="utf-8") as notes:
            notes.write(point + "\n")
        if point == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def kill_soon(self, kind: str) -> None:
        """The middle of something that runs elsewhere: note it now, die a moment later."""
        point = self.name(kind)
        with self._notes.open("a", encoding="utf-8") as notes:
            notes.write(point + "\n")
        if point == self._kill_at:
            threading.Timer(SECONDS_INTO_A_CONVERSION, os.kill, (os.getpid(), signal.SIGKILL)).start()


def around(owner: Any, name: str, points: Points, kind: Callable[..., str], *, inside: bool = False) -> None:
    """Wrap `owner.name` so that its start and end are points (or, `inside`, its middle)."""
    original = getattr(owner, name)

    def wrapped(*args: Any, **given: Any) -> Any:
        word = kind(*args, **given)
        if not word:
            return original(*args, **given)
        if inside:
            points.kill_soon(word)
            return original(*args, **given)
        points.pass_by(f"{word}:before")
        result = original(*args, **given)
        points.pass_by(f"{word}:after")
        return result

    setattr(owner, name, wrapped)


def wrap_everything(points: Points) -> None:
    """Commits of the outermost transaction, jobs, and conversions."""
    from django.db.backends.base.base import BaseDatabaseWrapper

    from gongwen.office import jobs
    from gongwen.printing import libreoffice

    around(BaseDatabaseWrapper, "_commit", points, lambda *_: "commit")
    around(jobs, "do", points, lambda job, *_: f"job:{job.step}")
    around(libreoffice.Worker, "convert", points, lambda *_, **__: "print", inside=True)


def main() -> None:
    notes, kill_at, _, *command = sys.argv[1:]
    wrap_everything(Points(Path(notes), kill_at))
    from gongwen.cli import main as gongwen

    gongwen(command)


if __name__ == "__main__":
    main()

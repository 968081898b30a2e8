"""The `gongwen` command in a process of its own, at the story's clock, with or without a point to die at."""

from __future__ import annotations

import atexit
import json
import os
import queue
import select
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code (-9 when it was killed), what it said, the points it passed."""

    code: int
    said: str
    complained: str
    points: tuple[str, ...]


def gongwen(
    arguments: Sequence[str | Path], *, at: datetime, notes: Path, kill_at: str = "-", time_limit: float = 240
) -> Ended:
    """Run one command to its end, or to the point where it dies. `notes` is a file that does not exist yet."""
    out, err = notes.with_suffix(".out"), notes.with_suffix(".err")
    order = {"words": [*map(str, arguments)], "at": at.isoformat(), "kill_at": kill_at}
    places = {"notes": str(notes), "out": str(out), "err": str(err)}
    code = _ask({**order, **places}, time_limit)
    points = tuple(notes.read_text("utf-8").split()) if notes.exists() else ()
    return Ended(code, out.read_text("utf-8"), err.read_text("utf-8"), points)


_idle: queue.LifoQueue[subprocess.Popen[str]] = queue.LifoQueue()


def _ask(order: dict[str, object], time_limit: float) -> int:
    """Have an idle driver, or a new one, run the command; as many drivers as threads that ask at once."""
    try:
        driver = _idle.get_nowait()
    except queue.Empty:
        driver = _start()
    assert driver.stdin and driver.stdout
    driver.stdin.write(json.dumps(order) + "\n")
    driver.stdin.flush()
    if not select.select([driver.stdout], [], [], time_limit)[0]:
        driver.kill()
        raise TimeoutError(f"no end within {time_limit:g} s: {order['words']}")
    code = json.loads(driver.stdout.readline())
    _idle.put(driver)
    return code


def _start() -> subprocess.Popen[str]:
    path = os.pathsep.join(filter(None, (str(TESTS), os.environ.get("PYTHONPATH"))))
    # Without the terminal's width rich would break lines at 80 columns, in the middle of a name.
    environment = {**os.environ, "PYTHONPATH": path, "COLUMNS": "300"}
    driver = subprocess.Popen(
        [sys.executable, "-m", "kit.killed"], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(_end, driver)
    return driver


def _end(driver: subprocess.Popen[str]) -> None:
    driver.kill()
    driver.communicate()

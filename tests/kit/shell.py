"""The `gongwen` command in a process of its own, at the story's clock, with or without a point to die at."""

from __future__ import annotations

import os
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
    command = [sys.executable, "-m", "kit.killed", notes, kill_at, at.isoformat(), *arguments]
    # Without the terminal's width rich would break lines at 80 columns, in the middle of a name.
    path = os.pathsep.join(filter(None, (str(TESTS), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": path, "COLUMNS": "300"}
    ran = subprocess.run(
        [str(part) for part in command], env=environment, cwd=notes.parent, capture_output=True, text=True,
        timeout=time_limit,
    )  # fmt: skip
    points = tuple(notes.read_text("utf-8").split()) if notes.exists() else ()
    return Ended(ran.returncode, ran.stdout, ran.stderr, points)

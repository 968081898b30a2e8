"""说明: what every step of the set-up shares: how it speaks, stops, waits for another run, and runs a program."""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAST_LINES = 5


class Stop(Exception):
    """The set-up cannot go on; the message is the sentence for the person at the keyboard."""


def tell(sentence: str) -> None:
    """One line on standard error: standard output belongs to the command that follows."""
    print(f"［准备］{sentence}", file=sys.stderr, flush=True)


@contextlib.contextmanager
def locked() -> Iterator[None]:
    """Only one set-up of this checkout at a time, however the one before ended.

    The programs we start inherit the lock: when we are killed, the next run still waits for a pip left at work.
    """
    place = ROOT / "build"
    place.mkdir(exist_ok=True)
    with (place / "setup.lock").open("w") as handle:
        os.set_inheritable(handle.fileno(), True)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("另一个准备过程正在进行，等它完成……")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def run(command: Sequence[str | Path], failure: str, **variables: str) -> None:
    """Run a program quietly; Stop with `failure` and the program's last lines when it fails."""
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **variables},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, close_fds=False,
    )  # fmt: skip
    if done.returncode:
        lines = done.stdout.decode("utf-8", "replace").strip().splitlines()[-LAST_LINES:]
        raise Stop("\n".join([failure, *(f"    {line}" for line in lines)]))

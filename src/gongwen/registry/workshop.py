"""工作间: a hidden folder beside what is being made, so that the thing itself appears whole or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def workshop(beside: Path) -> Iterator[Path]:
    """An empty folder on the same disk as `beside`, gone afterwards; what a killed run left there is swept first."""
    prefix = f".{beside.name}.making-"
    for left in beside.parent.iterdir():
        if left.name.startswith(prefix) and _is_abandoned(left):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(dir=beside.parent, prefix=prefix))
    handle = _locked(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def flush(path: Path) -> None:
    """Have the file or folder on disk before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_abandoned(folder: Path) -> bool:
    """Whoever works in it holds its lock, and the system lets that go when the process ends, however it ends."""
    handle = _locked(folder)
    if handle is not None:
        os.close(handle)
    return handle is not None


def _locked(folder: Path) -> int | None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle

"""An office with one project closed and its papers issued, played once a run with a quick press and copied."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

from gongwen import registry
from kit.office import an_office, play, story
from kit.quick import QuickPress, quick

CLOSED = "QHBF-2026-001"
CLERK, OWNER, ARCHIVIST, REVIEWER = "周晓岚", "范守田", "夏知秋", "顾言之"


def a_closed_case(home: Path) -> Path:
    """The office in `home`, open: the first story played to its end."""
    registry.close()
    shutil.copytree(_played(), home)
    registry.open(home)
    return home


@cache
def _played() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="gongwen-closed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    an_office(folder / "office")
    with pytest.MonkeyPatch.context() as patched:
        press: QuickPress = quick(patched)
        play(story("01"), press)
    registry.close()
    return folder / "office"

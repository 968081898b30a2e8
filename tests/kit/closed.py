"""An office with one project closed and its papers issued, or with its whole year behind it: played once a run with a
quick press, and copied."""

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
    return _copied(_played("01"), home)


def a_whole_year(home: Path) -> Path:
    """The office in `home`, open: every story played to its end."""
    return _copied(_played("0"), home)


def _copied(played: Path, home: Path) -> Path:
    registry.close()
    shutil.copytree(played, home)
    registry.open(home)
    return home


@cache
def _played(stories: str) -> Path:
    """The folder of the office in which all stories whose number begins so were played."""
    folder = Path(tempfile.mkdtemp(prefix="gongwen-closed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    an_office(folder / "office")
    with pytest.MonkeyPatch.context() as patched:
        press: QuickPress = quick(patched)
        play(story(stories), press)
    registry.close()
    return folder / "office"

"""A running office for tests: founded from the demonstration's office file, its stories played act by act."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from gongwen import registry
from gongwen.errors import ToolMissing
from gongwen.office import demo, founding
from gongwen.office.pressroom import papers

SCRIPT = demo.script_folder()
FOUNDED = datetime(2026, 3, 1, 1, tzinfo=UTC)


def an_office(home: Path) -> Path:
    """The demonstration's office in `home`, open; founded once a run and copied (a copy of the folder is a backup)."""
    registry.close()
    shutil.copytree(_founded(), home)
    registry.open(home)
    return home


@cache
def _script() -> tuple[demo.Flow, list[demo.Act]]:
    return demo.read_script(SCRIPT)


@cache
def _founded() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="gongwen-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    founding.found(folder / "office", SCRIPT / "office.yaml", actor="开办人", now=FOUNDED)
    registry.close()
    return folder / "office"


def story(number: str) -> list[demo.Act]:
    """The acts of one story, in order."""
    _, acts = _script()
    return [act for act in acts if act.key.startswith(f"{demo.DOOR}:{number}")]


def play(
    acts: list[demo.Act], printer: papers.Prints, *, until: Callable[[demo.Act], bool] = lambda act: False
) -> None:
    """Play acts up to, not including, the first for which `until` holds."""
    flow, _ = _script()
    for act in acts:
        if until(act):
            return
        demo.play(act, flow, printer, lambda told: None)


class PrinterThatHangs:
    """A press that never answers: it gives up as the real one does after its time limit."""

    def to_pdf(self, docx: bytes) -> bytes:
        raise ToolMissing("排版程序没有回应。请运行 gongwen doctor 检查后重试。")


class PrinterThatMustRest:
    """A press for acts that print nothing: any paper sent to it is a fault of the test."""

    def to_pdf(self, docx: bytes) -> bytes:
        raise AssertionError("nothing was to be printed")

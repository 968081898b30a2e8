"""The command line inside this process: what it said, on which channel, with which exit code."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from unittest import mock

from gongwen.cli import desk, main


@dataclass(frozen=True)
class Said:
    """Exit code, standard output and standard error of one command."""

    code: int
    out: str
    err: str


def typed(*words: str | Path, at: datetime | None = None) -> Said:
    """Type a command, at this moment of the office's clock or now."""
    out, err = io.StringIO(), io.StringIO()
    clock = mock.patch.object(desk, "now", lambda: at) if at else contextlib.nullcontext()
    with clock, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main([str(word) for word in words])
        except SystemExit as ended:
            return Said(int(ended.code or 0), out.getvalue(), err.getvalue())
    raise AssertionError("main returns only by SystemExit")

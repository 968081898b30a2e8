"""Processes kept running together: started again when they fall, given up when they will not stand, ended in order."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest

from gongwen.cli import supervising
from gongwen.cli.supervising import Child

pytestmark = pytest.mark.slow


def a_child(program: str) -> Child:
    return Child("试办的进程", [sys.executable, "-c", program])


def test_one_that_falls_as_soon_as_it_stands_is_given_up_with_all_others() -> None:
    said: list[str] = []
    steady = a_child("import time; time.sleep(600)")
    assert supervising.keep((steady, a_child("raise SystemExit(3)")), threading.Event(), said.append) is False
    assert len(said) == supervising.MOST_FALLS
    assert said[0] == "试办的进程意外停止（退出码 3），已重新启动；已经记录的事不受影响。"
    assert said[-1].startswith("试办的进程连续 5 次启动后就退出")
    assert steady.fallen == -15


def test_stopping_lets_each_finish_what_it_has_in_hand(tmp_path: Path) -> None:
    done = tmp_path / "done"
    program = (
        "import pathlib, signal, sys, time\n"
        f"end = lambda *_: (time.sleep(0.5), pathlib.Path({str(done)!r}).touch(), sys.exit())\n"
        "signal.signal(signal.SIGTERM, end)\n"
        f"pathlib.Path({str(tmp_path / 'up')!r}).touch()\n"
        "time.sleep(600)"
    )
    stop, child = threading.Event(), a_child(program)
    keeper = threading.Thread(target=supervising.keep, args=((child,), stop, print))
    keeper.start()
    while not (tmp_path / "up").exists():
        time.sleep(0.05)
    stop.set()
    keeper.join(30)
    assert (done.exists(), child.fallen) == (True, 0)


def test_one_that_does_not_listen_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervising, "END_SECONDS", 1.0)
    child = a_child("import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)")
    stop = threading.Event()
    threading.Timer(1.0, stop.set).start()
    assert supervising.keep((child,), stop, print) is True
    assert child.fallen in (-9, -15)

"""make demo ends by serving the office, where somebody is there to look."""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import pty
import re
import select
import socket
import subprocess
import sys
import termios
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("serve_demo", ROOT / "setup" / "serve_demo.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize(
    ("surroundings", "terminal", "wanted"),
    [
        ({}, True, True),
        ({"SERVE": ""}, True, True),
        ({"SERVE": "1"}, True, True),
        ({"SERVE": "0"}, True, False),
        ({"CI": "true"}, True, False),
        ({"CI": "false"}, True, True),
        ({}, False, False),
    ],
)
def test_it_is_served_to_a_person_only(script: ModuleType, surroundings: dict, terminal: bool, wanted: bool) -> None:
    assert script.is_wanted(surroundings, terminal) is wanted


@pytest.mark.parametrize(
    ("given", "home"),
    [([], "demo-office"), (["--home", "甲"], "甲"), (["--out", "乙", "--home=丙"], "丙")],
)
def test_it_serves_the_office_that_was_made(script: ModuleType, given: list[str], home: str) -> None:
    command = script.command(given)
    assert command[1:4] == ["serve", "--home", home]


def test_a_busy_port_is_given_way_to(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(script, "PORT", taken.getsockname()[1])
        assert script.command([])[-1] == "0"


def test_make_demo_hands_its_words_on() -> None:
    recipe = (ROOT / "Makefile").read_text("utf-8").partition("demo:  ##")[2].partition("\n\n")[0]
    assert "SERVE=$(SERVE) $(PYTHON) setup/serve_demo.py $(ARGS)" in recipe


@pytest.fixture
def demo_home(tmp_path: Path) -> Iterator[Path]:
    """A demonstration's office with its accounts, as `gongwen demo` leaves it, but for the year that it plays."""
    from gongwen import registry
    from gongwen.office import demo_accounts
    from kit.office import an_office

    home = an_office(tmp_path / "office")
    demo_accounts.open_all(datetime.now(UTC))
    registry.close()
    yield home


@pytest.mark.slow
def test_at_a_terminal_it_serves_lets_each_account_in_and_leaves_nothing_behind(demo_home: Path) -> None:
    """A terminal of its own, Ctrl-C as a person presses it: what was printed is true, and no process stays."""
    above, below = pty.openpty()
    command = [sys.executable, str(ROOT / "setup" / "serve_demo.py"), "--home", str(demo_home)]
    surroundings = {name: value for name, value in os.environ.items() if name not in ("CI", "SERVE")}
    process = subprocess.Popen(
        command, stdin=below, stdout=below, stderr=below, env=surroundings, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )  # fmt: skip
    os.close(below)
    screen = Screen(above)
    try:
        address = screen.waits_for(r"http://127\.0\.0\.1:\d+/")
        screen.waits_for("正在办理")
        accounts = re.findall(r"演示账号 (\S+?)，密码 (\S+?)：", screen.seen)
        assert len(accounts) == 6
        assert [signed_in(address, *account) for account in accounts] == [True] * 6
        assert not signed_in(address, accounts[0][0], "not-the-password")
        family = descendants(process.pid)
        assert len(family) >= 4, "the server, its two processes, the worker"
        os.write(above, b"\x03")
        screen.waits_for("已停止。")
        assert process.wait(60) == 0
        deadline = time.monotonic() + 15
        while (left := [pid for pid in family if Path(f"/proc/{pid}").exists()]) and time.monotonic() < deadline:
            time.sleep(0.2)
        assert left == []
    finally:
        process.kill()
        process.wait()
        os.close(above)


class Screen:
    """What a terminal shows."""

    def __init__(self, end: int) -> None:
        self._end = end
        self.seen = ""

    def waits_for(self, words: str) -> str:
        """Read on until the words appear (a regular expression); what was found."""
        deadline = time.monotonic() + 120
        while not (found := re.search(words, self.seen)):
            if time.monotonic() > deadline:
                raise AssertionError(f"「{words}」 never came:\n{self.seen}")
            if select.select([self._end], [], [], 1)[0]:
                self.seen += os.read(self._end, 65536).decode("utf-8", "replace").replace("\r\n", "\n")
        return found[0]


def signed_in(address: str, login: str, password: str) -> bool:
    """Whether a browser that fills in the form of the entrance so is let in."""
    jar = urllib.request.HTTPCookieProcessor()
    browser = urllib.request.build_opener(jar)
    page = browser.open(f"{address}sign-in/", timeout=60).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    form = {"csrfmiddlewaretoken": token[1], "login": login, "password": password}
    try:
        answer = browser.open(f"{address}sign-in/", urllib.parse.urlencode(form).encode(), timeout=60)
    except urllib.error.HTTPError as refused:
        assert refused.code == 422
        return False
    return answer.status == 200 and "/sign-in/" not in answer.geturl()


def descendants(pid: int) -> list[int]:
    """Every process that this one, or one of them, has started."""
    above = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            above[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    found, new = [], [pid]
    while new:
        new = [one for one, parent in above.items() if parent in new]
        found += new
    return found


@pytest.mark.parametrize("more", [{"SERVE": "0"}, {"CI": "true"}, {}])
def test_without_anybody_to_look_it_ends_at_once(demo_home: Path, more: dict[str, str]) -> None:
    """Also without a terminal, which a test has not."""
    command = [sys.executable, str(ROOT / "setup" / "serve_demo.py"), "--home", str(demo_home)]
    surroundings = {name: value for name, value in os.environ.items() if name not in ("CI", "SERVE")} | more
    ended = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, env=surroundings, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")

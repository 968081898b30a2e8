"""gongwen serve: what must hold first, one sentence each; and served: answers, survives a kill, stops when told."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.errors import Refused
from gongwen.office import certificate, errands, going_online
from gongwen.office.people import Actor
from kit.closed import ARCHIVIST, CLOSED, a_closed_case
from kit.door import typed
from kit.office import an_office

PATIENCE = 90.0
CERTIFICATES = Path(__file__).parent / "certificates"
"""Made for these tests and good for nothing else: good, other, locked (by a password), over (in 2025), early (2125)."""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


def test_a_port_in_use_is_one_sentence(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = typed("serve", "--home", home, "--port", str(port))
    assert (said.code, said.err.count("\n")) == (4, 1)
    assert f"端口 {port} 已被别的程序占用" in said.err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::"])
def test_other_machines_are_let_in_by_https_only(home: Path, host: str) -> None:
    said = typed("serve", "--home", home, "--host", host)
    assert said.code == 3
    assert "明文传输" in said.err and "--cert" in said.err and "--behind-proxy" in said.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--host", "0.0.0.0", "--behind-proxy"], "谁都可以冒充代理"),
        (["--proxy", "10.1.2.4"], "没有写 --behind-proxy"),
        (["--behind-proxy", "--proxy", "nginx"], "请写 IP 地址"),
    ],
)
def test_nobody_passes_for_the_proxy(home: Path, words: list[str], told: str) -> None:
    said = typed("serve", "--home", home, *words)
    assert (said.code, told in said.err) == (3, True), said.err


def test_a_certificate_that_is_not_there_is_told(home: Path, tmp_path: Path) -> None:
    assert "找不到证书文件" in typed("serve", "--home", home, "--cert", tmp_path / "no.pem").err
    key = tmp_path / "key.pem"
    key.touch()
    assert "没有写 --cert" in typed("serve", "--home", home, "--key", key).err


@pytest.mark.parametrize(
    ("cert", "key", "told"),
    [
        ("good.pem", "other.key", "不是证书「"),
        ("good.pem", "good.pem", "里没有私钥，请用 --key 另外写明"),
        ("good.pem", "nothing.txt", "里没有私钥，请核对 --key"),
        ("locked.pem", "locked.key", "加了口令"),
        ("good.key", "good.key", "不是可用的证书"),
        ("", "good.key", "找不到证书文件"),
    ],
)
def test_a_certificate_that_cannot_serve_is_told_before_the_office_is_said_to_be_open(home, cert, key, told) -> None:
    """Gunicorn would take any of these, and turn every visitor away."""
    (home / "nothing.txt").write_text("没有私钥")
    pem, own = CERTIFICATES / cert, home / key if key == "nothing.txt" else CERTIFICATES / key
    said = typed("serve", "--home", home, "--cert", pem, "--key", own)
    assert (said.code, said.err.count("\n"), told in said.err) == (3, 1, True), said.err


@pytest.mark.parametrize(("name", "told"), [("good", ""), ("over", "已经过期"), ("early", "还没有到生效的日子")])
def test_what_browsers_will_complain_of_is_told(name: str, told: str) -> None:
    said = certificate.require(CERTIFICATES / f"{name}.pem", CERTIFICATES / f"{name}.key")
    assert told in said and bool(said) == bool(told)


def test_what_is_no_office_is_not_served(tmp_path: Path) -> None:
    assert "不是办公文件夹" in typed("serve", "--home", tmp_path).err


def test_an_office_of_an_older_version_is_told_to_upgrade(tmp_path: Path) -> None:
    old = Path(__file__).parents[1] / "registry" / "offices" / "before-0003.tar.xz"
    shutil.unpack_archive(old, tmp_path / "old")
    folder = next(path.parent for path in (tmp_path / "old").rglob("office.db"))
    said = typed("serve", "--home", folder)
    assert (said.code, "gongwen upgrade" in said.err) == (4, True)


def test_classified_papers_are_kept_off_the_network(home: Path) -> None:
    _, files = registry.published("template", "立项批复")
    secret = files["fields.yaml"].decode().replace("paper: {", "paper: {secrecy: 秘密★1年, ", 1)
    assert "secrecy" in secret
    by = {"actor": "周晓岚", "now": datetime.now(UTC)}
    registry.publish("template", "立项批复", files | {"fields.yaml": secret.encode()}, **by)
    with pytest.raises(Refused, match="涉密公文不能上网"):
        going_online.require_unclassified()
    registry.publish("template", "立项批复", files | {"note.txt": b"1"}, **by)
    going_online.require_unclassified()  # no paper was drafted from the version that was classified


def test_the_session_key_is_made_once_and_is_nobody_else_s(home: Path) -> None:
    key = going_online.session_key(home)
    assert len(key) > 60
    assert going_online.session_key(home) == key
    assert (home / "keys" / "session.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (home / "keys").iterdir()] == ["session.key"]


class Served:
    """A `gongwen serve` of its own process; `said` is everything it printed."""

    def __init__(self, home: Path, folder: Path) -> None:
        self._log = folder / "served.txt"
        command = [sys.executable, "-m", "gongwen.cli", "serve", "--home", str(home), "--port", "0"]
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        self.address = until(lambda: self._found(r"http://127\.0\.0\.1:\d+/"))

    @property
    def said(self) -> str:
        return self._log.read_text("utf-8")

    def child(self, what: str) -> int:
        """The process number of the web server or of the worker."""
        return until(lambda: next(iter(children(self.process.pid, what)), 0))

    def ask(self, path: str) -> tuple[int, str]:
        """What a visitor who has not signed in is answered."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=60) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode("utf-8", "replace")

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE)

    def _found(self, pattern: str) -> str:
        found = re.search(pattern, self.said)
        return found[0] if found else ""


def children(parent: int, what: str) -> list[int]:
    """The processes that this one started whose command line has this word."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            above = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            words = (folder / "cmdline").read_bytes().decode()
        except (OSError, ValueError):
            continue
        if above == parent and what in words:
            found.append(int(folder.name))
    return found


def until(found: Callable[[], Any]) -> Any:
    """Wait for something that comes true."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if value := found():
            return value
        time.sleep(0.05)
    raise AssertionError("it never came")


@pytest.mark.slow
def test_it_answers_outlives_a_kill_of_each_process_and_stops_when_told(tmp_path: Path) -> None:
    home = a_closed_case(tmp_path / "office")
    served = Served(home, tmp_path)
    try:
        status, page = served.ask("sign-in/?next=%2Fhome%2F%3Fwho%3Dzhangsan")
        assert (status, "<form" in page) == (200, True)
        assert served.ask("static/style.css")[0] == 200

        row = errands.ask("bundle", {}, about=CLOSED, actor=Actor(ARCHIVIST), now=datetime.now(UTC))
        worker = served.child("worker")
        until(lambda: registry.errand(row.id).state == "办理中")
        os.kill(worker, signal.SIGKILL)
        os.kill(served.child("serving"), signal.SIGKILL)

        done = until(lambda: ended(row.id))
        assert (done.state, done.reason, done.attempts) == ("已完成", "", 2)
        assert served.child("worker") != worker
        assert served.ask("sign-in/")[0] == 200
        assert served.said.count("意外停止（被信号 SIGKILL 结束），已重新启动") == 2
        assert "zhangsan" not in served.said
        assert "GET /sign-in/ 200" in served.said
        assert (
            f"还没有人管理账号，别人进不来：请先运行 gongwen account open 姓名 --login 登录名 --keeper --home {home}"
            in (served.said)
        )
    finally:
        code = served.stop()
    assert code == 0
    assert served.said.endswith("已停止。没有办完的工作下次启动后接着办。\n")
    assert children(served.process.pid, "") == []
    assert registry.check_journal().faults == ()


def ended(errand_id: int) -> registry.ErrandRow | None:
    row = registry.errand(errand_id)
    return row if row.state in ("已完成", "失败") else None


@pytest.mark.slow
def test_a_worker_does_a_case_s_jobs_at_once_and_finishes_what_it_has_in_hand(tmp_path: Path) -> None:
    """Two workers share the office: every errand is done once, the first of them within a moment of being asked."""
    home = a_closed_case(tmp_path / "office")
    command = [sys.executable, "-m", "gongwen.cli", "worker", "--home", str(home)]
    workers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        for one in workers:
            assert one.stdout is not None and "正在办理" in one.stdout.readline()
        asked = time.monotonic()
        first = errands.ask("export", {"form": "csv"}, actor=Actor(ARCHIVIST), now=datetime.now(UTC))
        until(lambda: registry.errand(first.id).attempts)
        begun = time.monotonic() - asked
        rows = [
            errands.ask("export", {"form": form, "nr": at}, actor=Actor(ARCHIVIST), now=datetime.now(UTC))
            for at, form in enumerate(["csv", "json", "xlsx"] * 4)
        ]
        done = [until(lambda row=row: ended(row.id)) for row in [first, *rows]]
    finally:
        for one in workers:
            one.terminate()
        said = "".join(one.communicate(timeout=PATIENCE)[0] for one in workers)
    assert [one.returncode for one in workers] == [0, 0]
    assert {(row.state, row.attempts) for row in done} == {("已完成", 1)}
    assert said.count("：已完成") == len(done)
    assert begun < 1.5, "0.3 s on a machine that does nothing else"

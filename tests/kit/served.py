"""同时: an office served as users have it (gunicorn, several processes), and people whose clicks arrive together."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import quote, urlencode

from kit import web
from kit.sending import filled
from kit.web import text_of

PATIENCE_SECONDS = 60
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What a browser got."""

    status: int
    url: str
    content: bytes

    @property
    def text(self) -> str:
        return text_of(self) if self.content else ""


class Browser:
    """One browser of one person: their session, their form token, one line to the server for each click."""

    def __init__(self, port: int, person: str) -> None:
        self._port, self.person = port, person
        self._cookies = {"gongwen": web.session_for(person)} if person else {}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, typed: Mapping[str, Any]) -> Answer:
        return self._ask("POST", path, urlencode(typed, doseq=True))

    def form(self, path: str, typed: Mapping[str, Any], *, marked: str = "") -> dict[str, Any]:
        """What the form of this page would send, with what was typed."""
        return filled(self.get(path), typed, marked=marked)

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_SECONDS)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        try:
            line.request(method, quote(path, safe="/?=&%"), body, headers | ({"Content-Type": FORM} if body else {}))
            answer = line.getresponse()
            content = answer.read()
        finally:
            line.close()
        for told in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = told.partition(";")[0].partition("=")
            self._cookies[name] = value
        return Answer(answer.status, answer.headers.get("Location", ""), content)


@dataclass
class Served:
    """The office at work: `browser` opens a window for somebody, `at_once` lets several clicks arrive together."""

    port: int

    def browser(self, person: str = "") -> Browser:
        return Browser(self.port, person)

    def at_once(self, clicks: Sequence[Callable[[], Answer]]) -> list[Answer]:
        """What each click was answered, in the order of the clicks; all set out at the same moment."""
        gate = Barrier(len(clicks))

        def go(click: Callable[[], Answer]) -> Answer:
            gate.wait()
            return click()

        with ThreadPoolExecutor(len(clicks)) as people:
            return list(people.map(go, clicks))


@contextmanager
def serving(home: Path, log: Path) -> Iterator[Served]:
    """The server alone, as `gongwen serve` starts it; what the moves owe is left undone."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(256)
        port, handle = listener.getsockname()[1], listener.fileno()
        words = [sys.executable, "-m", "gongwen.web.serving", "--home", str(home), "--socket", str(handle)]
        with log.open("wb") as written:
            process = subprocess.Popen(words, pass_fds=(handle,), stdout=written, stderr=written)
        try:
            _await(port, process)
            yield Served(port)
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/sign-in/")
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            line.close()
    raise AssertionError("the server did not come up")


def processes() -> int:
    """How many of this machine's cores can be used."""
    return len(os.sched_getaffinity(0))

"""等候限度: visitors who open a line and say nothing, or say it letter by letter, keep nobody else out."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest

pytestmark = pytest.mark.slow  # a server of its own

THREADS = 2
SERVER = f"""
import sys
from gunicorn.app.base import BaseApplication
from gongwen.web import patience

patience.HEAD_SECONDS, patience.SLOWEST_BYTES = 1.5, 1_000_000

def office(environ, start):
    told = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start("200 OK", [("Content-Type", "text/plain")])
    return [str(len(told)).encode()]

class Server(BaseApplication):
    def load_config(self):
        for name, value in dict(
            bind=[f"fd://{{sys.argv[1]}}"], workers=1, threads={THREADS}, worker_class="gongwen.web.patience.Patient",
            keepalive=5, control_socket_disable=True,
        ).items():
            self.cfg.set(name, value)
    def load(self):
        return office

Server().run()
"""


@pytest.fixture
def port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        handle = listener.fileno()
        process = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(handle)], pass_fds=(handle,), stderr=subprocess.DEVNULL
        )
        try:
            port = listener.getsockname()[1]
            assert asked(port) == b"0"
            yield port
        finally:
            process.terminate()
            process.wait(30)


def asked(port: int, body: bytes | None = None) -> bytes:
    """What an ordinary visitor is answered."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", body, timeout=60) as answer:
        return answer.read()


def opened(port: int, said: bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port))
    line.sendall(said)
    return line


def test_who_says_nothing_takes_no_thread(port: int) -> None:
    lines = [opened(port, b"") for _ in range(4 * THREADS)]
    began = time.monotonic()
    assert asked(port) == b"0"
    assert time.monotonic() - began < 2, "gunicorn's own threads wait five seconds for each"
    for line in lines:
        line.close()


@pytest.mark.parametrize(
    "said", [b"GET / HTTP/1.1\r\nHost: x\r\nX-", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 400000\r\n\r\nx"]
)
def test_who_dribbles_is_cut_off(port: int, said: bytes) -> None:
    lines = [opened(port, said) for _ in range(2 * THREADS)]
    until = time.monotonic() + 20
    alive = list(lines)
    while alive and time.monotonic() < until:
        for line in list(alive):
            try:
                line.sendall(b"a")
            except OSError:
                alive.remove(line)
        time.sleep(0.2)
    assert alive == []
    assert asked(port) == b"0"
    for line in lines:
        with contextlib.suppress(OSError):
            line.close()


def test_a_large_form_that_comes_at_an_ordinary_pace_is_taken(port: int) -> None:
    body = b"x" * 3_000_000
    line = opened(port, b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3000000\r\n\r\n")
    for at in range(0, len(body), 300_000):
        line.sendall(body[at : at + 300_000])
        time.sleep(0.2)
    told = b""
    while more := line.recv(4096):
        told += more
    assert b"3000000" in told.partition(b"\r\n\r\n")[2]
    line.close()

"""等候限度: how long the server waits for a visitor to say what they want: one who dribbles keeps nobody else out.

A thread answers one visitor at a time. Whoever opens a connection and says nothing is waited for without one; whoever
begins and does not go on is cut off, and so is whoever sends a form slower than any line in use does.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct
import time
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD_SECONDS = 15.0
"""For the whole head of a request, which is a few hundred bytes."""
SLOWEST_BYTES = 4 * 1024
"""A second, of what is sent with it: a photograph over the worst telephone line takes a few minutes."""
UNREAD_SECONDS = 60
"""After so long without taking a byte of the answer a visitor is gone."""
IDLE_SECONDS = 5.0
"""An opened connection without a word, as browsers make them in advance."""


class Patient(ThreadWorker):
    """Gunicorn's threads, with an end to every wait."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._due: dict[TConn, float] = {}

    def accept(self, listener: socket.socket) -> None:
        """A new connection waits where it costs no thread until its first byte is there."""
        try:
            client, name = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", UNREAD_SECONDS, 0))
        self.nr_conns += 1
        made = TConn(self.cfg, client, name, listener.getsockname())
        made.timeout = time.monotonic() + IDLE_SECONDS
        self.pending_conns.append(made)
        self.poller.register(client, selectors.EVENT_READ, partial(self.on_pending_socket_readable, made))

    def handle(self, conn: TConn) -> Any:
        """One request, in a thread: its head is due."""
        self._due[conn] = time.monotonic() + HEAD_SECONDS
        try:
            return super().handle(conn)
        finally:
            self._due.pop(conn, None)

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """The head is there: what comes with it is due, at the slowest pace."""
        self._due[conn] = time.monotonic() + HEAD_SECONDS + _length(req) / SLOWEST_BYTES
        return super().handle_request(req, conn)

    def murder_pending(self) -> None:
        """Called about once a second: the idle are closed, and to whoever is late the office listens no longer. One who
        has sent all is past that, and gets the answer."""
        super().murder_pending()
        now = time.monotonic()
        for conn in [one for one, due in list(self._due.items()) if due < now]:
            self._due.pop(conn, None)
            with contextlib.suppress(OSError):
                socket.socket.shutdown(conn.sock, socket.SHUT_RD)  # past TLS, which another thread is speaking


def _length(req: Any) -> int:
    """How many bytes come with the request, as it says; the office reads nothing that has no length."""
    told = next((value for name, value in req.headers if name == "CONTENT-LENGTH"), "")
    return int(told) if told.isdecimal() else 0

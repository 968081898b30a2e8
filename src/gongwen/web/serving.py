"""上网: the web application of one office, and the server that runs it: gunicorn, set up here and by nothing else.

`gongwen serve` starts this module as a process of its own (`python -m gongwen.web.serving`) and hands it the listening
socket, so that a restart of the server loses no visitor.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

from gongwen.office import founding, going_online

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
PROCESSES, THREADS = 2, 8
GRACE_SECONDS = 20
UPLOAD_SECONDS = 120
"""A worker process that has answered nothing for so long is replaced."""
ONE_LINE = "%(t)s %(m)s %(U)s %(s)s %(M)sms"
"""One line a request: no query string (it may hold a name that was searched for), no address, no browser."""


def application(home: Path, *, secret: str, hosts: Sequence[str] = LOOPBACK, behind_proxy: bool = False) -> Any:
    """The WSGI application of the office in this folder. `secret` signs its sessions; `hosts` are the names under which
    it may be asked for; `behind_proxy`: another server stands before it and says who asks, and how. One process serves
    one office."""
    founding.open_office(home)
    from django.conf import settings

    settings.SECRET_KEY = secret
    settings.ALLOWED_HOSTS = list(hosts)
    if behind_proxy:
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    from django.core.wsgi import WSGIHandler

    made = WSGIHandler()
    return _Relayed(made) if behind_proxy else made


class _Relayed:
    """Behind a proxy the visitor's address is the last one that the proxy names; tries to sign in are counted by it."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        named = environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if named:
            environ["REMOTE_ADDR"] = named
        return self._inner(environ, start_response)


class Server(BaseApplication):
    """Gunicorn with our settings only: no configuration file, no environment, no control socket."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self._asked = asked
        super().__init__()

    def load_config(self) -> None:
        for name, value in settings_for(self._asked).items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """In each worker process, after the fork: no connection to the database is shared."""
        asked = self._asked
        return application(
            asked.home,
            secret=going_online.session_key(asked.home),
            hosts=asked.name or LOOPBACK,
            behind_proxy=asked.behind_proxy,
        )


def settings_for(asked: argparse.Namespace) -> Mapping[str, Any]:
    """Gunicorn's settings."""
    found = {
        "bind": [f"fd://{asked.socket}"],
        "workers": PROCESSES,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": UPLOAD_SECONDS,
        "graceful_timeout": GRACE_SECONDS,
        "proc_name": "gongwen",
        "loglevel": "warning",
        "accesslog": "-",
        "access_log_format": ONE_LINE,
        "control_socket_disable": True,
        "forwarded_allow_ips": "127.0.0.1,::1",
    }
    return found | ({"certfile": str(asked.cert), "keyfile": str(asked.key or asked.cert)} if asked.cert else {})


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until stopped. Called by `gongwen serve`, which has looked at everything that can be wrong."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    Server(_parser().parse_args(arguments)).run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gongwen.web.serving")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--socket", type=int, required=True, help="file descriptor of the listening socket")
    parser.add_argument("--name", action="append", help="a host name or address under which browsers ask")
    parser.add_argument("--cert", type=Path)
    parser.add_argument("--key", type=Path)
    parser.add_argument("--behind-proxy", action="store_true")
    return parser


if __name__ == "__main__":
    main()

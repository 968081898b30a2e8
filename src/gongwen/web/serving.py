"""上网: the web application of one office, and the server that runs it: gunicorn, set up here and by nothing else.

`gongwen serve` starts this module as a process of its own (`python -m gongwen.web.serving`) and hands it the listening
socket, so that a restart of the server loses no visitor.
"""

from __future__ import annotations

import argparse
import gc
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

from gongwen import drawers
from gongwen.office import founding, going_online
from gongwen.web import relaying

PAGES = Path(__file__).parent / "pages"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
PROCESSES, THREADS = 2, 8
GRACE_SECONDS = 20
KEPT_SECONDS = 5
"""How long a connection is kept open for the next page."""
UPLOAD_SECONDS = 120
"""A worker process that has answered nothing for so long is replaced."""
ONE_LINE = "%(t)s %(m)s %(U)s %(s)s %(M)sms"
"""One line a request: no query string (it may hold a name that was searched for), no address, no browser."""


def application(
    home: Path,
    *,
    secret: str,
    hosts: Sequence[str] = LOOPBACK,
    behind_proxy: bool = False,
    proxies: Sequence[relaying.Network] = (),
) -> Any:
    """The WSGI application of the office in this folder. `secret` signs its sessions; `hosts` are the names under which
    it may be asked for; `behind_proxy`: another server, on this machine or one of `proxies`, stands before it and says
    who asks, and how. One process serves one office."""
    founding.open_office(home)
    from django.conf import settings

    settings.SECRET_KEY = secret
    settings.ALLOWED_HOSTS = list(hosts)
    if behind_proxy:
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    from django.core.wsgi import WSGIHandler

    made = WSGIHandler()
    warm(made, hosts[0])
    return relaying.Relayed(made, proxies) if behind_proxy else made


def warm(made: Any, host: str) -> None:
    """Ask for the first page, read every page's form and what all pages and acts need, so that no visitor waits for it;
    afterwards no connection to the database is open, which processes must not share."""
    from django.db import connections
    from django.template.loader import get_template
    from django.test.client import RequestFactory

    asked = RequestFactory().get("/sign-in/", headers={"host": host}).environ
    for part in (answer := made(asked, lambda status, headers: None)):
        del part
    answer.close()
    for path in sorted(PAGES.rglob("*.html")):
        get_template(str(path.relative_to(PAGES)))
    going_online.make_ready()
    drawers.open_all()
    connections.close_all()
    # What is read now stays for good: it need not be looked through again whenever garbage is collected.
    gc.collect()
    gc.freeze()


class Server(BaseApplication):
    """Gunicorn with our settings only: no configuration file, no environment, no control socket."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self._asked = asked
        super().__init__()

    def load_config(self) -> None:
        for name, value in settings_for(self._asked).items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Once, before the worker processes are forked: one that is started anew answers at once."""
        asked = self._asked
        return application(
            asked.home,
            secret=going_online.session_key(asked.home),
            hosts=asked.name or LOOPBACK,
            behind_proxy=asked.behind_proxy,
            proxies=[going_online.network(one) for one in asked.proxy],
        )


def settings_for(asked: argparse.Namespace) -> Mapping[str, Any]:
    """Gunicorn's settings."""
    found = {
        "bind": [f"fd://{asked.socket}"],
        "workers": PROCESSES,
        "worker_class": "gongwen.web.patience.Patient",
        "preload_app": True,
        "keepalive": KEPT_SECONDS,
        "threads": THREADS,
        "timeout": UPLOAD_SECONDS,
        "graceful_timeout": GRACE_SECONDS,
        "proc_name": "gongwen",
        "loglevel": "warning",
        "accesslog": "-",
        "access_log_format": ONE_LINE,
        "control_socket_disable": True,
        "forwarded_allow_ips": "",  # whom a proxy names is read by `relaying`
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
    parser.add_argument("--proxy", action="append", default=[], help="an address or network that a proxy comes from")
    return parser


if __name__ == "__main__":
    main()

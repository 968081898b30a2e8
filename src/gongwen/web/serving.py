"""上网: the web application of one office, as a server runs it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongwen.office import founding


def application(home: Path, *, secret: str, hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")) -> Any:
    """The WSGI application of the office in this folder. `secret` signs its sessions; `hosts` are the names under which
    it may be asked for. One process serves one office."""
    founding.open_office(home)
    from django.conf import settings

    settings.SECRET_KEY = secret
    settings.ALLOWED_HOSTS = list(hosts)
    from django.core.wsgi import WSGIHandler

    return WSGIHandler()

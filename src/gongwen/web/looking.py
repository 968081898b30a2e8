"""查阅一次: while a page that records nothing is put together, the record is asked each thing once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from gongwen.office import going_online

READING = ("GET", "HEAD")


class OneLook:
    """Middleware: around everything that asks the record on behalf of one request that is to change nothing."""

    def __init__(self, inner: Callable[[Any], HttpResponse]) -> None:
        self._inner = inner

    def __call__(self, request: Any) -> HttpResponse:
        if request.method not in READING:
            return self._inner(request)
        with going_online.one_look():
            return self._inner(request)

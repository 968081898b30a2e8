"""查阅一次: while an answer is put together, the record is asked each thing once, until something is recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from gongwen.office import going_online


class OneLook:
    """Middleware: around everything that asks the record on behalf of one request."""

    def __init__(self, inner: Callable[[Any], HttpResponse]) -> None:
        self._inner = inner

    def __call__(self, request: Any) -> HttpResponse:
        with going_online.one_look():
            return self._inner(request)

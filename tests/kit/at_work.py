"""A worker beside the test, in a thread of its own, on the open office."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from gongwen.office import working
from gongwen.office.pressroom import papers


@contextmanager
def a_worker(printer: papers.Prints) -> Iterator[list[str]]:
    """Does what is owed and asked for as long as it lasts; what it told."""
    told: list[str] = []
    stop = threading.Event()
    clock = lambda: datetime.now(UTC)  # noqa: E731
    given = {"clock": clock, "stop": stop, "told": told.append}
    worker = threading.Thread(target=working.work, args=(printer,), kwargs=given, daemon=True)
    worker.start()
    try:
        yield told
    finally:
        stop.set()
        worker.join(60)

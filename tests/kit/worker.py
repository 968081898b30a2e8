"""A worker beside a test: does the errands of the open office in a thread of its own, with the press it is given."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from gongwen.office import errands
from gongwen.office.pressroom import papers


@contextmanager
def working(printer: papers.Prints) -> Iterator[None]:
    """As long as this lasts, what is asked for is done."""
    over = threading.Event()

    def work() -> None:
        while not over.wait(0.05):
            while errands.do_next(datetime.now(UTC), printer):
                pass

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def do_all(printer: papers.Prints) -> None:
    """Everything that was asked for, done here and now."""
    while errands.do_next(datetime.now(UTC), printer):
        pass

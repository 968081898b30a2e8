"""查阅: while one page is put together, what is asked of the record twice is looked up once.

Half of what a page asks is asked again by another part of it (the case, the posts of whoever looks, the calendar). The
first act inside a look ends what it remembers, so nothing is ever decided on by what was read before the turn to write
came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_SEEN: ContextVar[dict[Any, Any] | None] = ContextVar("seen", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Remember inside what is asked of the record, until something is written."""
    token = _SEEN.set({})
    try:
        yield
    finally:
        _SEEN.reset(token)


# Below: for the other modules of this room only.


def once(ask: Callable[P, T]) -> Callable[P, T]:
    """A question whose answer, a frozen value, is good for the whole of one look."""

    @wraps(ask)
    def asked(*args: P.args, **named: P.kwargs) -> T:
        seen = _SEEN.get()
        if seen is None:
            return ask(*args, **named)
        key = (ask, args, tuple(sorted(named.items())))
        if key not in seen:
            seen[key] = ask(*args, **named)
        return seen[key]  # type: ignore[no-any-return]

    return asked


def forget() -> None:
    """Something is about to be written: nothing is remembered any more, to the end of the look."""
    if _SEEN.get() is not None:
        _SEEN.set(None)

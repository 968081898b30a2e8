"""抽屉: the modules behind the names that a room shows, each opened when one of its names is first asked for.

A command that lists what is due then loads no library for Word files, PDFs or workbooks, and answers in half the time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

_ROOMS: dict[str, Mapping[str, str]] = {}
"""The rooms that were entered: what each shows, and in which of its drawers that is."""


def on_demand(
    room: str, drawers: Mapping[str, str], before: Callable[[str], None] = lambda drawer: None
) -> Callable[[str], Any]:
    """A `__getattr__` for the package of a room; `drawers` names its modules and, apart by blanks, what each shows.
    `before` does what a drawer needs before it is opened.

    No module may bear the name of something shown: Python would give the module under that name.
    """
    homes = {name: drawer for drawer, names in drawers.items() for name in names.split()}
    _ROOMS[room] = homes

    def found(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        before(homes[name])
        return getattr(import_module(f"{room}.{homes[name]}"), name)

    return found


def open_all() -> None:
    """Open every drawer of the rooms that were entered: for a process that lives long, or whose children are to share
    what it has loaded."""
    for room, homes in tuple(_ROOMS.items()):
        for name in homes:
            getattr(sys.modules[room], name)

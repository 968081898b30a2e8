"""门面: what a room shows to those above it, each name loaded with its module when somebody first asks for it.

A command that lists what is due then loads no library for Word files, PDFs or workbooks, and answers in half the time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

_LATE: dict[str, Mapping[str, str]] = {}
"""The rooms that were entered: what each shows, and in which of its modules that is."""


def late(room: str, drawers: Mapping[str, str]) -> Callable[[str], Any]:
    """A `__getattr__` for the package of a room; `drawers` names its modules and, apart by blanks, what each shows.

    No module may bear the name of something shown: Python would give the module under that name.
    """
    homes = {name: drawer for drawer, names in drawers.items() for name in names.split()}
    _LATE[room] = homes

    def found(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(f"{room}.{homes[name]}"), name)

    return found


def open_up() -> None:
    """Load all that the rooms show: for a process that lives long, or whose children are to share it."""
    for room, homes in tuple(_LATE.items()):
        for name in homes:
            getattr(sys.modules[room], name)

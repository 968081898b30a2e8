"""登记一笔: what a change to a register is: its form, the office call, what is said of it, where one goes back to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongwen.document.fields import Field

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Act:
    """One change. `note` says what it means and whether it can be undone; `begins` gives the values that stand there
    already, `back` the name of a page with its arguments."""

    title: str
    button: str
    fields: Callable[[Any], Sequence[Field]]
    do: Callable[[Any, Values], str]
    back: Callable[[Values], tuple[str, ...]]
    note: str = ""
    begins: Callable[[Any], Values] = lambda request: {}


def by(request: Any) -> dict[str, Any]:
    """Who acts, and when."""
    return {"actor": request.actor, "now": request.now}

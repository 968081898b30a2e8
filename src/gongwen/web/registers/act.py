"""登记一笔: what a change to a register is: its form, the office call, what is said of it, where one goes back to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongwen.document.fields import Field

Values = Mapping[str, Any]
WAS = "was-"
"""Before a field's name, in the hidden input that holds what the page showed of it."""


@dataclass(frozen=True)
class Act:
    """One change. `note` says what it means and whether it can be undone; `begins` gives the values that stand there
    already, `shown` the same as text, which the form sends back so that it changes only what was typed, `back` the name
    of a page with its arguments."""

    title: str
    button: str
    fields: Callable[[Any], Sequence[Field]]
    do: Callable[[Any, Values], str]
    back: Callable[[Values], tuple[str, ...]]
    note: str = ""
    begins: Callable[[Any], Values] = lambda request: {}
    shown: Callable[[Any], Mapping[str, str]] = lambda request: {}


def was(request: Any) -> dict[str, str] | None:
    """What the page showed before anybody typed in it, as it sends back; None for a form that tells nothing of it."""
    told = {name.removeprefix(WAS): text for name, text in request.POST.items() if name.startswith(WAS)}
    return told or None


def by(request: Any) -> dict[str, Any]:
    """Who acts, and when."""
    return {"actor": request.actor, "now": request.now}

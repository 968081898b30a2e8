"""探询: how soon a part of a page asks again how far something is: quickly at first, then ever less often."""

from __future__ import annotations

from typing import Any

WAITS = (0.5, 0.5, 0.5, 1, 1, 1, 2, 2, 2, 3, 3, 5)
"""Seconds before each further look; the last goes on."""


def looked(request: Any) -> int:
    """How often this part has looked already, as it says itself."""
    said = request.GET.get("n", "0")
    return int(said) if said.isdecimal() and len(said) < 5 else 0


def next_look(times: int) -> dict[str, Any]:
    """What a part needs to look again: the count to send, and after how many seconds."""
    return {"n": times + 1, "wait": WAITS[min(times, len(WAITS) - 1)]}

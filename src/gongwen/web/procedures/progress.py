"""进度: how a long work on these pages is shown until it is done."""

from __future__ import annotations

PARTS = ("parts/errand.html", "procedures/errand.html")
"""As the room of long work shows an errand; without that room in a sentence."""


def part() -> list[str]:
    """The page part that shows an errand, the first there is."""
    return list(PARTS)

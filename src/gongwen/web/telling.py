"""告知: what has just been done, said once at the top of the next page."""

from __future__ import annotations

from typing import Any

SAID = "said"


def tell(request: Any, *sentences: str) -> None:
    """Let the next page that this person sees say so."""
    request.session[SAID] = [*request.session.get(SAID, []), *(one for one in sentences if one)]


def heard(request: Any) -> list[str]:
    """What is to be said now; once."""
    return list(request.session.pop(SAID, []))

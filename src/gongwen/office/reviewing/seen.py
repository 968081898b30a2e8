"""看过: which text of a paper a reader has had before their eyes, so that the next time only what is new is told."""

from __future__ import annotations

import contextlib
from datetime import datetime

from gongwen import registry
from gongwen.office.people import Actor

MOST = 40
"""How many texts of one case are remembered for a reader."""


def of(code: str, actor: Actor) -> tuple[str, ...]:
    """The SHA-256 of every text of the case's papers that this person has opened, oldest first."""
    row = registry.working_copy(_about(code, actor))
    return tuple(row.values["opened"]) if row else ()


def note(code: str, sha: str, *, actor: Actor, now: datetime) -> None:
    """This person has this text before them now. It is their own reminder and no fact of the case."""
    row = registry.working_copy(_about(code, actor))
    before = list(row.values["opened"]) if row else []
    if not sha or sha in before:
        return
    with contextlib.suppress(registry.SavedMeanwhile):  # another window of theirs has just noted the same
        registry.save_working_copy(
            _about(code, actor), {"opened": [*before, sha][-MOST:]}, revision=row.revision if row else 0,
            by=actor.person, now=now,
        )  # fmt: skip


def _about(code: str, actor: Actor) -> str:
    return f"看过:{code}:{actor.person}"

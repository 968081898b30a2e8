"""未交的表: what a person is still filling in for one move, kept as they type; each person's own, nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongwen import registry
from gongwen.office.people import Actor


def keep(
    code: str, action: str, values: Mapping[str, Any], revision: int, *, actor: Actor, now: datetime
) -> registry.WorkingCopyRow:
    """Keep what is filled in so far; Refused where a newer one was kept meanwhile (from another window)."""
    return registry.save_working_copy(_about(code, action, actor), values, revision=revision, by=actor.person, now=now)


def kept(code: str, action: str, *, actor: Actor) -> registry.WorkingCopyRow | None:
    """What this person has filled in and not sent yet; None when there is nothing."""
    return registry.working_copy(_about(code, action, actor))


def revision(code: str, action: str, *, actor: Actor) -> int:
    """The revision on which the next `keep` is based: a form shown again goes on from what it has kept itself."""
    row = kept(code, action, actor=actor)
    return row.revision if row else 0


def drop(code: str, action: str, *, actor: Actor) -> None:
    """It was sent, or given up."""
    registry.drop_working_copy(_about(code, action, actor))


def _about(code: str, action: str, actor: Actor) -> str:
    return f"办理:{code}:{action}:{actor.person}"

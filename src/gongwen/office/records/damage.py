"""损坏: what a door does when a record or file turns out to be damaged: it is journalled, so that it is seen to."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from gongwen import registry
from gongwen.errors import GongwenError
from gongwen.office.people import Actor

_log = logging.getLogger(__name__)


def note(sentences: Iterable[str], *, actor: Actor, now: datetime) -> None:
    """Journal what was told of a damage. Where the journal itself is what is damaged, the log has to do."""
    for told in sentences:
        _log.error("%s", told)
        try:
            registry.note_damage(told, actor=actor.person, door=actor.door, now=now)
        except GongwenError:
            _log.exception("the damage could not be journalled")

"""查看登记: who looked at personal data unmasked, of which case, which fields, why; never the data themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from gongwen.registry import journal
from gongwen.registry.transactions import writing

UNMASKED = "查看个人信息"
"""The journal's word for it."""


def note_sight(
    code: str, fields: Iterable[str], why: str, *, roles: Iterable[str], actor: str, door: str, now: datetime
) -> None:
    """Write into the journal that these fields of a case are shown to this person in full, before they are shown.

    The caller has masked `why`: the journal cannot be shortened, so nothing personal may enter it.
    """
    with writing():
        journal.append(
            UNMASKED, actor=actor, now=now, case=code, role="、".join(roles), door=door, fields=sorted(fields), why=why
        )

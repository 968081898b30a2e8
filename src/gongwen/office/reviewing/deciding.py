"""审签: the move that a reviewer takes, on the very text that their page showed and on nothing newer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongwen import registry
from gongwen.office import desk, people
from gongwen.office.clock import zone
from gongwen.office.people import Actor
from gongwen.office.ruling.moved_on import MovedOn


def take(
    code: str,
    action: str,
    *,
    actor: Actor,
    now: datetime,
    form: Mapping[str, Any],
    reason: str = "",
    to: str = "",
    party: str = "",
    key: str | None = None,
    seen: int | None = None,
    saw: int | None = None,
) -> registry.Receipt:
    """`desk.take` for whoever read version `saw` of the case's paper (None: there is none to be read).

    MovedOn, saying who did what, when the case has moved on since event `seen`, or a newer text lies before them: an
    opinion is on what its giver saw.
    """

    def taken() -> registry.Receipt:
        check(code, saw)
        return desk.take(
            code, action, actor=actor, now=now, printer=None, form=form, reason=reason, to=to, party=party, key=key,
            seen=seen,
        )  # fmt: skip

    return registry.within(taken)


def check(code: str, saw: int | None) -> None:
    """MovedOn when the text that was read is not the present one any more."""
    papers = registry.papers(flow=code) if saw is not None else ()
    if not papers or not papers[0].versions:
        return
    present = papers[0].versions[-1]
    if present.no != saw:
        at = present.at.astimezone(zone())
        raise MovedOn(
            f"您看的是第{saw}稿，{people.acting(present.by, '')}{at.month}月{at.day}日{at:%H:%M}又换了稿，现在是第"
            f"{present.no}稿。请看过现稿再办，您填的内容没有记录。"
        )

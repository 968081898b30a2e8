"""已有变化: what others have done with a case since somebody opened its page, told before their act is judged."""

from __future__ import annotations

from collections.abc import Sequence

from gongwen import registry
from gongwen.errors import Refused
from gongwen.office import people
from gongwen.office.clock import zone
from gongwen.office.procedures import shelf


class MovedOn(Refused):
    """这件事在您打开页面以后有了变化。请看清现状再办。"""


def last_seen(code: str) -> int:
    """The number of the case's latest event: what a page shows is as of this."""
    return registry.events(code)[-1].seq


def since(case: registry.CaseRow, seen: int) -> tuple[registry.EventRow, ...]:
    """What happened after event `seen` and matters to whoever acts now: where several parties act side by side, what
    one of them did stands in no other's way; elsewhere every act does."""
    later = tuple(event for event in registry.events(case.code) if event.seq > seen)
    beside = shelf.stage(case, case.stage).task is not None and all(event.target == case.stage for event in later)
    return tuple(event for event in later if not (beside and event.source == event.target))


def check(case: registry.CaseRow, seen: int | None) -> None:
    """MovedOn, saying who did what when and how the case stands now, unless it is as its page showed it."""
    later = since(case, seen) if seen is not None else ()
    if later:
        raise MovedOn(
            f"这件事在您打开页面以后有了变化：{'；'.join(told(later))}。现在「{case.stage}」，您填的内容没有记录，请看清现状再办。"
        )


def check_page(code: str, seen: int | None) -> None:
    """`check`, for the case of this code."""
    check(registry.case(code), seen)


def told(events: Sequence[registry.EventRow]) -> list[str]:
    """Each event as part of a sentence: 顾言之3月5日14:20办了「退回」."""
    return [f"{people.hand(event)}{_moment(event)}办了「{event.action}」" for event in events]


def _moment(event: registry.EventRow) -> str:
    here = event.at.astimezone(zone())
    return f"{here.month}月{here.day}日{here:%H:%M}"

"""与上次比: what has changed since this person last saw it: the paper's words marked up, the form's fields before and
after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongwen import drafting, registry
from gongwen.document import dates
from gongwen.office.clock import day_of
from gongwen.office.paperwork import correcting, opinions
from gongwen.office.people import Actor
from gongwen.office.reviewing import seen
from gongwen.office.staffing import privacy
from gongwen.office.staffing.privacy import Sight
from gongwen.office.watching import case_data

FIRST, SAME, CHANGED = "第一次看", "没有改动", "有改动"


@dataclass(frozen=True)
class Difference:
    """What is new to this reader. `state` is one of FIRST, SAME, CHANGED; `told` says against what it was compared;
    `marked` are the passages of the paper, `fields` what was filled in otherwise (label, before, after)."""

    state: str
    told: str = ""
    count: int = 0
    marked: tuple[drafting.Marked, ...] = ()
    fields: tuple[tuple[str, str, str], ...] = ()


def of_paper(code: str, paper: registry.PaperRow, *, actor: Actor, now: datetime) -> Difference:
    """The paper's present text against the last one that this person gave an opinion on, or else opened; one whose
    pages are not theirs to see must not be asked about."""
    texts = _texts(code, paper)
    if not texts:
        return Difference(FIRST)
    present = texts[-1]
    known = {*_spoken_on(paper, actor), *seen.of(code, actor)}
    before = [one for one in texts[:-1] if one.docx_sha in known and one.docx_sha != present.docx_sha]
    if not before:
        again = present.docx_sha in known
        return Difference(SAME if again else FIRST, f"您看过的就是现在这一稿（第{present.no}稿）。" if again else "")
    old, new = (drafting.contents(registry.get(one.docx_sha or "")) for one in (before[-1], present))
    changed = drafting.changes(old, new, correcting.protection(day_of(now)))
    last = before[-1]
    told = f"与您上次看的第{last.no}稿（{last.by}，{dates.printed(day_of(last.at))}）相比"
    if not changed:
        return Difference(SAME, f"{told}，文字没有改动。")
    marked = tuple(one for one in drafting.marked_passages(old, new, changed) if one.changed)
    return Difference(CHANGED, f"{told}，改动{len(changed)}处。", len(changed), marked)


def of_form(case: registry.CaseRow, sight: Sight, actor: Actor) -> tuple[tuple[str, str, str], ...]:
    """Which fields are filled in otherwise than when this person last acted on the case, as they may see them."""
    events = registry.events(case.code)
    mine = [event.seq for event in events if actor.person in (event.actor, event.for_whom)]
    if not mine:
        return ()
    then, now = _held(events, mine[-1]), _held(events, events[-1].seq)
    return tuple(_changed(case, sight, then, now))


def _texts(code: str, paper: registry.PaperRow) -> list[registry.VersionRow]:
    """The texts there were of this paper, oldest first; of a form handed in again, those of the earlier ones too."""
    rows = [paper] if paper.flow else registry.papers(case=code)
    same = [row for row in rows if row.template == paper.template and row.occasion == paper.occasion]
    return [version for row in same if row.id <= paper.id for version in row.versions if version.docx_sha]


def _spoken_on(paper: registry.PaperRow, actor: Actor) -> Iterator[str]:
    known = opinions.course(paper)
    for one in known.opinions:
        version = known.seen(one)
        if version and actor.person in (one.person, one.for_whom):
            yield version.docx_sha or ""


def _held(events: Sequence[registry.EventRow], until: int) -> dict[str, Any]:
    """What the forms up to an act had filled in."""
    held: dict[str, Any] = {}
    for event in events:
        if event.seq <= until:
            held |= event.form
    return held


def _changed(
    case: registry.CaseRow, sight: Sight, then: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    for one in privacy.fields_of(case):
        if one.name not in then or one.name.endswith("opinion") or then[one.name] == now.get(one.name):
            continue
        rows = [
            {"name": one.name, "label": one.label, "value": sight.field(one, value)}
            for value in (then[one.name], now.get(one.name, ""))
        ]
        before, after = (row["text"] for row in case_data.lines(rows, {one.name: one}))
        yield one.label, before, after

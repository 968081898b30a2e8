"""交稿: a DOCX edited in Word or WPS, looked at before it is handed in: what it changes, whose opinions would fall.

The upload waits, each person's own, until they say yes; only then it becomes the paper's next version.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongwen import drafting, registry
from gongwen.errors import BadInput, Refused
from gongwen.office import handing_in
from gongwen.office.clock import day_of
from gongwen.office.composing.sheet import paper_of
from gongwen.office.handing_in import Handed
from gongwen.office.paperwork import correcting, opinions
from gongwen.office.paperwork.standing import Standing
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.receiving import uploads
from gongwen.office.staffing import privacy

WAITING = "交稿:"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LARGEST = 20 * 1024 * 1024


@dataclass(frozen=True)
class Outlook:
    """What an upload would do: its changes (`marked` for reading, `protected` those that are no 文字更正), whose
    opinions would fall and whose stay, and why it may not be declared a 文字更正 (empty where it may)."""

    name: str
    sha: str
    changed: tuple[drafting.Change, ...]
    marked: tuple[drafting.Marked, ...]
    falls: tuple[Standing, ...]
    stays: tuple[Standing, ...]
    no_correction: str = ""


def why_not(flow: str, actor: Actor, now: datetime) -> str:
    """Why this person cannot hand in a file now; empty when they can."""
    try:
        _require_editor(flow, actor, now)
    except Refused as refusal:
        return str(refusal)
    return ""


def present_no(flow: str, *, actor: Actor, now: datetime) -> int | None:
    """The number of the version to be edited; None where its file is closed to this person."""
    paper = paper_of(flow)
    if privacy.why_closed(paper, actor, now):
        return None
    return next((one.no for one in reversed(paper.versions) if one.docx_sha), None)


def hold(flow: str, name: str, docx: bytes, *, actor: Actor, now: datetime) -> None:
    """Keep the upload until its uploader has looked at what it changes. BadInput and Refused as in `hand_in`."""
    if len(docx) > _LARGEST:
        raise BadInput(f"「{name}」有 {len(docx) // 1024 // 1024} MB，超过 20 MB；请把其中的图片压缩后再交。")
    _require_editor(flow, actor, now)
    uploads.check(uploads.safe_name(name), docx, (uploads.DOCX,))
    handing_in.examine(paper_of(flow), Handed(docx, actor, now))
    place, kept = about(flow, actor), registry.put(docx, name, _DOCX)
    before = registry.working_copy(place)
    registry.save_working_copy(
        place, {"sha": kept.sha, "name": name}, revision=before.revision if before else 0, by=actor.person, now=now
    )


def outlook(flow: str, *, actor: Actor, now: datetime) -> Outlook | None:
    """What the upload that waits for this person's word would do; None when none waits."""
    row = registry.working_copy(about(flow, actor))
    if row is None:
        return None
    paper, docx = paper_of(flow), registry.get(row.values["sha"])
    before, after = drafting.contents(_present(paper)), drafting.contents(docx)
    changed = drafting.changes(before, after, correcting.protection(day_of(now)))
    stood = {one.giver: one for one in opinions.standing(paper) if one.stands}
    then = opinions.after(paper, docx, None, now)
    falls = tuple(one for one in then if one.giver in stood and not one.stands)
    marked = drafting.marked_passages(before, after, changed)
    stays = tuple(one for one in then if one.stands)
    why = _no_correction(paper, docx, actor, now) if falls else "没有要保留的意见，不必声明。"
    return Outlook(row.values["name"], row.values["sha"], changed, marked, falls, stays, why)


def waiting(flow: str, sha: str, actor: Actor) -> bytes:
    """The upload that waits for this person's word, if it is the one they looked at; BadInput otherwise."""
    row = registry.working_copy(about(flow, actor))
    if row is None or row.values["sha"] != sha:
        raise BadInput("要交的文稿不是刚才比较的那一份，请重新选择文件，看过差异再交。")
    return registry.get(sha)


def give_up(flow: str, *, actor: Actor) -> None:
    """Not to be handed in after all."""
    registry.drop_working_copy(about(flow, actor))


def hand_over(
    flow: str, sha: str, *, actor: Actor, now: datetime, printer: papers.Prints, correction: bool = False
) -> registry.PaperRow:
    """Hand in the upload that waits (`handing_in.hand_in`), and forget it."""
    done = handing_in.hand_in(flow, Handed(waiting(flow, sha, actor), actor, now, correction), printer)
    give_up(flow, actor=actor)
    return done


def _no_correction(paper: registry.PaperRow, docx: bytes, actor: Actor, now: datetime) -> str:
    try:
        handing_in.examine(paper, Handed(docx, actor, now, correction=True))
    except (BadInput, Refused) as refusal:
        return str(refusal)
    return ""


def _require_editor(flow: str, actor: Actor, now: datetime) -> None:
    paper = paper_of(flow)
    handing_in.require_editor(registry.case(flow), paper, actor, now)


def _present(paper: registry.PaperRow) -> bytes:
    return registry.get(next(one.docx_sha for one in reversed(paper.versions) if one.docx_sha) or "")


def about(flow: str, actor: Actor) -> str:
    """How the working copy of an upload is called."""
    return f"{WAITING}{flow}:{actor.person}"

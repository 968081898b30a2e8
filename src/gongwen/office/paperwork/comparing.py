"""花脸稿: two versions of a paper compared: marked up for an editor and on paper, or told in lines at a terminal.

Without further word the former is the version on which the reader last gave an opinion, the later the present one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gongwen import archiving, drafting, registry
from gongwen.document import dates
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.paperwork import correcting, opinions
from gongwen.office.paperwork.standing import ACCEPTED, PROTOCOL, REJECTED
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.staffing import privacy

OPINION_COLUMNS = {
    "kind": "意见", "organ": "机关", "person": "签署人", "said": "内容", "no": "所见稿", "at": "日期",
    "stands": "仍有效", "why": "说明",
}  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """Two versions and what changed from one to the other."""

    paper: registry.PaperRow
    former: registry.VersionRow
    later: registry.VersionRow
    changed: tuple[drafting.Change, ...]

    @property
    def head(self) -> str:
        """What is compared, in a line."""
        same = "内容没有改动" if not self.changed else f"改动{len(self.changed)}处，删去的划线，增加的加下划线"
        return f"《{self.paper.title}》{told(self.former)}与{told(self.later)}比较，{same}"


def compare(
    flow: str, *, actor: Actor, now: datetime, former: int | None = None, later: int | None = None
) -> Comparison:
    """Compare version `former` with `later`; left out, the one this reader saw last with the present one.

    BadInput names the versions there are; Refused when the paper holds personal data that is not theirs to see.
    """
    paper = next(iter(registry.papers(flow=flow)), None)
    if paper is None:
        raise BadInput(f"没有发文编号为「{flow}」的公文，请核对编号。")
    if why := privacy.why_closed(paper, actor, now):
        raise Refused(why)
    privacy.note_fetched(paper, actor=actor, now=now)
    new = _version(paper, later) if later is not None else _texts(paper)[-1]
    old = _version(paper, former) if former is not None else _last_seen(paper, actor.person, new)
    before, after = (drafting.contents(registry.get(one.docx_sha or "")) for one in (old, new))
    return Comparison(paper, old, new, drafting.changes(before, after, correcting.protection(day_of(now))))


def write(found: Comparison, out: Path, printer: papers.Prints) -> list[Path]:
    """花脸稿 as DOCX, with changes that Word and WPS can accept or reject, and as PDF, with them in red."""
    out.mkdir(parents=True, exist_ok=True)
    name = archiving.file_name(f"花脸稿（第{found.former.no}稿至第{found.later.no}稿）{found.paper.title}")
    files = {"docx": _marked(found, tracked=True), "pdf": printer.to_pdf(_marked(found, tracked=False))}
    for suffix, data in files.items():
        (out / f"{name}.{suffix}").write_bytes(data)
    return [out / f"{name}.{suffix}" for suffix in files]


def lines(found: Comparison) -> list[str]:
    """The comparison to be read at a terminal: the passages touched, 〔删〕 and 〔增〕 around what went and came."""
    return [found.head, *(_line(at, one) for at, one in enumerate(found.changed, 1))]


def told(version: registry.VersionRow) -> str:
    """A version by its number, who made it, when, and the beginning of its SHA-256."""
    return f"第{version.no}稿（{version.by}，{dates.printed(day_of(version.at))}，{(version.docx_sha or '')[:12]}）"


def opinion_rows(flow: str) -> list[dict[str, Any]]:
    """Every opinion on a paper: those that let it go on in protocol order, each with whether it stands and why; then
    returns and judgements of corrections, as they were given."""
    paper = registry.papers(flow=flow)[0]
    standing = [
        _row(one.kind, one.organ, one.person, one.text, one.no, one.at, stands=one.stands, why=one.why)
        for one in opinions.standing(paper)
    ]
    known = opinions.course(paper)
    others = (one for one in known.opinions if one.kind not in PROTOCOL)
    return standing + [
        _row(one.kind, one.organ, _giver(one), one.text, seen.no if (seen := known.seen(one)) else 0, one.at,
             why="对文字更正的答复" if one.kind in (ACCEPTED, REJECTED) else "退回、撤回等，不作为意见效力的依据")
        for one in others
    ]  # fmt: skip


def _row(
    kind: str, organ: str, person: str, text: str, no: int, at: datetime | None, *, why: str, stands: bool | None = None
) -> dict[str, Any]:
    day = day_of(at).isoformat() if at else ""
    return {
        "kind": kind, "organ": organ, "person": person, "said": text or "（圈阅）", "no": f"第{no}稿", "at": day,
        "stands": stands, "why": why,
    }  # fmt: skip


def _giver(opinion: registry.OpinionRow) -> str:
    return people.acting(opinion.person, opinion.for_whom)


def _marked(found: Comparison, *, tracked: bool) -> bytes:
    marker = drafting.Marker(found.later.by, found.later.at, tracked)
    before, after = (registry.get(one.docx_sha or "") for one in (found.former, found.later))
    return drafting.redline(before, after, found.head, found.changed, marker)


def _line(at: int, change: drafting.Change) -> str:
    before, after = (drafting.readable(text) for text in (change.before, change.after))
    parts = [f"〔删〕{before}〔/删〕" if before else "", f"〔增〕{after}〔/增〕" if after else ""]
    return f"{at}.{change.place}：{''.join(parts)}" + (f"（{change.protected}）" if change.protected else "")


def _texts(paper: registry.PaperRow) -> list[registry.VersionRow]:
    found = [version for version in paper.versions if version.docx_sha]
    if not found:
        raise BadInput(f"《{paper.title}》没有可以比较的文稿。")
    return found


def _version(paper: registry.PaperRow, no: int) -> registry.VersionRow:
    for version in _texts(paper):
        if version.no == no:
            return version
    there = "、".join(str(version.no) for version in _texts(paper))
    raise BadInput(f"《{paper.title}》没有第{no}稿可以比较，现有的文稿是第{there}稿。")


def _last_seen(paper: registry.PaperRow, reader: str, new: registry.VersionRow) -> registry.VersionRow:
    """The version on which the reader last spoke before the later one; else the one before it."""
    known = opinions.course(paper)
    mine = [one for one in known.opinions if reader and reader in (one.person, one.for_whom)]
    seen = [version for one in mine if (version := known.seen(one)) and version.no < new.no]
    earlier = [version for version in _texts(paper) if version.no < new.no]
    return seen[-1] if seen else earlier[-1] if earlier else new

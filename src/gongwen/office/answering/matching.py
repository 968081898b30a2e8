"""核对: a person of the office compares a signed copy with what was issued, page by page, and takes the act with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongwen import printing, registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.answering import awaited
from gongwen.office.answering.awaited import Awaited
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.staffing import privacy
from gongwen.office.watching import case_data

WAITING, MATCHED, SENT_BACK = "待核对", "已核对", "已退回"
SAME_COUNT, SIGNED, SEALED, DATED, STRADDLED = TICKS = ("页数一致", "签字", "盖章", "日期", "骑缝章")
"""What a person looks for on a signed copy."""
FAULTS = (
    "看不清，请重拍",
    "没有签字",
    "没有盖章",
    "没有写日期",
    "没有骑缝章",
    "不是这一页",
    "没有拍全",
    "内容被改动过",
)
"""What is usually wrong with a page, to be picked."""


@dataclass(frozen=True)
class Sheet:
    """One page that came back: its number, the upload it is part of, and which page of that."""

    number: int
    upload: registry.ReturnPageRow
    at: int


@dataclass(frozen=True)
class Upload:
    """One upload with the numbers that its pages have in the whole copy."""

    page: registry.ReturnPageRow
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Comparison:
    """A return beside what was issued, as whoever matches it sees it."""

    wanted: Awaited
    row: registry.ReturnRow
    sheets: tuple[Sheet, ...]

    @property
    def surplus(self) -> int:
        """Pages beyond those issued."""
        return max(0, len(self.sheets) - self.wanted.pages)


def waiting(actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """The returns that wait to be matched and still answer their case, the first handed in first."""
    return [_row(row, actor, now) for row in registry.returns(state=WAITING) if awaited.is_present(row)]


def compare(id: int, *, actor: Actor, now: datetime) -> Comparison:
    """One return beside its issued copy; Refused to whoever may not see the paper. That they saw it is journalled where
    it holds personal data."""
    row = registry.signed_return(id)
    wanted = awaited.of_return(row)
    if why := privacy.why_closed(wanted.paper, actor, now):
        raise Refused(why)
    privacy.note_fetched(wanted.paper, actor=actor, now=now)
    return Comparison(wanted, row, sheets(row))


def sheets(row: registry.ReturnRow) -> tuple[Sheet, ...]:
    """Every page that has come back, in order."""
    return tuple(_numbered(row.pages))


def said(shown: Comparison) -> list[dict[str, str]]:
    """What the unit filled in beside the copy, as label and text."""
    known = {one.name: one for one in shown.wanted.rest}
    sight = privacy.masked(shown.wanted.case)
    rows = [
        {"name": name, "label": known[name].label, "value": sight.field(known[name], value)}
        for name, value in shown.row.form.items()
        if name in known
    ]
    return case_data.lines(rows, known)


def by_upload(row: registry.ReturnRow) -> tuple[Upload, ...]:
    """Every upload in order, with its page numbers."""
    found = sheets(row)
    return tuple(
        Upload(page, tuple(sheet.number for sheet in found if sheet.upload.id == page.id)) for page in row.pages
    )


def may_judge(shown: Comparison, actor: Actor, now: datetime) -> bool:
    """Whether this person may confirm the copy or send it back now."""
    return shown.row.state == WAITING and awaited.may_match(shown.wanted, actor, now)


def confirm(
    id: int,
    *,
    seen: str,
    same: Collection[int],
    ticks: Sequence[str],
    note: str = "",
    actor: Actor,
    now: datetime,
    printer: papers.Prints | None = None,
) -> registry.ReturnRow:
    """The copy matches: record what was found and take the act with the bound copy, in one transaction.

    `seen` is the digest of the pages compared, `same` the numbers of those found the same. BadInput tells every page
    not compared and every tick that is missing and not explained in `note`.
    """
    row = registry.signed_return(id)
    if (row.state, row.checked_by, row.digest) == (MATCHED, actor.person, seen):
        return row  # a second click
    wanted = _for_matcher(row, actor, now)
    if faults := _open_points(row, wanted, same, ticks, note):
        raise BadInput.of(faults)
    done = registry.within(_confirmed(row, wanted, seen, ticks, note, actor, now))
    if printer:
        desk.carry_on(row.case, now=now, printer=printer)
    return done


def send_back(
    id: int, *, seen: str, faults: Mapping[int, str], note: str = "", actor: Actor, now: datetime
) -> registry.ReturnRow:
    """Send the copy back with what is wrong with which page (by number), or with the whole (`note`)."""
    row = registry.signed_return(id)
    _for_matcher(row, actor, now)
    told = {number: why.strip() for number, why in faults.items() if why.strip()}
    if not told and not note.strip():
        raise BadInput("退回签署件要写明哪一页怎么不对，或者整份缺什么。")
    return registry.send_back_return(
        id, seen=seen, faults=_by_upload(row, told), note=note.strip(), actor=actor.person, now=now
    )


def _row(row: registry.ReturnRow, actor: Actor, now: datetime) -> dict[str, Any]:
    wanted = awaited.of_return(row)
    return {
        "id": row.id,
        "code": row.case,
        "title": privacy.masked(wanted.case).text(wanted.case.title),
        "paper": wanted.paper.template,
        "party": row.party or wanted.case.unit,
        "pages": row.count,
        "issued_pages": wanted.pages,
        "by": row.handed_in_by,
        "at": row.handed_in_at,
        "mine": awaited.may_match(wanted, actor, now),
        "who": awaited.who_matches(wanted, now),
    }


def _for_matcher(row: registry.ReturnRow, actor: Actor, now: datetime) -> Awaited:
    """What the return answers, for somebody who may match it and whom nobody forestalled."""
    if row.state != WAITING:
        raise Refused(_settled(row))
    wanted = awaited.of_return(row)
    if not awaited.may_match(wanted, actor, now):
        who = awaited.who_matches(wanted, now)
        raise Refused(f"签署件由办公室的人核对，「{actor.person}」不能办；可以办的是{who}。")
    return wanted


def _settled(row: registry.ReturnRow) -> str:
    """Why nobody may judge the return now: somebody has, or it is not handed in."""
    if not row.checked_at or row.state not in (MATCHED, SENT_BACK):
        return "项目单位还在传这份签署件，没有交回，现在不能核对。"
    what = "核对无误" if row.state == MATCHED else "退回重传"
    return f"这份签署件已由{row.checked_by}于{day_of(row.checked_at)}{what}，请刷新后查看。"


def _confirmed(
    row: registry.ReturnRow, wanted: Awaited, seen: str, ticks: Sequence[str], note: str, actor: Actor, now: datetime
) -> Callable[[], registry.ReturnRow]:
    """The record of the match and the act that it leads to."""
    name = f"{wanted.paper.title}（签署件）.pdf"
    copy = registry.put(printing.bound([leaf(page) for page in row.pages]), name, printing.PDF)

    def record() -> registry.ReturnRow:
        kept = [one for one in TICKS if one in ticks]
        done = registry.confirm_return(
            row.id, seen=seen, file=copy.sha, ticks=kept, note=note.strip(), actor=actor.person, now=now
        )
        form = {**row.form, wanted.field: copy.sha}
        desk.take(row.case, row.action, actor=actor, now=now, printer=None, form=form, party=row.party)
        return done

    return record


def leaf(page: registry.ReturnPageRow) -> printing.Leaf:
    """An upload as the binder takes it."""
    return printing.Leaf(registry.get(page.sha), page.media_type, page.name)


def _open_points(
    row: registry.ReturnRow, wanted: Awaited, same: Collection[int], ticks: Collection[str], note: str
) -> list[str]:
    """What stands against confirming, one sentence each."""
    faults = []
    if row.count < wanted.pages:
        faults.append(f"签署件只有 {row.count} 页，应有 {wanted.pages} 页，不能确认，请退回补传。")
    unseen = [number for number in range(1, row.count + 1) if number not in same]
    if unseen:
        faults.append(f"第{'、'.join(map(str, unseen))}页还没有核对，请逐页点「一致」。")
    must, may = _lacking(row, wanted, ticks)
    if must:
        faults.append(f"{'、'.join(must)}没有勾选；没有的不能确认，请退回并写明缺什么。")
    if may and not note.strip():
        faults.append(f"{'、'.join(may)}没有勾选，请在说明里写明为什么可以没有。")
    return faults


def _lacking(row: registry.ReturnRow, wanted: Awaited, ticks: Collection[str]) -> tuple[list[str], list[str]]:
    """The ticks that are missing: those without which nothing is confirmed, and those that may be explained. A single
    page has no edge to be sealed across; a surplus page (an authorisation bound in) may be explained."""
    missing = [one for one in TICKS if one not in ticks and not (one == STRADDLED and wanted.pages == 1)]
    explained = {STRADDLED} | ({SAME_COUNT} if row.count > wanted.pages else set())
    return [one for one in missing if one not in explained], [one for one in missing if one in explained]


def _numbered(pages: Sequence[registry.ReturnPageRow]) -> Iterator[Sheet]:
    number = 0
    for upload in pages:
        for at in range(1, upload.pages + 1):
            number += 1
            yield Sheet(number, upload, at)


def _by_upload(row: registry.ReturnRow, faults: Mapping[int, str]) -> dict[int, str]:
    """Page number → fault as upload id → fault; of a scan with several pages each is named."""
    found: dict[int, list[str]] = {}
    for sheet in sheets(row):
        if why := faults.get(sheet.number):
            found.setdefault(sheet.upload.id, []).append(f"第{sheet.number}页：{why}")
    return {upload: "；".join(told) for upload, told in found.items()}

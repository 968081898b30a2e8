"""收页: a signed copy sent back page by page, each upload kept as soon as it has arrived, until it is handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongwen import archiving, printing, registry
from gongwen.document import fields
from gongwen.errors import BadInput, Refused
from gongwen.office.answering import awaited
from gongwen.office.answering.awaited import Awaited
from gongwen.office.people import Actor
from gongwen.office.receiving import uploads
from gongwen.office.staffing import privacy

MOST_PAGES = 60
"""Pages of one signed copy: the thickest contract has a third of that."""


@dataclass(frozen=True)
class Collected:
    """A return as its unit sees it: what is awaited, what has come back, how many pages are still missing; `again`
    says which upload the file just sent is, counted from 1, where it was there already."""

    wanted: Awaited
    row: registry.ReturnRow
    again: int = 0

    @property
    def ready(self) -> bool:
        """Whether all pages are there and nothing remains but to hand them in."""
        return self.row.state in ("收页中", "已退回") and not self.missing and not self.to_redo

    @property
    def missing(self) -> int:
        """Pages that have not come back yet."""
        return max(0, self.wanted.pages - self.row.count)

    @property
    def surplus(self) -> int:
        """Pages beyond those of the issued copy."""
        return max(0, self.row.count - self.wanted.pages)

    @property
    def to_redo(self) -> tuple[registry.ReturnPageRow, ...]:
        """The uploads that were sent back."""
        return tuple(page for page in self.row.pages if page.fault)


def begin(code: str, action: str, *, actor: Actor, now: datetime, party: str = "") -> Collected:
    """The return of this act as far as it has come; begun where nobody has yet. The paper is before the person's eyes
    with it: journalled where it holds personal data."""
    wanted = awaited.find(code, action, actor=actor, now=now, party=party)
    row = registry.start_return(
        code,
        paper=wanted.paper.id,
        issued=wanted.issued,
        action=action,
        party=wanted.party,
        actor=actor.person,
        now=now,
    )
    privacy.note_fetched(wanted.paper, actor=actor, now=now)
    return Collected(wanted, row)


def opened(code: str, id: int, *, actor: Actor, now: datetime) -> Collected:
    """A return of this case that the person may work on; Refused where it is another case's, or not theirs."""
    row = registry.signed_return(id)
    if row.case != code:
        raise Refused(f"第 {id} 号回传件不属于{code}，请从「要做的事」重新进入。")
    awaited.of_return(row)
    return Collected(awaited.find(code, row.action, actor=actor, now=now, party=row.party), row)


def add(
    code: str, id: int, name: str, data: bytes, *, actor: Actor, now: datetime, instead_of: int | None = None
) -> Collected:
    """Take one photograph (JPEG, PNG) or scan (PDF) in; kept for good once this returns. The same file again is the
    page that it was. BadInput says what is wrong with the file."""
    known = opened(code, id, actor=actor, now=now)
    sha = uploads.keep(name, data)
    pages = _checked(sha)
    if known.row.count + pages > MOST_PAGES and instead_of is None:
        raise BadInput(f"一份签署件最多传 {MOST_PAGES} 页，已有 {known.row.count} 页，「{name}」没有收下。")
    again = next((page.no for page in known.row.pages if page.sha == sha), 0)
    row = registry.add_return_page(id, sha, pages=pages, instead_of=instead_of, actor=actor.person, now=now)
    return Collected(known.wanted, row, again)


def remove(code: str, id: int, page: int, *, actor: Actor, now: datetime) -> Collected:
    """Take a page out again."""
    known = opened(code, id, actor=actor, now=now)
    return Collected(known.wanted, registry.remove_return_page(id, page, actor=actor.person, now=now))


def order(code: str, id: int, pages: Sequence[int], *, actor: Actor, now: datetime) -> Collected:
    """Put the pages in this order (ids of the uploads)."""
    known = opened(code, id, actor=actor, now=now)
    return Collected(known.wanted, registry.order_return_pages(id, pages, actor=actor.person, now=now))


def shift(code: str, id: int, page: int, by: int, *, actor: Actor, now: datetime) -> Collected:
    """Move a page one place forward (`by` -1) or back (+1); at either end nothing changes."""
    at = _ids(code, id, page, actor, now).index(page) + 1
    return place(code, id, page, at + by, actor=actor, now=now)


def place(code: str, id: int, page: int, at: int, *, actor: Actor, now: datetime) -> Collected:
    """Put a page where it belongs, counted from 1; beyond either end it is the first or the last."""
    ids = _ids(code, id, page, actor, now)
    ids.remove(page)
    ids.insert(min(max(at - 1, 0), len(ids)), page)
    return order(code, id, ids, actor=actor, now=now)


def reverse(code: str, id: int, *, actor: Actor, now: datetime) -> Collected:
    """Turn the order round: a pile of sheets is easily photographed from its end."""
    row = opened(code, id, actor=actor, now=now).row
    return order(code, id, [one.id for one in reversed(row.pages)], actor=actor, now=now)


def hand_in(code: str, id: int, form: Mapping[str, Any], *, actor: Actor, now: datetime) -> Collected:
    """Hand the copy in to be matched. BadInput names missing pages, pages sent back and not sent again, and what the
    rest of the form lacks: all at once."""
    known = opened(code, id, actor=actor, now=now)
    faults = _not_ready(known)
    where = f"「{known.wanted.case.title}」的「{known.row.action}」"
    try:
        given = registry.plain(fields.check(known.wanted.rest, form, where))
    except BadInput as error:
        faults += error.faults
        given = {}
    if faults:
        raise BadInput.of(faults)
    told = {name: value for name, value in given.items() if value not in (None, [])}
    return Collected(known.wanted, registry.hand_in_return(id, told, actor=actor.person, now=now))


def recall(code: str, id: int, *, actor: Actor, now: datetime) -> Collected:
    """Take back what was handed in, to mend it, as long as nobody has matched it."""
    known = opened(code, id, actor=actor, now=now)
    return Collected(known.wanted, registry.recall_return(id, actor=actor.person, now=now))


def _ids(code: str, id: int, page: int, actor: Actor, now: datetime) -> list[int]:
    """The uploads in their order, this one among them."""
    ids = [one.id for one in opened(code, id, actor=actor, now=now).row.pages]
    if page not in ids:
        raise BadInput("这一页已经不在了，请刷新后重新操作。")
    return ids


def _not_ready(known: Collected) -> list[str]:
    if known.row.state == "待核对":
        return []
    faults = []
    if known.missing:
        sent = f"只传了 {known.row.count} 页" if known.row.count else "还没有传"
        faults.append(f"《{known.wanted.paper.template}》共 {known.wanted.pages} 页，{sent}，还缺 {known.missing} 页。")
    return faults + [f"第 {page.no} 份还没有重传（{page.fault}）。" for page in known.to_redo]


def _checked(sha: str) -> int:
    """How many pages an upload has; BadInput when it cannot be read."""
    kept = registry.file(sha)
    data = registry.get(sha)
    if kept.media_type == printing.PDF:
        return archiving.count_pages(data, kept.name)
    printing.check_photo(printing.Leaf(data, kept.media_type, kept.name))
    return 1

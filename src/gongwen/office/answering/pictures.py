"""看页: pictures of a paper as it was issued and of the pages that came back, for whoever may see them."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from gongwen import archiving, printing, registry
from gongwen.errors import BadInput, Refused
from gongwen.office.answering import awaited, collecting, matching, story
from gongwen.office.people import Actor
from gongwen.office.staffing import privacy

SCREEN_DPI, FINE_DPI, LONGEST = 100, 200, 1600
"""Dots an inch of a page on screen and of one that is enlarged, and the longer side (dots) of a photograph there."""


def paper_of(code: str, id: int, *, actor: Actor, now: datetime) -> registry.PaperRow:
    """A paper that the case's page shows to this person; Refused for any other, and where it is closed to them."""
    case, paper = registry.case(code), registry.paper(id)
    if code not in (paper.case, paper.flow) or not story.has_paper(case, id, actor=actor, now=now):
        raise Refused("这份文书不在本事项给你们看的文书里，需要查看的请与办公室联系。")
    if why := privacy.why_closed(paper, actor, now):
        raise Refused(why)
    return paper


def opened(code: str, id: int, *, actor: Actor, now: datetime) -> tuple[registry.PaperRow, int]:
    """The paper and how many pages it has, opened to be read: journalled where it holds personal data."""
    paper = paper_of(code, id, actor=actor, now=now)
    privacy.note_fetched(paper, actor=actor, now=now)
    return paper, awaited.pages_of(_pdf(paper))


def page_of(code: str, id: int, number: int, *, actor: Actor, now: datetime, fine: bool = False) -> bytes:
    """The PNG of one page of such a paper; `fine` to be enlarged."""
    sha = _pdf(paper_of(code, id, actor=actor, now=now))
    return _drawn(sha, number, FINE_DPI if fine else SCREEN_DPI)


def file_of(code: str, id: int, *, actor: Actor, now: datetime) -> tuple[bytes, str]:
    """The PDF to be printed, and the name it goes by; journalled where it holds personal data."""
    paper, _ = opened(code, id, actor=actor, now=now)
    return registry.get(_pdf(paper)), f"{archiving.file_name(privacy.masked_title(paper))}.pdf"


def sent_page(code: str, id: int, number: int, *, actor: Actor, now: datetime) -> bytes:
    """The picture of page `number` of what the unit has sent back, for the unit; JPEG or PNG."""
    return _sheet(collecting.opened(code, id, actor=actor, now=now).row, number)


def issued_page(id: int, number: int, *, actor: Actor, now: datetime) -> bytes:
    """The PNG of a page as it was issued, for whoever matches the return."""
    row = _matched(id, actor, now)
    return _drawn(row.issued or "", number)


def returned_page(id: int, number: int, *, actor: Actor, now: datetime) -> bytes:
    """The picture of a page that came back, for whoever matches the return; JPEG or PNG."""
    return _sheet(_matched(id, actor, now), number)


def doubts(row: registry.ReturnRow) -> dict[int, str]:
    """Of each photograph (by the id of its upload) what seems wrong with it, in words; none where nothing does."""
    photos = (page for page in row.pages if page.media_type != printing.PDF)
    found = ((page.id, _doubt(page.sha, page.media_type, page.name)) for page in photos)
    return {id: words for id, words in found if words}


def kind_of(picture: bytes) -> str:
    """The media type of a picture that one of these functions gave."""
    return "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg"


def _matched(id: int, actor: Actor, now: datetime) -> registry.ReturnRow:
    row = registry.signed_return(id)
    paper = registry.paper(row.paper or 0)
    if why := privacy.why_closed(paper, actor, now):
        raise Refused(why)
    return row


def _sheet(row: registry.ReturnRow, number: int) -> bytes:
    found = next((sheet for sheet in matching.sheets(row) if sheet.number == number), None)
    if found is None:
        raise BadInput(f"没有第 {number} 页，请刷新后再看。")
    if found.upload.media_type == printing.PDF:
        return _drawn(found.upload.sha, found.at)
    return _turned(found.upload.sha, found.upload.media_type, found.upload.name)


def _pdf(paper: registry.PaperRow) -> str:
    sha = next((version.pdf_sha for version in reversed(paper.versions) if version.pdf_sha), None)
    if sha is None:
        raise Refused(f"《{paper.template}》还在排版，请过一会儿再来。")
    return sha


@lru_cache(maxsize=48)
def _drawn(sha: str, number: int, dpi: int = SCREEN_DPI) -> bytes:
    return printing.picture(registry.get(sha), number, dpi)


@lru_cache(maxsize=512)
def _doubt(sha: str, media_type: str, name: str) -> str:
    return printing.doubt(printing.Leaf(registry.get(sha), media_type, name))


@lru_cache(maxsize=48)
def _turned(sha: str, media_type: str, name: str) -> bytes:
    return printing.upright(printing.Leaf(registry.get(sha), media_type, name), longest=LONGEST)

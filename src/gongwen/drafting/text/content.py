"""正文内容: the paper's own text as a content DOCX, written from values or read from what a template rendered.

A content DOCX holds a 公文标题 (an order may go without), perhaps a 主送机关, the body, in minutes 与会人员, then each
attachment from its 附件标题 on. Head, sign-off, 版记 and page numbers are the frame's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from gongwen.document import attendance
from gongwen.document.geometry import NATIONAL, Geometry
from gongwen.document.model import Attachment, Block, Heading, Image, Paper, Table, Text
from gongwen.document.roster import lines as roster_lines
from gongwen.document.roster import office_sentence
from gongwen.drafting.text import pictures, tables, title
from gongwen.drafting.word import package, styles, wordml
from gongwen.drafting.word.blank import blank
from gongwen.drafting.word.wordml import Element
from gongwen.errors import BadInput

_LONG_WORD = re.compile(r"[!-~]{24,}")
"""An address or code so long that the line before it, which it does not fit on, would be drawn wide apart."""
_STOPS = ("。", "；", "，", "：", "！", "？")
UNTITLED = ("命令",)
"""Formats that may go without a title (10.2)."""


@dataclass(frozen=True)
class Part:
    """An attachment in a content DOCX: its title and the elements after it."""

    title: str
    elements: tuple[Element, ...]
    starts_section: bool = False


@dataclass(frozen=True)
class Content:
    """A content DOCX taken apart; the elements still belong to `document`.

    `section_end` closes the upright pages before an attachment in landscape; it goes behind the sign-off.
    """

    document: DocxDocument
    title: str
    recipients: str
    body: tuple[Element, ...]
    attendees: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    section_end: Element | None = None


def write_content(paper: Paper) -> bytes:
    """The content DOCX of a paper without a template. BadInput when it has no title (an order may) or no body."""
    titled = paper.title.strip() or paper.layout in UNTITLED
    faults = [] if titled else ["公文缺标题（title），请填写。"]
    if not paper.blocks:
        faults.append("公文缺正文（body 或 blocks），请填写。")
    if faults:
        raise BadInput.of(faults)
    document = blank(paper.geometry)
    body = document.element.body
    if paper.title.strip():
        _add(body, wordml.paragraph(styles.TITLE.id, paper.title.strip()))
    if paper.recipients:
        _add(body, wordml.paragraph(styles.RECIPIENTS.id, recipients_line(paper.recipients)))
    _write_blocks(document, paper.blocks)
    for text in attendance.texts(paper.attendees) if paper.attendees else ():
        _add(body, wordml.paragraph(styles.ATTENDEES.id, text))
    bound = [attachment for attachment in paper.attachments if not attachment.separate]
    for attachment in bound:
        over_imprint = attachment is bound[-1] and bool(paper.cc or paper.printed_by)
        _write_attachment(document, attachment, over_imprint)
    package.describe(document, wordml.clean(paper.title.strip()))
    return package.saved(document)


def recipients_line(recipients: Iterable[str]) -> str:
    """主送机关 as printed: joined by ，, ending in ：."""
    return "，".join(one.strip().rstrip("：:，,") for one in recipients) + "："


def read(content: bytes, geometry: Geometry = NATIONAL) -> Content:
    """Take a content DOCX apart, its styles on the line pitch of the page set-up; BadInput when it is no DOCX."""
    document = package.opened(content, "公文内容")
    styles.install(document, geometry)
    sorter = _Sorter()
    for one in list(document.element.body):
        if one.tag != qn("w:sectPr"):
            sorter.take(one)
    body, ended = _without_section_end(sorter.body)
    attendees = tuple(text for text in sorter.attendees if text)
    return Content(document, sorter.title, sorter.recipients, tuple(body), attendees, sorter.parts(), ended)


def style_of(one: Element) -> str:
    """The style id of a paragraph; empty for anything else."""
    found = one.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else found.get(qn("w:val"))


def ends_section(one: Element) -> bool:
    """Whether a section ends with this paragraph."""
    return one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None


def _without_section_end(body: list[Element]) -> tuple[list[Element], Element | None]:
    """The body without the section's end at its last paragraph, and that end as a paragraph of its own."""
    if not body or not ends_section(body[-1]):
        return body, None
    last, end = body[-1], tables.section_end(landscape=False)
    properties = last.find(qn("w:pPr"))
    properties.remove(properties.find(qn("w:sectPr")))
    return (body if wordml.text_of(last).strip() else body[:-1]), end


class _Sorter:
    """Deals the elements of a content DOCX out to title, recipients, body and attachments."""

    def __init__(self) -> None:
        self.title = ""
        self.recipients = ""
        self.attendees: list[str] = []
        self.body: list[Element] = []
        self._parts: list[tuple[str, list[Element], bool]] = []

    def take(self, one: Element) -> None:
        style = style_of(one)
        if style == styles.TITLE.id and not self._parts:
            self.title += wordml.text_of(one).replace("\n", "")
        elif style == styles.RECIPIENTS.id and not self._parts:
            self.recipients += wordml.text_of(one).replace("\n", "")
        elif style == styles.ATTENDEES.id and not self._parts:
            self.attendees.append(wordml.text_of(one).replace("\n", "").strip())
        elif style == styles.ATTACHMENT_TITLE.id:
            self._start_part(one)
        else:
            (self._parts[-1][1] if self._parts else self.body).append(one)

    def _start_part(self, one: Element) -> None:
        before = self._parts[-1][1] if self._parts else self.body
        starts_section = bool(before) and ends_section(before[-1])
        self._parts.append((wordml.text_of(one).replace("\n", ""), [], starts_section))

    def parts(self) -> tuple[Part, ...]:
        return tuple(Part(title, tuple(elements), starts) for title, elements, starts in self._parts)


def _add(body: Element, one: Element) -> None:
    body.insert(len(body) - 1, one)


def _write_attachment(document: DocxDocument, attachment: Attachment, over_imprint: bool) -> None:
    body = document.element.body
    turned = lies(attachment)
    if turned and not ends_section(body[-2]):
        _add(body, tables.section_end(landscape=False))
    _add(body, wordml.paragraph(styles.ATTACHMENT_TITLE.id, attachment.title.strip()))
    write_enclosed(document, attachment, over_imprint=over_imprint)
    if turned:
        _add(body, tables.section_end(landscape=True))


def lies(attachment: Attachment) -> bool:
    """Whether an attachment's pages lie, because one of its tables does."""
    return any(isinstance(block, Table) and block.landscape for block in attachment.blocks)


def write_enclosed(document: DocxDocument, attachment: Attachment, *, over_imprint: bool = False) -> None:
    """What stands under an attachment's title, at the document's end."""
    body = document.element.body
    if attachment.roster:
        for line in roster_lines(attachment.roster):
            _add(body, wordml.paragraph(styles.ROSTER.id, line.text))
        if sentence := office_sentence(attachment.roster):
            _add(body, wordml.paragraph(styles.BODY.id, sentence))
    free = pictures.room(landscape=lies(attachment), heads=_heads(attachment), over_imprint=over_imprint)
    _write_blocks(document, attachment.blocks, free)


def _heads(attachment: Attachment) -> int:
    """Lines of the title over what an attachment begins with."""
    return len(title.broken(wordml.clean(attachment.title)))


def _write_blocks(document: DocxDocument, blocks: Iterable[Block], free: pictures.Room = pictures.UPRIGHT) -> None:
    body = document.element.body
    before: Block | None = None
    for block in blocks:
        if isinstance(before, Table) and isinstance(block, Table):
            _add(body, tables.between())
        for one in _elements(document, block, free):
            _add(body, one)
        before = block


def _elements(document: DocxDocument, block: Block, free: pictures.Room) -> list[Element]:
    match block:
        case Text(text):
            return [wordml.paragraph(styles.BODY.id, text, align=_align(text))]
        case Heading():
            return [_heading(block)]
        case Table():
            return tables.table(block)
        case Image():
            return pictures.placed(document, block, free)


def _heading(block: Heading) -> Element:
    """A heading alone takes its paragraph style; one that runs on takes the face for its own words only.

    Above text of its own it stays with it; a numbered sentence is an item of a list and does not.
    """
    if not block.rest:
        over_text = block.level in styles.RUN_HEADINGS and not block.text.rstrip().endswith(_STOPS)
        return wordml.paragraph(styles.HEADINGS[block.level].id, block.text, keep=over_text)
    style = styles.RUN_HEADINGS.get(block.level)
    head = wordml.text_run(block.text, style=style.id if style else "")
    return wordml.paragraph(styles.BODY.id, head, block.rest, align=_align(block.text + block.rest))


def _align(text: str) -> str:
    """Flush left where a long word stands in the text; else as the style has it, justified."""
    return "left" if _LONG_WORD.search(text) else ""

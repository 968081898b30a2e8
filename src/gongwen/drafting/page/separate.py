"""另订附件: an attachment that is not bound with its paper, as a file of its own (GB/T 9704—2012 7.3.7).

Line 1 bears the paper's 发文字号 and behind it 附件 with its number; title and content stand as in a bound one. Its
pages are counted from 1, and it has neither sign-off nor 版记.
"""

from __future__ import annotations

from gongwen.document.model import Attachment, Paper
from gongwen.drafting.page import head, imprint, page_number
from gongwen.drafting.text import attachments
from gongwen.drafting.text import content as contents
from gongwen.drafting.word import package, page_setup, styles, wordml
from gongwen.drafting.word.blank import blank
from gongwen.drafting.word.wordml import Element
from gongwen.errors import BadInput


def separate_places(paper: Paper) -> tuple[int, ...]:
    """The places (from 0) of the attachments that are bound by themselves and have something to print."""
    return tuple(place for place, one in enumerate(paper.attachments) if one.separate and (one.blocks or one.roster))


def frame_separate(paper: Paper, place: int) -> bytes:
    """The finished DOCX of the attachment at a place of `separate_places`; BadInput for any other."""
    if place not in separate_places(paper):
        raise BadInput(f"第 {place + 1} 个附件不是另订的附件，或者没有内容可排，请核对 separate 和内容。")
    attachment = paper.attachments[place]
    document = blank(paper.geometry)
    body = document.element.body
    contents.write_enclosed(document, attachment)
    attachments.align_rosters([one for one in body if one.tag == wordml.qn("w:p")])
    for at, one in enumerate(_head(paper, place, attachment)):
        body.insert(at, one)
    if body[-2].tag == wordml.qn("w:tbl"):
        body.insert(len(body) - 1, imprint.anchor())
    page_setup.set_page(document.sections[-1]._sectPr, paper.geometry, landscape=contents.lies(attachment))
    page_number.number_pages(document, last_unnumbered=False)
    package.describe(document, wordml.clean(attachment.title.strip()), "、".join(organ.name for organ in paper.issuers))
    return package.saved(document)


def _head(paper: Paper, place: int, attachment: Attachment) -> list[Element]:
    """文号 and mark in line 1, the title in line 3; the number is filled in at registration like the paper's own."""
    number = attachments.number_of(paper, place)
    counted = sum(one.listed for one in paper.attachments) > 1
    mark = attachments.mark_text(number, counted) if number else ""
    first = wordml.paragraph(styles.NUMBER.id, head.number_control(paper), align="left")
    first.append(wordml.text_run(mark, style=styles.HEI.id))
    names = [name for organ in paper.issuers for name in (organ.name, organ.short) if name]
    return [first, wordml.paragraph(styles.SPACE.id), *attachments.heading(attachment.title.strip(), names)]

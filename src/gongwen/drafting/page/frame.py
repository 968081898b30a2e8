"""版式: puts head, sign-off, 附件, 版记 and page numbers around a content DOCX (GB/T 9704—2012 7 and 10).

All four formats take one way; what sets one apart stands in its row of `FORMATS`. The bands that `first_fit` reckons
with are the ones that `frame` sets, so what was reckoned is what is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from docx.oxml.ns import qn

from gongwen.document import attendance, layout
from gongwen.document.layout import SIZE_2, SIZE_3, Figure
from gongwen.document.lengths import Length, pt
from gongwen.document.model import Paper
from gongwen.drafting.page import fit as fits
from gongwen.drafting.page import head, imprint, letter, mark, minutes, order, page_number, pour, sign_off
from gongwen.drafting.page.controls import control
from gongwen.drafting.page.fit import Fit
from gongwen.drafting.text import attachments, keeping, title
from gongwen.drafting.text import content as contents
from gongwen.drafting.text.content import Content
from gongwen.drafting.word import band, package, page_setup, styles, widths, wordml
from gongwen.drafting.word.band import Band
from gongwen.drafting.word.wordml import Element
from gongwen.errors import BadInput

_NEAR_THE_END = 24
_COMFORTABLE_LINES, _COMFORTABLE_SIZE = 3, pt(26)


@dataclass(frozen=True)
class Format:
    """What sets one of the formats apart.

    `to_title` is the distance from the head's end, a rule or (`ends_in_text`) a line of characters, to the title or,
    where there is none, to the body. `foot_rule` makes the rules at the foot of page 1, which then has no number.
    """

    head: Callable[[Paper, Fit], list[Band]]
    to_title: Figure
    ends_in_text: bool = False
    foot_rule: Callable[..., list[Element]] | None = None
    ruled_imprint: bool = True


FORMATS = {
    "文件": Format(head.bands, layout.RULE_TO_TITLE),
    "信函": Format(letter.bands, layout.LETTER_TITLE_GAP, True, letter.foot_rule, ruled_imprint=False),
    "命令": Format(order.bands, layout.ORDER_NUMBER_TO_BODY, True),
    "纪要": Format(minutes.bands, layout.RULE_TO_TITLE),
}


def first_fit(content: bytes, paper: Paper) -> Fit:
    """How the head fits so that the first page shows text, before anything is printed.

    Three lines of text are tried for while the mark stays large, one is a must. BadInput when 16 pt does not fit.
    """
    parts = _read(content, paper)
    body, place = pour.pieces(parts.body), _first_place(parts, paper)
    ways = [replace(fit, body=body, imprint=place) for fit in fits.ways(paper, mark.largest_size(paper))]
    for fit in ways:
        easy = fit.mark_size >= _COMFORTABLE_SIZE and not fit.recipients_in_imprint
        if easy and lines_on_first_page(parts, paper, fit) >= _COMFORTABLE_LINES:
            return fit
    for fit in ways:
        if lines_on_first_page(parts, paper, fit) >= 1:
            return fit
    count = len(paper.mark_organs)
    raise BadInput(
        f"发文机关标志列 {count} 个机关，缩到 16 磅首页仍排不下正文，请改为只标主办机关：在公文中写 masthead: lead。"
    )


def lines_on_first_page(content: Content, paper: Paper, fit: Fit) -> int:
    """How many lines of text the first page holds under the head, reckoned from the bands."""
    room = paper.geometry.room - band.height(_opening(content, paper, fit))
    return max(0, int(room // fit.body_pitch))


def frame(content: bytes, paper: Paper, fit: Fit, *, sample_seals: bool = False, preprinted: bool = False) -> bytes:
    """The finished DOCX of a paper in its format.

    `preprinted` (套打) leaves out what the sheet bears already, mark and red rules, and keeps everything in its place.
    BadInput when the content lacks a title where the format wants one.
    """
    parts = _read(content, paper)
    listed = attachments.listed(parts, paper)
    desk = sign_off.Desk(parts.document, paper, fit, sample_seals)
    opening, pitch = _opening(parts, paper, fit), paper.geometry.pitch
    text = [
        *band.elements(band.left_out(opening) if preprinted else opening),
        *pour.poured(parts.body, attachments.note(attachments.titles(listed), pitch), paper.geometry, fit),
        *minutes.attended(_attendees(parts, paper), pitch),
        *sign_off.elements(desk),
        *([] if parts.section_end is None else [parts.section_end]),
        *attachments.pages(listed, _names(paper)),
    ]
    keeping.keep_numbers(text)
    turned = contents.ends_section(text[-1])
    ruled = FORMATS[paper.layout].ruled_imprint
    end = imprint.elements(paper, fit, _recipients(parts, paper), ruled=ruled, new_section=turned)
    _replace_body(parts, [*text, *end])
    _finish_pages(parts, paper, fit, preprinted=preprinted)
    organs = "、".join(organ.name for organ in paper.issuers)
    package.describe(parts.document, wordml.clean(_title(parts, paper) or paper.mark_text + paper.number), organs)
    return package.saved(parts.document)


def _read(content: bytes, paper: Paper) -> Content:
    parts = contents.read(content, paper.geometry)
    if not parts.title and not paper.title.strip() and paper.layout not in contents.UNTITLED:
        raise BadInput("公文内容缺标题：没有样式为「公文标题」的段落，请在模板中补上。")
    return parts


def _attendees(content: Content, paper: Paper) -> Iterable[str]:
    return attendance.texts(paper.attendees) if paper.attendees else content.attendees


def _title(content: Content, paper: Paper) -> str:
    return paper.title.strip() or content.title.strip()


def _recipients(content: Content, paper: Paper) -> str:
    return contents.recipients_line(paper.recipients) if paper.recipients else content.recipients.strip()


def _opening(content: Content, paper: Paper, fit: Fit) -> list[Band]:
    """Everything above the text: head, title, 题注, 主送机关."""
    form, text = FORMATS[paper.layout], _title(content, paper)
    pitch = paper.geometry.pitch
    to_title = fit.row(form.to_title) - (band.below(pitch, SIZE_3) if form.ends_in_text else 0)
    bands = form.head(paper, fit)
    if text:
        bands += [*_title_bands(text, Length(to_title), paper, fit), *_adopted(paper)]
        under = Length(0) if paper.adopted else band.below(fit.title_pitch, SIZE_2)
        to_text = fit.row(layout.TITLE_TO_RECIPIENTS) - under
    else:
        to_text = to_title
    bands.append(band.gap(Length(to_text - band.above(pitch, SIZE_3))))
    recipients = "" if fit.recipients_in_imprint else _recipients(content, paper)
    if recipients:
        line = wordml.paragraph(styles.RECIPIENTS.id, control("gw:recipients", wordml.text_run(recipients)))
        bands.append(band.lines(line, widths.body_lines(recipients), pitch))
    return bands


def _title_bands(text: str, above: Length, paper: Paper, fit: Fit) -> list[Band]:
    """The title with its characters `above` under the head."""
    lines = title.broken(wordml.clean(text), _names(paper))
    run = wordml.text_run("\n".join(lines))
    line = wordml.paragraph(styles.TITLE.id, control("gw:title", run), pitch=fit.title_pitch)
    gap = band.gap(Length(above - band.above(fit.title_pitch, SIZE_2)))
    return [gap, band.lines(line, len(lines), fit.title_pitch)]


def _adopted(paper: Paper) -> list[Band]:
    """题注 under the title."""
    if not paper.adopted:
        return []
    note = f"（{paper.adopted.strip().strip('（）')}）"
    return [band.lines(wordml.paragraph(styles.ADOPTED.id, note), widths.body_lines(note), paper.geometry.pitch)]


def _names(paper: Paper) -> list[str]:
    """Names that no title line parts."""
    return [name for organ in paper.issuers for name in (organ.name, organ.short) if name]


def _first_place(content: Content, paper: Paper) -> str:
    """Where 版记 stands when a paper is first printed: on a page of its own where it could meet seals or a table.

    LibreOffice 7.4 goes round in circles where 版记 drives rows off the page that it stands on for their sake: it loses
    repeated heads and whole pictures. Once printed, the pages say whether there is room for it.
    """
    grid = paper.sign_off == "sealed" and len(paper.issuers) > 1 and not content.parts
    last = content.parts[-1].elements if content.parts else content.body
    return "next" if grid or any(map(_is_block, last[-_NEAR_THE_END:])) else "here"


def _is_block(one: Element) -> bool:
    return one.tag == qn("w:tbl") or any(True for _ in one.iter(qn("wp:inline")))


def _replace_body(content: Content, made: Iterable[Element]) -> None:
    body = content.document.element.body
    for one in list(body):
        if one.tag != qn("w:sectPr"):
            body.remove(one)
    for i, one in enumerate(_parted(made)):
        body.insert(i, one)


def _parted(elements: Iterable[Element]) -> Iterator[Element]:
    """A line of no height between tables, which Word would else join, and after one at the end."""
    after_table = False
    for one in elements:
        if after_table and one.tag == qn("w:tbl"):
            yield imprint.anchor()
        yield one
        after_table = one.tag == qn("w:tbl")
    if after_table:
        yield imprint.anchor()


def _finish_pages(content: Content, paper: Paper, fit: Fit, *, preprinted: bool) -> None:
    for section in content.document.sections:
        page_setup.set_page(section._sectPr, paper.geometry, landscape=page_setup.is_landscape(section))
    foot_rule = FORMATS[paper.layout].foot_rule
    footer = foot_rule(preprinted=preprinted) if foot_rule else None
    page_number.number_pages(content.document, last_unnumbered=fit.imprint == "after blank", first_footer=footer)

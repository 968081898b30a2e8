"""文件格式: puts head, sign-off, 附件, 版记 and page numbers around a content DOCX (GB/T 9704—2012 7).

The bands that `first_fit` reckons with are the ones that `frame` sets, so what was reckoned is what is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docx.oxml.ns import qn

from gongwen.document import layout
from gongwen.document.kinds import LAYOUTS
from gongwen.document.layout import SIZE_2, SIZE_3
from gongwen.document.lengths import Length, pt
from gongwen.document.model import Paper
from gongwen.drafting import (
    attachments,
    band,
    head,
    imprint,
    mark,
    package,
    page_number,
    page_setup,
    sign_off,
    styles,
    title,
    widths,
    wordml,
)
from gongwen.drafting import content as contents
from gongwen.drafting import fit as fits
from gongwen.drafting.band import Band
from gongwen.drafting.content import Content
from gongwen.drafting.controls import control
from gongwen.drafting.fit import Fit
from gongwen.drafting.wordml import Element
from gongwen.errors import BadInput

_COMFORTABLE_LINES, _COMFORTABLE_SIZE = 3, pt(26)


def first_fit(content: bytes, paper: Paper) -> Fit:
    """How the head fits so that the first page shows text, before anything is printed.

    Three lines of text are tried for while the mark stays large, one is a must. BadInput when 16 pt does not fit.
    """
    _refuse_other_layouts(paper)
    parts = contents.read(content, paper.geometry)
    ways = list(fits.ways(paper, mark.largest_size(paper)))
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


def frame(content: bytes, paper: Paper, fit: Fit, *, sample_seals: bool = False) -> bytes:
    """The finished DOCX of a paper in the general format."""
    _refuse_other_layouts(paper)
    parts = contents.read(content, paper.geometry)
    listed = attachments.listed(parts, paper)
    desk = sign_off.Desk(parts.document, paper, fit, sample_seals)
    text = [
        *band.elements(_opening(parts, paper, fit)),
        *_body(parts.body, attachments.note([one.title for one in listed], paper.geometry.pitch), paper, fit),
        *sign_off.elements(desk),
        *([] if parts.section_end is None else [parts.section_end]),
        *attachments.pages(listed, _names(paper)),
    ]
    turned = contents.ends_section(text[-1])
    end = imprint.elements(paper, fit, _recipients(parts, paper), new_section=turned)
    _replace_body(parts, [*text, *end])
    _finish_pages(parts, paper, fit)
    package.describe(parts.document, wordml.clean(_title(parts, paper)))
    return package.saved(parts.document)


def _refuse_other_layouts(paper: Paper) -> None:
    if paper.layout != "文件":
        known = "、".join(one for one in LAYOUTS if one != "文件")
        raise BadInput(
            f"版式「{paper.layout}」本版不能排：只排「文件」格式，{known}格式待后续版本，请把 layout 改为 文件。"
        )


def _title(content: Content, paper: Paper) -> str:
    return paper.title.strip() or content.title.strip()


def _recipients(content: Content, paper: Paper) -> str:
    return contents.recipients_line(paper.recipients) if paper.recipients else content.recipients.strip()


def _opening(content: Content, paper: Paper, fit: Fit) -> list[Band]:
    """Everything above the text: head, title, 题注, 主送机关."""
    recipients = "" if fit.recipients_in_imprint else _recipients(content, paper)
    pitch = paper.geometry.pitch
    bands = [*head.bands(paper, fit), *_title_bands(_title(content, paper), paper, fit)]
    if paper.adopted:
        note = f"（{paper.adopted.strip().strip('（）')}）"
        bands.append(band.lines(wordml.paragraph(styles.ADOPTED.id, note), widths.body_lines(note), pitch))
    under = Length(0) if paper.adopted else band.below(fit.title_pitch, SIZE_2)
    bands.append(band.gap(fit.row(layout.TITLE_TO_RECIPIENTS) - under - band.above(pitch, SIZE_3)))
    bands.append(Band(Length(0), tuple(band.foot(fit.held))))
    if recipients:
        line = wordml.paragraph(styles.RECIPIENTS.id, control("gw:recipients", wordml.text_run(recipients)))
        bands.append(band.lines(line, widths.body_lines(recipients), pitch))
    return bands


def _title_bands(text: str, paper: Paper, fit: Fit) -> list[Band]:
    lines = title.broken(wordml.clean(text), _names(paper))
    run = wordml.text_run("\n".join(lines))
    line = wordml.paragraph(styles.TITLE.id, control("gw:title", run), pitch=fit.title_pitch)
    above = band.above(fit.title_pitch, SIZE_2)
    return [band.gap(fit.row(layout.RULE_TO_TITLE) - above), band.lines(line, len(lines), fit.title_pitch)]


def _names(paper: Paper) -> list[str]:
    """Names that no title line parts."""
    return [name for organ in paper.issuers for name in (organ.name, organ.short) if name]


def _body(elements: Iterable[Element], note: Iterable[Element], paper: Paper, fit: Fit) -> list[Element]:
    """The text and its 附件说明, at another line height where the fit says so; its last paragraphs carried over."""
    text = list(elements)
    made = [*text, *note]
    if fit.body_pitch != paper.geometry.pitch:
        for paragraph in (one for one in made if one.tag == qn("w:p")):
            band.set_pitch(paragraph, fit.body_pitch)
    if fit.carried:
        _carried(text, fit.carried).get_or_add_pPr().get_or_add_pageBreakBefore()
    return made


def _carried(elements: list[Element], count: int) -> Element:
    """The paragraph with which the sign-off's page begins; a heading goes with the text under it."""
    paragraphs = [one for one in elements if one.tag == qn("w:p")]
    at = max(0, len(paragraphs) - count)
    headings = {style.id for style in styles.HEADINGS.values()}
    while at > 1 and contents.style_of(paragraphs[at - 1]) in headings:
        at -= 1
    return paragraphs[at]


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


def _finish_pages(content: Content, paper: Paper, fit: Fit) -> None:
    for section in content.document.sections:
        page_setup.set_page(section._sectPr, paper.geometry, landscape=page_setup.is_landscape(section))
    page_number.number_pages(content.document, last_unnumbered=fit.imprint == "after blank")

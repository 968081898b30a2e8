"""页码: `— 1 —` under 版心, at the outer side, inset one character (GB/T 9704—2012 7.5).

On a landscape page it stands where the upright page has it, turned with the page (clause 8): in a text box at the left.
"""

from __future__ import annotations

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.section import Section

from gongwen.document import layout
from gongwen.document.layout import SIZE_4
from gongwen.document.lengths import Length, mm, pt
from gongwen.drafting import styles, text_box, wordml
from gongwen.drafting.text_box import Box
from gongwen.drafting.wordml import Element

_PITCH = Length(pt(20))
_UPRIGHT, _TURNED, _NONE = "upright", "turned", "none"
_BOX_WIDE, _BOX_TALL = mm(9), mm(40)
_FIRST_BOX = 4090


def number_pages(document: DocxDocument, *, last_unnumbered: bool) -> None:
    """Give every section its page numbers; the last one none where a blank page stands before 版记."""
    document.settings.odd_and_even_pages_header_footer = True
    before = ""
    sections = list(document.sections)
    for section in sections:
        kind = _TURNED if section.page_width > section.page_height else _UPRIGHT
        if last_unnumbered and section is sections[-1]:
            kind = _NONE
        if kind == before:
            section.footer.is_linked_to_previous = section.even_page_footer.is_linked_to_previous = True
        else:
            _write(section, kind)
        before = kind


def _write(section: Section, kind: str) -> None:
    for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        for old in footer._element.findall(qn("w:p")):
            footer._element.remove(old)
        lines = {_UPRIGHT: _upright, _TURNED: _turned, _NONE: _unnumbered}
        footer._element.append(lines[kind](odd=odd))


def _upright(*, odd: bool) -> Element:
    inset = {"right": SIZE_4} if odd else {"left": SIZE_4}
    align = "right" if odd else "left"
    return wordml.paragraph(styles.PAGE_NUMBER.id, *_number(), align=align, pitch=_PITCH, **inset)


def _unnumbered(*, odd: bool) -> Element:
    return wordml.paragraph(styles.PAGE_NUMBER.id, pitch=_PITCH)


def _number() -> tuple[Element, ...]:
    return (wordml.text_run("— "), *wordml.field("PAGE", "1"), wordml.text_run(" —"))


def _turned(*, odd: bool) -> Element:
    """The upright page turned clockwise: its lower edge is at the left, its right edge below."""
    line = wordml.paragraph(styles.PAGE_NUMBER.id, *_number(), align="right" if odd else "left", pitch=_PITCH)
    middle = layout.PAGE_HEIGHT - layout.TYPE_BOTTOM - layout.PAGE_NUMBER_DROP
    lowest = layout.LEFT_MARGIN + layout.TYPE_WIDTH - SIZE_4 - _BOX_TALL
    top = Length(lowest if odd else layout.LEFT_MARGIN + SIZE_4)
    box = Box("页码", _FIRST_BOX + odd, middle - _BOX_WIDE * 0.5, top, _BOX_WIDE, _BOX_TALL)
    return wordml.paragraph(styles.PAGE_NUMBER.id, text_box.turned(box, line), pitch=_PITCH)

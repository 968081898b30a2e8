"""页码: `— 1 —` under 版心, at the outer side, inset one character (GB/T 9704—2012 7.5)."""

from __future__ import annotations

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.section import Section

from gongwen.document.layout import SIZE_4
from gongwen.document.lengths import Length, pt
from gongwen.drafting import styles, wordml
from gongwen.drafting.wordml import Element

_PITCH = Length(pt(20))


def number_pages(document: DocxDocument, *, last_unnumbered: bool) -> None:
    """Give every section its page numbers; the last one none where a blank page stands before 版记."""
    document.settings.odd_and_even_pages_header_footer = True
    sections = list(document.sections)
    _write(sections[0], numbered=True)
    for section in sections[1:-1]:
        _follow(section)
    if len(sections) > 1:
        if last_unnumbered:
            _write(sections[-1], numbered=False)
        else:
            _follow(sections[-1])


def _write(section: Section, *, numbered: bool) -> None:
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        for old in footer._element.findall(qn("w:p")):
            footer._element.remove(old)
        footer._element.append(_line(align) if numbered else wordml.paragraph(styles.PAGE_NUMBER.id, pitch=_PITCH))


def _follow(section: Section) -> None:
    section.footer.is_linked_to_previous = True
    section.even_page_footer.is_linked_to_previous = True


def _line(align: str) -> Element:
    inset = {"right": SIZE_4} if align == "right" else {"left": SIZE_4}
    inside = (wordml.text_run("— "), *wordml.field("PAGE", "1"), wordml.text_run(" —"))
    return wordml.paragraph(styles.PAGE_NUMBER.id, *inside, align=align, pitch=_PITCH, **inset)

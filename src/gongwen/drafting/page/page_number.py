"""页码: `— 1 —` under 版心, at the outer side, inset one character (GB/T 9704—2012 7.5).

On a landscape page it stands where the upright page has it, turned with the page (clause 8): in a text box at the left
that hangs on the header.
"""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.section import Section, _BaseHeaderFooter

from gongwen.document import layout
from gongwen.document.layout import SIZE_4
from gongwen.document.lengths import Length, mm, pt
from gongwen.drafting.word import page_setup, styles, text_box, wordml
from gongwen.drafting.word.text_box import Box
from gongwen.drafting.word.wordml import Element

_PITCH = Length(pt(20))
_UPRIGHT, _TURNED, _NONE = "upright", "turned", "none"
_BOX_WIDE, _BOX_TALL = mm(9), mm(40)
_FIRST_BOX = 4090


def number_pages(
    document: DocxDocument, *, last_unnumbered: bool, first_footer: Iterable[Element] | None = None
) -> None:
    """Give every section its page numbers; the last one none where a blank page stands before 版记.

    With a `first_footer`, which may be empty, page 1 has it in place of a number, as a letter has (10.1).
    """
    document.settings.odd_and_even_pages_header_footer = True
    if first_footer is not None:
        _start_unnumbered(document.sections[0], first_footer)
    before = ""
    sections = list(document.sections)
    for section in sections:
        kind = _TURNED if page_setup.is_landscape(section) else _UPRIGHT
        if last_unnumbered and section is sections[-1]:
            kind = _NONE
        _write(section, kind, linked=kind == before)
        before = kind


def _write(section: Section, kind: str, *, linked: bool) -> None:
    """Footers hold the number of upright pages, headers the box of landscape ones."""
    for footer, header, odd in (
        (section.footer, section.header, True),
        (section.even_page_footer, section.even_page_header, False),
    ):
        footer.is_linked_to_previous = header.is_linked_to_previous = linked
        if not linked:
            _set(footer, _upright(odd=odd) if kind == _UPRIGHT else _empty())
            _set(header, _turned(odd=odd) if kind == _TURNED else _empty())


def _start_unnumbered(section: Section, footer: Iterable[Element]) -> None:
    """Page 1 with a footer and an empty header of its own."""
    section.different_first_page_header_footer = True
    for holder, inside in ((section.first_page_header, ()), (section.first_page_footer, footer)):
        holder.is_linked_to_previous = False
        _set(holder, *inside, _empty())


def _set(holder: _BaseHeaderFooter, *inside: Element) -> None:
    for old in holder._element.findall(qn("w:p")):
        holder._element.remove(old)
    holder._element.extend(inside)


def _upright(*, odd: bool) -> Element:
    inset = {"right": SIZE_4} if odd else {"left": SIZE_4}
    align = "right" if odd else "left"
    return wordml.paragraph(styles.PAGE_NUMBER.id, *_number(), align=align, pitch=_PITCH, **inset)


def _empty() -> Element:
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

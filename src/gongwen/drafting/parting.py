"""段落分页: a paragraph parted where a page ends, for text that must go over to the page of the sign-off (7.3.5).

Only a paragraph that fills its page from the top is parted so: room at the foot can be kept free on pages on which a
paragraph begins (`band.foot`), and Word has no other way to end a page in the middle of one.
"""

from __future__ import annotations

from copy import deepcopy

from docx.oxml.ns import qn

from gongwen.drafting import wordml
from gongwen.drafting.wordml import Element

_HELD = tuple(qn(f"w:{name}") for name in ("drawing", "pict", "object", "tab", "br", "footnoteReference"))


def parted(paragraph: Element, count: int) -> tuple[Element, Element]:
    """The paragraph up to its first `count` characters (blanks not counted) and the rest, which begins a page.

    The first part ends with a full line, the second begins without indent: together they look as one.
    """
    first, second = deepcopy(paragraph), paragraph
    _keep(first, 0, count)
    _keep(second, count, None)
    _align(first, "distribute")
    properties = second.get_or_add_pPr()
    properties.get_or_add_pageBreakBefore()
    indent = properties.get_or_add_ind()
    for name in ("firstLine", "firstLineChars", "hanging", "hangingChars"):
        indent.attrib.pop(qn(f"w:{name}"), None)
    indent.set(qn("w:firstLine"), "0")
    return first, second


def _keep(paragraph: Element, start: int, end: int | None) -> None:
    """Leave only the characters from `start` to `end`; what is no text stays with the character before it."""
    at = 0
    for one in list(paragraph.iter(qn("w:t"), *_HELD)):
        if one.tag == qn("w:t"):
            one.text, at = _within(one.text or "", at, start, end)
            if one.text != one.text.strip():
                one.set(qn("xml:space"), "preserve")
        elif not (start < at or start == 0) or (end is not None and at > end):
            one.getparent().remove(one)


def _within(text: str, at: int, start: int, end: int | None) -> tuple[str, int]:
    """The part of a text that lies between two places, and the place at its end; blanks stay with what they follow."""
    kept = ""
    for char in text:
        at += not char.isspace()
        if at > start and (end is None or at <= end):
            kept += char
    return kept, at


def _align(paragraph: Element, value: str) -> None:
    properties = paragraph.get_or_add_pPr()
    align = properties.find(qn("w:jc"))
    if align is None:
        properties._insert_jc(wordml.element("w:jc", val=value))
    else:
        align.set(qn("w:val"), value)

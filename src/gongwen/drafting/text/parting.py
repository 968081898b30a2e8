"""段落分页: a paragraph parted where a page ends, for text that must go over to the page of the sign-off (7.3.5).

Only a paragraph that fills its page from the top is parted so: room at the foot can be kept free on pages on which a
paragraph begins (`band.foot`), and Word has no other way to end a page in the middle of one.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from docx.oxml.ns import qn

from gongwen.drafting.word import wordml
from gongwen.drafting.word.wordml import Element

_HELD = tuple(qn(f"w:{name}") for name in ("drawing", "pict", "object", "tab", "br", "footnoteReference"))


def parted(paragraph: Element, count: int) -> tuple[Element, Element]:
    """The paragraph up to its first `count` characters and the rest, which begins a page.

    Blanks, tabs, breaks and drawings are not counted and stay with the character before them.

    The first part ends with a full line, the second begins without indent: together they look as one.
    """
    first, second = deepcopy(paragraph), paragraph
    _keep(first, lambda at: at <= count)
    _keep(second, lambda at: at > count)
    _align(first, "distribute")
    properties = second.get_or_add_pPr()
    properties.get_or_add_pageBreakBefore()
    indent = properties.get_or_add_ind()
    for name in ("firstLine", "firstLineChars", "hanging", "hangingChars"):
        indent.attrib.pop(qn(f"w:{name}"), None)
    indent.set(qn("w:firstLine"), "0")
    return first, second


def _keep(paragraph: Element, belongs: Callable[[int], bool]) -> None:
    """Leave only what belongs there by how many characters stand up to it; what is no text counts as a blank."""
    at = 0
    for one in list(paragraph.iter(qn("w:t"), *_HELD)):
        if one.tag == qn("w:t"):
            one.text, at = _within(one.text or "", at, belongs)
            if one.text != one.text.strip():
                one.set(qn("xml:space"), "preserve")
        elif not belongs(at):
            one.getparent().remove(one)


def _within(text: str, at: int, belongs: Callable[[int], bool]) -> tuple[str, int]:
    """What belongs there of a text that begins after `at` characters, and how many there are at its end."""
    kept = ""
    for char in text:
        at += not char.isspace()
        kept += char if belongs(at) else ""
    return kept, at


def _align(paragraph: Element, value: str) -> None:
    properties = paragraph.get_or_add_pPr()
    align = properties.find(qn("w:jc"))
    if align is None:
        properties._insert_jc(wordml.element("w:jc", val=value))
    else:
        align.set(qn("w:val"), value)

"""署名与日期的位置: where organ and date stand to each other, also after registration fills the date in (7.3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docx.oxml.ns import qn

from gongwen.document import layout
from gongwen.document.layout import CHAR
from gongwen.document.lengths import Length, mm
from gongwen.drafting import widths, wordml
from gongwen.drafting.wordml import Element

CENTRED, FLUSH = "center", "left"
_SLACK = mm(1)
"""Spare width beside a long name, so that rounding never breaks it."""


def under_seal(name: str, date: str) -> tuple[Length, Length]:
    """Sealed (7.3.5.1): the left indent of the name, centred on the date, and the right indent of the date.

    The date is inset four characters, further where a long name would otherwise leave 版心.
    """
    half = middle_from_right(name, date)
    return Length(max(0, layout.TYPE_WIDTH - 2 * half)), half - widths.body_width(date) * 0.5


def middle_from_right(name: str, date: str) -> Length:
    """How far the middle of name and date lies from the right edge of 版心."""
    date_middle = CHAR * layout.DATE_SEALED_RIGHT_CHARS + widths.body_width(date) * 0.5
    return max(date_middle, widths.body_width(name) * 0.5 + _SLACK)


def unsealed(names: Iterable[str], date: str) -> tuple[Length, Length]:
    """Not sealed (7.3.5.2): left indents of the names and of the date, two characters further right.

    The longer of name and date is inset two characters from the right.
    """
    shift = CHAR * layout.NAME_PLAIN_RIGHT_CHARS
    longest = max(map(widths.body_width, names), default=Length(0))
    date_wide = widths.body_width(date)
    if date_wide > longest:
        name_left = layout.TYPE_WIDTH - shift - date_wide - shift
    else:
        name_left = layout.TYPE_WIDTH - shift - longest
    left = Length(max(0, name_left))
    return left, left + shift


def follow_date(control: Element) -> None:
    """Set name and date anew after the date's text has changed; those in a table's cell are centred there anyway."""
    date = _paragraph_of(control)
    if date is None or any(True for _ in date.iterancestors(qn("w:tc"))):
        return
    names = list(_names_before(date))
    if not names:
        return
    text = wordml.text_of(date)
    if _align(names[0]) == CENTRED:
        left, right = under_seal(wordml.text_of(names[0]), text)
        set_indents(date, right=right)
    else:
        left, date_left = unsealed(map(wordml.text_of, names), text)
        set_indents(date, left=date_left)
    for name in names:
        set_indents(name, left=left)


def set_indents(paragraph: Element, **sides: Length) -> None:
    """Change a paragraph's own indents, leaving the others."""
    ind = paragraph.get_or_add_pPr().get_or_add_ind()
    for side, value in sides.items():
        ind.set(qn(f"w:{side}"), str(value.twips))


def _paragraph_of(control: Element) -> Element | None:
    for holder in control.iterancestors(qn("w:p")):
        return holder
    return next(control.iter(qn("w:p")), None)


def _names_before(date: Element) -> Iterator[Element]:
    """The lines of 署名 over the date: paragraphs with text and with an alignment and a left indent of their own."""
    top = date
    while top.getparent().tag == qn("w:sdtContent"):
        top = top.getparent().getparent()
    one = top.getprevious()
    while one is not None and one.tag == qn("w:p") and _align(one) and wordml.text_of(one).strip():
        yield one
        one = one.getprevious()


def _align(paragraph: Element) -> str:
    """`center` or `left` where a paragraph is a line of 署名, else empty."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        return ""
    align, ind = properties.find(qn("w:jc")), properties.find(qn("w:ind"))
    if align is None or ind is None or ind.get(qn("w:left")) is None:
        return ""
    value = align.get(qn("w:val"))
    return value if value in (CENTRED, FLUSH) else ""

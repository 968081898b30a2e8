"""署名与日期的位置: where organ and date stand to each other, also after registration fills the date in (7.3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docx.oxml.ns import qn

from gongwen.document import layout
from gongwen.document.layout import CHAR, SIZE_3
from gongwen.document.lengths import Length, mm, pt
from gongwen.drafting.page import seals
from gongwen.drafting.text import title
from gongwen.drafting.word import widths, wordml
from gongwen.drafting.word.wordml import Element

CENTRED, FLUSH = "center", "left"
PARTED_PITCH = pt(20)
"""The line height of a name in several lines, closer than the text's: the lines read as one name."""
_SLACK = mm(1)
"""Spare width beside a long name, so that rounding never breaks it."""
_MIDDLE = layout.EM_ABOVE_BASELINE - 0.5


def middle(pitch: Length) -> Length:
    """From the top of an exact line to the middle of its characters."""
    return pitch * layout.BASELINE_IN_EXACT_LINE - SIZE_3 * _MIDDLE


def parted(name: str, room: Length) -> tuple[str, ...]:
    """A name in as few lines as fit `room`, of about the same length, parted between words."""
    count = 1
    while count < len(name) and max(map(widths.body_width, title.even(name, count))) > room:
        count += 1
    return title.even(name, count)


def own_line(name: str, inset: Length = Length(0)) -> tuple[str, ...]:  # noqa: B008
    """The lines of a name that has 版心 to itself: one, unless it is longer than that without `inset`."""
    return parted(name, Length(layout.TYPE_WIDTH - inset - _SLACK))


def pitch_of(lines: tuple[str, ...], pitch: Length) -> Length:
    """The line height of a name in these lines."""
    return pitch if len(lines) == 1 else PARTED_PITCH


def under_seal(name: str, date: str) -> tuple[Length, Length]:
    """Sealed (7.3.5.1): the left indent of the name, centred on the date, and the right indent of the date.

    The date is inset four characters, further where a long name would otherwise leave 版心. Line feeds part a name.
    """
    half = middle_from_right(name, date)
    return Length(max(0, layout.TYPE_WIDTH - 2 * half)), half - widths.body_width(date) * 0.5


def middle_from_right(name: str, date: str) -> Length:
    """How far the middle of name and date lies from the right edge of 版心."""
    date_middle = CHAR * layout.DATE_SEALED_RIGHT_CHARS + widths.body_width(date) * 0.5
    return max(date_middle, widest(name.split("\n")) * 0.5 + _SLACK * 0.5)


def unsealed(names: Iterable[str], date: str) -> tuple[Length, Length]:
    """Not sealed (7.3.5.2): left indents of the names and of the date, two characters further right.

    The longer of name and date is inset two characters from the right.
    """
    shift = CHAR * layout.NAME_PLAIN_RIGHT_CHARS
    longest, date_wide = widest(line for name in names for line in name.split("\n")), widths.body_width(date)
    if date_wide > longest:
        name_left = layout.TYPE_WIDTH - shift - date_wide - shift
    else:
        name_left = layout.TYPE_WIDTH - shift - longest
    left = Length(max(0, name_left))
    return left, left + shift


def widest(lines: Iterable[str]) -> Length:
    """The width of the longest of some lines in the body's size."""
    return max(map(widths.body_width, lines), default=Length(0))


def follow_date(control: Element) -> None:
    """Set name, date and seal anew after the date's text has changed; in a table's cell they are centred anyway."""
    date = _paragraph_of(control)
    if date is None or any(True for _ in date.iterancestors(qn("w:tc"))):
        return
    names = list(_names_before(date))
    if not names:
        return
    text = wordml.text_of(date)
    if _align(names[0]) == CENTRED:
        name = wordml.text_of(names[0])
        left, right = under_seal(name, text)
        set_indents(date, right=right)
        seals.centre(names[0], layout.TYPE_WIDTH - middle_from_right(name, text))
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

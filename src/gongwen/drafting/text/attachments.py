"""附件: 附件说明 under the text; each attachment on a new page with number and title (GB/T 9704—2012 7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn

from gongwen.document.layout import CHAR
from gongwen.document.lengths import Length
from gongwen.document.model import Paper
from gongwen.drafting.text.content import Content, Part, style_of
from gongwen.drafting.text.title import broken
from gongwen.drafting.word import band, styles, widths, wordml
from gongwen.drafting.word.wordml import Element
from gongwen.errors import BadInput

_LABEL = "附件："
_ROSTER_LINE = re.compile(
    r"(?P<label>[^：\u3000]?[^：（]*：|\u3000{3,})(?P<name>[^\u3000（]+(?:\u3000[^\u3000（](?=\u3000|（|$))?)(?P<gap>\u3000*)"
)


_DOT_LESS = 0.65
"""How much narrower than a character LibreOffice prints the dot in a name, which it takes from the Latin face."""


@dataclass(frozen=True)
class Listed:
    """An attachment: its title, the part of the content that it names (None: bound separately), and its number.

    The object of an 印发 or 转发 is bound without being one: `number` is None, 附件说明 does not name it (实务).
    """

    title: str
    part: Part | None
    number: int | None


def listed(content: Content, paper: Paper) -> tuple[Listed, ...]:
    """What 附件说明 lists: the paper's own list where it has one, else the attachments found in the content."""
    parts = list(content.parts)
    if not paper.attachments:
        return tuple(Listed(part.title, part, number) for number, part in enumerate(parts, 1))
    bound = sum(not one.separate for one in paper.attachments)
    if bound != len(parts):
        raise BadInput(f"附件说明列有 {bound} 个随文附件，正文文件中却有 {len(parts)} 个，请核对 attachments 与模板。")
    return tuple(
        Listed(one.title.strip(), None if one.separate else parts.pop(0), number_of(paper, place))
        for place, one in enumerate(paper.attachments)
    )


def number_of(paper: Paper, place: int) -> int | None:
    """The number of an attachment by its place among those that are listed."""
    listed = [at for at, one in enumerate(paper.attachments) if one.listed]
    return listed.index(place) + 1 if place in listed else None


def titles(lists: Sequence[Listed]) -> list[str]:
    """What 附件说明 names."""
    return [one.title for one in lists if one.number]


def note(titles: Sequence[str], pitch: Length) -> list[Element]:
    """附件说明: one empty row of `pitch` under the text, numbers only where there are several, wraps under the name.

    With ten and more the dots of the numbers stand under one another, and so do the names.
    """
    if not titles:
        return []
    numbers = [f"{number}." if len(titles) > 1 else "" for number in range(1, len(titles) + 1)]
    left = CHAR * 2 + widths.body_width(_LABEL) + max(map(widths.body_width, numbers))
    lines = [_item(*one, Length(left)) for one in zip(numbers, titles, strict=True)]
    return [*band.gap(pitch).elements, _labelled(numbers[0] + titles[0], numbers[0], Length(left)), *lines[1:]]


def _item(number: str, title: str, left: Length) -> Element:
    hang = -widths.body_width(number)
    return wordml.paragraph(styles.ATTACHMENT_NOTE.id, number + title, left=left, first=hang)


def _labelled(text: str, number: str, left: Length) -> Element:
    """The first item behind 附件：, its number moved to the right where later ones are longer."""
    start = Length(left - widths.body_width(number))
    hang = Length(CHAR * 2 - left)
    moved = start > CHAR * 2 + widths.body_width(_LABEL)
    tabs = [("left", start)] if moved else []
    between = "\t" if moved else ""
    return wordml.paragraph(styles.ATTACHMENT_NOTE.id, _LABEL + between + text, left=left, first=hang, tabs=tabs)


def pages(lists: Sequence[Listed], names: Iterable[str]) -> list[Element]:
    """Every bound attachment from its mark on: mark in line 1, title in line 3, content from line 5."""
    made: list[Element] = []
    counted = len(titles(lists)) > 1
    for one in lists:
        if one.part is not None:
            made += _mark(one.number, counted, new_page=not one.part.starts_section)
            made += heading(one.title, names)
            made += one.part.elements
            align_rosters(one.part.elements)
    return made


def mark_text(number: int, counted: bool) -> str:
    """附件2, or 附件 where there is only one."""
    return f"附件{number}" if counted else "附件"


def _mark(number: int | None, counted: bool, *, new_page: bool) -> list[Element]:
    """The mark in line 1 and an empty line; what is not an attachment leaves both lines empty."""
    text = [mark_text(number, counted)] if number else []
    mark = wordml.paragraph(styles.ATTACHMENT_MARK.id, *text, new_page=new_page)
    return [mark, wordml.paragraph(styles.SPACE.id)]


def heading(title: str, names: Iterable[str]) -> list[Element]:
    """The title in line 3 and an empty line under it."""
    lines = broken(wordml.clean(title), names)
    made = wordml.paragraph(styles.ATTACHMENT_TITLE.id, "\n".join(lines))
    return [made, wordml.paragraph(styles.SPACE.id)]


def align_rosters(elements: Sequence[Element]) -> None:
    """Wrapped lines of a member list stand under the title of the person, or under the name where （） enclose it."""
    for one in elements:
        if one.tag == qn("w:p") and style_of(one) == styles.ROSTER.id:
            hang = roster_hang(wordml.text_of(one))
            if hang:
                ind = one.get_or_add_pPr().get_or_add_ind()
                ind.getparent().replace(ind, _hanging(hang))


def _hanging(chars: float) -> Element:
    return wordml.indent(left=Length(CHAR * (2 + chars)), first=Length(-CHAR * chars))


def roster_hang(line: str) -> float:
    """Characters before the point that wrapped text of a member's line stands under; 0 when it is no such line."""
    found = _ROSTER_LINE.match(line)
    if not found:
        return 0
    before = found["label"] if not found["gap"] else line[: found.end()]
    return widths.width(before) - _DOT_LESS * before.count("·")

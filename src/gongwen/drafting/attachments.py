"""附件: 附件说明 under the text; each attachment on a new page with number and title (GB/T 9704—2012 7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn

from gongwen.document.layout import CHAR
from gongwen.document.lengths import Length
from gongwen.document.model import Paper
from gongwen.drafting import band, styles, widths, wordml
from gongwen.drafting.content import Content, Part, style_of
from gongwen.drafting.title import broken
from gongwen.drafting.wordml import Element
from gongwen.errors import BadInput

_LABEL = "附件："
_ROSTER_LINE = re.compile(
    r"(?P<label>[^：\u3000]?[^：（]*：|\u3000{3,})(?P<name>[^\u3000（]+(?:\u3000[^\u3000（](?=\u3000|（|$))?)(?P<gap>\u3000*)"
)


@dataclass(frozen=True)
class Listed:
    """One line of 附件说明: its title, and the part of the content that it names (None: bound separately)."""

    title: str
    part: Part | None


def listed(content: Content, paper: Paper) -> tuple[Listed, ...]:
    """What 附件说明 lists: the paper's own list where it has one, else the attachments found in the content."""
    parts = list(content.parts)
    if not paper.attachments:
        return tuple(Listed(part.title, part) for part in parts)
    bound = sum(not one.separate for one in paper.attachments)
    if bound != len(parts):
        raise BadInput(f"附件说明列有 {bound} 个随文附件，正文文件中却有 {len(parts)} 个，请核对 attachments 与模板。")
    return tuple(Listed(one.title.strip(), None if one.separate else parts.pop(0)) for one in paper.attachments)


def note(titles: Sequence[str], pitch: Length) -> list[Element]:
    """附件说明: one empty row of `pitch` under the text, numbers only where there are several, wraps under the name."""
    if not titles:
        return []
    made = list(band.gap(pitch).elements)
    for number, title in enumerate(titles, 1):
        prefix = (_LABEL if number == 1 else "") + (f"{number}." if len(titles) > 1 else "")
        hang = widths.body_width(prefix)
        left = CHAR * 2 + widths.body_width(_LABEL) + (widths.body_width(f"{number}.") if len(titles) > 1 else 0)
        made.append(wordml.paragraph(styles.ATTACHMENT_NOTE.id, prefix + title, left=left, first=-hang))
    return made


def pages(lists: Sequence[Listed], names: Iterable[str]) -> list[Element]:
    """Every bound attachment from its mark on: mark in line 1, title in line 3, content from line 5."""
    made: list[Element] = []
    for number, one in enumerate(lists, 1):
        if one.part is not None:
            made += _mark(str(number) if len(lists) > 1 else "", new_page=not one.part.starts_section)
            made += _heading(one.title, names)
            made += one.part.elements
            _align_rosters(one.part.elements)
    return made


def _mark(number: str, *, new_page: bool) -> list[Element]:
    mark = wordml.paragraph(styles.ATTACHMENT_MARK.id, f"附件{number}", new_page=new_page)
    return [mark, wordml.paragraph(styles.SPACE.id)]


def _heading(title: str, names: Iterable[str]) -> list[Element]:
    lines = broken(wordml.clean(title), names)
    heading = wordml.paragraph(styles.ATTACHMENT_TITLE.id, "\n".join(lines))
    return [heading, wordml.paragraph(styles.SPACE.id)]


def _align_rosters(elements: Sequence[Element]) -> None:
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
    return widths.width(found["label"] if not found["gap"] else line[: found.end()])

"""要素名称: the names of a paper's elements, and a line together with the element it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongwen.document import layout
from gongwen.document.sheet import TextLine

MARK, HEAD, NUMBER, SIGNERS = "红头", "版头", "文号", "签发人"
TITLE, ADOPTED, RECIPIENTS, BODY = "标题", "题注", "主送", "正文"
LISTED, ATTENDED, SIGNATURE, DATE, NOTE = "附件说明", "与会人员", "署名", "日期", "附注"
LABEL, HEADLINE, ENCLOSED = "附件标识", "附件标题", "附件正文"
IMPRINT, FOLIO, FOOTER = "版记", "页码", "页脚"

LONG_RULE = 120.0
"""A horizontal rule at least this long (mm) can be a rule of 版头 or 版记."""
TITLE_SIZE = 18.0
CHAR = layout.CHAR.mm
LEFT, RIGHT = layout.LEFT_MARGIN.mm, layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm
FLUSH = LEFT + CHAR

_CN_DATE = r"[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]+月[一二三四五六七八九十]+日"
DATED = re.compile(
    rf"\d{{4}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日|{_CN_DATE}|年\s*月\s*日"
)  # blank before registration
NUMBERED = re.compile(r"[〔\[［（(【].{0,8}[〕\]］）)】].{0,8}号")
ATTACHED = re.compile(r"(?:\S{1,14}[〔\[]\d{4}[〕\]]\d{1,5}号\s*)?附\s*件\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?")
"""An attachment's label; one that is bound separately has the paper's number before it (7.3.7)."""
_APART = 1.5


@dataclass(frozen=True)
class Placed:
    """A line and the element it belongs to."""

    zone: str
    line: TextLine


def is_red(colour: str) -> bool:
    """Whether a reader would call the colour red."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return red > 150 and green < 100 and blue < 100


def pieces(line: TextLine) -> Iterator[TextLine]:
    """What stands apart on one baseline, from left to right: parted at blanks wider than one and a half characters."""
    start = 0
    em = line.size * 25.4 / 72
    for at, glyph in enumerate(line.glyphs):
        if not glyph.text.strip() and glyph.x1 - glyph.x0 > _APART * em:
            if at > start:
                yield replace(line, glyphs=line.glyphs[start:at])
            start = at + 1
    yield replace(line, glyphs=line.glyphs[start:]) if start else line

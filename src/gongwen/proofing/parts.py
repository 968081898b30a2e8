"""主体: title, addressees, body and its ending, then the attachments (GB/T 9704—2012 7.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from gongwen.document import layout
from gongwen.document.sheet import TextLine
from gongwen.proofing.elements import (
    ADOPTED,
    ATTACHED,
    ATTENDED,
    BODY,
    CHAR,
    DATE,
    DATED,
    ENCLOSED,
    FLUSH,
    HEADLINE,
    LABEL,
    LEFT,
    LISTED,
    NOTE,
    RECIPIENTS,
    RIGHT,
    SIGNATURE,
    TITLE,
    TITLE_SIZE,
    Placed,
    pieces,
)

_LISTED = re.compile(r"附\s*件\s*[:：]\s*\S")
_ITEM = re.compile(r"\d+[.．]")
_NUMBERED = re.compile(r"[（(]|\d+[.．]")
_STOPS = re.compile(r"[。；：，、？！]")
_PRESENT = re.compile(r"(出\s*席|请\s*假|列\s*席)(?:人员)?\s*[:：]")
_INDENTED = 4
"""A line that begins further in than so many characters is no paragraph: a title of office."""
_ENDED = ("命令", "纪要")
"""Formats that end as a paper does though they may have no title."""


def main_part(text: Sequence[TextLine], shown: str) -> Iterable[Placed]:
    """主体: title, addressees, body, sign-off; then the attachments, each from its label on.

    Only what begins with a title, and an order, has a sign-off: a form or a contract ends in its own way.
    """
    start = next((n for n, line in enumerate(text) if starts_attachment(n, line, text)), len(text))
    main, enclosed = list(text[:start]), text[start:]
    title = list(takewhile(lambda line: line.size >= TITLE_SIZE, main))
    rest = main[len(title) :]
    adopted = [line for line in rest[:2] if title and line.text.startswith("（") and line.x0 > FLUSH + 2 * CHAR]
    rest = rest[len(adopted) :]
    recipients = _recipients(rest) if title else []
    rest = rest[len(recipients) :]
    yield from (Placed(TITLE, line) for line in title)
    yield from (Placed(ADOPTED, line) for line in adopted)
    yield from (Placed(RECIPIENTS, line) for line in recipients)
    ended = title or shown in _ENDED
    yield from _ending(rest, shown) if ended else (Placed(BODY, line) for line in rest)
    yield from _enclosed(enclosed)


def starts_attachment(index: int, line: TextLine, text: Sequence[TextLine]) -> bool:
    """Whether a line is an attachment's label: first on its page, at the left, nothing but 附件 and a number.

    One that is bound separately has the paper's number before it. The left edge of a turned page lies further in,
    hence the room given.
    """
    first = index == 0 or text[index - 1].page != line.page
    return first and line.x0 < LEFT + 3 * CHAR and bool(ATTACHED.fullmatch(line.text))


def _recipients(rest: Sequence[TextLine]) -> list[TextLine]:
    """Flush lines under the title up to the first that ends in a colon; none when there is no such line."""
    for count, line in enumerate(rest[:8], 1):
        if line.x0 > FLUSH or line.size >= TITLE_SIZE:
            return []
        if line.text.rstrip().endswith(("：", ":")):
            return list(rest[:count])
    return []


def _ending(rest: Sequence[TextLine], shown: str) -> Iterable[Placed]:
    """正文, then 附件说明, 与会人员 of a 纪要, 署名, 日期 and 附注 where they are."""
    dates = [n for n, line in enumerate(rest) if DATED.fullmatch(line.text.strip()) and line.x0 > LEFT + 8 * CHAR]
    dated = dates[-1] if dates else len(rest)
    attended = _attended(rest[:dated]) if shown == "纪要" else None
    listing = _listing(rest[: attended[0] if attended else dated])
    signed, floor = dated, attended[1] if attended else listing[1] if listing else 0
    least = min(layout.SIZE_4.pt, rest[dated].size) if dates else layout.SIZE_4.pt
    while dates and signed > floor and _is_name(rest[signed - 1], rest[signed - 2] if signed > 1 else None, least):
        signed -= 1
    while signed < dated and _reads_on(rest, signed):
        signed += 1
    over, after = attended or (signed, signed)
    # where text goes on under 附件：…, it only speaks of an attachment
    listed, unlisted = listing if listing and listing[1] == over else (over, over)
    yield from _cut(rest, ((listed, BODY), (unlisted, LISTED), (over, BODY), (after, ATTENDED)))
    yield from (Placed(BODY, line) for line in rest[after:signed])
    yield from (Placed(SIGNATURE, line) for line in rest[signed:dated])
    yield from (Placed(DATE, line) for line in rest[dated : dated + 1])
    for line in rest[dated + 1 :]:
        yield Placed(NOTE if line.text.startswith(("（", "(")) or line.text.endswith("）") else BODY, line)


def _cut(lines: Sequence[TextLine], ends: Iterable[tuple[int, str]]) -> Iterator[Placed]:
    """Lines cut at the given places, each piece with its element."""
    start = 0
    for end, zone in ends:
        yield from (Placed(zone, line) for line in lines[start:end])
        start = end


def _listing(lines: Sequence[TextLine]) -> tuple[int, int] | None:
    """Where the last 附件说明 begins and ends: its lines follow each other and stay right of a paragraph's indent."""
    starts = [n for n, line in enumerate(lines) if _LISTED.match(line.text) and line.x0 > FLUSH]
    if not starts:
        return None
    end = starts[-1] + 1
    while end < len(lines) and lines[end].x0 > LEFT + 2.5 * CHAR and _follows(lines[end - 1], lines[end]):
        end += 1
    return starts[-1], end


def _attended(lines: Sequence[TextLine]) -> tuple[int, int] | None:
    """Where 出席, 请假 and 列席 begin and end, under the text: labels, and lines that hang under the first names."""
    starts = [n for n, line in enumerate(lines) if n and _PRESENT.match(line.text)]
    if not starts:
        return None
    start = next((n for n in reversed(starts) if lines[n].text.startswith("出")), starts[0])
    end = start + 1
    while end < len(lines) and (_PRESENT.match(lines[end].text) or _hangs(lines[end])):
        end += 1
    return start, end


def _hangs(line: TextLine) -> bool:
    return LEFT + 3.5 * CHAR < line.x0 < LEFT + 8 * CHAR


def _follows(line: TextLine, following: TextLine) -> bool:
    """Whether the second line stands right under the first, without a blank row; on the next page, whether it is an
    item or what is left of a full line."""
    if following.page > line.page:
        return bool(_ITEM.match(following.text)) or line.x1 > RIGHT - 1.5 * CHAR
    return following.baseline - line.baseline < 1.5 * layout.LINE_PITCH.mm


def _is_name(line: TextLine, above: TextLine | None, least: float) -> bool:
    """Whether a line can be names of organs, or a title of office (党组书记、局长): of text size (at the least that of
    the date, where the whole paper is set small), no punctuation, no heading's number; and not flush left, or parted by
    a blank, or, as a row of sealed names does, off the line pitch of text."""
    words = line.text.replace("、", "") if line.x0 > LEFT + _INDENTED * CHAR else line.text
    if line.size < least or _STOPS.search(words) or _NUMBERED.match(line.text):
        return False
    return line.x0 > LEFT + 0.7 * CHAR or " " in line.text or (above is not None and _off_pitch(above, line))


def _reads_on(rest: Sequence[TextLine], at: int) -> bool:
    """Whether a line that could be a name goes on with the text: it begins as a paragraph does, two characters in, and
    stands right under the line above or first on its page."""
    line = rest[at]
    indented = abs(line.x0 - LEFT - 2 * CHAR) < 0.3 * CHAR and len(list(pieces(line))) == 1
    return indented and not (at and _off_pitch(rest[at - 1], line))


def _off_pitch(above: TextLine, line: TextLine) -> bool:
    rows = (line.baseline - above.baseline) / layout.LINE_PITCH.mm
    return line.page == above.page and not 0.8 < rows < 1.5


def _enclosed(lines: Sequence[TextLine]) -> Iterable[Placed]:
    heading = False
    for index, line in enumerate(lines):
        if starts_attachment(index, line, lines):
            heading = True
            yield Placed(LABEL, line)
        elif heading and line.size >= TITLE_SIZE:
            yield Placed(HEADLINE, line)
        else:
            heading = False
            yield Placed(ENCLOSED, line)

"""要素: which element of a paper each measured line is (版头 发文字号 标题 … 版记), told from its place and look alone.

Works on any rendered paper, also one made elsewhere; what cannot be told is 正文. Words and places are those of
GB/T 9704—2012 clause 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from gongwen.document import layout
from gongwen.document.sheet import Measured, Rule, Sheet, TextLine

MARK, HEAD, NUMBER, SIGNERS = "红头", "版头", "文号", "签发人"
TITLE, ADOPTED, RECIPIENTS, BODY = "标题", "题注", "主送", "正文"
LISTED, SIGNATURE, DATE, NOTE = "附件说明", "署名", "日期", "附注"
LABEL, HEADLINE, ENCLOSED = "附件标识", "附件标题", "附件正文"
IMPRINT, FOLIO, FOOTER = "版记", "页码", "页脚"

LONG_RULE = 120.0
"""A horizontal rule at least this long (mm) can be a rule of 版头 or 版记."""
TITLE_SIZE = 18.0
_FOOTER_DEPTH = 27.0
"""What stands so near the foot of the page (mm) is a footer of a form, no text."""
_CHAR = layout.CHAR.mm
_LEFT = layout.LEFT_MARGIN.mm
_FLUSH = _LEFT + _CHAR
_FOLIO = re.compile(r"[—–―-]?\s*\d{1,4}\s*[—–―-]?")
_CN_DATE = r"[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]+月[一二三四五六七八九十]+日"
_DATE = re.compile(
    rf"\d{{4}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日|{_CN_DATE}|年\s*月\s*日"
)  # blank before registration
_NUMBER = re.compile(r"[〔\[［（(【].{0,8}[〕\]］）)】].{0,8}号")
_LABEL = re.compile(r"附\s*件\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?")
_LISTED = re.compile(r"附\s*件\s*[:：]\s*\S")
_ITEM = re.compile(r"\d+[.．]")
_NUMBERED = re.compile(r"[（(]|\d+[.．]")
_STOPS = re.compile(r"[。；：，、？！]")


@dataclass(frozen=True)
class Placed:
    """A line and the element it belongs to."""

    zone: str
    line: TextLine


@dataclass(frozen=True)
class Zones:
    """A paper's lines with their elements, in order of reading, and the rules that bound 版头 and 版记."""

    measured: Measured
    placed: tuple[Placed, ...]
    red_rule: Rule | None
    imprint_rules: tuple[Rule, ...]

    def of(self, *zones: str) -> tuple[TextLine, ...]:
        """The lines of the named elements."""
        return tuple(p.line for p in self.placed if p.zone in zones)

    def on(self, page: int) -> tuple[Placed, ...]:
        """What stands on a page."""
        return tuple(p for p in self.placed if p.line.page == page)

    def text(self, *zones: str) -> str:
        """The characters of the named elements without blanks."""
        return "".join("".join(line.text.split()) for line in self.of(*zones))

    @cached_property
    def inner_pages(self) -> tuple[int, ...]:
        """Pages that hold 正文 or attachments."""
        return tuple(sorted({p.line.page for p in self.placed if p.zone in (BODY, ENCLOSED, HEADLINE)}))


def read_zones(measured: Measured) -> Zones:
    """Tell the elements of a measured paper apart."""
    red_rule = _red_rule(measured)
    imprint_rules = _imprint_rules(measured)
    placed: list[Placed] = []
    text: list[TextLine] = []
    for sheet in measured.sheets:
        for line in sheet.lines:
            zone = _edge_zone(line, sheet, red_rule, imprint_rules)
            if zone:
                placed.append(Placed(zone, line))
            else:
                text.append(line)
    placed.extend(_main_part(text, measured))
    order = {id(line): n for n, line in enumerate(line for sheet in measured.sheets for line in sheet.lines)}
    return Zones(measured, tuple(sorted(placed, key=lambda p: order[id(p.line)])), red_rule, imprint_rules)


def is_red(colour: str) -> bool:
    """Whether a reader would call the colour red."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return red > 150 and green < 100 and blue < 100


def _red_rule(measured: Measured) -> Rule | None:
    """红色分隔线: the first long red rule on page 1 with red text above it, else the first at all."""
    if not measured.sheets:
        return None
    first = measured.sheets[0]
    rules = [r for r in first.rules if r.horizontal and r.x1 - r.x0 >= LONG_RULE and is_red(r.colour)]
    below_mark = [r for r in rules if any(is_red(line.colour) and line.bottom < r.y for line in first.lines)]
    return next(iter(below_mark or rules), None)


def _imprint_rules(measured: Measured) -> tuple[Rule, ...]:
    """版记's rules: the long dark rules at the foot of the last page that enclose 抄送 or 印发."""
    if not measured.sheets:
        return ()
    last = measured.sheets[-1]
    uprights = [r for r in last.rules if not r.horizontal]
    rules = [r for r in last.rules if r.horizontal and r.x1 - r.x0 >= LONG_RULE and not is_red(r.colour)]
    rules = [r for r in rules if not any(min(u.y0, u.y1) - 0.5 <= r.y <= max(u.y0, u.y1) + 0.5 for u in uprights)]
    held = [line for line in last.lines if rules and rules[0].y < line.baseline < rules[-1].y]
    named = any("抄送" in line.text or line.text.endswith("印发") for line in held)
    return tuple(rules) if named and len(rules) > 1 else ()


def _edge_zone(line: TextLine, sheet: Sheet, red_rule: Rule | None, imprint_rules: Sequence[Rule]) -> str:
    """The element of a line of 版头, 版记 or the page number; empty for 主体."""
    if any(r.page == sheet.number for r in imprint_rules) and imprint_rules[0].y < line.baseline < imprint_rules[-1].y:
        return IMPRINT
    if line.top > sheet.height - layout.BOTTOM_MARGIN.mm - 1 and _FOLIO.fullmatch(line.text):
        return FOLIO
    if line.top > sheet.height - _FOOTER_DEPTH:
        return FOOTER
    if sheet.number == 1 and is_red(line.colour) and line.size >= layout.MARK_MIN_SIZE.pt:
        return MARK
    if sheet.number == 1 and red_rule and line.baseline < red_rule.y:
        return _head_zone(line, sheet)
    return ""


def _head_zone(line: TextLine, sheet: Sheet) -> str:
    if _NUMBER.search(line.text):
        return NUMBER
    signed = [other.baseline for other in sheet.lines if "签发人" in other.text]
    return SIGNERS if signed and line.baseline >= min(signed) else HEAD


def _main_part(text: Sequence[TextLine], measured: Measured) -> Iterable[Placed]:
    """主体: title, addressees, body, sign-off; then the attachments, each from its label on.

    Only what begins with a title has a sign-off: a form or a contract ends in its own way.
    """
    start = next((n for n, line in enumerate(text) if _starts_attachment(n, line, text)), len(text))
    main, enclosed = list(text[:start]), text[start:]
    title = list(takewhile(lambda line: line.size >= TITLE_SIZE, main))
    rest = main[len(title) :]
    adopted = [line for line in rest[:2] if title and line.text.startswith("（") and line.x0 > _FLUSH + 2 * _CHAR]
    rest = rest[len(adopted) :]
    recipients = _recipients(rest) if title else []
    rest = rest[len(recipients) :]
    yield from (Placed(TITLE, line) for line in title)
    yield from (Placed(ADOPTED, line) for line in adopted)
    yield from (Placed(RECIPIENTS, line) for line in recipients)
    yield from _ending(rest) if title else (Placed(BODY, line) for line in rest)
    yield from _enclosed(enclosed)


def _starts_attachment(index: int, line: TextLine, text: Sequence[TextLine]) -> bool:
    """Whether a line is an attachment's label: first on its page, at the left, nothing but 附件 and a number.

    The left edge of a turned page lies further in, hence the room given.
    """
    first = index == 0 or text[index - 1].page != line.page
    return first and line.x0 < _LEFT + 3 * _CHAR and bool(_LABEL.fullmatch(line.text))


def _recipients(rest: Sequence[TextLine]) -> list[TextLine]:
    """Flush lines under the title up to the first that ends in a colon; none when there is no such line."""
    for count, line in enumerate(rest[:8], 1):
        if line.x0 > _FLUSH or line.size >= TITLE_SIZE:
            return []
        if line.text.rstrip().endswith(("：", ":")):
            return list(rest[:count])
    return []


def _ending(rest: Sequence[TextLine]) -> Iterable[Placed]:
    """正文, then 附件说明, 署名, 日期 and 附注 where they are."""
    dates = [n for n, line in enumerate(rest) if _DATE.fullmatch(line.text.strip()) and line.x0 > _LEFT + 8 * _CHAR]
    dated = dates[-1] if dates else len(rest)
    listing = _listing(rest[:dated])
    signed, floor = dated, listing[1] if listing else 0
    while dates and signed > floor and _is_name(rest[signed - 1]):
        signed -= 1
    # where text goes on under 附件：…, it only speaks of an attachment
    listed, after = listing if listing and signed == floor else (signed, signed)
    yield from (Placed(BODY, line) for line in rest[:listed])
    yield from (Placed(LISTED, line) for line in rest[listed:after])
    yield from (Placed(SIGNATURE, line) for line in rest[after:dated])
    yield from (Placed(DATE, line) for line in rest[dated : dated + 1])
    for line in rest[dated + 1 :]:
        yield Placed(NOTE if line.text.startswith(("（", "(")) or line.text.endswith("）") else BODY, line)


def _listing(lines: Sequence[TextLine]) -> tuple[int, int] | None:
    """Where the last 附件说明 begins and ends: its lines follow each other and stay right of a paragraph's indent."""
    starts = [n for n, line in enumerate(lines) if _LISTED.match(line.text) and line.x0 > _FLUSH]
    if not starts:
        return None
    end = starts[-1] + 1
    while end < len(lines) and lines[end].x0 > _LEFT + 2.5 * _CHAR and _follows(lines[end - 1], lines[end]):
        end += 1
    return starts[-1], end


def _follows(line: TextLine, following: TextLine) -> bool:
    """Whether the second line stands right under the first, without a blank row, or is an item on the next page."""
    if following.page > line.page:
        return bool(_ITEM.match(following.text))
    return following.baseline - line.baseline < 1.5 * layout.LINE_PITCH.mm


def _is_name(line: TextLine) -> bool:
    """Whether a line can be names of organs: of text size, not flush left, no punctuation, no heading's number."""
    apart = line.x0 > _LEFT + 0.7 * _CHAR or " " in line.text
    return apart and line.size >= layout.SIZE_4.pt and not _STOPS.search(line.text) and not _NUMBERED.match(line.text)


def _enclosed(lines: Sequence[TextLine]) -> Iterable[Placed]:
    heading = False
    for index, line in enumerate(lines):
        if _starts_attachment(index, line, lines):
            heading = True
            yield Placed(LABEL, line)
        elif heading and line.size >= TITLE_SIZE:
            yield Placed(HEADLINE, line)
        else:
            heading = False
            yield Placed(ENCLOSED, line)

"""断行: what must not begin or end a line (GB/T 15834—2011), and how titles are broken (GB/T 9704—2012 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongwen.document import layout
from gongwen.document.sheet import TextLine
from gongwen.proofing import zones
from gongwen.proofing.rules.area import inked_right
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of

NEVER_FIRST = "。，、；：？！）》〉”’〕】·"
NEVER_LAST = "（《〈“‘〔【"
_PAIRED = "—…"
"""Two of these make one mark, which no line's end parts."""
_TEXT = (
    zones.TITLE, zones.ADOPTED, zones.RECIPIENTS, zones.BODY, zones.LISTED, zones.ATTENDED, zones.HEADLINE,
    zones.ENCLOSED, zones.IMPRINT,
)  # fmt: skip
_RUNNING = (zones.RECIPIENTS, zones.BODY, zones.ENCLOSED)
_UNITS = (
    r"[\d年月日时号个户元万亿千百%％‰亩吨克次名所项条件套台辆岁天周倍级届期页份]"
    r"|人(?!民)|家(?!庭)|公里|公斤|平方|立方|米"
)
_PARTED_NUMBER = re.compile(rf"(?:\d[,，.]?|第[一二三四五六七八九十]+)\n(?:{_UNITS})|〕\n\d+号")
_PARTED_DATE = re.compile(r"\d\n[\d年月日]|年\n\d{1,2}月|月\n\d{1,2}日")
_FULL = layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm - 3 * layout.CHAR.mm
_FLUSH = layout.LEFT_MARGIN.mm + layout.CHAR.mm / 2


def line_ends(proof: Proof) -> Iterator[Departure]:
    """No line begins with a closing mark or ends with an opening one; —— and …… stay whole."""
    for line in proof.zones.of(*_TEXT):
        text = line.text.strip()
        if text[0] in NEVER_FIRST:
            yield _ended(line, f"以“{text[0]}”开头", "不以句读和后括号开头")
        if text[-1] in NEVER_LAST:
            yield _ended(line, f"以“{text[-1]}”结尾", "不以前引号、前括号结尾")
    for before, after in _pairs(proof, _TEXT):
        mark = before.text[-1]
        odd = len(before.text) - len(before.text.rstrip(mark))
        if mark in _PAIRED and odd % 2 and after.text.startswith(mark):
            yield _ended(after, f"把“{mark}{mark}”断在两行", f"“{mark}{mark}”不断开")


def numbers_whole(proof: Proof) -> Iterator[Departure]:
    """A number stays with its unit, a date and a 文号 stay whole, in running text."""
    for before, after in _pairs(proof, _RUNNING):
        wraps = inked_right(before) > _FULL and after.x0 < _FLUSH
        if wraps and _PARTED_NUMBER.search(_join(before, after)):
            yield _ended(after, f"断开了“{before.text[-6:]}／{after.text[:4]}”", "数字与单位、年月日和发文字号不断开")


def titles_whole(proof: Proof) -> Iterator[Departure]:
    """7.3.1: lines of a title are whole in sense: none begins with 的, no date or number is parted."""
    for title in _titles(proof):
        for before, after in pairwise(title):
            join = _join(before, after)
            if after.text.startswith("的"):
                yield _ended(after, "以“的”开头", "词意完整，不以“的”开头", "标题")
            elif _PARTED_DATE.search(join) or _PARTED_NUMBER.search(join):
                yield _ended(after, f"断开了“{before.text[-6:]}／{after.text[:4]}”", "日期、数字与单位不断开", "标题")


def title_shape(proof: Proof) -> Iterator[Departure]:
    """7.3.1 asks for 梯形 or 菱形; neither an oblong nor an hourglass."""
    for title in _titles(proof):
        wide = [(line.x1 - line.x0) / (line.size * 25.4 / 72) for line in title]
        waist = any(wide[n] < min(wide[n - 1], wide[n + 1]) - 0.5 for n in range(1, len(wide) - 1))
        oblong = len(wide) > 1 and max(wide) - min(wide) < 0.25
        if waist or oblong:
            shape = "沙漏形" if waist else "长方形"
            yield Departure(
                message=f"标题“{title[0].text[:12]}……”排成{shape}，多行标题应排成梯形或菱形，请调整断行。",
                where="标题",
                page=title[0].page,
                found=shape,
                wanted="梯形或菱形",
                box=box_of(title),
            )


def _pairs(proof: Proof, names: Sequence[str]) -> Iterator[tuple[TextLine, TextLine]]:
    """Lines that follow each other in one element."""
    text = [p for p in proof.zones.placed if p.zone not in (zones.FOLIO, zones.FOOTER)]
    for before, after in pairwise(text):
        if before.zone == after.zone and before.zone in names and before.line.baseline != after.line.baseline:
            yield before.line, after.line


def _titles(proof: Proof) -> Iterator[list[TextLine]]:
    """The paper's title and those of its attachments, each as its lines."""
    found: list[TextLine] = []
    last = ""
    for placed in proof.zones.placed if proof.layout != "其他" else ():
        if placed.zone == zones.FOLIO:
            continue
        if placed.zone != last and found:
            yield found
            found = []
        if placed.zone in (zones.TITLE, zones.HEADLINE):
            found.append(placed.line)
        last = placed.zone
    if found:
        yield found


def _join(before: TextLine, after: TextLine) -> str:
    return f"{before.text.rstrip()}\n{after.text.lstrip()}"


def _ended(line: TextLine, found: str, wanted: str, where: str = "断行") -> Departure:
    return Departure(
        message=f"第{line.page}页“{line.text[:12]}”一行{found}，应{wanted}，请调整断行。",
        where=where,
        page=line.page,
        found=found,
        wanted=wanted,
        box=box_of([line]),
    )


CHECKS = (
    Check("lines.ends", "GB/T 15834—2011 5.1", "规定", line_ends),
    Check("lines.numbers", "GB/T 15835—2011", "实务", numbers_whole, confirmed=False),
    Check("title.words", f"{layout.STANDARD} 7.3.1", "规定", titles_whole, confirmed=False),
    Check("title.shape", f"{layout.STANDARD} 7.3.1", "实务", title_shape),
)

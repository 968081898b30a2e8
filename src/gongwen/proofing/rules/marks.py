"""标点: marks doubled, of the wrong width, without their partner or in the wrong place (GB/T 15834—2011).

Whatever the body's words and marks show, nothing here is more than a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from gongwen.proofing import zones
from gongwen.proofing.passages import Passage
from gongwen.proofing.rules.check import Check, Departure, Proof
from gongwen.proofing.rules.said import MARKS, TEXT, passages, spots, told, wherever

_HAN = r"[\u4e00-\u9fff]"
_PAIRS = {"（": "）", "《": "》", "〈": "〉", "“": "”", "‘": "’", "〔": "〕", "【": "】"}
_CLOSES = {close: open_ for open_, close in _PAIRS.items()}
_ITEM = re.compile(r"(?:^|[，。；：、\s])(?:[\da-zA-Z]{1,2}|[一二三四五六七八九十]{1,2}|[①-⑳])）")
_PAIRED = (*TEXT, zones.TITLE, zones.HEADLINE, zones.LISTED)
_EVERYWHERE = (*_PAIRED, zones.NOTE)
Open = list[tuple[Passage, int]]


def partners(proof: Proof) -> Iterator[Departure]:
    """Brackets and quotation marks come in pairs; a quotation may run over paragraphs that each begin with “."""
    for _, group in groupby(passages(proof, *_PAIRED, cells=True), key=lambda one: (one.part, one.cell)):
        waiting: Open = []
        for passage in group:
            waiting = [one for one in waiting if one[0].cell is False]
            yield from _unopened(passage, waiting)
        yield from (_alone(passage, at) for passage, at in waiting)


def _unopened(passage: Passage, waiting: Open) -> Iterator[Departure]:
    """Closing marks that close nothing; what the passage opens is added to those that wait for their partner."""
    items = {found.end() - 1 for found in _ITEM.finditer(passage.text)}
    for at, char in enumerate(passage.text):
        if char in _PAIRS:
            goes_on = at == 0 and any(one.text[place] == char for one, place in waiting)
            if not goes_on:
                waiting.append((passage, at))
        elif char in _CLOSES:
            partner = next((n for n in reversed(range(len(waiting))) if _char(waiting[n]) == _CLOSES[char]), None)
            if partner is not None:
                waiting.pop(partner)
            elif at not in items:
                yield _alone(passage, at)


def _char(opened: tuple[Passage, int]) -> str:
    return opened[0].text[opened[1]]


def _alone(passage: Passage, at: int) -> Departure:
    char = passage.text[at]
    partner = _PAIRS.get(char) or _CLOSES[char]
    near = passage.text[max(at - 6, 0) : at + 7]
    message = f"“{near}”中的“{char}”没有与之配对的“{partner}”，请补上或删去。"
    return told(passage, at, at + 1, message, f"与“{partner}”成对")


def half_width(proof: Proof) -> Iterator[Departure]:
    """Marks beside Chinese characters are full-width; a paragraph is told of once, at its first."""
    for passage in passages(proof, *_EVERYWHERE, zones.RECIPIENTS):
        every = list(re.finditer(_HALF, passage.bare))
        if every:
            count = f"（本段共 {len(every)} 处）" if len(every) > 1 else ""
            message = f"汉字旁的标点“{{}}”是半角的{count}，请改用全角标点。"
            yield told(passage, *every[0].span(), message, "全角标点")


def nesting(proof: Proof) -> Iterator[Departure]:
    """《》 within 《》 is 〈〉."""
    for passage, found in spots(proof, r"《[^《》]*(《[^《》]*》)", *_EVERYWHERE, cells=True, quoted=True):
        inner = found[1]
        wanted = f"〈{inner[1:-1]}〉"
        message = f"书名号里的书名号“{inner[:16]}”应当用单书名号，请改为“{wanted[:16]}”。"
        yield told(passage, found.start(1), found.end(1), message, wanted)


_NUMBER = "(?<!^\\([一二三四五六七八九十]\\))(?<!^\\([一二三四五六七八九十]{2}\\))"
_POINTED = "(?<!^[一二三四五六七八九十])(?<!^[一二三四五六七八九十]{2})"
_HALF = (
    rf"(?<={_HAN})[,;?!](?!\w*://)|[,;?!](?={_HAN})|(?<={_HAN}):(?!\d|//)"
    rf"|(?<!^)\((?={_HAN})|(?<={_HAN})\((?={_HAN})|(?<={_HAN})\){_NUMBER}|(?<={_HAN}){_POINTED}\.(?={_HAN}|$)"
)
"""The marks of a heading's number are told by the rule of headings."""

CHECKS = (
    Check("marks.doubled", MARKS, "规定", wherever(
        r"[，。；：、]{2,}|[？！][，。；：、]+|[，；：、][？！]", "标点“{}”连用，请只留一个。", "一个标点",
        *_EVERYWHERE, cells=True), severity="warning"),
    Check("marks.half", MARKS, "规定", half_width, severity="warning"),
    Check("marks.straight", MARKS, "规定", wherever(
        rf"(?<={_HAN})[\"']|[\"'](?={_HAN})", "引号“{}”是半角直引号，请改用“ ”或‘ ’。", "“ ”", *_EVERYWHERE),
        severity="warning"),
    Check("marks.partners", MARKS, "规定", partners, severity="warning"),
    Check("marks.nesting", MARKS, "规定", nesting, severity="warning"),
    Check("marks.ellipsis", MARKS, "规定", wherever(
        rf"(?<={_HAN})(?:\.{{2,}}|…(?!…))(?<!……)|(?<={_HAN})\.{{3,}}", "省略号写作“{}”，请用“……”（占两个字）。", "……"),
        severity="warning"),
    Check("marks.dash", MARKS, "规定", wherever(
        rf"(?<={_HAN})(?:-{{2,}}|_{{2,}}(?={_HAN}))", "破折号写作“{}”，请用“——”（占两个字）。", "——"),
        severity="warning"),
    Check("marks.etc", MARKS, "规定", wherever(
        r"等{1,2}(?:…+|\.{3,})|(?:…+|\.{3,})等", "“{}”中省略号和“等”重复，请只留一种。", "省略号或“等”"),
        severity="warning"),
    Check("marks.between", MARKS, "一般", wherever(
        r"[》”]、(?=[《“])", "并列的书名号或引号之间一般不用顿号，“{}”中的顿号可以去掉。", "不用顿号"),
        severity="note"),
)  # fmt: skip

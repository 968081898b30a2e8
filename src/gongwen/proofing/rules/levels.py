"""层次序数: numbers of headings and points: their marks, gaps, repetitions and levels (GB/T 9704—2012 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gongwen.document import layout
from gongwen.proofing.passages import Passage
from gongwen.proofing.rules.check import Check, Departure, Proof
from gongwen.proofing.rules.said import ACCURATE, PRACTICE, passages, told

_CN = "一二三四五六七八九十"
_FORMS = (
    (1, re.compile(rf"([{_CN}]{{1,3}})[、.．]")),
    (2, re.compile(rf"[（(]([{_CN}]{{1,3}})[）)]")),
    (3, re.compile(r"(\d{1,2})[.．、](?!\d)")),
    (4, re.compile(r"[（(](\d{1,2})[）)]")),
)
_UNSURE = re.compile(r"(\d{1,2})[.．](?=\d+[\u4e00-\u9fff])")
"""`1.6个点位…` is the first point about six places, or begins with a number of its own."""
_CHAPTER = re.compile(rf"第[{_CN}百\d]+(?:条|[章编节部](?:[^\u4e00-\u9fff]|\S{{0,20}}$))")
_WRONG = (
    (rf"([{_CN}]{{1,3}})[.．，,:：](?!\d)", "汉字序数后用顿号", "{}、"),
    (rf"（([{_CN}]{{1,3}})）[、，.．,]", "带括号的序数后不加标点", "（{}）"),
    (rf"\(([{_CN}]{{1,3}})\)[、，.．,]?", "括号用全角，其后不加标点", "（{}）"),
    (r"(\d{1,2})[、，](?!\d)", "阿拉伯数字序数后用下脚点", "{}."),
    (r"（(\d{1,2})）[、，.．,]", "带括号的序数后不加标点", "（{}）"),
    (r"\((\d{1,2})\)[、，.．,]?", "括号用全角，其后不加标点", "（{}）"),
)
_POINT = re.compile(rf"(?:^|(?<=[。；：，]))([{_CN}])是(?![{_CN}]|的|否|因)")
_ORDINAL = re.compile(rf"(?:^|(?<=[。；：]))第([{_CN}])(?=[，,])")


@dataclass(frozen=True)
class _Numbered:
    """A passage that begins with a number of a level."""

    level: int
    value: int
    passage: Passage
    end: int
    sure: bool = True


def number_of(text: str) -> int:
    """A Chinese or Arabic numeral below 100; 0 when it is none."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _CN.index(text) + 1 if len(text) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (_CN.index(tens) + 1 if tens else 1) * 10 + (_CN.index(ones) + 1 if ones else 0)


def wrong_marks(proof: Proof) -> Iterator[Departure]:
    """一 takes 、, Arabic figures take a point, numbers in brackets take nothing (GB/T 15834—2011 附录 B)."""
    for passage in passages(proof):
        for pattern, rule, right in _WRONG:
            found = re.match(pattern, passage.text)
            if found and number_of(found[1]) and len(passage.text) > found.end():
                wanted = right.format(found[1])
                message = f"层次序数写作“{{}}”，{rule}，请改为“{wanted}”。"
                yield told(passage, 0, found.end(), message, wanted)
                break


def gaps(proof: Proof) -> Iterator[Departure]:
    """A number of a level is one more than the last of it, or begins again with one.

    （一） may run on through all headings, and points may begin again under each paragraph.
    """
    for rows in _sequences(proof):
        last: dict[int, int] = {}
        fresh: set[int] = set()
        for row in rows:
            known = last.get(row.level, 0)
            if row.value != known + 1 and not _begins(row, known, fresh):
                if not row.sure:
                    continue
                yield _gap(row, known)
            last[row.level] = row.value
            fresh = set(range(row.level + 1, 5)) | (fresh - {row.level})


def _begins(row: _Numbered, known: int, fresh: set[int]) -> bool:
    """Whether a number may begin a new list: under a heading that has none yet, or as a list within a paragraph."""
    return row.value == 1 and (not known or row.level in fresh or (row.level > 2 and known > 1))


def _gap(row: _Numbered, known: int) -> Departure:
    written = row.passage.text[: row.end]
    fault = "重复" if row.value == known else f"前面没有第 {row.value - 1} 项" if row.value > known else "次序颠倒"
    wanted = f"第 {known + 1} 项"
    message = f"层次序数“{written}”{fault}（同级上一个是第 {known} 项），请核对是否漏编、重编。"
    if not known:
        message = f"层次序数从“{written}”开始，前面没有第 1 项，请核对是否漏编。"
    return told(row.passage, 0, row.end, message, wanted)


def skipped(proof: Proof) -> Iterator[Departure]:
    """一、 then （一） then 1. then （1）; from 一、 to 1. is accepted."""
    for rows in _sequences(proof):
        known = 0
        for row in rows:
            allowed = row.level <= known + 1 or (known == 1 and row.level == 3)
            if known and not allowed and row.sure:
                message = "层次序数“{}”跳级，一般依次用“一、”“（一）”“1.”“（1）”，请核对层次。"
                yield told(row.passage, 0, row.end, message, "逐级编排")
            known = row.level


def _sequences(proof: Proof) -> Iterator[list[_Numbered]]:
    """The numbered passages of each part, begun anew at a chapter or an article."""
    for _, group in groupby(passages(proof), key=lambda one: one.part):
        rows: list[_Numbered] = []
        for passage in group:
            if _CHAPTER.match(passage.text):
                yield rows
                rows = []
            rows += _numbered(passage)
        yield rows


def _numbered(passage: Passage) -> Sequence[_Numbered]:
    for level, form in _FORMS:
        found = form.match(passage.text)
        if found and number_of(found[1]):
            return (_Numbered(level, number_of(found[1]), passage, found.end()),)
    unsure = _UNSURE.match(passage.text)
    return (_Numbered(3, int(unsure[1]), passage, unsure.end(), sure=False),) if unsure else ()


def points(proof: Proof) -> Iterator[Departure]:
    """一是…二是…三是… and 第一，第二， leave none out."""
    for _, group in groupby(passages(proof), key=lambda one: one.part):
        listed = list(group)
        for pattern in (_POINT, _ORDINAL):
            yield from _counted(listed, pattern)


def _counted(listed: Sequence[Passage], pattern: re.Pattern[str]) -> Iterator[Departure]:
    known = 0
    for passage in listed:
        for found in pattern.finditer(passage.bare):
            value = number_of(found[1])
            if value not in (1, known + 1) and known:
                wanted = _CN[known] if known < len(_CN) else ""
                message = f"列举到“{{}}”，前面是第 {known} 项，请核对是否漏写或重写。"
                yield told(passage, found.start(), found.end(), message, f"第 {known + 1} 项（{wanted}）")
            known = value


CHECKS = (
    Check("levels.marks", "GB/T 15834—2011 附录 B", "一般", wrong_marks),
    Check("levels.numbers", ACCURATE, "规定", gaps, severity="warning"),
    Check("levels.skipped", f"{PRACTICE}（{layout.STANDARD} 7.3.3 可以）", "实务", skipped),
    Check("levels.points", ACCURATE, "规定", points, severity="warning"),
)

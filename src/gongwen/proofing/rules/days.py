"""时间: dates that do not exist, weekdays that do not fit, relative dates, and the order of dates (条例 第二十条)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongwen.document import dates, layout
from gongwen.proofing import zones
from gongwen.proofing.passages import Passage
from gongwen.proofing.rules.check import Check, Departure, Proof
from gongwen.proofing.rules.said import ACCURATE, FIGURES, PRACTICE, TEXT, spots, told, wherever

_ANY = (*TEXT, zones.NOTE, zones.TITLE)
_DAY = r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_WEEKDAY = re.compile(rf"(?<![至—～、和到\d]){_DAY}[（(](?:星期|周|礼拜)(?P<week>[一二三四五六日天])[）)，,]")
_WEEK = "一二三四五六日"
_STYLES = {
    "2026年7月4日": r"(?<!\d)\d{4}年\d{1,2}月\d{1,2}日",
    "2026-07-04": r"(?<![\d\-A-Za-z/.])(?:19|20)\d{2}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])(?![\d\-])",
    "2026.7.4": r"(?<![\dA-Za-z.])(?:19|20)\d{2}\.(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01])(?![\d.])",
    "2026/7/4": r"(?<![\dA-Za-z/])(?:19|20)\d{2}/(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![\d/])",
    "二〇二六年七月四日": r"[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月"
    r"[一二三四五六七八九十]{1,3}日",
}
_RELATIVE = (
    r"(?:今年|明年|去年|前年|后年)(?=\d{1,2}月|[上下]半年|年底|年初|第?[一二三四]季度|底|初|末)"
    r"|(?:本月|上月|下月|上个月|下个月)(?=\d|底|初|末|[上中下]旬)"
    r"|(?<![一-鿿]基)(?:上|下)(?:周|星期)[一二三四五六日末](?!期)|本周[一二三四五六日末](?!期)"
    r"|(?:今天|明天|昨天|今日|明日|昨日|后天|前天)(?=[上下]午|晚|\d|起|前)"
)


def day_of(proof: Proof) -> date | None:
    """成文日期: the paper's, else the one that the page shows."""
    if proof.paper and proof.paper.date:
        return proof.paper.date
    lines = proof.zones.of(zones.DATE)
    return _read("".join(lines[-1].text.split())) if lines else None


def _read(text: str) -> date | None:
    found = re.search(r"(\d{4})年(\d{1,2})月(\d{1,2})日", text)
    return _day(*map(int, found.groups())) if found else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def unreal(proof: Proof) -> Iterator[Departure]:
    """There is no such day in the calendar."""
    for passage, found in spots(proof, rf"(?<![\d历])(?<!农历){_DAY}", *_ANY, cells=True):
        year = int(found["year"] or 2024)  # a leap year where none is named
        if _day(year, int(found["month"]), int(found["day"])) is None:
            yield told(passage, found.start(), found.end(), "“{}”没有这一天，请核对。", "存在的日期")


def weekdays(proof: Proof) -> Iterator[Departure]:
    """A weekday beside a date is that date's; where the year is not said, no near year makes it right."""
    signed = day_of(proof)
    for passage, found in spots(proof, _WEEKDAY.pattern, *_ANY, cells=True):
        if passage.text[max(found.start() - 6, 0) : found.start()].endswith(("农历", "阴历")):
            continue
        days = _possible(passage, found, signed)
        named = _WEEK.index(found["week"].replace("天", "日"))
        if days and all(day.weekday() != named for day in days):
            right = f"星期{_WEEK[days[0].weekday()]}"
            message = f"{dates.printed(days[0])}是{right}，文中写作“{{}}”，请核对日期和星期。"
            yield told(passage, found.start(), found.end() - 1, message, right)


def _possible(passage: Passage, found: re.Match[str], signed: date | None) -> list[date]:
    """The days that a date can mean: of its year, else of the year last named, that of signing, the one after."""
    if found["year"]:
        years = [int(found["year"])]
    else:
        before = re.findall(r"((?:19|20)\d{2})年", passage.text[: found.start()])
        years = [int(year) for year in before[-1:]] + ([signed.year, signed.year + 1] if signed else [])
    days = [_day(year, int(found["month"]), int(found["day"])) for year in years]
    return [day for day in days if day]


def styles(proof: Proof) -> Iterator[Departure]:
    """One style of dates in a paper's own text."""
    first = ""
    for passage, found in spots(proof, "|".join(f"(?:{style})" for style in _STYLES.values())):
        if passage.part:
            continue
        style = next(name for name, pattern in _STYLES.items() if re.fullmatch(pattern, found[0]))
        first = first or style
        if style != first:
            message = f"日期“{{}}”与前文“{first}”的写法不一致，全文请只用一种（一般用“2026年7月4日”）。"
            yield told(passage, found.start(), found.end(), message, first)
            return


def past_deadlines(proof: Proof) -> Iterator[Departure]:
    """What is asked for by a day, or set for a day, comes after the paper was signed; what is told as done, before."""
    signed = day_of(proof)
    if signed is None:
        return
    ahead = r"(?:(?:请|务必|须|应当?)(?:各[^，。；]{0,16})?于|定于|拟于|将于)(?P<date>\d{4}年\d{1,2}月\d{1,2}日)"
    for passage, found in spots(proof, ahead):
        day = _read(found["date"])
        if day and day < signed and not passage.part and "已" not in passage.text[found.start() - 1 : found.start()]:
            yield _misdated(passage, found, f"早于成文日期（{dates.printed(signed)}）", "不早于成文日期")
    for passage, found in spots(proof, r"(?<!如)已于(?P<date>\d{4}年\d{1,2}月\d{1,2}日)"):
        day = _read(found["date"])
        if day and day > signed and not passage.part:
            yield _misdated(passage, found, f"晚于成文日期（{dates.printed(signed)}）", "不晚于成文日期")


def _misdated(passage: Passage, found: re.Match[str], fault: str, wanted: str) -> Departure:
    return told(passage, found.start(), found.end(), f"“{{}}”{fault}，请核对。", wanted)


def printed_early(proof: Proof) -> Iterator[Departure]:
    """A paper is not printed before it is signed: by its fields, else by what the pages show."""
    signed = day_of(proof)
    printed, passage = _printed_on(proof)
    if signed and printed and printed < signed:
        found, wanted = dates.printed(printed), dates.printed(signed)
        place = passage.place(0, len(passage.text)) if passage else (None, None)
        yield Departure(
            message=f"印发日期（{found}）早于成文日期（{wanted}），请核对两个日期。",
            where="印发日期",
            page=place[0],
            found=found,
            wanted=f"不早于 {wanted}",
            box=place[1],
        )


def _printed_on(proof: Proof) -> tuple[date | None, Passage | None]:
    shown = next((one for one in proof.passages if one.zone == zones.IMPRINT and one.text.endswith("印发")), None)
    day = _read(shown.text) if shown else None
    asked = proof.paper.printed_on if proof.paper else None
    return asked or day, shown if day else None


CHECKS = (
    Check("dates.unreal", ACCURATE, "规定", unreal, severity="warning"),
    Check("dates.weekday", ACCURATE, "规定", weekdays, severity="warning"),
    Check("dates.style", FIGURES, "规定", styles, severity="warning"),
    Check("dates.relative", PRACTICE, "实务", wherever(
        _RELATIVE, "“{}”离开发文时间就看不出是哪一天，请写具体年月日。", "具体日期")),
    Check("dates.text", ACCURATE, "推算", past_deadlines),
    Check("dates.order", layout.STANDARD, "推算", printed_early),
)  # fmt: skip

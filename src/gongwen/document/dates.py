"""日期: dates as papers print them, in Arabic digits without leading zeros (GB/T 9704—2012 7.3.5.4)."""

from __future__ import annotations

import re
from datetime import date

from gongwen.errors import BadInput

_PRINTED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def printed(day: date) -> str:
    """`2026年7月4日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def span(first: date, last: date) -> str:
    """`2026年7月13日至17日`: the year and the month of the last day only where they differ from the first day's.

    BadInput when the last day comes before the first.
    """
    if last < first:
        raise BadInput(f"起止日期颠倒：{printed(first)}晚于{printed(last)}，请核对。")
    if last == first:
        return printed(first)
    year = "" if last.year == first.year else f"{last.year}年"
    month = f"{last.month}月" if year or last.month != first.month else ""
    return f"{printed(first)}至{year}{month}{last.day}日"


def compact(day: date) -> str:
    """`20260704`, as the archive's catalogue wants it (DA/T 22—2015)."""
    return f"{day:%Y%m%d}"


def read(value: date | str, where: str) -> date:
    """A date as people write it: ISO, `2026年7月4日`, `2026.7.4` or `2026/7/4`; BadInput names `where`."""
    if isinstance(value, date):
        return value
    text = str(value).strip()
    found = _PRINTED.fullmatch(text) or re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", text)
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise BadInput(f"{where}的日期「{text}」无法识别，请写成 2026-07-04 这样的形式。")


BLANK = "　　　　年　月　日"  # 成文日期 before registration fills it in

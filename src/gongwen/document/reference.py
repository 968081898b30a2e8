"""发文字号: 代字 + 〔年〕 + 序号 + 号, kept as three fields (GB/T 9704—2012 7.2.5; 条例 9(5))."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from gongwen.errors import BadInput

_FORM = re.compile(r"([\u4e00-\u9fa5A-Za-z]+)〔((?:19|20)\d{2})〕([1-9]\d*)号")


@dataclass(frozen=True, order=True)
class Reference:
    """`青卫〔2026〕67号`: code 青卫, year 2026, serial 67."""

    code: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}号"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a reference as printed; BadInput says what is wrong with another form."""
        found = _FORM.fullmatch(text)
        if not found:
            raise BadInput(f"发文字号「{text}」不合规定：{_why_not(text)}，应写成 青卫〔2026〕67号 的形式。")
        return cls(found[1], int(found[2]), int(found[3]))


def blank(code: str, year: int) -> str:
    """The reference of a paper that is not yet registered."""
    return f"{code}〔{year}〕　号"


def _why_not(text: str) -> str:
    if re.search(r"[\[\]()（）【】]", text):
        return "年份应当用六角括号〔〕"
    if "第" in text:
        return "序号前不加「第」字"
    if re.search(r"〕0", text):
        return "序号不编虚位，不以 0 开头"
    if not re.search(r"〔(19|20)\d{2}〕", text):
        return "年份应当用四位数字写全"
    return "缺机关代字、年份、序号或末尾的「号」字"

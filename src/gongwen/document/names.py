"""姓名: surnames, padding for lists, and masking of people who are helped.

Two-character names take one U+3000 (肖　捷) to align with three, only in lists (实务).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

PAD = "\u3000"
_COMPOUND = """
欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 长孙 宇文 司徒 夏侯 令狐 端木 轩辕 百里 呼延 南宫 东郭
西门 闻人 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 司空 赫连 第五 独孤 拓跋 公羊
"""
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())


def split(name: str) -> tuple[str, str]:
    """Surname and given name; a compound surname counts as one when a given name is left after it."""
    plain = unpad(name)
    cut = 2 if len(plain) > 2 and plain[:2] in COMPOUND_SURNAMES else 1
    return plain[:cut], plain[cut:]


def pad(name: str) -> str:
    """The name as printed in a list: one full-width space inside a two-character name, others unchanged."""
    plain = unpad(name)
    return plain[0] + PAD + plain[1] if len(plain) == 2 else plain


def unpad(name: str) -> str:
    """The name without the spaces that lists put into it (张　三, 张  三 → 张三); spaces between Latin words stay."""
    return re.sub(r"(?<![A-Za-z.])\s+|\s+(?![A-Za-z])", "", name.strip())


def padded(names: Iterable[str]) -> list[str]:
    """A list of names, each padded."""
    return [pad(name) for name in names]


def masked(name: str) -> str:
    """A helped person's name as a paper shows it: 李某, 李某某, 欧阳某某; never more than two 某."""
    surname, given = split(name)
    return surname + "某" * min(len(given), 2)


def masked_phone(phone: str) -> str:
    """A phone number with its middle hidden: 138****0000; a fixed line keeps its area code: 0999-****567.

    Too short a number is hidden altogether, so that nothing can be guessed.
    """
    area, dash, line = phone.strip().rpartition("-")
    digits = re.sub(r"\s", "", line)
    if re.fullmatch(r"\d{11}", digits):
        return f"{area}{dash}{digits[:3]}****{digits[-4:]}"
    if re.fullmatch(r"\d{7,8}", digits):
        return f"{area}{dash}****{digits[-3:]}"
    return "****"

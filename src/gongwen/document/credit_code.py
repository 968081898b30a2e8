"""统一社会信用代码: the 18 characters of GB 32100 and their check digit."""

from __future__ import annotations

import re

from gongwen.errors import BadInput

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100: digits and capitals without I, O, S, V and Z; a character's value is its place here."""

_FIRST_17 = re.compile(rf"[{ALPHABET}]{{2}}\d{{6}}[{ALPHABET}]{{9}}")


def is_valid(code: str) -> bool:
    """Whether the code has the form of GB 32100 and its last character checks; that it is registered is not known."""
    return len(code) == 18 and bool(_FIRST_17.fullmatch(code[:17])) and code[17] == _check_digit(code[:17])


def with_check_digit(first17: str) -> str:
    """The full code for its first 17 characters (kind 2, region 6 digits, body 9); BadInput when they are malformed."""
    if not _FIRST_17.fullmatch(first17):
        raise BadInput(
            f"统一社会信用代码的前17位「{first17}」不合格式：应为2位类别、6位行政区划数字、9位主体标识，"
            "只用数字和不含I、O、S、V、Z的大写字母。"
        )
    return first17 + _check_digit(first17)


def _check_digit(first17: str) -> str:
    total = sum(ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(first17))
    return ALPHABET[-total % 31]

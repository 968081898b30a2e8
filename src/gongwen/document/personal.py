"""个人信息: what of a text tells of a person in hardship (证件号、电话、账号、姓名、住址), and how it is shown.

Found by pattern, so that free text is caught too; what no pattern can know (a name, an address) is found by the field
that is marked `personal` (`document.curtain`). Masks follow the practice of public notices: 李某某, 138****5678,
4401**********123X, of accounts the last four digits, of addresses the county or district.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from gongwen.document import names

HIDDEN = "＊＊＊"
"""What stands for something of which no part may be shown."""

_ALIKE = str.maketrans("０１２３４５６７８９Ｘｘ　－—–‐+＋", "0123456789Xx ----++")
_EDGE, _END = r"(?<![0-9A-Fa-f])", r"(?![0-9A-Fa-f])"  # inside a file's SHA-256 nothing is a number of somebody
_JOINED_ID = re.compile(rf"{_EDGE}\d{{17}}[0-9Xx]{_END}")
_SPACED_ID = re.compile(rf"{_EDGE}\d(?:[ -]?\d){{16}}[ -]?[0-9Xx]{_END}")
_MOBILE = re.compile(rf"(?:{_EDGE}|(?<={_EDGE}\+86)|(?<={_EDGE}86))[ -]?(1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}){_END}")
_ACCOUNT = re.compile(rf"{_EDGE}(?:\d{{16,19}}|\d{{4}}(?:[ -]\d{{4}}){{3}}(?:[ -]\d{{1,3}})?){_END}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_GROUPED_ID = re.compile(r"\d{6}[ -]\d{8}[ -]\d{3}[0-9Xx]")
_PLACE = re.compile(r"(?:[^省市县区]{2,7}(?:省|自治区))?(?:[^市县区]{1,7}市)?(?:[^县区市]{1,9}[县区])?")


@dataclass(frozen=True)
class Spot:
    """Something personal in a text: from where to where, what it is, and how it is shown."""

    start: int
    end: int
    kind: str
    shown: str


def spots(text: str) -> tuple[Spot, ...]:
    """Every 证件号, 手机号 and 账号 of a text, in order, none inside another."""
    found: list[Spot] = []
    for spot in sorted(_candidates(text), key=lambda s: (s.start, -s.end)):
        if not found or spot.start >= found[-1].end:
            found.append(spot)
    return tuple(found)


def masked(text: str) -> str:
    """The text with every number of a person masked; all else as it is."""
    for spot in reversed(spots(text)):
        text = text[: spot.start] + spot.shown + text[spot.end :]
    return text


def masked_value(value: str, label: str = "") -> str:
    """A whole value that a field marks as personal; its `label` says what it is where no pattern does."""
    text = value.strip()
    if not text:
        return ""
    mask = next((mask for words, mask in _BY_LABEL if re.search(words, label)), _by_look)
    return mask(text)


def is_id_number(text: str) -> bool:
    """Whether 18 characters are a citizen's number: a real birthday and the right check digit (GB 11643—1999)."""
    if not re.fullmatch(r"\d{17}[0-9Xx]", text):
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=False))
    return _CHECKS[total % 11] == text[17].upper()


def masked_id(number: str) -> str:
    """4401**********123X."""
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"


def masked_account(number: str) -> str:
    """************0101: the last four digits; of fewer than eight nothing."""
    digits = re.sub(r"[ -]", "", number.translate(_ALIKE))
    return "*" * (len(digits) - 4) + digits[-4:] if len(digits) >= 8 else HIDDEN


def masked_address(address: str) -> str:
    """青禾市临溪县＊＊＊: down to the county or district, no further."""
    place = _PLACE.match(address.strip())
    return (place[0] if place else "") + HIDDEN


def _candidates(text: str) -> Iterator[Spot]:
    alike = text.translate(_ALIKE)
    for found in (*_JOINED_ID.finditer(alike), *_SPACED_ID.finditer(alike)):
        number = re.sub(r"[ -]", "", found[0])
        # An X at the end, or district, birthday and serial apart: one digit mistyped hides nobody.
        if is_id_number(number) or (number[-1] in "Xx" and number == found[0]) or _GROUPED_ID.fullmatch(found[0]):
            yield Spot(found.start(), found.end(), "证件号", masked_id(number))
    for found in _MOBILE.finditer(alike):
        number = re.sub(r"[ -]", "", found[1])
        yield Spot(found.start(1), found.end(1), "手机号", names.masked_phone(number))
    for found in _ACCOUNT.finditer(alike):
        if not _years(found[0]):
            yield Spot(found.start(), found.end(), "账号", masked_account(found[0]))


def _years(text: str) -> bool:
    """2023 2024 2025 2026 is a row of years, no account."""
    return all(re.fullmatch(r"(?:19|20)\d\d", part) for part in re.split("[ -]", text))


def _by_look(text: str) -> str:
    """A number is what its pattern says, what is short enough a name; of anything else nothing is shown."""
    if (spot := next(iter(spots(text)), None)) and (spot.start, spot.end) == (0, len(text)):
        return spot.shown
    if len(names.unpad(text)) <= _NAME and "\n" not in text:
        return names.masked(text)
    return HIDDEN


_NAME = 5  # characters of the longest name that is shown as 某某
_BY_LABEL: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("证件|身份证|证号", lambda text: masked_id(text) if len(text) >= 12 else HIDDEN),
    ("电话|手机|联系方式|号码", lambda text: names.masked_phone(text.translate(_ALIKE))),
    ("账号|帐号|卡号|账户", masked_account),
    ("地址|住址|住所|住地|地点", masked_address),
)

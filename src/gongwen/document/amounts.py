"""金额: money as an exact Decimal, in figures (120,000.00) and in words (壹拾贰万元整).

Words follow 《正确填写票据和结算凭证的基本规定》 (附一 of 支付结算办法). Where it leaves a choice, one form is written
(零 between 元 and 角 when the 元 digit is 0; none after 万 when only the 万 digit is 0; no 整 after 角) and every
permitted form is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import NamedTuple

from gongwen.errors import BadInput

DIGITS = "零壹贰叁肆伍陆柒捌玖"
LIMIT = Decimal(10) ** 12
"""Amounts below one 万亿 have words; larger ones are surely a slip of the keyboard."""

_CENT = Decimal("0.01")
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_TRADITIONAL = str.maketrans("貳參陸萬億圓圆兩", "贰叁陆万亿元元两")
_PRINTED = re.compile(r"[¥￥]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?元?")
_SPOKEN = set("一二三四五六七八九十百千两〇")


class _Token(NamedTuple):
    """A piece of an amount in words; an optional piece may be left out or, when `silent`, is not written by us."""

    text: str
    optional: bool = False
    silent: bool = False


def amount_of(value: Decimal | int | str) -> Decimal:
    """The amount in yuan with two decimals; BadInput when it is no amount, negative, too large or finer than a 分.

    Text may be as printed: 120,000.00 or ￥120,000.00元. A float is refused, as it cannot hold 0.10 exactly.
    """
    amount = _decimal(value)
    if not amount.is_finite():
        raise BadInput(f"金额「{value}」不是数，请填写以元为单位的数，如 120000.00。")
    if amount < 0:
        raise BadInput(f"金额「{value}」是负数，请填写零或正数。")
    if amount >= LIMIT:
        raise BadInput(f"金额「{value}」过大（达到一万亿元），请核对小数点和单位。")
    if amount != amount.quantize(_CENT):
        raise BadInput(f"金额「{value}」小数超过两位，请精确到分。")
    return abs(amount.quantize(_CENT))  # no minus zero


def in_figures(value: Decimal | int | str) -> str:
    """The amount as printed in a contract: 120,000.00 (yuan, thousands separated, always two decimals)."""
    return f"{amount_of(value):,.2f}"


def in_words(value: Decimal | int | str, prefix: str = "人民币") -> str:
    """The amount in words, the prefix attached without a gap (clause 3); BadInput as in `amount_of`."""
    return prefix + "".join(token.text for token in _tokens(amount_of(value)) if not token.silent)


def from_words(text: str) -> Decimal:
    """The amount that words stand for, in any permitted form; BadInput quotes the right form when a rule is broken."""
    words = re.sub(r"\s", "", text).translate(_TRADITIONAL).replace("正", "整").removeprefix("人民币").lstrip("：:")
    spoken = sorted(_SPOKEN & set(words))
    if spoken:
        raise BadInput(f"大写金额「{text}」中有「{'、'.join(spoken)}」，大写金额请用壹、贰、叁……拾、佰、仟、万、亿。")
    amount = _sum(words, text)
    if not re.fullmatch(_pattern(amount), words):
        raise BadInput(f"大写金额「{text}」写法不合规定，{in_figures(amount)}元应写作「{in_words(amount)}」。")
    return amount


def _decimal(value: Decimal | int | str) -> Decimal:
    if isinstance(value, str):
        printed = value.strip().translate(str.maketrans("０１２３４５６７８９．，", "0123456789.,"))
        if not _PRINTED.fullmatch(printed.removeprefix("-")):
            raise BadInput(f"金额「{value}」不是数，请填写以元为单位的数，如 120000.00。")
        value = re.sub("[¥￥,元]", "", printed)
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise BadInput(f"金额「{value}」不是精确的数，请用整数、两位小数的文字或 Decimal。")
    try:
        return Decimal(value)
    except InvalidOperation as error:
        raise BadInput(f"金额「{value}」不是数，请填写以元为单位的数，如 120000.00。") from error


def _tokens(amount: Decimal) -> Iterator[_Token]:
    """All pieces of the words in order, those that the rules leave open marked as optional."""
    yuan, cents = divmod(int(amount * 100), 100)
    jiao, fen = divmod(cents, 10)
    if yuan:
        yield from _integer(str(yuan))
    if yuan or not cents:
        yield _Token("元" if yuan else "零元")
    if yuan and jiao and yuan % 10 == 0:
        yield _Token("零", optional=True)
    if yuan and fen and not jiao:
        yield _Token("零")
    if jiao:
        yield _Token(DIGITS[jiao] + "角")
    yield from _ending(jiao, fen)


def _ending(jiao: int, fen: int) -> Iterator[_Token]:
    """Clause 2: 整 after 元, 整 or nothing after 角, never after 分."""
    if fen:
        yield _Token(DIGITS[fen] + "分")
    else:
        yield _Token("整", optional=bool(jiao), silent=bool(jiao))


def _integer(digits: str) -> Iterator[_Token]:
    """The yuan. A run of zeros between two written digits is one 零 (clause 4)."""
    written = [(len(digits) - 1 - index, int(digit)) for index, digit in enumerate(digits) if digit != "0"]
    for (place, digit), (following, _) in pairwise([*written, (-1, 0)]):
        yield _Token(DIGITS[digit] + _PLACES[place % 4])
        last_of_group = following // 4 != place // 4
        if last_of_group:
            yield _Token(_GROUPS[place // 4])
        if following >= 0 and place - following > 1:
            only_group_digit = last_of_group and following % 4 == 3 and place // 4 - following // 4 == 1
            yield _Token("零", optional=only_group_digit, silent=only_group_digit)


def _pattern(amount: Decimal) -> str:
    return "".join(f"(?:{token.text})?" if token.optional else token.text for token in _tokens(amount))


def _sum(words: str, text: str) -> Decimal:
    """The plain sum of digits times places; whether the words are well formed is seen by comparing with the pattern."""
    yuan, found, change = re.fullmatch(r"(?s)([^元]*)(元?)(.*)", words).groups()  # type: ignore[union-attr]
    if not found:
        yuan, change = "", words
    total = Decimal(_yuan(yuan, text))
    fraction = re.fullmatch(rf"零?(?:([{DIGITS}])角)?零?(?:([{DIGITS}])分)?整?", change)
    if not words or not fraction:
        raise BadInput(f"大写金额「{text}」读不懂，请写作「人民币壹拾贰万元整」的样式。")
    jiao, fen = (DIGITS.index(part or "零") for part in fraction.groups())
    return (total + Decimal(jiao * 10 + fen) * _CENT).quantize(_CENT)


def _yuan(words: str, text: str) -> int:
    whole = re.fullmatch(r"(?:(?P<亿>.*)亿)?(?:(?P<万>.*)万)?(?P<个>.*)", words)
    assert whole is not None  # the last part takes anything
    parts = (whole["亿"] or "", whole["万"] or "", whole["个"])
    return sum(_group(part, text) * 10**power for part, power in zip(parts, (8, 4, 0), strict=True))


def _group(words: str, text: str) -> int:
    places = re.fullmatch("".join(f"零?(?:([{DIGITS}]){unit})?" for unit in ("仟", "佰", "拾", "")), words)
    if not places:
        raise BadInput(f"大写金额「{text}」中「{words}」读不懂，请写作「壹仟贰佰叁拾肆」的样式，位数从高到低。")
    digits = "".join(str(DIGITS.index(digit or "零")) for digit in places.groups())
    return int(digits)

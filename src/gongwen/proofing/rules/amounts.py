"""金额大小写: amounts in words held against the figures beside them (条例 第二十条; 附一 of 支付结算办法)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gongwen.document import amounts
from gongwen.errors import BadInput
from gongwen.proofing.passages import Passage
from gongwen.proofing.rules.check import Check, Departure, Proof
from gongwen.proofing.rules.said import ACCURATE, passages, told

_DIGITS = "零壹贰叁肆伍陆柒捌玖貳參陸"
_WORDS = rf"(?P<words>[{_DIGITS}拾佰仟万亿萬億]+[元圆圓](?:[{_DIGITS}]+角)?(?:[{_DIGITS}]+分)?[整正]?)"
_FIGURES = (
    r"(?P<about>约|近|逾|超过?)?(?:[¥￥]|人民币)?\s*(?P<figures>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s*(?P<unit>[万亿]?)元?(?:整|人民币)?"
)
_LABEL = r"(?:人民币)?(?:[（(]?(?:大写|小写)[）)]?)?[:：]?(?:人民币)?[:：]?[¥￥]?"
_WORDS_FIRST = re.compile(rf"{_WORDS}[，,]?(?:[（(]{_LABEL}|[（(]?小写[）)]?[:：]?(?:人民币)?[¥￥]?|[¥￥]){_FIGURES}")
_FIGURES_FIRST = re.compile(rf"{_FIGURES}[，,]?(?:[（(]{_LABEL}|[（(]?大写[）)]?[:：]?(?:人民币)?[:：]?){_WORDS}")
_SCALE = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}


@dataclass(frozen=True)
class _Pair:
    """An amount said twice, and where."""

    passage: Passage
    words: str
    figures: str
    unit: str
    about: bool
    start: int
    end: int

    @property
    def value(self) -> Decimal:
        return Decimal(re.sub("[,，]", "", self.figures)) * _SCALE[self.unit]

    def agrees(self, worded: Decimal) -> bool:
        """Whether both are the same; an amount said to be about so much may be rounded."""
        if not self.about:
            return worded == self.value
        places = len(self.figures.partition(".")[2])
        step = _SCALE[self.unit] / 10**places
        return (worded / step).quantize(Decimal(1), ROUND_HALF_UP) * step == self.value


def pairs(proof: Proof) -> Iterator[_Pair]:
    """Every amount in words that has figures right beside it, in either order."""
    for passage in passages(proof, cells=True):
        text = passage.text
        for pattern in (_WORDS_FIRST, _FIGURES_FIRST):
            for found in pattern.finditer(text):
                yield _Pair(
                    passage, found["words"], found["figures"], found["unit"], bool(found["about"]), *found.span()
                )


def disagree(proof: Proof) -> Iterator[Departure]:
    """Words and figures are the same amount."""
    for pair in pairs(proof):
        worded = _read(pair.words)
        if worded is not None and pair.value < amounts.LIMIT and not pair.agrees(worded):
            wanted = amounts.in_words(pair.value.quantize(Decimal("0.01")), "")
            message = (
                f"金额小写 {amounts.in_figures(pair.value.quantize(Decimal('0.01')))} 元与大写“{pair.words}”"
                f"（{amounts.in_figures(worded)} 元）不一致，小写的大写是“{wanted}”，请核对。"
            )
            yield told(pair.passage, pair.start, pair.end, message, wanted)


def malformed(proof: Proof) -> Iterator[Departure]:
    """Words that the rule of forms would write otherwise."""
    for pair in pairs(proof):
        try:
            amounts.from_words(pair.words)
        except BadInput as fault:
            at = pair.passage.text.index(pair.words, pair.start)
            yield told(pair.passage, at, at + len(pair.words), str(fault).replace("{", "").replace("}", ""), "规范大写")


def _read(words: str) -> Decimal | None:
    try:
        return amounts.from_words(words)
    except BadInput:
        return None


CHECKS = (
    Check("amounts.words", ACCURATE, "规定", disagree, severity="warning"),
    Check("amounts.form", "《正确填写票据和结算凭证的基本规定》", "实务", malformed),
)

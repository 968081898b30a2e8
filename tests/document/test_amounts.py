"""金额: the vectors of the 填写规定, the refusals, and words ↔ figures in both directions."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document.amounts import LIMIT, amount_of, from_words, in_figures, in_words
from gongwen.errors import BadInput

WRITTEN = {
    "1409.50": "壹仟肆佰零玖元伍角",
    "6007.14": "陆仟零柒元壹角肆分",
    "1680.32": "壹仟陆佰捌拾元零叁角贰分",
    "107000.53": "壹拾万柒仟元零伍角叁分",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "325.04": "叁佰贰拾伍元零肆分",
    "0": "零元整",
    "10": "壹拾元整",
    "0.05": "伍分",
    "0.50": "伍角",
    "50000": "伍万元整",
    "120000": "壹拾贰万元整",
    "100000000": "壹亿元整",
    "100005000": "壹亿零伍仟元整",
    "10010000": "壹仟零壹万元整",
    "100700": "壹拾万零柒佰元整",
    "1000000.01": "壹佰万元零壹分",
    "100000100000": "壹仟亿零壹拾万元整",
    "999999999999.99": "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
}

ALSO_READ = {
    "壹仟陆佰捌拾元叁角贰分": "1680.32",
    "壹拾万零柒仟元伍角叁分": "107000.53",
    "人民币壹万元正": "10000",
    "人民币：壹万元整": "10000",
    "壹仟肆佰零玖元伍角整": "1409.50",
    "貳萬陸仟圓整": "26000",
    "叁億圆整": "300000000",
}

amounts = st.decimals(min_value=0, max_value=LIMIT - Decimal("0.01"), places=2)


@pytest.mark.parametrize(("figure", "words"), WRITTEN.items())
def test_each_vector_is_written_and_read(figure: str, words: str) -> None:
    assert in_words(figure) == "人民币" + words
    assert in_words(figure, prefix="") == words
    assert from_words(words) == Decimal(figure)


@pytest.mark.parametrize(("words", "figure"), ALSO_READ.items())
def test_other_permitted_forms_are_read(words: str, figure: str) -> None:
    assert from_words(words) == Decimal(figure)


@given(amounts)
def test_words_and_figures_come_back_as_the_same_amount(amount: Decimal) -> None:
    assert from_words(in_words(amount)) == amount
    assert amount_of(in_figures(amount)) == amount


@given(amounts)
def test_words_never_hold_two_zeros_in_a_row_and_end_by_the_rule(amount: Decimal) -> None:
    """Clauses 2 and 4: one 零 for a run, 整 exactly when there is neither 角 nor 分."""
    words = in_words(amount)
    assert "零零" not in words
    assert words.endswith("整") == (amount == amount.to_integral_value())


def test_figures_show_thousands_and_two_decimals() -> None:
    assert in_figures(120000) == "120,000.00"
    assert in_figures(Decimal("0.5")) == "0.50"
    assert in_figures("￥1,234,567.8元") == "1,234,567.80"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (-1, "负数"),
        ("-0.01", "负数"),
        ("0.001", "小数超过两位"),
        (10**12, "过大"),
        ("一万", "不是数"),
        ("1,23", "不是数"),
        ("", "不是数"),
        (Decimal("NaN"), "不是数"),
        (0.1, "不是精确的数"),
        (True, "不是精确的数"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_reason(value: object, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        in_words(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("一万元整", "大写金额请用壹、贰、叁"),
        ("伍仟", "读不懂"),
        ("", "读不懂"),
        ("元整", "应写作「人民币零元整」"),
        ("拾元整", "读不懂"),
        ("叁佰贰拾伍元肆分", "应写作「人民币叁佰贰拾伍元零肆分」"),
        ("壹拾元零伍分整", "应写作「人民币壹拾元零伍分」"),
        ("壹万元", "应写作「人民币壹万元整」"),
        ("壹万柒佰元整", "应写作「人民币壹万零柒佰元整」"),
        ("壹拾贰佰元整", "读不懂"),
        ("零壹元整", "应写作"),
    ],
)
def test_words_that_break_a_rule_are_refused_with_the_right_form(words: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        from_words(words)


@given(amounts, st.data())
def test_a_word_left_out_never_reads_as_the_same_amount(amount: Decimal, data: st.DataObject) -> None:
    """Dropping a character is refused, or names another amount, or was a piece that the rules leave open."""
    words = in_words(amount, prefix="")
    index = data.draw(st.integers(0, len(words) - 1))
    try:
        read = from_words(words[:index] + words[index + 1 :])
    except BadInput:
        return
    assert read != amount or words[index] in "零整"

"""统一社会信用代码: the check digit of GB 32100 catches every single slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document.credit_code import ALPHABET, is_valid, with_check_digit
from gongwen.errors import BadInput

bodies = st.from_regex(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{9}}", fullmatch=True)


def test_the_weights_are_those_the_standard_prints() -> None:
    """GB 32100 lists the weights; a lone 1 at each place shows each of them in the check digit."""
    weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    for place, weight in enumerate(weights):
        first17 = "0" * place + "1" + "0" * (16 - place)
        assert with_check_digit(first17)[17] == ALPHABET[31 - weight]


@given(bodies)
def test_a_code_with_its_check_digit_is_valid(first17: str) -> None:
    assert is_valid(with_check_digit(first17))


@given(bodies, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_noticed(first17: str, place: int, character: str) -> None:
    code = with_check_digit(first17)
    changed = code[:place] + character + code[place + 1 :]
    assert is_valid(changed) == (changed == code)


@given(bodies, st.integers(0, 16))
def test_two_neighbours_swapped_are_noticed(first17: str, place: int) -> None:
    code = with_check_digit(first17)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_valid(swapped) == (swapped == code)


@pytest.mark.parametrize("code", ["", "52990000MJX000001", "5299000OMJX0000012", "52990000mjx0000012", "５" * 18])
def test_malformed_codes_are_not_valid(code: str) -> None:
    assert not is_valid(code)


def test_seventeen_malformed_characters_are_refused() -> None:
    with pytest.raises(BadInput, match="前17位「5299OO00MJX000001」不合格式"):
        with_check_digit("5299OO00MJX000001")

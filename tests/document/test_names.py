"""姓名: padding in lists, compound surnames, masking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document.names import COMPOUND_SURNAMES, masked, masked_phone, pad, padded, split, unpad

chinese_names = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=4)


def test_two_character_names_align_with_three() -> None:
    assert padded(["肖捷", "李小明", "欧阳明月", "古丽·买买提"]) == ["肖　捷", "李小明", "欧阳明月", "古丽·买买提"]


@pytest.mark.parametrize("typed", ["张　三", "张 三", "张  三", " 张三 ", "张\t三"])
def test_typed_spaces_in_a_name_are_taken_out(typed: str) -> None:
    assert unpad(typed) == "张三"
    assert pad(typed) == "张　三"


def test_a_latin_name_keeps_the_space_between_its_words() -> None:
    assert unpad("Anna Lee") == "Anna Lee"


@given(chinese_names)
def test_padding_never_changes_who_is_named(name: str) -> None:
    assert unpad(pad(name)) == name
    assert pad(pad(name)) == pad(name)
    assert "".join(split(name)) == name


def test_a_compound_surname_is_one_surname_only_before_a_given_name() -> None:
    assert split("欧阳明月") == ("欧阳", "明月")
    assert split("司马光") == ("司马", "光")
    assert split("东方") == ("东", "方")
    assert all(len(surname) == 2 for surname in COMPOUND_SURNAMES)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("李明", "李某"), ("李小明", "李某某"), ("欧阳小明", "欧阳某某"), ("古丽·买买提", "古某某"), ("李　明", "李某")],
)
def test_a_helped_person_is_named_by_surname_only(name: str, shown: str) -> None:
    assert masked(name) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13800000000", "138****0000"),
        ("138 0000 0000", "138****0000"),
        ("0999-1234567", "0999-****567"),
        ("12345678", "****678"),
        ("12345", "****"),
        ("无", "****"),
    ],
)
def test_the_middle_of_a_phone_number_is_hidden(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


@given(chinese_names.filter(lambda name: name[:2] not in COMPOUND_SURNAMES))
def test_masking_shows_nothing_of_the_given_name(name: str) -> None:
    assert set(masked(name)[1:]) == {"某"}

"""Numbers and codes as they are typed into a search box."""

from __future__ import annotations

import pytest

from gongwen.document.reference import Reference
from gongwen.numbering import TypedNumber, typed_code, typed_number


@pytest.mark.parametrize(
    "text",
    [
        "青卫〔2026〕67号", "青卫[2026]67号", "青卫（2026）67号", "青卫(2026)67", "青卫【2026】067号",
        "青卫〔２０２６〕６７号",
        "青卫 〔2026〕 67 号", "青卫［2026］第67号", "青卫2026-67", "青卫2026年第67号", "青卫｛2026｝67号",
    ],
)  # fmt: skip
def test_a_number_is_known_in_whatever_brackets_it_is_typed(text: str) -> None:
    assert typed_number(text) == TypedNumber("青卫", 2026, 67)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("〔2026〕67号", TypedNumber("", 2026, 67)),
        ("青卫〔2026〕", TypedNumber("青卫", 2026, None)),
        ("青卫〔2026〕号", TypedNumber("青卫", 2026, None)),
    ],
)
def test_a_part_of_a_number_is_enough(text: str, parts: TypedNumber) -> None:
    assert typed_number(text) == parts


@pytest.mark.parametrize(
    "text", ["", "柳林村助学", "2026", "67号", "青卫2026", "青卫〔1826〕67号", "关于2026年工作的通知", "《》"]
)
def test_other_words_are_no_number(text: str) -> None:
    assert typed_number(text) is None


def test_every_number_as_printed_is_understood() -> None:
    for one in (Reference("青卫", 2026, 67), Reference("某办发", 1999, 1)):
        assert typed_number(str(one)) == TypedNumber(one.code, one.year, one.serial)


@pytest.mark.parametrize("text", ["QHBF-2026-001", "qhbf-2026-001", "QHBF2026001", "ＱＨＢＦ－2026－1", "qhbf-2026-1"])
def test_a_code_is_known_without_its_dashes(text: str) -> None:
    assert typed_code(text) == "QHBF-2026-001"


@pytest.mark.parametrize("text", ["QHBF", "QHBF-2026", "青卫〔2026〕67号", "2026-001", "-2026-001"])
def test_other_words_are_no_code(text: str) -> None:
    assert typed_code(text) is None

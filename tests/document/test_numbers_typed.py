"""栏目里的数和字: what no hand writes is refused in a sentence, at once, or is gone before it is kept."""

from __future__ import annotations

import pytest

from gongwen.document.fields import Field, check
from gongwen.errors import BadInput


@pytest.mark.parametrize("kind", ["integer", "number", "money"])
@pytest.mark.parametrize("typed", ["1e999999999", "-1e999999999", "1e12", "9" * 5000, "1e-21", "0." + "3" * 5000])
def test_a_number_no_paper_could_hold_is_refused_without_being_worked_out(kind, typed) -> None:
    with pytest.raises(BadInput, match=r"「a」（金额）应当是.*请核对小数点和单位"):
        check((Field("a", "金额", kind),), {"a": typed}, "表")


def test_what_a_spreadsheet_leaves_behind_is_taken() -> None:
    given = check((Field("a", "比例", "number"), Field("b", "户数", "integer")), {"a": 0.1 + 0.2, "b": "1e3"}, "表")
    assert str(given["a"]) == "0.30000000000000004" and given["b"] == 1000


@pytest.mark.parametrize("typed", ["\u202e", "\u200b\ufeff", "\x01\x02", " \u3000\xa0", "\u200d\u200c", "\u2066\n"])
def test_what_is_not_to_be_seen_fills_no_field_in(typed) -> None:
    with pytest.raises(BadInput, match=r"缺栏目「a」（名称）"):
        check((Field("a", "名称", required=True),), {"a": typed}, "表")


def test_nothing_turns_what_was_typed_round_and_every_sign_stays_whole() -> None:
    typed = "拨付\u202e000.21\u202c元\x01\ufffe\u200b，𠮷村👨\u200d👩\u200d👧"
    assert check((Field("a", "名称"),), {"a": typed}, "表") == {"a": "拨付000.21元，𠮷村👨\u200d👩\u200d👧"}

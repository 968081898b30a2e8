"""栏目里的数: what no hand writes is refused in a sentence, at once, whatever its notation."""

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

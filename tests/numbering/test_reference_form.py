"""发文字号 as printed and as read back (GB/T 9704—2012 7.2.5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.errors import BadInput
from gongwen.numbering import Reference, blank

CODES = st.text(st.sampled_from("青卫函办发东江桃园ABCxyz"), min_size=1, max_size=8)
REFERENCES = st.builds(Reference, CODES, st.integers(1900, 2099), st.integers(1, 10**6))


@given(REFERENCES)
def test_what_is_printed_reads_back(reference):
    assert Reference.parse(str(reference)) == reference


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("青卫[2026]67号", "六角括号"),
        ("青卫（2026）67号", "六角括号"),
        ("青卫(2026)67号", "六角括号"),
        ("青卫【2026】67号", "六角括号"),
        ("青卫〔2026〕第67号", "不加「第」字"),
        ("青卫〔2026〕067号", "不编虚位"),
        ("青卫〔26〕67号", "四位数字"),
        ("青卫〔2026〕67", "「号」字"),
        ("〔2026〕67号", "机关代字"),
        ("青卫〔2026〕 67号", "不合规定"),
        ("青卫〔2026〕６７号", "不合规定"),
        ("青卫〔2026〕0号", "不编虚位"),
        (blank("青卫", 2026), "序号"),
        ("", "不合规定"),
    ],
)
def test_another_form_is_bad_input_with_the_reason(text, reason):
    with pytest.raises(BadInput, match=reason):
        Reference.parse(text)

"""Codes of projects and contracts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.errors import BadInput
from gongwen.numbering import case_code, contract_number, read_case_code

PREFIXES = st.from_regex(r"[A-Z][A-Z0-9]{0,5}(-[A-Z][A-Z0-9]{0,3}){0,2}", fullmatch=True)


@given(PREFIXES, st.integers(1900, 2099), st.integers(1, 20000))
def test_a_code_reads_back(prefix, year, serial):
    assert read_case_code(case_code(prefix, year, serial)) == (prefix, year, serial)


def test_serials_are_padded_to_three_digits_and_grow_beyond():
    assert [case_code("QHBF", 2026, serial) for serial in (1, 1234)] == ["QHBF-2026-001", "QHBF-2026-1234"]


@pytest.mark.parametrize("prefix", ["", "qhbf", "QH BF", "青禾", "QHBF-", "1A", "A/../B"])
def test_a_prefix_of_other_signs_is_bad_input(prefix):
    with pytest.raises(BadInput, match="编号前缀"):
        case_code(prefix, 2026, 1)


@pytest.mark.parametrize(("year", "serial"), [(26, 1), (2026, 0), (2100, 1)])
def test_a_wrong_year_or_serial_is_bad_input(year, serial):
    with pytest.raises(BadInput, match="年份或序号不对"):
        case_code("QHBF", year, serial)


@pytest.mark.parametrize("text", ["QHBF-2026-1", "QHBF-2026-0001", "QHBF-2026-000", "QHBF2026001", "某项目", ""])
def test_other_forms_are_no_codes(text):
    assert read_case_code(text) is None


def test_a_contract_is_numbered_under_its_project():
    assert contract_number("QHBF-2026-001") == "QHBF-2026-001-HT01"
    with pytest.raises(BadInput, match="合同序号应当从 1 起"):
        contract_number("QHBF-2026-001", 0)

"""日期: as papers print them, alone and from one day to another."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document.dates import printed, read, span
from gongwen.errors import BadInput

START = date(2026, 7, 13)


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (date(2026, 7, 17), "2026年7月13日至17日"),
        (date(2026, 9, 13), "2026年7月13日至9月13日"),
        (date(2027, 7, 13), "2026年7月13日至2027年7月13日"),
        (START, "2026年7月13日"),
    ],
)
def test_a_span_repeats_neither_year_nor_month(last, text):
    assert span(START, last) == text


def test_a_span_that_ends_before_it_starts_is_refused():
    with pytest.raises(BadInput) as error:
        span(START, date(2026, 7, 12))
    assert str(error.value) == "起止日期颠倒：2026年7月13日晚于2026年7月12日，请核对。"


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_printed_date_reads_back(day):
    assert read(printed(day), "某栏") == day

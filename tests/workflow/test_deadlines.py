"""Deadlines count the office's days: holidays and 调休 as the State Council set them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.errors import BadInput
from gongwen.workflow import Deadline, Due, due, working_days_left
from gongwen.workflow.deadlines import parse


@pytest.mark.parametrize(
    ("start", "written", "day"),
    [
        (date(2026, 3, 2), "5个工作日", date(2026, 3, 9)),  # an ordinary week: the day itself does not count
        (date(2025, 9, 30), "1个工作日", date(2025, 10, 9)),  # 国庆 and 中秋, 1 to 8 October
        (date(2025, 9, 26), "3个工作日", date(2025, 9, 30)),  # 28 September, a Sunday, is worked
        (date(2025, 10, 9), "2个工作日", date(2025, 10, 11)),  # 11 October, a Saturday, is worked
        (date(2026, 2, 13), "2个工作日", date(2026, 2, 24)),  # 14 February is worked, then 春节 to 23 February
        (date(2025, 9, 28), "3天", date(2025, 10, 9)),  # ends in the holiday: the next working day (民法典 203)
        (date(2026, 3, 2), "3天", date(2026, 3, 5)),
    ],
)
def test_the_last_day(start: date, written: str, day: date) -> None:
    assert due(start, parse(written)) == Due(day)


def test_hours_run_on_through_nights_and_weekends() -> None:
    assert due(datetime(2026, 3, 6, 16, 30), parse("24小时")) == Due(date(2026, 3, 7), datetime(2026, 3, 7, 16, 30))
    assert due(date(2026, 3, 6), parse("36小时")).moment == datetime(2026, 3, 7, 12)


def test_a_year_whose_holidays_are_not_known_counts_weekends_and_says_so() -> None:
    assert due(date(2099, 10, 1), parse("1个工作日")) == Due(date(2099, 10, 2), certain=False)
    assert due(date(2099, 10, 1), parse("2天")) == Due(date(2099, 10, 5), certain=False)


def test_days_left_count_working_days_and_turn_negative() -> None:
    assert working_days_left(date(2025, 9, 30), date(2025, 10, 9)) == 1
    assert working_days_left(date(2025, 10, 9), date(2025, 9, 30)) == -1
    assert working_days_left(date(2025, 10, 9), date(2025, 10, 9)) == 0


@given(st.dates(date(2020, 1, 1), date(2026, 6, 1)), st.integers(1, 60))
def test_days_left_on_the_first_day_are_the_deadline(start: date, amount: int) -> None:
    assert working_days_left(start, due(start, Deadline(amount, "工作日")).day) == amount


@pytest.mark.parametrize("written", ["5个工作日", "3天", "24小时"])
def test_a_deadline_is_written_as_it_was_read(written: str) -> None:
    assert str(parse(written)) == written


@pytest.mark.parametrize("written", ["", "五个工作日", "0天", "3 天", "5工作日", "1周"])
def test_another_way_of_writing_is_refused(written: str) -> None:
    with pytest.raises(BadInput, match="应当写成「5个工作日」「3天」或「24小时」"):
        parse(written)

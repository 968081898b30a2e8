"""Deadlines count the office's days: holidays and 调休 as the State Council set them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.errors import BadInput
from gongwen.workflow import LISTED, Calendar, Deadline, Due, due, standing, working_days_left
from gongwen.workflow.deadlines import STATES, UNCERTAIN, parse


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


NOTICE = Calendar({date(2027, 2, 5): "休", date(2027, 2, 6): "班"})
"""What an office enters when the notice for 2027 is out before the list has it."""


def test_the_office_s_own_days_come_before_the_list() -> None:
    assert due(date(2027, 2, 4), parse("1个工作日"), NOTICE) == Due(date(2027, 2, 6))
    assert working_days_left(date(2027, 2, 4), date(2027, 2, 6), NOTICE) == 1
    closed = Calendar({date(2026, 3, 3): "休"})
    assert due(date(2026, 3, 2), parse("1个工作日"), closed) == Due(date(2026, 3, 4))


def test_a_year_is_certain_once_the_office_entered_its_notice_in_full() -> None:
    monday = date(2027, 2, 8)
    assert due(monday, parse("1个工作日"), NOTICE) == Due(date(2027, 2, 9), certain=False)
    entered = Calendar(NOTICE.overrides, frozenset({2027}))
    assert due(monday, parse("1个工作日"), entered) == Due(date(2027, 2, 9))
    assert (LISTED.knows(2026), LISTED.knows(2027), entered.knows(2027)) == (True, False, True)


def test_an_uncertain_day_says_so_wherever_it_is_shown() -> None:
    assert str(due(date(2099, 10, 1), parse("1个工作日"))) == f"2099-10-02{UNCERTAIN}"
    assert str(due(date(2026, 3, 2), parse("1个工作日"))) == "2026-03-03"
    assert str(due(datetime(2026, 3, 6, 16, 30), parse("24小时"))) == "2026-03-07 16:30"


@pytest.mark.parametrize(
    ("written", "now", "words", "state"),
    [
        ("5个工作日", datetime(2026, 3, 2, 9), "还有 5 个工作日", "正常"),
        ("5个工作日", datetime(2026, 3, 5, 9), "还有 2 个工作日", "正常"),
        ("5个工作日", datetime(2026, 3, 6, 23), "还有 1 个工作日", "将到期"),
        ("5个工作日", datetime(2026, 3, 8, 9), "还有 1 个工作日", "将到期"),  # a Sunday
        ("5个工作日", datetime(2026, 3, 9, 23, 59), "今日到期", "今日到期"),
        ("5个工作日", datetime(2026, 3, 11, 9), "逾期 2 个工作日", "逾期"),
        ("15个工作日", datetime(2026, 3, 18, 9), "还有 3 个工作日", "将到期"),  # a fifth of fifteen
        ("15个工作日", datetime(2026, 3, 17, 9), "还有 4 个工作日", "正常"),
        ("4个工作日", datetime(2026, 3, 7, 9), "逾期不足 1 个工作日", "逾期"),  # due on Friday, today is Saturday
        ("30天", datetime(2026, 3, 27, 9), "还有 3 个工作日", "将到期"),
        ("24小时", datetime(2026, 3, 2, 1), "还有 23 小时", "正常"),
        ("24小时", datetime(2026, 3, 2, 20), "还有 4 小时", "将到期"),
        ("3小时", datetime(2026, 3, 2, 2, 30), "今日到期，还有 0 小时", "今日到期"),
        ("3小时", datetime(2026, 3, 2, 3, 1), "逾期不足 1 小时", "逾期"),
        ("24小时", datetime(2026, 3, 3, 2, 30), "逾期 2 小时", "逾期"),
    ],
)
def test_a_deadline_warns_before_it_is_past(written: str, now: datetime, words: str, state: str) -> None:
    deadline = parse(written)
    told = standing(due(datetime(2026, 3, 2), deadline), deadline, now)
    assert (told.words, told.state) == (words, state)


@given(st.integers(1, 40), st.sampled_from(["工作日", "天", "小时"]), st.integers(0, 2400))
def test_a_deadline_only_ever_becomes_more_urgent(amount: int, unit: str, hours: int) -> None:
    began = datetime(2026, 3, 2, 9)
    deadline = Deadline(amount, unit)  # type: ignore[arg-type]
    until = due(began, deadline)
    earlier, later = (standing(until, deadline, began + timedelta(hours=h)) for h in (hours, hours + 7))
    assert STATES.index(later.state) <= STATES.index(earlier.state)
    assert later.left <= earlier.left


def test_the_days_of_a_year_that_are_not_what_their_weekday_says() -> None:
    days = {row.day: (row.kind, row.holiday) for row in LISTED.special_days(2026)}
    assert days[date(2026, 2, 14)] == ("班", "春节")
    assert days[date(2026, 2, 17)] == ("休", "春节")
    assert date(2026, 3, 2) not in days
    assert [(row.day, row.kind, row.own) for row in NOTICE.special_days(2027)] == [
        (date(2027, 2, 5), "休", True),
        (date(2027, 2, 6), "班", True),
    ]

"""The rules of the ledger: what may happen to a number, and what an inspector would ask."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document.reference import Reference
from gongwen.errors import BadInput, Refused
from gongwen.numbering import Line, check_approval, check_void, findings, skipped, stretches

STATES = st.sampled_from(["预留", "已用", "作废", "跳号"])


def line(serial: int, state: str = "已用", **more) -> Line:
    explained = {"reason": "误编", "approver": "陆文渊"} if state != "已用" else {}
    return Line(reference=Reference("青卫", 2026, serial), state=state, **{**explained, **more})


def rules(*lines: Line) -> list[str]:
    return [finding.rule for finding in findings(lines)]


def test_an_explained_ledger_has_nothing_to_ask():
    assert rules(line(1), line(2, "作废"), line(3, "跳号"), line(4, "预留", approver=""), line(5)) == []


def test_a_reserved_void_or_skipped_number_fills_its_place():
    assert rules(line(1), line(3)) == ["numbering.gap"]
    assert rules(line(1), line(2, "预留"), line(3)) == []


@pytest.mark.parametrize(
    "bare", [line(1, "作废", reason=" "), line(1, "跳号", approver=""), line(1, "预留", reason="")]
)
def test_what_is_not_explained_is_an_error(bare):
    (finding,) = findings([bare])

    assert (finding.rule, finding.severity) == ("numbering.unexplained", "error")
    assert finding.message.startswith(f"青卫〔2026〕1号是{bare.state}，没有写明理由或者批准人")


def test_a_date_before_that_of_a_smaller_number_is_a_note():
    days = [date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 4), date(2026, 3, 5), None, date(2026, 3, 10)]
    found = findings([line(serial, dated=day) for serial, day in enumerate(days, 1)])

    assert [(one.rule, one.severity, one.found) for one in found] == [
        ("numbering.backwards", "note", "青卫〔2026〕3号，2026-03-04"),
        ("numbering.backwards", "note", "青卫〔2026〕4号，2026-03-05"),
    ]
    assert "早于青卫〔2026〕2号（2026-03-09）" in found[0].message


def test_dates_of_other_series_and_of_void_numbers_do_not_count():
    other = Line(reference=Reference("青卫函", 2026, 1), state="已用", dated=date(2026, 1, 5))

    assert rules(line(1, dated=date(2026, 3, 2)), line(2, "作废", dated=date(2026, 1, 5)), other) == []


def test_a_paper_signed_in_another_year_than_its_number_is_a_note():
    (finding,) = findings([line(1, dated=date(2027, 1, 4))])

    assert (finding.rule, finding.severity) == ("numbering.year", "note")


def test_stretches_tell_states_and_origins_apart():
    lines = [line(1, origin="线下"), line(2, origin="线下"), line(3), line(5), line(6, "作废")]

    assert [(str(one), one.state) for one in stretches(reversed(lines))] == [
        ("青卫〔2026〕1号至2号", "已用"),
        ("青卫〔2026〕3号", "已用"),
        ("青卫〔2026〕5号", "已用"),
        ("青卫〔2026〕6号", "作废"),
    ]


@given(st.lists(STATES, min_size=1, max_size=30))
def test_stretches_cover_every_number_once(states):
    lines = [line(serial, state) for serial, state in enumerate(states, 1)]
    covered = [
        (serial, one.state) for one in stretches(lines) for serial in range(one.first.serial, one.last.serial + 1)
    ]

    assert covered == list(enumerate(states, 1))


@given(st.integers(0, 50), st.integers(1, 60))
def test_a_jump_names_exactly_what_lies_between(last, ahead):
    because = "误编" if ahead > 1 else ""

    assert list(skipped(last, last + ahead, because)) == list(range(last + 1, last + ahead))


@pytest.mark.parametrize(("last", "serial"), [(5, 5), (5, 3), (0, -1)])
def test_no_jump_goes_backwards(last, serial):
    with pytest.raises(BadInput, match="请核对"):
        skipped(last, serial, "")


def test_nobody_can_approve_in_an_office_without_approvers():
    with pytest.raises(Refused, match="现在没有别人担任这些角色，请先登记任职"):
        check_approval("石磊", "石磊", {})


def test_a_skipped_number_has_nothing_to_give_up():
    with pytest.raises(Refused, match="已登记为跳号（误编，陆文渊批准），没有给过公文"):
        check_void(line(1, "跳号"), "印错")

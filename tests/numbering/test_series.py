"""Series rules: which 代字, which serial, and whether a ledger is whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.errors import BadInput
from gongwen.numbering import Reference, blank, continuity, form_of, next_serial, printed, series

SERIALS = st.lists(st.integers(1, 40), max_size=12)


def test_each_form_has_its_own_code():
    codes = {"通知": "青卫", "函": "青卫函"}

    assert [series(codes, form) for form in ("通知", "函")] == ["青卫", "青卫函"]


@pytest.mark.parametrize(
    ("kind", "layout", "form"),
    [
        ("通知", "文件", "文件"),
        ("批复", "信函", "函"),
        ("函", "文件", "函"),
        ("纪要", "纪要", "纪要"),
        ("命令", "命令", "命令"),
        ("", "", "文件"),
    ],
)
def test_a_paper_counts_by_its_kind_or_its_format(kind, layout, form):
    assert form_of(kind, layout) == form


@pytest.mark.parametrize(("form", "code"), [("函", "青民函"), ("纪要", "青民发"), ("文件", "青民发")])
def test_a_form_without_its_own_code_counts_among_the_papers(form, code):
    assert series({"文件": "青民发", "函": "青民函"}, form) == code


def test_orders_never_count_among_the_papers():
    with pytest.raises(BadInput, match="没有登记「命令」的机关代字"):
        series({"文件": "青民发"}, "命令")


@pytest.mark.parametrize(
    ("form", "shown"),
    [("文件", "青民发〔2026〕3号"), ("纪要", "第3期"), ("命令", "第3号"), ("函", "青民函〔2026〕3号")],
)
def test_orders_and_minutes_counted_apart_bear_only_their_serial(form, shown):
    codes = {"文件": "青民发", "函": "青民函", "纪要": "青民纪", "命令": "青民令"}

    assert printed(Reference(series(codes, form), 2026, 3), codes, form) == shown


def test_minutes_counted_among_the_papers_bear_the_whole_number():
    assert printed(Reference("青民发", 2026, 3), {"文件": "青民发"}, "纪要") == "青民发〔2026〕3号"


def test_a_form_without_a_code_names_those_that_have_one():
    with pytest.raises(BadInput, match="市卫生健康委没有登记「命令」的机关代字，已登记的：通知（青卫）"):
        series({"通知": "青卫"}, "命令", "市卫生健康委")


def test_an_organ_without_codes_says_so():
    with pytest.raises(BadInput, match="已登记的：一个也没有"):
        series({}, "通知")


@pytest.mark.parametrize(("used", "wanted"), [([], 1), ([1], 2), ([3, 1], 4), ([1, 2, 3], 4)])
def test_the_next_serial_follows_the_highest(used, wanted):
    assert next_serial(iter(used)) == wanted


@given(SERIALS)
def test_a_serial_is_never_given_twice(used):
    assert next_serial(used) not in used


@given(st.integers(0, 30))
def test_serials_taken_one_after_another_are_continuous(count):
    taken: list[int] = []
    for _ in range(count):
        taken.append(next_serial(taken))

    assert continuity(Reference("青卫", 2026, serial) for serial in taken) == ()


def test_gaps_are_named_with_their_ends():
    found = continuity(Reference("青卫", 2026, serial) for serial in (2, 3, 7))

    assert [finding.found for finding in found] == ["缺青卫〔2026〕1号", "缺青卫〔2026〕4号至6号"]
    assert {(finding.rule, finding.severity, finding.strength) for finding in found} == {
        ("numbering.gap", "warning", "实务")
    }


def test_a_double_is_an_error():
    (finding,) = continuity([Reference("青卫", 2026, 1)] * 2)

    assert (finding.rule, finding.severity) == ("numbering.double", "error")
    assert "青卫〔2026〕1号被用了 2 次" in finding.message


def test_years_and_codes_count_apart():
    ledger = [Reference("青卫", 2025, 1), Reference("青卫", 2026, 1), Reference("青卫函", 2026, 1)]

    assert continuity(ledger) == ()


@given(SERIALS)
def test_every_missing_serial_is_in_exactly_one_gap(serials):
    missing = {serial for serial in range(1, max(serials, default=0)) if serial not in serials}

    found = [f for f in continuity(Reference("青卫", 2026, s) for s in serials) if f.rule == "numbering.gap"]

    named: list[int] = []
    for finding in found:
        ends = [int(part) for part in finding.found.removeprefix("缺青卫〔2026〕").replace("号", "").split("至")]
        named += range(ends[0], ends[-1] + 1)
    assert sorted(named) == sorted(missing)


def test_a_paper_not_yet_registered_has_a_blank_number():
    assert blank("青卫", 2026) == "青卫〔2026〕　号"

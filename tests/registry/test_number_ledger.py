"""Numbers: one series per 代字 and year, without gaps, one number for one paper for good."""

from __future__ import annotations

import pytest

from gongwen import registry
from gongwen.document.reference import Reference
from gongwen.errors import BadInput
from gongwen.numbering import continuity


def test_papers_are_numbered_from_one_per_code_and_year(open_a_case, add_a_paper, now):
    code = open_a_case().code

    def number(series, year):
        return str(registry.take_number(add_a_paper(code).id, series, year, actor="周敏", now=now))

    assert [number("青卫", 2026), number("青卫", 2026), number("青卫函", 2026), number("青卫", 2027)] == [
        "青卫〔2026〕1号",
        "青卫〔2026〕2号",
        "青卫函〔2026〕1号",
        "青卫〔2027〕1号",
    ]
    assert continuity(row.reference for row in registry.numbers()) == ()


def test_a_second_call_returns_the_same_number(open_a_case, add_a_paper, now):
    paper = add_a_paper(open_a_case().code)
    first = registry.take_number(paper.id, "青卫", 2026, actor="周敏", now=now)

    assert registry.take_number(paper.id, "青卫", 2026, actor="何正平", now=now) == first
    assert registry.take_number(paper.id, "青卫函", 2027, actor="何正平", now=now) == first
    assert registry.paper(paper.id).reference == first == Reference("青卫", 2026, 1)
    assert len(registry.numbers()) == 1


def test_a_number_taken_in_what_is_undone_is_free_again(open_a_case, add_a_paper, now):
    code = open_a_case().code
    paper = add_a_paper(code)

    def decide(case):
        registry.take_number(paper.id, "青卫", 2026, actor="周敏", now=now)
        raise BadInput("缺成文日期。")

    with pytest.raises(BadInput, match="缺成文日期"):
        registry.move(code, decide, actor="周敏", door="网页", system_user="", now=now, form={})

    assert registry.take_number(add_a_paper(code).id, "青卫", 2026, actor="周敏", now=now).serial == 1


def test_the_ledger_names_paper_person_and_moment(open_a_case, add_a_paper, now):
    paper = add_a_paper(open_a_case().code)
    registry.take_number(paper.id, "青卫", 2026, actor="周敏", now=now)

    (row,) = registry.numbers("青卫", 2026)

    assert (row.paper, row.title, row.actor, row.at) == (paper.id, paper.title, "周敏", now)
    assert registry.numbers("青卫", 2025) == registry.numbers("青卫函") == ()


@pytest.mark.parametrize(("series", "year"), [("", 2026), ("青卫第", 26), ("青卫[", 2026)])
def test_a_series_that_forms_no_reference_is_bad_input(open_a_case, add_a_paper, now, series, year):
    paper = add_a_paper(open_a_case().code)

    with pytest.raises(BadInput, match="发文字号"):
        registry.take_number(paper.id, series, year, actor="周敏", now=now)
    assert registry.numbers() == ()

"""核稿的核稿: every planted fault is told first, by its rule, at its place; its good neighbour is not."""

from __future__ import annotations

from functools import cache

import pytest

from gongwen.document.findings import SEVERITIES, Finding
from gongwen.proofing import CHECKS, comparing
from gongwen.proofing.rules.check import CAPS
from planted import areas, endings, heads, tails
from planted.good import NAMES, good
from planted.planting import Case, Planting, changed_boxes, overlap

TABLE: tuple[Planting, ...] = (*areas.TABLE, *heads.TABLE, *endings.TABLE, *tails.TABLE)
RULES = {check.id: check for check in (*CHECKS, *comparing())}


@cache
def planted(planting: Planting) -> tuple[Case, tuple[Finding, ...]]:
    """The spoilt paper and what is told of it."""
    case = planting.fault(good(planting.base))
    return case, case.findings()


named = pytest.mark.parametrize("planting", TABLE, ids=lambda one: f"{one.rule}-{one.name}")


@pytest.mark.parametrize("name", NAMES)
def test_a_good_paper_has_no_findings(name: str) -> None:
    assert good(name).findings() == ()


@named
def test_a_planted_fault_is_told_first_and_whatever_else_is_told_names_it_as_the_reason(planting: Planting) -> None:
    _, found = planted(planting)
    assert found, f"{planting.rule} did not speak"
    assert (found[0].rule, found[0].because) == (planting.rule, None)
    others = [one for one in found if one.rule != planting.rule]
    assert {one.because for one in others} <= {planting.rule}
    assert sorted({one.rule for one in others}) == sorted(planting.because)


@named
def test_a_planted_fault_is_told_on_its_page_at_its_place_and_with_its_weight(planting: Planting) -> None:
    before = good(planting.base)
    after, found = planted(planting)
    where = changed_boxes(before.measured, after.measured)
    check = RULES[planting.rule]
    for one in (one for one in found if one.rule == planting.rule):
        assert SEVERITIES.index(one.severity) >= SEVERITIES.index(CAPS[one.strength])
        assert SEVERITIES.index(one.severity) >= SEVERITIES.index(check.level)
        assert one.message.endswith("。") and one.found != one.wanted and one.clause
        if where and one.page:
            assert one.page in where, f"told on page {one.page}, planted on {sorted(where)}"
            assert one.box is None or any(overlap(one.box, box) for box in where[one.page])


@pytest.mark.parametrize("planting", [one for one in TABLE if one.near], ids=lambda one: f"{one.rule}-{one.name}")
def test_a_good_neighbour_just_inside_the_tolerance_is_not_told(planting: Planting) -> None:
    assert planting.near is not None
    before = good(planting.base)
    after = planting.near(before)
    assert after != before, "the neighbour is the good paper itself"
    assert after.findings() == ()


def test_at_least_a_hundred_faults_are_planted_and_no_two_bear_one_name() -> None:
    assert len(TABLE) >= 100
    assert len({(one.rule, one.name) for one in TABLE}) == len(TABLE)

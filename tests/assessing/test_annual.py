"""The units of a year: totals and grades from the checked lines, every fault told."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen import assessing
from gongwen.errors import BadInput

INDICATORS = (
    {"name": "发现和建档", "weight": 30},
    {"name": "帮扶到位", "weight": 50},
    {"name": "家庭满意", "weight": 20},
)
LINES = (
    {"name": "优", "threshold": 90},
    {"name": "良", "threshold": 80},
    {"name": "合格", "threshold": 60},
    {"name": "不合格", "threshold": 0},
)


def rows(*points):
    return [{"name": row["name"], "points": point} for row, point in zip(INDICATORS, points, strict=True)]


def test_units_stand_in_order_of_their_totals_with_the_grade_that_each_reaches():
    plan = assessing.scheme(INDICATORS, LINES)

    made = assessing.unit_results(plan, {"桃园县民政局": rows(20, 40, 18), "临溪县民政局": rows(30, "40.5", 19.5)})

    assert made == (
        assessing.UnitResult("临溪县民政局", Decimal("90.0"), "优"),
        assessing.UnitResult("桃园县民政局", Decimal(78), "合格"),
    )


def test_units_of_one_total_keep_the_order_in_which_they_are_listed():
    plan = assessing.scheme(INDICATORS, LINES)

    made = assessing.unit_results(plan, {"乙": rows(10, 10, 10), "甲": rows(10, 10, 10)})

    assert [result.unit for result in made] == ["乙", "甲"]


@given(st.tuples(st.integers(0, 3000), st.integers(0, 5000), st.integers(0, 2000)))
def test_a_total_is_the_sum_and_its_grade_the_highest_it_reaches(cents):
    points = [Decimal(cent) / 100 for cent in cents]
    (made,) = assessing.unit_results(assessing.scheme(INDICATORS, LINES), {"临溪县民政局": rows(*points)})

    assert made.total == sum(points)
    reached = [row["name"] for row in LINES if made.total >= row["threshold"]]
    assert made.grade == reached[0]


def test_every_line_that_does_not_fit_the_scheme_is_told():
    plan = assessing.scheme(INDICATORS, LINES)
    given = [
        {"name": "发现和建档", "points": 31},
        {"name": "帮扶到位", "points": -1},
        {"name": "帮扶到位", "points": 5},
        {"name": "材料美观", "points": 5},
    ]

    with pytest.raises(BadInput) as told:
        assessing.unit_results(plan, {"临溪县民政局": given})

    assert [fault.removeprefix("「临溪县民政局」") for fault in told.value.faults] == [
        "缺指标「家庭满意」的核定分，请补上。",
        "的指标「帮扶到位」写了两次，请删去一行。",
        "的「发现和建档」核定 31 分，应当在 0 到 30 分之间，请改正。",
        "的「帮扶到位」核定 -1 分，应当在 0 到 50 分之间，请改正。",
        "的「材料美观」不在方案的指标之列，请按方案改正。",
    ]


@pytest.mark.parametrize(
    ("indicators", "lines", "fault"),
    [
        (INDICATORS[:2], LINES, "合计是 80 分，应当是 100 分"),
        ((*INDICATORS, {"name": "家庭满意", "weight": 0}), LINES, "「家庭满意」列了两次"),
        (INDICATORS, LINES[:3], "最后一个等次从 0 分起"),
        (INDICATORS, (LINES[1], LINES[0], *LINES[2:]), "从高到低写"),
        (INDICATORS, (), "从高到低写"),
    ],
)
def test_a_scheme_that_does_not_add_up_is_refused(indicators, lines, fault):
    with pytest.raises(BadInput, match=fault):
        assessing.scheme(indicators, lines)

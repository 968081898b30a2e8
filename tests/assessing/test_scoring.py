"""评分、等次、奖惩建议: exact totals, recusal, refusals, grades at their thresholds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.assessing import (
    Score,
    Sheet,
    grade,
    points_of,
    propose,
    read_rubric,
    read_sheets,
    score,
    sheet_columns,
    sheet_faults,
)
from gongwen.document import fields
from gongwen.errors import BadInput

RUBRIC = read_rubric((Path(__file__).parents[2] / "workflows/rubrics/project.yaml").read_text(encoding="utf-8"))
CODES = [indicator.code for indicator in RUBRIC.indicators]
UNIT = "临溪县清水镇安和村村民委员会"


def sheet(assessor: str, mark: str | int | dict[str, int], unit: str = "青禾市审计局", recused: bool = False) -> Sheet:
    marks = mark if isinstance(mark, dict) else dict.fromkeys(CODES, mark)
    return Sheet(assessor, unit, {code: Decimal(value) for code, value in marks.items()}, recused)


def score_of(total: str) -> Score:
    return Score(Decimal(total), (), (), (), ())


hundredths = st.integers(0, 10_000).map(lambda number: Decimal(number) / 100)
marks = st.lists(hundredths, min_size=len(CODES), max_size=len(CODES)).map(
    lambda row: dict(zip(CODES, row, strict=True))
)
panels = st.lists(marks, min_size=3, max_size=4).map(
    lambda rows: [Sheet(f"评估员{number}", "青禾市财政局", row) for number, row in enumerate(rows)]
)


def test_a_total_is_what_a_pocket_calculator_gives() -> None:
    result = score(RUBRIC, [sheet("甲", 90), sheet("乙", 85), sheet("丙", 86)], UNIT)
    first = result.lines[0]
    assert (first.average, first.points) == (Decimal("87.00"), Decimal("6.96"))
    assert result.total == Decimal("87.00")
    assert result.counted == ("甲", "乙", "丙")
    assert result.spread_notes == ()


def test_averages_and_points_are_rounded_half_up() -> None:
    """86.67 = 260 ÷ 3; 86.67 × 8 ÷ 100 = 6.9336 → 6.93; the printed lines add up to the printed total."""
    result = score(RUBRIC, [sheet("甲", 90), sheet("乙", 85), sheet("丙", 85)], UNIT)
    assert (result.lines[0].average, result.lines[0].points) == (Decimal("86.67"), Decimal("6.93"))
    assert result.total == sum(line.points for line in result.lines)


@settings(max_examples=25)
@given(panels)
def test_a_total_lies_between_0_and_100_and_is_the_sum_of_its_lines(panel: list[Sheet]) -> None:
    result = score(RUBRIC, panel, UNIT)
    assert 0 <= result.total <= 100
    assert result.total == sum(line.points for line in result.lines)
    assert all(0 <= line.points <= line.weight for line in result.lines)


@settings(max_examples=25)
@given(panels, st.data())
def test_a_higher_mark_never_lowers_the_total(panel: list[Sheet], data: st.DataObject) -> None:
    who, code = data.draw(st.integers(0, len(panel) - 1)), data.draw(st.sampled_from(CODES))
    higher = data.draw(st.decimals(panel[who].marks[code], 100, places=2))
    better = [*panel]
    better[who] = replace(panel[who], marks={**panel[who].marks, code: higher})
    assert score(RUBRIC, better, UNIT).total >= score(RUBRIC, panel, UNIT).total


@settings(max_examples=25)
@given(panels, st.randoms(use_true_random=False))
def test_the_order_of_the_assessors_does_not_matter(panel: list[Sheet], random) -> None:  # type: ignore[no-untyped-def]
    mixed = score(RUBRIC, random.sample(panel, len(panel)), UNIT)
    result = score(RUBRIC, panel, UNIT)
    assert mixed.total == result.total
    assert [(line.average, line.points) for line in mixed.lines] == [
        (line.average, line.points) for line in result.lines
    ]


@settings(max_examples=25)
@given(panels, marks)
def test_an_assessor_of_the_projects_own_unit_never_counts(panel: list[Sheet], own: dict[str, Decimal]) -> None:
    result = score(RUBRIC, [Sheet("自家人", UNIT, own), *panel], UNIT)
    assert result.total == score(RUBRIC, panel, UNIT).total
    assert "自家人" not in result.counted
    assert [(r.assessor, r.why) for r in result.recused] == [("自家人", "与项目单位同一单位，应当回避")]
    assert all(mark.assessor != "自家人" for line in result.lines for mark in line.marks)


@pytest.mark.parametrize("unit", [UNIT, "临溪县清水镇 安和村村民委员会", "安和村委会"])
def test_a_unit_is_recognised_by_its_short_name_and_with_stray_blanks(unit: str) -> None:
    panel = [sheet("甲", 90), sheet("乙", 90), sheet("丙", 90), sheet("丁", 0, unit)]
    assert score(RUBRIC, panel, (UNIT, "安和村委会")).counted == ("甲", "乙", "丙")


def test_an_assessor_who_stepped_back_needs_no_marks() -> None:
    panel = [sheet("甲", 90), sheet("乙", 90), sheet("丙", 90), Sheet("丁", "青禾市民政局", recused=True)]
    assert score(RUBRIC, panel, UNIT).recused[0].why == "本人申请回避"


def test_marks_far_apart_are_noted_with_who_gave_them() -> None:
    panel = [
        sheet("甲", {**dict.fromkeys(CODES, 90), "c1": 95}),
        sheet("乙", 90),
        sheet("丙", {**dict.fromkeys(CODES, 90), "c1": 79}),
    ]
    assert score(RUBRIC, panel, UNIT).spread_notes == (
        "「专款专用」打分相差 16 分（折合百分制），超过 15 分：「甲」95 分，「丙」79 分，请说明理由。",
    )


def test_exactly_the_permitted_spread_is_not_noted() -> None:
    assert score(RUBRIC, [sheet("甲", 95), sheet("乙", 90), sheet("丙", 80)], UNIT).spread_notes == ()


def test_every_missing_and_wrong_mark_is_told_with_assessor_and_indicator() -> None:
    bad = {**dict.fromkeys(CODES, 90), "a1": 101, "b2": -1}
    del bad["d1"]
    with pytest.raises(BadInput) as refusal:
        score(RUBRIC, [sheet("甲", 90), sheet("乙", bad), sheet("丙", {**dict.fromkeys(CODES, 1), "z9": 1})], UNIT)
    assert refusal.value.faults == (
        "评估员「乙」对「对象认定准确」（a1）的打分「101」不对，应当是 0 到 100 之间、至多两位小数的数。",
        "评估员「乙」对「质量达标」（b2）的打分「-1」不对，应当是 0 到 100 之间、至多两位小数的数。",
        "评估员「乙」对「绩效目标完成」（d1）没有打分，请补填。",
        "评估员「丙」给「z9」打了分，但指标体系中没有这一项，请删去。",
    )


def test_too_few_who_count_are_refused_naming_who_does_not() -> None:
    with pytest.raises(BadInput, match=r"只有 2 份，少于规定的 3 份，另有「丁」与项目单位同一单位"):
        score(RUBRIC, [sheet("甲", 90), sheet("乙", 90), sheet("丁", 90, UNIT)], UNIT)


def test_one_assessor_has_one_sheet() -> None:
    with pytest.raises(BadInput, match="「甲」（青禾市审计局）交了不止一份"):
        score(RUBRIC, [sheet("甲", 90), sheet("甲", 91), sheet("乙", 90), sheet("丙", 90)], UNIT)


@pytest.mark.parametrize(
    ("total", "name"),
    [
        ("100.00", "优"), ("90.00", "优"), ("89.99", "良"), ("80.00", "良"), ("79.99", "合格"), ("60.00", "合格"),
        ("59.99", "不合格"), ("0.00", "不合格"),
    ],
)  # fmt: skip
def test_a_threshold_belongs_to_the_higher_grade(total: str, name: str) -> None:
    assert grade(RUBRIC, score_of(total)).name == name


@given(st.decimals(0, 100, places=2))
def test_every_total_has_the_highest_grade_it_reaches(total: Decimal) -> None:
    result = grade(RUBRIC, score_of(str(total)))
    assert result.threshold == max(rule.threshold for rule in RUBRIC.grades if rule.threshold <= total)


def test_a_grade_says_why() -> None:
    assert grade(RUBRIC, score_of("93.60")).why == "总分 93.60 分，不低于 90 分，等次为优。"
    assert grade(RUBRIC, score_of("85.50")).why == "总分 85.50 分，不低于 80 分，低于 90 分（优），等次为良。"
    assert grade(RUBRIC, score_of("59.99")).why == "总分 59.99 分，低于 60 分（合格），等次为不合格。"


@pytest.mark.parametrize(("mark", "kind"), [(95, "表彰"), (85, "兑现"), (70, "兑现"), (40, "追回资金")])
def test_each_grade_proposes_what_the_rubric_says(mark: int, kind: str) -> None:
    result = score(RUBRIC, [sheet("甲", mark), sheet("乙", mark), sheet("丙", mark)], UNIT)
    proposal = propose(RUBRIC, grade(RUBRIC, result), result)
    assert proposal.kind == kind
    assert f"评估总分 {mark}.00 分" in proposal.reason
    assert proposal.basis


def test_a_weak_indicator_is_named_in_the_reason_with_its_evidence() -> None:
    row = {**dict.fromkeys(CODES, 70), "c1": 20}
    result = score(RUBRIC, [sheet("甲", row), sheet("乙", row), sheet("丙", row)], UNIT)
    reason = propose(RUBRIC, grade(RUBRIC, result), result).reason
    assert reason.endswith(
        "得分率不足 60% 的指标：专款专用得 3.00 分（权重 15 分，依据：支出明细账、银行回单、发票）。"
    )


def test_a_grade_of_another_rubric_is_refused() -> None:
    other = replace(grade(RUBRIC, score_of("95")), name="特优")
    with pytest.raises(BadInput, match="没有等次「特优」，可用：优、良、合格、不合格"):
        propose(RUBRIC, other, score_of("95"))


def test_sheets_come_from_the_rows_of_a_form() -> None:
    row = {"assessor": "甲", "unit": "青禾市审计局", "recused": False, **dict.fromkeys(CODES, 88)}
    checked = fields.check(sheet_columns(RUBRIC), row, "评分表")
    (made,) = read_sheets(RUBRIC, [checked])
    assert made == Sheet("甲", "青禾市审计局", dict.fromkeys(CODES, Decimal(88)))


def test_an_empty_mark_in_a_form_is_a_missing_mark() -> None:
    rows = [{"assessor": name, "unit": "青禾市审计局", **dict.fromkeys(CODES, "88.5")} for name in "甲乙丙"]
    rows[1]["e1"] = ""
    with pytest.raises(BadInput, match="评估员「乙」对「受益家庭满意度」（e1）没有打分"):
        score(RUBRIC, read_sheets(RUBRIC, rows), UNIT)


def test_every_fault_of_every_row_is_told() -> None:
    rows = [
        {"assessor": "", "unit": "青禾市审计局"},
        {"assessor": "乙", "unit": "丙", "a1": "高", "x1": 3, "a2": "1.234"},
    ]
    with pytest.raises(BadInput) as refusal:
        read_sheets(RUBRIC, rows)
    assert refusal.value.faults == (
        "评分表第1行缺「评估员」，请补填。",
        "评分表第2行有不认识的栏目「x1」，请删去或改正。",
        "评分表第2行的「a1」应当是数，现为「高」。",
        "评分表第2行的「a2」应当是数，现为「1.234」。",
    )


def test_a_sheet_is_judged_by_itself_before_it_is_handed_in() -> None:
    assert sheet_faults(RUBRIC, sheet("甲", 90)) == []
    assert len(sheet_faults(RUBRIC, sheet("甲", {"a1": 101}))) == len(CODES)
    assert sheet_faults(RUBRIC, sheet("甲", {}, recused=True)) == []


def test_single_marks_bring_points_by_their_weights() -> None:
    marks = {"a1": Decimal("90"), "a2": Decimal("101")}
    assert points_of(RUBRIC, marks) == {"a1": Decimal("7.20")}

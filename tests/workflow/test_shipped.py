"""The shipped workflows: the fates of a project from 申报 to its end, the life of a paper, words that fit together."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from gongwen.document.fields import TYPES, Field
from gongwen.workflow import Definition, Known, next_move, read
from gongwen.workflow.conditions import FIXED
from gongwen.workflow.shape import schema

TO_CONTRACT = "提交 审核通过 批准立项 送审 同意签订 签订"
TO_INSPECTION = f"{TO_CONTRACT} 通知检查 登记检查"
TO_GRADE = "提交评分 发布公示 结束公示"
FATES = {
    "优，受表彰": (f"{TO_INSPECTION} 转入评估 {TO_GRADE} 评定为优 决定表彰 登记拨付 兑现完毕 归档", "归档"),
    "整改后合格": (
        f"{TO_INSPECTION} 责令整改 报送整改 登记复查 继续整改 逾期复查 登记复查 整改合格 {TO_GRADE} "
        "评定为良或合格 登记拨付 登记拨付 兑现完毕 归档",
        "归档",
    ),
    "不合格，追回资金": (
        f"{TO_INSPECTION} 责令整改 报送整改 登记复查 按不到位转评估 {TO_GRADE} "
        "评定为不合格 决定处理 登记退款 追回完毕 归档",
        "归档",
    ),
    "立项时退回，再次申报": (f"提交 退回补正 提交 审核通过 退回审核 {TO_CONTRACT.removeprefix('提交 ')}", "检查通知"),
    "撤回": ("提交 审核通过 撤回申报", "已撤回"),
    "不予立项": ("提交 审核通过 不予批准", "不予立项"),
    "签订前放弃": ("提交 审核通过 批准立项 送审 退回修改 送审 同意签订 放弃签订", "已撤回"),
}


def walk(definition: Definition, actions: str) -> str:
    """The stage a case is in after these moves, each taken by the first role that may, with all it needs; 退回/签发
    names the stage where the person has a choice."""
    stage = definition.first.name
    for word in actions.split():
        action, _, to = word.partition("/")
        rule = definition.stage(stage).rule(action)
        assert rule, f"{stage} has no {action}"
        stage = next_move(definition, stage, action, roles={rule.by[0]}, facts=set(rule.needs), to=to).target
    return stage


@pytest.mark.parametrize("fate", FATES)
def test_a_project_meets_its_fate(fate: str, project: Definition) -> None:
    actions, end = FATES[fate]
    assert walk(project, actions) == end


@pytest.mark.parametrize(
    ("actions", "end"),
    [
        ("送核 核稿通过 签发 复核通过 编号 印制 用印 归档", "归档"),
        ("送核 退回 送核 撤回 送核 核稿通过 退回/核稿 核稿通过 主要负责人签发 复核通过 编号 印制 用印 归档", "归档"),
        ("送核 送会签 会签 签发 退回/签发 签发 复核通过 退回/复核 复核通过 编号 退回/编号 编号 印制 用印 归档", "归档"),
        ("作废", "作废"),
        ("送核 核稿通过 不予签发", "作废"),
        ("送核 核稿通过 签发 复核通过 编号 印制 用印 撤销", "已撤销"),
        ("送核 核稿通过 签发 复核通过 编号 印制 用印 归档 废止", "已废止"),
    ],
)  # fmt: skip
def test_a_paper_goes_its_way(actions: str, end: str, paper: Definition) -> None:
    assert walk(paper, actions) == end


def test_a_number_is_taken_only_after_the_paper_is_signed(paper: Definition) -> None:
    """条例 25(2): 文号 is given at 登记, after 复核, never before 签发."""
    takers = [stage.name for stage, rule in paper.rules() if any(step.name == "number" for step in rule.then)]
    assert takers == ["编号"]
    onward = {(stage.name, rule.to) for stage, rule in paper.rules() if not rule.reason}
    assert {source for source, target in onward if target == "编号"} == {"复核"}
    assert {source for source, target in onward if target == "复核"} == {"签发"}


def test_a_move_on_to_the_next_phase_needs_the_earlier_papers(project: Definition) -> None:
    needs = {rule.do: set(rule.needs) for _, rule in project.rules()}
    assert "立项批复已印发" in needs["送审"]
    assert "项目合同书已签署" in needs["通知检查"]
    assert "监督检查记录表" in needs["转入评估"]
    assert "评估结果通报已印发" in needs["决定表彰"] & needs["决定处理"] & needs["登记拨付"]
    assert "文书齐全" in needs["归档"]


def test_every_return_and_withdrawal_asks_for_a_reason(shipped: Definition) -> None:
    backward = [rule for stage, rule in shipped.rules() if shipped.goes_back(stage, rule)]
    assert backward and all(rule.reason for rule in backward)


def test_every_stage_where_somebody_acts_has_a_phase_and_a_deadline(shipped: Definition) -> None:
    assert all(stage.phase and (stage.deadline or stage.closed) for stage in shipped.stages if stage.moves)


def test_what_a_condition_looks_at_is_filled_in_or_done_by_a_shipped_workflow(known: Known) -> None:
    """Every fixed word can come about; no word of the table is idle."""
    files = sorted((Path(__file__).parents[2] / "workflows").glob("*.yaml"))
    rules = [rule for path in files for _, rule in read(path.read_text(encoding="utf-8"), known).rules()]
    filled = {field.name for rule in rules for field in rule.form}
    done = {step.name for rule in rules for step in rule.then}
    used = {word for rule in rules for word in rule.needs}
    for condition in FIXED.values():
        assert set(condition.fields) <= filled
        assert {step.name for step in condition.steps} <= done
        assert condition.word in used


def test_the_schema_is_a_schema_and_explains_every_key_in_chinese() -> None:
    Draft202012Validator.check_schema(schema())
    definitions = schema()["$defs"]
    for part in (schema(), definitions["stage"], definitions["move"], definitions["field"]):
        for key, rule in part["properties"].items():
            assert any("\u4e00" <= sign <= "\u9fff" for sign in rule["description"]), key


def test_the_schema_knows_the_fields_of_the_house() -> None:
    field = schema()["$defs"]["field"]["properties"]
    assert field["type"]["enum"] == list(TYPES)
    only_in_forms_of_the_program = {"several"}
    assert set(field) == set(Field.__dataclass_fields__) - only_in_forms_of_the_program


def test_the_days_a_form_speaks_of_are_dates(project: Definition) -> None:
    """`*_on`, `*_by`, `*_from`, `*_to` are dates, so that conditions can compare them with today."""
    fields = {field.name: field.type for _, rule in project.rules() for field in rule.form}
    dated = {name for name in fields if name.rsplit("_", 1)[-1] in ("on", "by", "from", "to")}
    assert dated >= {"signed_on", "rectify_by", "publicised_to", "returned_on"}
    assert {fields[name] for name in dated} == {"date"}

"""改动: every change of a workflow that a person would notice is one sentence; comments are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen.workflow import alterations, condition_told, published

OLD = """\
name: small
title: 小流程
roles: [经办人, 负责人]
stages:
  申报:
    phase: 立项
    deadline: 5个工作日
    form:
      - {name: goal, label: 帮扶目标, type: longtext, required: true}
      - {name: place, label: 实施地点}
    moves:
      - {do: 提交, to: 批准, by: 经办人, then: [{draft: 立项批复}]}
  批准:
    phase: 立项
    moves:
      - {do: 批准, to: 归档, by: 负责人, needs: [立项批复已印发]}
      - {do: 退回, to: 申报, by: 负责人, reason: true}
  归档: {phase: 归档, moves: []}
"""
WORKFLOWS = Path(__file__).parents[2] / "workflows"
STEPS = {"draft": "起草", "typeset": "排版"}

CHANGES = {
    "a title": (("title: 小流程", "title: 大流程"), "整个流程 修改 名称由「小流程」改为「大流程」"),
    "a prefix": (("title: 小流程", "title: 小流程\nprefix: XL"), "整个流程 增加 事项编号前缀「XL」"),
    "a role": (("[经办人, 负责人]", "[经办人, 负责人, 审核人]"), "整个流程 增加 角色：审核人"),
    "a deadline": (("5个工作日", "8个工作日"), "环节「申报」 修改 时限由「5个工作日」改为「8个工作日」"),
    "no deadline": (("    deadline: 5个工作日\n", ""), "环节「申报」 删去 时限「5个工作日」"),
    "who may": (
        ("{do: 提交, to: 批准, by: 经办人", "{do: 提交, to: 批准, by: [经办人, 负责人]"),
        "环节「申报」的「提交」 修改 原由经办人办理，改由经办人、负责人办理",
    ),
    "a step": (
        ("[{draft: 立项批复}]", "[{draft: 立项批复}, typeset]"),
        "环节「申报」的「提交」 增加 要办的事：排版",
    ),
    "a condition": (
        ("[立项批复已印发]", "[立项批复已印发, {field: goal, filled: true}]"),
        "环节「批准」的「批准」 增加 条件：「帮扶目标」已填写",
    ),
    "a target": (
        ("{do: 退回, to: 申报, by: 负责人", "{do: 退回, to: 批准, by: 负责人"),
        "环节「批准」的「退回」 修改 原到「申报」，改为到「批准」",
    ),
    "a move": (
        ("      - {do: 退回", "      - {do: 不批, to: 归档, by: 负责人, reason: true}\n      - {do: 退回"),
        "环节「批准」 增加 动作「不批」：由负责人办理，到「归档」",
    ),
    "a field": (
        ("      - {name: place, label: 实施地点}\n", ""),
        "环节「申报」的「提交」 删去 栏目 实施地点",
    ),
    "a field's type": (
        ("{name: place, label: 实施地点}", "{name: place, label: 实施地点, type: list, required: true}"),
        "环节「申报」的「提交」 修改 栏目 实施地点（文字） 改为 实施地点（多项，必填）",
    ),
    "a field's help": (
        ("label: 实施地点}", "label: 实施地点, help: 写到村}"),
        "环节「申报」的「提交」的栏目「实施地点」 增加 说明「写到村」",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_told_alone(name: str) -> None:
    (before, after), wanted = CHANGES[name]
    assert before in OLD
    assert told(OLD.replace(before, after)) == [wanted]


def test_a_comment_or_another_layout_is_no_change() -> None:
    assert told("# 说明\n" + OLD.replace("roles: [经办人, 负责人]", "roles:\n- 经办人\n- 负责人")) == []


def test_a_stage_that_only_changed_its_name_is_told_as_renamed() -> None:
    assert told(OLD.replace("  批准:\n", "  核准:\n").replace("to: 批准", "to: 核准")) == [
        "环节「核准」 修改 原名「批准」，改名为「核准」"
    ]


def test_a_stage_that_comes_and_one_that_goes() -> None:
    new = OLD.replace("  归档: {phase: 归档, moves: []}", "  办结: {phase: 归档, moves: []}").replace(
        "to: 归档", "to: 办结"
    )
    assert told(new) == [
        "环节「批准」的「批准」 修改 原到「归档」，改为到「办结」",
        "环节「办结」 增加 新的环节，是终点",
        "环节「归档」 删去 这个环节没有了；停在这里的在办事项改版时要指明去哪个环节",
    ]


def test_stages_in_another_order_are_told() -> None:
    new = OLD.replace("  归档: {phase: 归档, moves: []}\n", "").replace(
        "stages:\n", "stages:\n  归档: {phase: 归档, moves: []}\n"
    )
    assert told(new) == ["整个流程 修改 环节的先后改为：归档、申报、批准"]


@pytest.mark.parametrize("flow", ["project", "paper", "emergency", "meeting", "incoming", "annual-review"])
def test_no_condition_of_a_shipped_flow_speaks_of_the_file(flow: str) -> None:
    """Whoever reads the page sees labels, never names of fields."""
    definition = published((WORKFLOWS / f"{flow}.yaml").read_text("utf-8"))
    words = {word for _, rule in definition.rules() for word in rule.needs}
    said = {word: condition_told(word, definition) for word in words}
    assert {word: text for word, text in said.items() if any(c.islower() for c in text)} == {}


def told(new: str) -> list[str]:
    found = alterations(published(OLD), published(new), STEPS)
    return [f"{one.place} {one.how} {one.text}" for one in found]

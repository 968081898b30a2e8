"""The engine decides what comes next, says all that stands in the way, and lets nobody skip a stage."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.errors import Broken, Refused
from gongwen.workflow import Definition, Known, StepWord, engine, next_move, options, read

ANYBODY = {
    "经办人",
    "项目单位",
    "审核人",
    "负责人",
    "监督员",
    "评估员",
    "档案员",
    "拟稿人",
    "核稿人",
    "会签人",
    "签发人",
    "主要负责人",
    "复核人",
    "文印员",
}
EVERYTHING = {
    *("立项申报书", "立项批复已印发", "项目合同书", "项目合同书已签署", "监督检查通知已印发", "监督检查记录表"),
    *("检查发现问题", "检查未发现问题", "整改通知书已印发", "整改期限已过", "复查合格", "复查不合格"),
    *("评分齐全", "评估评分表", "公示期满", "公示无异议", "等次为优", "等次为良或合格", "等次为不合格"),
    *("评估结果通报已印发", "处理决定已印发", "款项已拨付", "资金已追回", "文书齐全"),
    *("已排版", "核稿无误", "核稿有效", "须会签", "无须会签", "会签有效", "无须主要负责人签发", "签发有效"),
    *("已复核", "成文日期已定", "已编号", "未编号", "已用印", "已分发", "全部签收"),
}


def needed(definition: Definition) -> set[str]:
    return {word for _, rule in definition.rules() for word in rule.needs}


def test_a_move_tells_where_it_leads_and_what_it_owes(project: Definition) -> None:
    move = next_move(project, "申报", "提交", roles={"项目单位"}, facts=set())
    assert (move.action, move.source, move.target) == ("提交", "申报", "审核")
    assert move.then == (StepWord("draft", "立项申报书"), StepWord("typeset"), StepWord("proof"))
    assert "budget" in [field.name for field in move.form]
    assert not move.reason and not move.ends


def test_a_withdrawal_asks_for_a_reason_and_ends_the_case(project: Definition) -> None:
    move = next_move(project, "申报", "撤回申报", roles={"项目单位"}, facts=set())
    assert (move.target, move.reason, move.form, move.ends) == ("已撤回", True, (), True)


def test_an_unknown_action_is_refused_with_what_can_be_done(project: Definition) -> None:
    with pytest.raises(Refused) as caught:
        next_move(project, "审核", "批准立项", roles=ANYBODY, facts=EVERYTHING)
    assert str(caught.value) == (
        "环节「审核」没有「批准立项」这个动作；"
        "现在可以办理：「审核通过」（审核人）、「退回补正」（审核人）、「撤回申报」（项目单位）。"
    )


def test_the_wrong_role_is_refused_with_who_may(project: Definition) -> None:
    with pytest.raises(Refused, match="只有负责人可以办理"):
        next_move(project, "批准", "批准立项", roles={"经办人", "审核人"}, facts=EVERYTHING)


def test_everything_that_is_missing_is_told_at_once_with_who_mends_it(project: Definition) -> None:
    with pytest.raises(Refused) as caught:
        next_move(project, "检查处理", "责令整改", roles={"项目单位"}, facts=set())
    assert str(caught.value) == (
        "环节「检查处理」现在不能办理「责令整改」：只有经办人可以办理；《监督检查记录表》尚未成稿，请监督员办理；"
        "检查记录中没有「不符合」的项目，没有发现问题就不需要整改；如记录有误，请监督员重新登记检查情况。"
    )


@pytest.mark.parametrize("word", sorted(EVERYTHING))
def test_each_missing_condition_names_a_role_that_can_mend_it(
    word: str, project: Definition, paper: Definition
) -> None:
    definition = project if word in needed(project) else paper
    stage, rule = next((s, r) for s, r in definition.rules() if word in r.needs)
    found = options(definition, stage.name, roles=ANYBODY, facts=EVERYTHING - {word})
    [option] = [option for option in found if option.action == rule.do]
    assert len(option.missing) == 1 and not option.open
    assert any(role in option.missing[0] for role in definition.roles)


def test_the_words_tried_here_are_those_the_shipped_files_need(project: Definition, paper: Definition) -> None:
    assert needed(project) | needed(paper) == EVERYTHING


def test_an_ended_case_takes_no_more_moves(project: Definition) -> None:
    with pytest.raises(Refused, match="「帮扶救助项目全过程」已到「归档」，办理已经结束"):
        next_move(project, "归档", "提交", roles=ANYBODY, facts=EVERYTHING)


def test_a_stage_this_version_does_not_have_is_a_broken_record(project: Definition) -> None:
    with pytest.raises(Broken, match="台账所记环节「初审」不在流程「帮扶救助项目全过程」中"):
        next_move(project, "初审", "提交", roles=ANYBODY, facts=EVERYTHING)


def test_options_stand_in_the_files_order_and_say_why_not(project: Definition) -> None:
    found = options(project, "审核", roles={"项目单位"}, facts=set())
    assert [(o.action, o.allowed, o.open) for o in found] == [
        ("审核通过", False, False),
        ("退回补正", False, False),
        ("撤回申报", True, True),
    ]
    assert found[0].missing == ("《立项申报书》尚未成稿，请项目单位或经办人办理",)
    assert options(project, "归档", roles=ANYBODY, facts=EVERYTHING) == ()


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_no_sequence_of_moves_skips_a_stage(shipped: Definition, data: st.DataObject) -> None:
    """Whatever people try, a case only goes where the file says, and its history is one unbroken path."""
    stage = shipped.first.name
    history: list[engine.Move] = []
    actions = sorted({rule.do for _, rule in shipped.rules()})
    for _ in range(data.draw(st.integers(1, 12))):
        action = data.draw(st.sampled_from(actions))
        roles = data.draw(st.sets(st.sampled_from(shipped.roles)))
        facts = data.draw(st.sets(st.sampled_from(sorted(needed(shipped)))) | st.just(needed(shipped)))
        rule = shipped.stage(stage).rule(action)
        to = data.draw(st.sampled_from(rule.targets)) if rule else ""
        try:
            move = next_move(shipped, stage, action, roles=roles, facts=facts, to=to)
        except Refused:
            continue
        assert rule is not None and move.target == to
        assert set(rule.by) & roles and set(rule.needs) <= facts
        history.append(move)
        stage = move.target
    assert [move.source for move in history] == [shipped.first.name, *(move.target for move in history)][:-1]


def test_every_stage_and_every_end_is_reached_by_some_sequence(shipped: Definition) -> None:
    reached, waiting = set[str](), [shipped.first.name]
    while waiting:
        stage = waiting.pop()
        if stage not in reached:
            reached.add(stage)
            anybody, everything = set(shipped.roles), needed(shipped)
            open_now = [o for o in options(shipped, stage, roles=anybody, facts=everything) if o.open]
            waiting += [
                next_move(shipped, stage, o.action, roles=anybody, facts=everything, to=to).target
                for o in open_now
                for to in o.targets
            ]
    assert reached == {stage.name for stage in shipped.stages}


HAZARDS = """\
name: hazards
title: 险词
roles: [trigger]
stages:
  initial:
    moves:
      - {do: trigger, to: state, by: trigger}
      - {do: state, to: initial, by: trigger, form: [{name: trigger, label: 触发}],
         needs: [{field: trigger, filled: true}]}
      - {do: to_state, to: state, by: trigger}
  state:
    moves:
      - {do: __init__, to: model, by: trigger}
      - {do: os.abort, to: is_state, by: trigger}
  is_state: {moves: []}
  model: {moves: []}
"""


def test_words_that_clash_with_the_machine_are_only_words(known: Known) -> None:
    """No word of a file becomes a method, a callback or an import (style.md, hazards 3 and 7)."""
    definition = read(HAZARDS, known)
    before = set(sys.modules)
    assert next_move(definition, "initial", "trigger", roles={"trigger"}, facts=()).target == "state"
    assert next_move(definition, "state", "os.abort", roles={"trigger"}, facts=()).target == "is_state"
    assert next_move(definition, "state", "__init__", roles={"trigger"}, facts=()).target == "model"
    assert set(sys.modules) == before


def test_the_machine_has_no_jumps_and_forgets_its_case(project: Definition) -> None:
    """`auto_transitions` would give every case a way to any stage; a shared machine would keep every case."""
    case = engine._Case()
    machine = engine._machine(project, project.first, case)
    assert not [name for name in (*dir(case), *machine.events) if name.startswith("to_")]
    assert machine.models == [case]
    other = engine._machine(project, project.first, engine._Case())
    assert other is not machine and case not in other.models

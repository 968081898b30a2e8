"""改版迁移的办法: each way a running case can go, and that no case is ever stranded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.document.fields import Field
from gongwen.errors import BadInput
from gongwen.workflow import Definition, Known, Planner, Situation, Stage, StepWord, check_mapping, field_needs, read
from gongwen.workflow.definition import Parties, Rule

OLD = """\
name: small
title: 小流程
roles: [经办人, 负责人, 会签人]
stages:
  申报:
    phase: 立项
    form:
      - {name: budget, label: 预算（元）, type: money}
      - {name: organs, label: 会签单位, type: list}
      - {name: kind, label: 类别, type: choice, options: [甲, 乙]}
    moves:
      - {do: 提交, to: 会签, by: 经办人, needs: [{field: budget, filled: true}, {field: kind, filled: true}],
         then: [{draft: 立项批复}]}
  会签:
    phase: 立项
    moves:
      - {do: 会签, to: 批准, by: {role: 会签人, of: organs}}
      - {do: 退回, to: 申报, by: 会签人, reason: true}
  批准:
    phase: 立项
    moves:
      - {do: 批准, to: 归档, by: 负责人, needs: [立项批复已印发]}
      - {do: 不批, to: 作废, by: 负责人, reason: true}
  归档: {phase: 归档, moves: []}
  作废: {moves: []}
"""
BUDGET = {"budget": "500.00", "kind": "甲", "organs": ["市民政局"]}
DONE = frozenset({StepWord("draft", "立项批复")})
AT_APPROVAL = Situation("A-1", "批准", BUDGET, DONE)


@pytest.fixture
def judged(known: Known):
    """The verdict on a case when OLD becomes OLD with these replacements."""

    def judge(case: Situation, *changes: tuple[str, str], mapping: dict[str, str] | None = None, pinned=frozenset()):
        text = OLD
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        old, new = read(OLD, known), read(text, known)
        return Planner(old, new, known, mapping or {}, pinned).judge(case)

    return judge


def test_a_case_whose_stage_is_still_there_moves_cleanly(judged) -> None:
    verdict = judged(AT_APPROVAL, ("do: 不批", "do: 不予批准"))
    assert (verdict.way, verdict.target, verdict.why) == ("直接迁移", "批准", ())


def test_a_case_whose_stage_is_gone_asks_for_a_mapping_and_moves_with_one(judged) -> None:
    renamed = (("  批准:", "  审批:"), ("to: 批准", "to: 审批"))
    asked = judged(AT_APPROVAL, *renamed)
    assert (asked.way, asked.target, asked.moves) == ("须指明环节", "", False)
    assert asked.why == ("新版没有「批准」这个环节，请指明对应的：--map 批准=审批（可选：申报、会签、审批）",)
    moved = judged(AT_APPROVAL, *renamed, mapping={"批准": "审批"})
    assert (moved.way, moved.target) == ("对应迁移", "审批")


def test_a_case_is_not_ended_by_a_migration(judged) -> None:
    verdict = judged(AT_APPROVAL, ("do: 不批", "do: 不予批准"), mapping={"批准": "归档"})
    assert verdict.way == "留在原版" and "迁移不能代替办结" in verdict.why[0]


def test_an_owed_job_holds_the_case(judged) -> None:
    verdict = judged(replace(AT_APPROVAL, owed=("typeset",)), ("do: 不批", "do: 不予批准"))
    assert verdict.way == "留在原版" and "没办完的待办" in verdict.why[0]


def test_an_open_task_follows_where_the_same_is_asked_and_holds_the_case_elsewhere(judged) -> None:
    waiting = Situation("A-1", "会签", BUDGET, DONE, tasks=(("会签", "会签", "市民政局"),))
    assert judged(waiting, ("do: 不批", "do: 不予批准")).way == "直接迁移"
    fewer = judged(waiting, ("of: organs}", "of: organs, at_least: 1}"))
    assert fewer.way == "留在原版" and "「会签」还等市民政局办" in fewer.why[0]
    renamed = judged(waiting, ("  会签:", "  联签:"), ("to: 会签", "to: 联签"), mapping={"会签": "联签"})
    assert renamed.way == "留在原版"


def test_a_stage_in_which_the_new_version_asks_several_parties_is_not_entered_from_the_side(judged) -> None:
    """Tasks are opened on entering a stage; a case brought into the middle of it would wait for nobody."""
    joint = ("do: 批准, to: 归档, by: 负责人,", "do: 批准, to: 归档, by: {role: 负责人, of: organs},")
    verdict = judged(AT_APPROVAL, joint)
    assert verdict.way == "留在原版" and "任务在进入环节时才分派" in verdict.why[0]
    assert judged(replace(AT_APPROVAL, stage="申报"), joint).way == "直接迁移"


def test_a_filled_field_of_another_kind_holds_the_case_unless_what_is_filled_still_fits(judged) -> None:
    wider, other = ("options: [甲, 乙]", "options: [甲, 乙, 丙]"), ("options: [甲, 乙]", "options: [丙, 丁]")
    assert judged(AT_APPROVAL, wider).way == "直接迁移"
    assert judged(AT_APPROVAL, other).why == ("已填的「类别」不合新版同名栏目「类别」的类型、选项或列",)
    empty = replace(AT_APPROVAL, data={**BUDGET, "kind": None})
    assert judged(empty, other).way == "直接迁移", "what was never filled in cannot be misread"


def test_what_was_scored_by_another_rubric_holds_the_case(judged) -> None:
    verdict = judged(AT_APPROVAL, ("do: 不批", "do: 不予批准"), pinned=frozenset({"budget"}))
    assert verdict.why == ("「预算（元）」已按原版的评分标准填写，不能换标准",)


def test_a_paper_under_way_that_the_new_version_has_no_more_holds_the_case(judged) -> None:
    case = replace(AT_APPROVAL, under_way=("立项批复",))
    without = ((",\n         then: [{draft: 立项批复}]", ""), (", needs: [立项批复已印发]", ""))
    assert judged(case, ("do: 不批", "do: 不予批准")).way == "直接迁移"
    assert "《立项批复》正在办发文手续，而新版不再有这份文书" in judged(case, *without).why[0]


def test_a_case_that_could_never_be_done_in_the_new_version_stays(judged) -> None:
    """The new version drafts at 申报 what it needs at 批准; a case past 申报 would wait for ever."""
    needs = ("needs: [立项批复已印发]", "needs: [立项批复已印发, {field: agreed, filled: true}]")
    asks = ("      - {name: budget,", "      - {name: agreed, label: 承诺书编号}\n      - {name: budget,")
    verdict = judged(AT_APPROVAL, needs, asks)
    assert verdict.way == "留在原版"
    assert verdict.why[0].startswith("到了新版再也办不到头：「批准」的「批准」所要的「agreed 已填」永远不会成立")
    assert judged(replace(AT_APPROVAL, stage="会签"), needs, asks).way == "直接迁移", "it can be returned to 申报"
    brought = replace(AT_APPROVAL, data={**BUDGET, "agreed": "承诺〔2026〕1号"})
    assert judged(brought, needs, asks).way == "直接迁移"


def test_a_mapping_names_stages_that_there_are(known: Known) -> None:
    new = read(OLD, known)
    check_mapping({"批准": "会签"}, {"批准"}, new)
    with pytest.raises(BadInput) as caught:
        check_mapping({"批淮": "会鉴"}, {"批准"}, new)
    assert len(caught.value.faults) == 2 and "是否想写「批准」" in caught.value.faults[0]


NAMES = ("甲环节", "乙环节", "丙环节", "丁环节", "戊环节")
FIELDS = ("a", "b", "c")
asked = st.lists(st.sampled_from(FIELDS), max_size=2, unique=True)


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    """A small flow, sensible or not: stages with moves on and back, forms that fill fields, needs of such fields."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True))
    stages = []
    for number, name in enumerate(names):
        count = 0 if number == len(names) - 1 else draw(st.integers(0 if number else 1, 3))
        stages.append(Stage(name, moves=tuple(_rule(draw, f"办{n}", names, number) for n in range(count))))
    return Definition("small", "小流程", ("经办人",), tuple(stages))


def _rule(draw: st.DrawFn, do: str, names: list[str], number: int) -> Rule:
    to = draw(st.sampled_from(names))
    form = tuple(Field(name, name, draw(st.sampled_from(["text", "date"]))) for name in draw(asked))
    needs = tuple(str(field_needs.FieldNeed(name, "已填")) for name in draw(asked))
    parties = draw(st.sampled_from([None, None, Parties("各方"), Parties("成员单位")]))
    return Rule(do, to, ("经办人",), needs, (), names.index(to) <= number, form, parties=parties)


@pytest.mark.slow
@settings(deadline=None, max_examples=200)
@given(old=definitions(), new=definitions(), data=st.data())
def test_a_case_that_moves_can_always_go_on(
    known: Known, old: Definition, new: Definition, data: st.DataObject
) -> None:
    """Whatever becomes of the flow: the stage exists, is not an end, and one of its moves can be taken at once."""
    stage = data.draw(st.sampled_from([stage.name for stage in old.stages if stage.moves]))
    filled = dict.fromkeys(data.draw(asked), "2026-03-01")
    mapping = data.draw(
        st.dictionaries(st.sampled_from([s.name for s in old.stages]), st.sampled_from(NAMES), max_size=2)
    )
    tasks = ((stage, "办0", "市民政局"),) if data.draw(st.booleans()) else ()

    verdict = Planner(old, new, known, mapping).judge(Situation("A-1", stage, filled, tasks=tasks))

    if not verdict.moves:
        assert verdict.way in ("须指明环节", "留在原版") and verdict.why and verdict.target == ""
        return
    there = new.stage(verdict.target)
    assert verdict.target == mapping.get(stage, stage) and there.moves
    assert any(_possible(rule, filled) for rule in there.moves)
    if there.task or tasks:
        action = there.task.do if there.task else "办0"
        old_rule, new_rule = old.stage(stage).rule(action), there.rule(action)
        assert new_rule and old_rule and (new_rule.by, new_rule.parties) == (old_rule.by, old_rule.parties)


def _possible(rule: Rule, filled: dict[str, str]) -> bool:
    """Whether a move can be taken at once: each need is met by what is filled in, or by the move's own form."""
    wanted = {need.field for word in rule.needs if (need := field_needs.parse(word))}
    return wanted <= {*filled, *(one.name for one in rule.form)}

"""A bad workflow file is refused whole: one planted fault per kind, each told with its line and the offending word."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.errors import BadInput
from gongwen.workflow import Deadline, Known, StepWord, faults, read

GOOD = """\
name: small
title: 小流程
roles: [经办人, 负责人]
stages:
  申报:
    phase: 立项
    deadline: 5个工作日
    form:
      - {name: budget, label: 预算（元）, type: money, required: true}
    moves:
      - do: 提交
        to: 批准
        by: 经办人
        then: [{draft: 立项申报书}, typeset]
  批准:
    phase: 立项
    moves:
      - do: 批准
        to: 归档
        by: [负责人]
        needs: [立项申报书]
      - {do: 退回, to: 申报, by: 负责人, reason: true}
  归档:
    phase: 归档
    moves: []
"""

PLANTED = {
    # what is planted: (old text, new text, the whole sentence told)
    "a broken bracket": (
        "roles: [经办人, 负责人]",
        "roles: [经办人, 负责人",
        "第4行：不是有效的 YAML（expected ',' or ']', but got ':'）；"
        "请检查这一行及上一行的缩进、冒号后的空格和引号、括号是否成对。",
    ),
    "an anchor": (
        "deadline: 5个工作日",
        "deadline: &d 5个工作日",
        "第7行：流程文件不用锚点和引用（&d），请把内容写全。",
    ),
    "an unknown key": (
        "    deadline: 5个工作日",
        "    dedline: 5个工作日",
        "第7行：环节「申报」有不认识的项「dedline」；是否想写「deadline」？",
    ),
    "an unknown key in a field": (
        "required: true}",
        "requird: true}",
        "第9行：环节「申报」的栏目「budget」有不认识的项「requird」；是否想写「required」？",
    ),
    "a missing key": (
        "        by: 经办人\n",
        "",
        "第11行：环节「申报」的动作「提交」缺少「by」（谁可以办：一个角色，或几个角色的列表（任何一人办理即可）；"
        "由几方各办一次的写 {role: 会签人, of: 联办单位}）。",
    ),
    "a missing title": ("title: 小流程\n", "", "第1行：缺少「title」（流程的中文名称，如 帮扶救助项目全过程）。"),
    "a wrong type": (
        "reason: true",
        "reason: 是",
        "第22行：环节「批准」的动作「退回」的reason应当是true 或 false，现为「是」："
        "true 表示必须写明理由（退回、撤回、不予批准），除理由外不填本环节的栏目。",
    ),
    "an empty value": (
        "to: 批准",
        "to:",
        "第12行：环节「申报」的动作「提交」的to没有写内容：办完去往哪个环节；"
        "要写理由的动作可以写几个环节的列表，由办理人选一个，如 [起草, 核稿]。",
    ),
    "a bad name": (
        "name: small",
        "name: 小流程",
        "第1行：name「小流程」写法不对：流程的名字，小写英文字母开头，如 project；命令行和台账用它。",
    ),
    "a repeated stage": (
        "  归档:\n    phase: 归档\n",
        "  归档:\n    phase: 归档\n    moves: []\n  归档:\n",
        "第26行：「归档」重复，第23行已经写过；请改名或删去一处。",
    ),
    "a repeated move": (
        "do: 退回, to: 申报",
        "do: 批准, to: 申报",
        "第22行：环节「批准」的动作「批准」重复，同一环节的动作不能重名。",
    ),
    "an unknown target": (
        "to: 归档",
        "to: 归挡",
        "第19行：环节「批准」的动作「批准」去往「归挡」，但没有这个环节；是否想写「归档」？",
    ),
    "a role that is not declared": (
        "by: [负责人]",
        "by: [主任]",
        "第20行：环节「批准」的动作「批准」由「主任」办理，但 roles 里没有这个角色；可用：经办人、负责人。",
    ),
    "a role that is not used": (
        "[经办人, 负责人]",
        "[经办人, 负责人, 监督员]",
        "第3行：roles 里的角色「监督员」没有任何动作可办；请删去，或写进某个动作的 by。",
    ),
    "a role written twice": ("[经办人, 负责人]", "[经办人, 负责人, 经办人]", "第3行：roles中「经办人」重复。"),
    "a condition that nobody knows": (
        "needs: [立项申报书]",
        "needs: [公示届满]",
        "第21行：环节「批准」的动作「批准」的条件「公示届满」系统不认识；是否想写「公示期满」？",
    ),
    "a condition that nothing brings about": (
        "needs: [立项申报书]",
        "needs: [公示期满]",
        "第21行：环节「批准」的动作「批准」的条件「公示期满」永远不会成立：本文件没有动作办理或填写 publicised_to。",
    ),
    "a condition that comes too late": (
        "        by: 经办人\n",
        "        by: 经办人\n        needs: [立项申报书]\n",
        "第14行：环节「申报」的动作「提交」的条件「立项申报书」永远不会成立："
        "它要由环节「申报」的「提交」办成，而那一步办不到或在这一步之后。",
    ),
    "a form that is never issued": (
        "needs: [立项申报书]",
        "needs: [立项申报书已印发]",
        "第21行：环节「批准」的动作「批准」的条件「立项申报书已印发」不会成立：《立项申报书》不是公文，没有发文手续；"
        "成稿写「立项申报书」，双方签署写「立项申报书已签署」。",
    ),
    "an unknown step": (
        "then: [{draft: 立项申报书}, typeset]",
        "then: [{draft: 立项申报书}, typeset, prooof]",
        "第14行：环节「申报」的动作「提交」的 then：系统不会办「prooof」；是否想写「proof」？",
    ),
    "a step without its argument": (
        "{draft: 立项申报书}, typeset",
        "{draft: 立项申报书}, typeset, draft",
        "第14行：环节「申报」的动作「提交」的 then：「draft」后面缺文书模板，应当写成 {draft: 名称}。",
    ),
    "a step with an argument too many": (
        "typeset]",
        "typeset, {proof: 立项申报书}]",
        "第14行：环节「申报」的动作「提交」的 then：「proof」后面不能带「立项申报书」，只写 proof 即可。",
    ),
    "an unknown template": (
        "typeset]",
        "typeset, {file: 立项申报表}]",
        "第14行：环节「申报」的动作「提交」的 then：「file」所带的文书模板「立项申报表」不存在；"
        "是否想写「立项申报书」？",
    ),
    "an unknown workflow": (
        "typeset]",
        "typeset, {begin: papers}]",
        "第14行：环节「申报」的动作「提交」的 then：「begin」所带的流程「papers」不存在；是否想写「paper」？",
    ),
    "a form drafted and never typeset": (
        "then: [{draft: 立项申报书}, typeset]",
        "then: [{draft: 立项申报书}]",
        "第14行：环节「申报」的动作「提交」起草《立项申报书》后没有排版，它就不会成稿；请在 draft 后面加上 typeset。",
    ),
    "an unknown field type": (
        "type: money",
        "type: mony",
        "第9行：环节「申报」的栏目「budget」的type「mony」不认识；是否想写「money」？",
    ),
    "a choice without options": (
        "type: money",
        "type: choice",
        "第9行：环节「申报」的表单的栏目「budget」是选项，缺 options。",
    ),
    "a field written twice": (
        "      - {name: budget, label: 预算（元）, type: money, required: true}\n",
        "      - {name: budget, label: 预算（元）, type: money}\n      - {name: budget, label: 预算, type: money}\n",
        "第10行：环节「申报」的表单中栏目「budget」重复。",
    ),
    "a field of another type elsewhere": (
        "    moves:\n      - do: 批准\n",
        "    form: [{name: budget, label: 预算, type: text}]\n    moves:\n      - do: 批准\n",
        "第17行：环节「批准」的表单中栏目「budget」与第9行环节「申报」的同名栏目类型、选项或列不同；"
        "请改用另一个 name。",
    ),
    "a bad deadline": (
        "5个工作日",
        "五天",
        "第7行：环节「申报」的deadline「五天」写法不对：办理时限：5个工作日、3天或24小时，从进入环节起算；"
        "从某个日期栏目起算的写 {after: ends, within: 10个工作日}。",
    ),
    "a stage nobody reaches": (
        "  归档:\n",
        "  复核:\n    phase: 立项\n    moves: [{do: 复核, to: 归档, by: 负责人}]\n  归档:\n",
        "第23行：环节「复核」没有动作能到达；请让某个动作的 to 写它，或删去。",
    ),
    "a stage without a way out": (
        "  归档:\n",
        "  搁置:\n    phase: 立项\n    moves: [{do: 补充, to: 搁置, by: 负责人, then: [proof]}]\n  归档:\n",
        "第23行：环节「搁置」进去以后到不了任何终点；请给它一个通向终点的动作。",
    ),
    "a move back without a reason": (
        ", reason: true}",
        "}",
        "第22行：环节「批准」的动作「退回」退回到前面的「申报」，必须写明理由；请加上 reason: true，或调整环节的先后。",
    ),
    "a move to the same stage that does nothing": (
        "{do: 退回, to: 申报, by: 负责人, reason: true}",
        "{do: 等待, to: 批准, by: 负责人}",
        "第22行：环节「批准」的动作「等待」又回到「批准」，既不填栏目也不办事，没有意义；请改去处或删去。",
    ),
    "an end with a deadline": (
        "    phase: 归档\n",
        "    phase: 归档\n    deadline: 3天\n",
        "第25行：环节「归档」是终点，没有人再办理，deadline 用不上，请删去。",
    ),
    "a stage without a phase": (
        "  批准:\n    phase: 立项\n",
        "  批准:\n",
        "第15行：环节「批准」没有写 phase（所属阶段）。",
    ),
    "a phase that comes back": (
        "    phase: 归档\n    moves: []\n",
        "    phase: 归档\n    moves: []\n  销号:\n    phase: 立项\n    moves: []\n",
        "第27行：环节「销号」又回到阶段「立项」，中间隔着别的阶段；同一阶段的环节应当写在一起。",
    ),
    "a move nobody may take": (
        "by: [负责人]",
        "by: []",
        "第20行：环节「批准」的动作「批准」的by「[]」写法不对：谁可以办：一个角色，"
        "或几个角色的列表（任何一人办理即可）；由几方各办一次的写 {role: 会签人, of: 联办单位}。",
    ),
    "a form nobody is asked for": (
        "    moves:\n      - do: 批准\n",
        "    form: [{name: opinion, label: 意见}]\n    moves:\n      - {do: 不批, to: 归档, by: 负责人, reason: true}\n"
        "      - do: 批准\n        form: []\n",
        "第17行：环节「批准」的表单没有动作去填：它的动作或有自己的表单，或只写理由。",
    ),
}


def test_a_good_file_has_no_faults(known: Known) -> None:
    assert faults(GOOD, known) == []


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_told(planted: str, known: Known) -> None:
    """Each fault is told in one sentence with line, stage and word."""
    old, new, sentence = PLANTED[planted]
    assert GOOD.count(old) >= 1, "the plant must take"
    text = GOOD.replace(old, new, 1)
    assert sentence in faults(text, known)


def test_every_fault_is_told_at_once(known: Known) -> None:
    """A file with faults of writing and of meaning is refused once, with all of them."""
    told: list[str] = []
    text = GOOD
    plants = ("an unknown key", "a repeated move", "an unknown target", "an unknown step", "a role that is not used")
    for planted in plants:
        old, new, sentence = PLANTED[planted]
        text = text.replace(old, new, 1)
        told.append(sentence)
    with pytest.raises(BadInput) as caught:
        read(text, known)
    assert set(told) <= set(caught.value.faults)


def test_a_condition_may_be_judged_on_the_moves_own_form(known: Known) -> None:
    """The facts include the form just handed in; only what the move itself sets off comes too late."""
    needs = "needs: [公示期满]\n        form: [{name: publicised_to, label: 公示截止日期, type: date}]"
    assert faults(GOOD.replace("needs: [立项申报书]", needs), known) == []


def test_a_file_without_an_end_is_refused(known: Known) -> None:
    text = GOOD.replace("    moves: []\n", "    moves: [{do: 重办, to: 申报, by: 负责人, reason: true}]\n")
    assert "第4行：没有终点，项目永远办不完；请写一个 moves: [] 的环节，如「归档」。" in faults(text, known)


def test_a_file_that_begins_with_an_end_is_refused(known: Known) -> None:
    text = GOOD.replace("stages:\n", "stages:\n  开始: {moves: []}\n")
    assert "第5行：第一个环节「开始」就是终点，项目无法开始；请给它写上 moves。" in faults(text, known)


@pytest.mark.parametrize("text", ["", "# 只有注释\n", "~"])
def test_an_empty_file_is_refused(text: str, known: Known) -> None:
    assert faults(text, known) == ["流程文件：是空的，应当写 name、title、roles 和 stages。"]


@pytest.mark.parametrize(
    "text",
    ["- 申报\n", "申报", "a: *nothing", "a: 1\n---\nb: 2\n", "a:\n\t- b\n", "\x07", "[" * 600, "? [a]\n: b\n",
     "stages: 3", "stages: {申报: }", "stages: {申报: {moves: 4}}",
     "stages: {申报: {moves: [1, ~, {}], form: [1, {name: 2}]}}"],
)  # fmt: skip
def test_any_text_gives_sentences_and_never_an_exception(text: str, known: Known) -> None:
    told = faults(text, known)
    assert told and all(line.startswith(("第", "流程文件")) and line.endswith(("。", "？")) for line in told)


def test_a_definition_holds_what_the_file_says(known: Known) -> None:
    definition = read(GOOD, known)
    submit = definition.first.moves[0]
    assert (definition.name, definition.title, definition.roles) == ("small", "小流程", ("经办人", "负责人"))
    assert definition.version == hashlib.sha256(GOOD.encode()).hexdigest()
    assert [stage.name for stage in definition.stages] == ["申报", "批准", "归档"]
    assert definition.first.deadline == Deadline(5, "工作日")
    assert submit.then == (StepWord("draft", "立项申报书"), StepWord("typeset"))
    assert [field.name for field in submit.form] == ["budget"]


def test_a_return_asks_for_the_reason_only(project) -> None:
    """The stage's form is not asked of a move that needs a reason, unless that move has a form of its own."""
    review = project.stage("审核")
    assert [field.name for field in review.rule("审核通过").form] == ["review_opinion"]
    assert review.rule("退回补正").form == () and review.rule("退回补正").reason
    again = project.stage("复查认定").rule("继续整改")
    assert again.reason and [field.name for field in again.form] == ["rectify_by"]


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_damaged_file_is_read_or_told_and_never_breaks_the_checker(known: Known, data: st.DataObject) -> None:
    """Lines dropped, doubled, moved in or out, or with other words in them."""
    lines = GOOD.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        words = data.draw(
            st.sampled_from(["", "moves: 3", "- 提交", "  - {}", "by: [[]]", "then: [{a: 1, b: 2}]", "~: ~"])
        )
        lines[at : at + 1] = data.draw(
            st.sampled_from(
                [[], [lines[at]] * 2, ["  " + lines[at]], [lines[at].lstrip()], [words], [lines[at] + words]]
            )
        )
        lines = lines or ["name: small"]
    text = "\n".join(lines)
    told = faults(text, known)
    if told:
        assert all(line.startswith(("第", "流程文件")) and line.endswith(("。", "？")) for line in told)
    else:
        assert read(text, known).first.moves


def test_one_wrong_target_is_not_told_again_for_every_stage_behind_it(known: Known) -> None:
    """Mended where the way was lost, the stages behind are reached again."""
    text = (Path(__file__).parents[2] / "workflows" / "project.yaml").read_text("utf-8")
    told = faults(text.replace("to: 审核\n", "to: 审查\n", 1), known)
    assert len(told) == 2
    assert "没有这个环节" in told[0] and "环节「审核」没有动作能到达" in told[1]

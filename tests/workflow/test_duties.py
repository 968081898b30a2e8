"""Moves several parties owe, moves with several targets, closed stages, owners and conditions on a field, in the file
and in the picture; each misuse is told with its line."""

from __future__ import annotations

from datetime import date

import pytest

from gongwen.workflow import Definition, Known, dot, faults, mermaid, next_move, read
from gongwen.workflow.conditions import what_is_missing
from gongwen.workflow.field_needs import FieldNeed, parse

GOOD = """\
name: joint
title: 联合行文
prefix: LH
roles: [拟稿人, 会签人, 签发人]
stages:
  起草:
    phase: 拟制
    form:
      - {name: organs, label: 会签单位, type: list, required: true}
      - {name: urgency, label: 缓急, type: choice, options: [平件, 急件]}
      - {name: due_on, label: 用稿日期, type: date}
      - {name: public, label: 是否公开, type: flag}
    moves:
      - {do: 送会签, to: 会签, by: 拟稿人, needs: [{field: urgency, is: [平件, 急件]}]}
  会签:
    phase: 拟制
    deadline: 3个工作日
    owner: 拟稿人
    moves:
      - {do: 会签, to: 签发, by: {role: 会签人, of: organs, at_least: 2, in_order: true, add: [拟稿人]}}
      - {do: 撤回, to: 起草, by: 拟稿人, reason: true}
  签发:
    phase: 拟制
    moves:
      - {do: 签发, to: 归档, by: 签发人, needs: [{field: due_on, past: true}, {field: public, is: true}]}
      - {do: 退回, to: [起草, 会签, 作废], by: 签发人, reason: true}
  归档:
    phase: 归档
    closed: true
    moves:
      - {do: 撤销, to: 作废, by: 签发人, reason: true}
  作废: {moves: []}
"""

PLANTED = {
    # what is planted: (old text, new text, the whole sentence told)
    "a bad prefix": (
        "prefix: LH",
        "prefix: 联",
        "第3行：prefix「联」写法不对：本流程所办事项的编号前缀，大写英文字母（可带数字），如 SW；"
        "不写的用办公室自己的前缀。",
    ),
    "a task without its parties": (
        "role: 会签人, of: organs,",
        "role: 会签人,",
        "第20行：环节「会签」的动作「会签」的by缺少「of」（是哪几方：联办单位、成员单位、下级单位，"
        "或者本流程表单里一个列表栏目的英文名（栏目里写机关或人员））。",
    ),
    "a task that nobody does": (
        "role: 会签人, of: organs,",
        "of: organs,",
        "第20行：环节「会签」的动作「会签」没有写由谁办；请写各方的角色 role，或可以代各方办理的角色 others。",
    ),
    "a key of a task misspelt": (
        "at_least: 2",
        "atleast: 2",
        "第20行：环节「会签」的动作「会签」的by有不认识的项「atleast」；是否想写「at_least」？",
    ),
    "a count in words": (
        "at_least: 2",
        "at_least: 两方",
        "第20行：环节「会签」的动作「会签」的by的at_least应当是整数，现为「两方」：办了几方就往下走，其余的取消；"
        "不写的要各方都办。",
    ),
    "none at least": (
        "at_least: 2",
        "at_least: 0",
        "第20行：环节「会签」的动作「会签」的by的at_least「0」写法不对：办了几方就往下走，其余的取消；不写的要各方都办。",
    ),
    "parties nobody knows": (
        "of: organs",
        "of: 联合单位",
        "第20行：环节「会签」的动作「会签」由「联合单位」各方办理，但没有这样的各方或列表栏目；是否想写「联办单位」？",
    ),
    "parties of a field that is no list": (
        "of: organs",
        "of: due_on",
        "第20行：环节「会签」的动作「会签」由「due_on」各方办理，但没有这样的各方或列表栏目；"
        "可用：organs、下级单位、成员单位、联办单位、责任单位。",
    ),
    "a party added by a strange role": (
        "add: [拟稿人]",
        "add: [主任]",
        "第20行：环节「会签」的动作「会签」由「主任」办理，但 roles 里没有这个角色；可用：会签人、拟稿人、签发人。",
    ),
    "a task that leads nowhere": (
        "do: 会签, to: 签发",
        "do: 会签, to: 会签",
        "第20行：环节「会签」的动作「会签」由几方各办一次，办够以后应当去往另一个环节。",
    ),
    "a task for a reason": (
        "add: [拟稿人]}}",
        "add: [拟稿人]}, reason: true}",
        "第20行：环节「会签」的动作「会签」由几方各办一次，不能只写理由；退回、撤回请另写一个动作。",
    ),
    "two tasks in a stage": (
        "      - {do: 撤回, to: 起草, by: 拟稿人, reason: true}\n",
        "      - {do: 撤回, to: 起草, by: 拟稿人, reason: true}\n"
        "      - {do: 征求意见, to: 签发, by: {role: 会签人, of: 成员单位}}\n",
        "第22行：环节「会签」有两个由几方各办的动作；请合为一个，或分成两个环节。",
    ),
    "a task from the first": (
        "do: 送会签, to: 会签, by: 拟稿人,",
        "do: 送会签, to: 会签, by: {role: 拟稿人, of: 联办单位},",
        "第14行：第一个环节「起草」不能由几方各办；请先写一个环节，由人送交各方。",
    ),
    "a task with several targets": (
        "do: 会签, to: 签发",
        "do: 会签, to: [签发, 作废]",
        "第20行：环节「会签」的动作「会签」由几方各办一次，只能去往一个环节。",
    ),
    "several targets without a reason": (
        "by: 签发人, reason: true}\n  归档",
        "by: 签发人}\n  归档",
        "第26行：环节「签发」的动作「退回」可以去往几个环节，必须写明理由；请加上 reason: true，或只写一个环节。",
    ),
    "a target ahead to choose": (
        "to: [起草, 会签, 作废]",
        "to: [起草, 归档]",
        "第26行：环节「签发」的动作「退回」可选的「归档」不在前面，也不是终点；几个环节中任选的只用于退回和终止。",
    ),
    "an unknown target to choose": (
        "to: [起草, 会签, 作废]",
        "to: [起草, 会鉴]",
        "第26行：环节「签发」的动作「退回」去往「会鉴」，但没有这个环节；是否想写「会签」？",
    ),
    "no target to choose": (
        "to: [起草, 会签, 作废]",
        "to: []",
        "第26行：环节「签发」的动作「退回」的to「[]」写法不对：办完去往哪个环节；"
        "要写理由的动作可以写几个环节的列表，由办理人选一个，如 [起草, 核稿]。",
    ),
    "a strange owner": (
        "owner: 拟稿人",
        "owner: 起草人",
        "第18行：环节「会签」由「起草人」负责，但 roles 里没有这个角色；可用：会签人、拟稿人、签发人。",
    ),
    "an owner of what is done": (
        "    closed: true\n",
        "    closed: true\n    owner: 签发人\n",
        "第30行：环节「归档」已经办结，没有人再负责时限，owner 用不上，请删去。",
    ),
    "a deadline of what is done": (
        "    closed: true\n",
        "    closed: true\n    deadline: 3天\n",
        "第30行：环节「归档」已经办结，不再计时限，deadline 请删去。",
    ),
    "a closed end": (
        "作废: {moves: []}",
        "作废: {closed: true, moves: []}",
        "第32行：环节「作废」没有动作，本来就是终点，closed 用不上，请删去。",
    ),
    "a case closed from the first": (
        "  起草:\n    phase: 拟制\n",
        "  起草:\n    closed: true\n    phase: 拟制\n",
        "第7行：第一个环节「起草」不能一开始就是办结的，请删去 closed。",
    ),
    "a condition on a field nobody fills": (
        "field: due_on, past",
        "field: paid_on, past",
        "第25行：环节「签发」的动作「签发」的条件「paid_on 已到」永远不会成立：本文件没有动作办理或填写 paid_on。",
    ),
    "a day asked of no date": (
        "field: due_on, past",
        "field: urgency, past",
        "第25行：环节「签发」的动作「签发」的条件「urgency 已到」不会成立：栏目「urgency」不是日期，不能写 past。",
    ),
    "an option that does not exist": (
        "is: [平件, 急件]",
        "is: 特件",
        "第14行：环节「起草」的动作「送会签」的条件「urgency 为 特件」不会成立：栏目「urgency」没有选项「特件」；"
        "是否想写「急件」？",
    ),
    "a value asked of a list": (
        "field: urgency, is: [平件, 急件]",
        "field: organs, is: 市财政局",
        "第14行：环节「起草」的动作「送会签」的条件「organs 为 市财政局」不会成立：栏目「organs」是list，"
        "不能与一个值相比；是否填写可写 filled: true。",
    ),
    "a flag that is neither": (
        "field: public, is: true",
        "field: public, is: 公开",
        "第25行：环节「签发」的动作「签发」的条件「public 为 公开」不会成立：栏目「public」是是否栏目，"
        "应当写 true 或 false。",
    ),
    "a condition that asks nothing": (
        "{field: due_on, past: true}",
        "{field: due_on}",
        "第25行：看栏目「due_on」的条件应当在 is、past、filled 中写且只写一样，值里不能有“|”。",
    ),
    "a condition that asks two things": (
        "{field: due_on, past: true}",
        "{field: due_on, past: true, filled: true}",
        "第25行：看栏目「due_on」的条件应当在 is、past、filled 中写且只写一样，值里不能有“|”。",
    ),
    "a condition with a key misspelt": (
        "{field: due_on, past: true}",
        "{field: due_on, pasd: true}",
        "第25行：环节「签发」的动作「签发」的needs的第1项有不认识的项「pasd」；是否想写「past」？",
    ),
    "a condition that denies": (
        "{field: due_on, past: true}",
        "{field: due_on, past: false}",
        "第25行：环节「签发」的动作「签发」的needs的第1项的past「False」写法不对："
        "true 表示栏目里的日期已到（不晚于今天）。",
    ),
    "parties nobody knows to wait for": (
        "needs: [{field: urgency, is: [平件, 急件]}]",
        "needs: [有协办单位]",
        "第14行：环节「起草」的动作「送会签」的条件「有协办单位」系统不认识；是否想写「有联办单位」？",
    ),
    "a form that is signed as if it were a 公文": (
        "needs: [{field: urgency, is: [平件, 急件]}]",
        "needs: [立项申报书已签发]",
        "第14行：环节「起草」的动作「送会签」的条件「立项申报书已签发」不会成立：《立项申报书》不是公文，没有发文手续；"
        "成稿写「立项申报书」，双方签署写「立项申报书已签署」。",
    ),
}


@pytest.fixture(scope="module")
def joint(known: Known) -> Definition:
    return read(GOOD, known)


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_told(planted: str, known: Known) -> None:
    old, new, sentence = PLANTED[planted]
    assert GOOD.count(old) >= 1, "the plant must take"
    assert sentence in faults(GOOD.replace(old, new, 1), known)


def test_the_good_file_holds_what_it_says(joint: Definition) -> None:
    task, back = joint.stage("会签").task, joint.stage("签发").rule("退回")
    assert task and task.parties and back
    assert (task.by, task.to, task.targets) == (("会签人",), "签发", ("签发",))
    assert (task.parties.of, task.parties.at_least, task.parties.in_order, task.parties.add) == (
        "organs", 2, True, ("拟稿人",),
    )  # fmt: skip
    assert (back.to, back.targets) == ("起草", ("起草", "会签", "作废"))
    assert joint.first.moves[0].needs == ("urgency 为 平件|急件",)
    assert joint.stage("签发").moves[0].needs == ("due_on 已到", "public 为 true")
    assert joint.prefix == "LH"


def test_a_closed_stage_is_done_and_still_has_moves(joint: Definition) -> None:
    assert (joint.stage("归档").closes, joint.stage("归档").is_end) == (True, False)
    move = next_move(joint, "签发", "签发", roles={"签发人"}, facts={"due_on 已到", "public 为 true"})
    assert (move.target, move.ends) == ("归档", True)
    assert next_move(joint, "归档", "撤销", roles={"签发人"}, facts=()).ends


def test_the_role_that_answers_is_the_declared_one_or_the_first_of_the_way_on(joint: Definition) -> None:
    assert [joint.owner(stage) for stage in joint.stages] == ["拟稿人", "拟稿人", "签发人", "签发人", ""]


def test_words_for_parties_may_be_waited_for_in_any_flow(known: Known) -> None:
    text = GOOD.replace(
        "needs: [{field: urgency, is: [平件, 急件]}]",
        "needs: [{field: urgency, filled: true}, 有联办单位, 没有成员单位]",
    )
    assert faults(text, known) == []


@pytest.mark.parametrize(
    ("word", "value", "holds"),
    [
        ("a 为 优|良", "良", True), ("a 为 优|良", "差", False), ("a 为 true", True, True), ("a 为 true", False, False),
        ("a 为 5", "5.00", True), ("a 为 5", 5, True), ("a 为 5", "五", False), ("a 为 5", None, False),
        ("a 已到", "2026-03-02", True), ("a 已到", "2026-03-03", False), ("a 已到", "", False),
        ("a 已填", "x", True), ("a 已填", [], False), ("a 已填", 0, True), ("a 已填", False, True),
    ],
)  # fmt: skip
def test_a_need_of_a_field_holds(word: str, value: object, holds: bool) -> None:
    need = parse(word)
    assert need and str(need) == word
    assert need.holds(value, date(2026, 3, 2)) is holds


@pytest.mark.parametrize("word", ["公示期满", "A 已填", "a 已填 ", "a 为 ", "立项批复已印发"])
def test_other_words_are_no_need_of_a_field(word: str) -> None:
    assert parse(word) is None


def test_an_unmet_need_of_a_field_names_label_value_and_role(joint: Definition) -> None:
    told = [str(what_is_missing(word, joint)) for word in ("urgency 为 平件|急件", "due_on 已到", "public 已填")]
    assert told == [
        "「缓急」不是「平件」或「急件」，请拟稿人按实际情况办理",
        "「用稿日期」还没有到或尚未填写，由拟稿人填写",
        "「是否公开」尚未填写，请拟稿人填写",
    ]
    assert FieldNeed("x", "为", ("{who}",)).unmet("甲{乙}").format(who="拟稿人").startswith("「甲{乙}」不是「{who}」")


def test_the_picture_shows_tasks_and_choices(joint: Definition) -> None:
    drawn = mermaid(joint)
    assert '  s2 -->|"会签（会签人 ×n 依次 满2方）"| s3\n' in drawn
    assert '  s3 -.->|"退回（签发人）"| c1>"起草、会签、作废中任一"]\n' in drawn
    assert '    s4((("归档")))\n' in drawn
    assert "会签人 ×n 依次 满2方" in dot(joint)

"""办了会怎样: a move in the words of its button, what the system then does by itself, and what cannot be undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongwen import workflow
from gongwen.workflow import Definition, Rule, Stage, StepWord

STEPS: Mapping[str, str] = {
    "draft": "起草《{}》", "draft_each": "为每一方起草《{}》", "typeset": "排版、印制成稿", "proof": "逐条核稿",
    "number": "取得发文字号，连同成文日期填入正文", "imprint": "填入印发日期", "file": "归入案卷",
    "file_each": "归入案卷", "discard": "废弃还没有签的《{}》", "open_below": "由下一级接着办",
    "receive": "来文归入本事项", "photos": "照片合成一件，归入案卷",
    "results": "汇总得分，定等次", "sheet": "生成《{}》", "void": "公文作废", "revoke": "撤销公文，自始无效",
    "abolish": "废止公文，自即日起失效", "score": "汇总评分", "grade": "按得分定等次", "propose": "提出奖惩建议",
    "roster_plan": "拟出调整后的名单", "roster": "名单生效", "agenda": "拟出议程", "decisions": "登记议定事项",
    "tell_projects": "议定事项记入有关项目", "tally": "汇总办理结果",
}  # fmt: skip
FINAL: Mapping[str, str] = {
    "void": "公文作废以后不能恢复；已经取得的文号一并作废，不再给别的公文。",
    "revoke": "撤销以后公文自始无效，不能恢复。",
    "abolish": "废止以后公文不再有效，不能恢复。",
}


@dataclass(frozen=True)
class Consequence:
    """`button` names move and outcome (核稿通过，送「签发」), `effects` what the system then does; `final` says what
    cannot be undone and is empty where the case can come back."""

    button: str
    effects: tuple[str, ...] = ()
    final: str = ""


def of(definition: Definition, here: Stage, rule: Rule, still: int = 1) -> Consequence:
    """What a move comes to; `still` is how many parties are awaited where several owe it, this one among them."""
    last = rule.parties is None or still <= 1
    owed = rule.then if last or (rule.parties and rule.parties.each) else ()
    return Consequence(_button(definition, here, rule, still), tuple(_effects(owed)), _final(definition, rule))


def goes_back(definition: Definition, here: Stage, rule: Rule) -> bool:
    """Whether a move returns, withdraws or refuses: offered apart from those that go on."""
    return definition.goes_back(here, rule)


def _button(definition: Definition, here: Stage, rule: Rule, still: int) -> str:
    if rule.parties and still > 1:
        return f"{rule.do}（办完还等其余{still - 1}方）"
    if len(rule.targets) > 1:
        return f"{rule.do}到选定的环节" if rule.do.endswith("回") else f"{rule.do}，回到选定的环节"
    target = definition.stage(rule.to)
    if any(step.name in FINAL for step in rule.then):
        return f"{rule.do}这份公文" if rule.do in target.name else f"{rule.do}，公文{target.name}"
    if target is here:
        return f"{rule.do}，仍在「{here.name}」"
    if rule.do.endswith("回") and not target.is_end:
        return f"{rule.do}到「{target.name}」"
    return f"{rule.do}，{_way(definition, here, rule, target)}"


def _way(definition: Definition, here: Stage, rule: Rule, target: Stage) -> str:
    if target.is_end and rule.reason:
        return f"不再办理（{target.name}）"
    if target.closes:
        return f"办结（{target.name}）"
    if definition.goes_back(here, rule):
        return f"回到「{target.name}」"
    return f"{'送' if target.phase == here.phase else '转入'}「{target.name}」"


def _effects(then: tuple[StepWord, ...]) -> Iterator[str]:
    for step in then:
        if step.name == "file" and not step.argument:
            yield "公文印发，按所列主送、抄送开出收文单位名单"
        else:
            yield STEPS.get(step.name, step.name).format(step.argument or "")


def _final(definition: Definition, rule: Rule) -> str:
    told = [FINAL[step.name] for step in rule.then if step.name in FINAL]
    if told:
        return "".join(told)
    ends = rule.reason and all(definition.stage(name).is_end for name in rule.targets)
    return "办了就不再办理，不能恢复；以后要办，须重新登记。" if ends else ""


def awaited(rule: Rule, known: workflow.Round) -> int:
    """How many parties must still do theirs until the stage is done."""
    if rule.parties is None:
        return 0
    return rule.parties.needed(len(known.tasks)) - sum(task.done for task in known.tasks)

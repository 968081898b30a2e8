"""常用语: phrases to pick for a reason or an opinion, per kind of move; the office's own, over those shipped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.staffing import duty
from gongwen.workflow import Definition, Rule, Stage

AGREE, RETURN, WITHDRAW, REFUSE, END, OTHER = "同意", "退回", "撤回", "不予办理", "终止效力", "其他理由"
KINDS = (AGREE, RETURN, WITHDRAW, REFUSE, END, OTHER)
SHIPPED: Mapping[str, tuple[str, ...]] = {
    AGREE: ("同意。", "已核对，同意。", "同意，请按程序办理。", "请按所提意见修改后印发。"),
    RETURN: (
        "材料不齐，请补充：",
        "内容与依据不一致，请核对：",
        "数字前后不符，请核对：",
        "格式不符合规定，请按核稿结果修改。",
        "请先征求有关单位意见。",
    ),
    WITHDRAW: ("文稿需要修改，先撤回。", "情况有变化，暂不办理。", "填报有误，改正后再报。"),
    REFUSE: ("不符合申报条件：", "已有同类安排，不再重复办理。", "依据不足，不予办理。"),
    END: ("依据已经失效。", "已有新的规定代替。", "内容有误，另行发文。"),
    OTHER: ("情况属实，按规定办理。",),
}
_ENDING = {"void", "revoke", "abolish"}
LONGEST = 200
"""Characters of one phrase: it is a beginning, not an essay."""


def all_of() -> dict[str, tuple[str, ...]]:
    """The phrases in use, by kind."""
    own = registry.profile().get("phrases") or {}
    return {kind: tuple(own.get(kind, SHIPPED[kind])) for kind in KINDS}


def for_reason(definition: Definition, here: Stage, rule: Rule) -> tuple[str, ...]:
    """The phrases for the reason of a move; none where it asks for no reason."""
    return all_of()[kind_of(definition, here, rule)] if rule.reason else ()


def for_opinion() -> tuple[str, ...]:
    """The phrases for an opinion that lets a case go on."""
    return all_of()[AGREE]


def kind_of(definition: Definition, here: Stage, rule: Rule) -> str:
    """What kind of reason a move asks for."""
    if any(step.name in _ENDING for step in rule.then):
        return END
    if rule.do.startswith(WITHDRAW):
        return WITHDRAW
    if definition.stage(rule.to).is_end:
        return WITHDRAW if set(rule.by) <= set(people.OF_THE_UNIT) else REFUSE
    return RETURN if definition.goes_back(here, rule) else OTHER


def change(
    kind: str, lines: Sequence[str], *, seen: Sequence[str] | None = None, actor: Actor, now: datetime
) -> tuple[str, ...]:
    """Let these be the phrases of a kind; an empty list brings back the shipped ones. `seen` are those that the page
    showed: Refused when somebody else has changed them since."""
    duty.require_keeper(actor, day_of(now), "更改常用语")
    if kind not in KINDS:
        raise BadInput(f"没有「{kind}」这一类常用语，可改的有：{'、'.join(KINDS)}。")
    wanted = _lines(lines)
    if long := [line for line in wanted if len(line) > LONGEST]:
        raise BadInput(f"常用语「{long[0][:20]}……」有{len(long[0])}个字，请缩短到{LONGEST}字以内。")

    def changed() -> tuple[str, ...]:
        present, profile = list(all_of()[kind]), registry.profile()
        if seen is not None and present not in (_lines(seen), wanted):
            raise Refused(
                f"您打开这一页以后，别人改了「{kind}」的常用语，现为：{'／'.join(present)}。没有更改，请合起来再存。"
            )
        own = {name: rows for name, rows in (profile.get("phrases") or {}).items() if name != kind}
        registry.set_profile(
            {**profile, "phrases": own | ({kind: wanted} if wanted else {})}, actor=actor.person, now=now
        )
        return all_of()[kind]

    return registry.within(changed)


def _lines(lines: Sequence[str]) -> list[str]:
    """Each phrase once, none empty."""
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))

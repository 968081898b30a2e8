"""职责的写法: moves that several parties owe, moves with several targets, who answers for a stage, stages that count as
done, and conditions on a field. Each rule is one function that yields what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongwen.document.fields import Field
from gongwen.workflow import conditions, field_needs
from gongwen.workflow.draft import Draft
from gongwen.workflow.field_needs import FieldNeed
from gongwen.workflow.known import Known
from gongwen.workflow.shape import near
from gongwen.workflow.source import Fault

_LISTS, _PLAIN = ("list",), ("text", "integer", "number", "money", "date", "choice", "flag")


def several_targets(draft: Draft, known: Known) -> Iterator[Fault]:
    """A person chooses the stage only when sending back or giving up, and only among earlier stages and ends."""
    order = {stage.name: number for number, stage in enumerate(draft.definition.stages)}
    ends = {stage.name for stage in draft.definition.stages if stage.is_end}
    for move in draft.moves:
        path = (*move.path, "to")
        if move.rule.also and not move.rule.reason:
            yield draft.fault(path, f"{move}可以去往几个环节，必须写明理由；请加上 reason: true，或只写一个环节。")
        if move.rule.also and move.rule.parties:
            yield draft.fault(path, f"{move}由几方各办一次，只能去往一个环节。")
        for to in move.rule.targets if move.rule.also else ():
            if to in order and to not in ends and order[to] >= order[move.stage.name]:
                yield draft.fault(path, f"{move}可选的「{to}」不在前面，也不是终点；几个环节中任选的只用于退回和终止。")


def parties(draft: Draft, known: Known) -> Iterator[Fault]:
    """The parties of a move are known, and a stage has one such move, which leads onward."""
    lists = {one.name: one for _, one, _ in draft.forms}
    for move in draft.moves:
        if move.rule.parties is None:
            continue
        path = (*move.path, "by")
        of = move.rule.parties.of
        if of and of not in conditions.PARTY_WORDS and (of not in lists or lists[of].type not in _LISTS):
            words = [*conditions.PARTY_WORDS, *(name for name, one in lists.items() if one.type in _LISTS)]
            yield draft.fault((*path, "of"), f"{move}由「{of}」各方办理，但没有这样的各方或列表栏目；{near(of, words)}")
        if not move.rule.by and not draft.is_flawed(path):
            yield draft.fault(path, f"{move}没有写由谁办；请写各方的角色 role，或可以代各方办理的角色 others。")
        if move.rule.to == move.stage.name:
            yield draft.fault((*move.path, "to"), f"{move}由几方各办一次，办够以后应当去往另一个环节。")
        if move.rule.reason:
            yield draft.fault(move.path, f"{move}由几方各办一次，不能只写理由；退回、撤回请另写一个动作。")
        if move.stage is draft.definition.first:
            yield draft.fault(path, f"第一个环节「{move.stage.name}」不能由几方各办；请先写一个环节，由人送交各方。")
        if move.stage.task is not move.rule:
            yield draft.fault(path, f"环节「{move.stage.name}」有两个由几方各办的动作；请合为一个，或分成两个环节。")


def owners(draft: Draft, known: Known) -> Iterator[Fault]:
    """Who answers for a deadline is one of the roles, and there is something to answer for."""
    declared = draft.definition.roles
    for stage in draft.definition.stages:
        path = ("stages", stage.name, "owner")
        if stage.owner and declared and stage.owner not in declared:
            text = (
                f"环节「{stage.name}」由「{stage.owner}」负责，但 roles 里没有这个角色；{near(stage.owner, declared)}"
            )
            yield draft.fault(path, text)
        if stage.owner and stage.closes and not draft.is_flawed(path[:2]):
            yield draft.fault(path, f"环节「{stage.name}」已经办结，没有人再负责时限，owner 用不上，请删去。")


def closed_stages(draft: Draft, known: Known) -> Iterator[Fault]:
    """A closed stage can still be left, and no time runs in it."""
    for stage in draft.definition.stages:
        path = ("stages", stage.name)
        if not stage.closed or draft.is_flawed(path):
            continue
        if stage.is_end:
            yield draft.fault((*path, "closed"), f"环节「{stage.name}」没有动作，本来就是终点，closed 用不上，请删去。")
        elif stage.deadline:
            yield draft.fault((*path, "deadline"), f"环节「{stage.name}」已经办结，不再计时限，deadline 请删去。")
        if draft.definition.first is stage:
            yield draft.fault((*path, "closed"), f"第一个环节「{stage.name}」不能一开始就是办结的，请删去 closed。")


def field_conditions(draft: Draft, known: Known) -> Iterator[Fault]:
    """A condition on a field asks of it what it can be."""
    kinds = {one.name: one for _, one, _ in draft.forms}
    for move in draft.moves:
        for word in move.rule.needs:
            need = field_needs.parse(word)
            if need and need.field in kinds and (problem := _asked_wrongly(need, kinds[need.field])):
                yield draft.fault((*move.path, "needs"), f"{move}的条件「{word}」不会成立：{problem}")


def _asked_wrongly(need: FieldNeed, field: Field) -> str:
    if need.kind == "已到":
        return "" if field.type == "date" else f"栏目「{need.field}」不是日期，不能写 past。"
    if need.kind == "为" and field.type not in _PLAIN:
        return f"栏目「{need.field}」是{field.type}，不能与一个值相比；是否填写可写 filled: true。"
    if need.kind == "为" and field.type == "choice":
        strange = [value for value in need.values if value not in field.options]
        return f"栏目「{need.field}」没有选项「{strange[0]}」；{near(strange[0], field.options)}" if strange else ""
    if need.kind == "为" and field.type == "flag" and not set(need.values) <= {"true", "false"}:
        return f"栏目「{need.field}」是是否栏目，应当写 true 或 false。"
    return ""


RULES: tuple[Callable[[Draft, Known], Iterator[Fault]], ...] = (
    several_targets,
    parties,
    owners,
    closed_stages,
    field_conditions,
)

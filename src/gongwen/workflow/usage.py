"""用处: what a workflow asks people for is used by something, and what it promises is made by something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from gongwen.document.fields import Field
from gongwen.workflow import conditions, field_needs, reach
from gongwen.workflow.definition import Definition
from gongwen.workflow.draft import Draft, Placed
from gongwen.workflow.known import Known
from gongwen.workflow.source import Fault

_EXCLUSIVE = (
    ("检查发现问题", "检查未发现问题"),
    ("复查合格", "复查不合格"),
    ("等次为优", "等次为良或合格", "等次为不合格"),
)
"""Words of which at most one can hold at a time."""
_OPPOSITES = (("有", "没有"), ("须", "无须"), ("已", "未"))


def kind(one: Field) -> Any:
    """What must stay the same for two fields of one name to be one field: type, options, columns."""
    return one.type, one.options, tuple((column.name, kind(column)) for column in one.columns)


def asked_fields(definition: Definition) -> dict[str, Field]:
    """Every field that some form of the workflow asks for, by name."""
    return {one.name: one for stage in definition.stages for rule in stage.moves for one in rule.form}


def unused_fields(draft: Draft, known: Known) -> Iterator[Fault]:
    """Every field that people must fill in is used: by a paper, a condition, a step, a deadline, or as a record."""
    used = _used(draft, known)
    told = set[str]()
    for where, one, path in draft.forms:
        if one.name in used or one.name in told or one.name.endswith(known.kept_endings or ("\n",)):
            continue
        told.add(one.name)
        yield draft.fault(
            path,
            f"{where}的栏目「{one.name}」（{one.label}）没有用处：没有文书、条件、办理词或时限用到它；"
            "请删去，或让文书模板用 source: case." + one.name + " 取它。",
        )


def _used(draft: Draft, known: Known) -> set[str]:
    names = {stage.deadline.after for stage in draft.definition.stages if stage.deadline}
    for move in draft.moves:
        for step in move.rule.then:
            names |= known.step_fields.get(step.name, set())
            names |= known.use(step.argument or "").fields
        for word in move.rule.needs:
            condition = conditions.find(word, known.templates)
            names |= set(condition.fields if condition else ())
        if move.rule.parties:
            names.add(move.rule.parties.of)
    return names


def early_drafts(draft: Draft, known: Known) -> Iterator[Fault]:
    """A paper is drafted only when what it cannot do without has been asked for."""
    late = reach.never_met(draft.definition, known)
    for move in draft.moves:
        for number, step in enumerate(move.rule.then):
            if problem := late.get((move.stage.name, move.rule.do, str(step))):
                yield draft.fault((*move.path, "then", number), f"{move}的 then：{problem}")


def undrafted_papers(draft: Draft, known: Known) -> Iterator[Fault]:
    """A signed copy can only join a paper that this workflow drafts."""
    drafted = {step.argument for move in draft.moves for step in move.rule.then if step.name == "draft"}
    for move in draft.moves:
        for number, step in enumerate(move.rule.then):
            paper = step.argument or ""
            if step.name == "file" and paper in known.templates and paper not in drafted:
                text = f"{move}要归卷《{paper}》，但本文件没有动作起草它；请先写 {{draft: {paper}}}，或删去。"
                yield draft.fault((*move.path, "then", number), text)


def contradictions(draft: Draft, known: Known) -> Iterator[Fault]:
    """A move whose conditions exclude each other can be taken by nobody."""
    for move in draft.moves:
        pair = _exclusive(move)
        if pair:
            text = f"{move}同时要求「{pair[0]}」和「{pair[1]}」，两者不会同时成立，这一步谁也办不了；请删去一个。"
            yield draft.fault((*move.path, "needs"), text)


def _exclusive(move: Placed) -> tuple[str, str] | None:
    for words in _EXCLUSIVE:
        both = [word for word in move.rule.needs if word in words]
        if len(both) > 1:
            return both[0], both[1]
    pairs = combinations(move.rule.needs, 2)
    return next((pair for pair in pairs if _disjoint(*pair) or _opposite(*pair) or _opposite(*reversed(pair))), None)


def _opposite(one: str, other: str) -> bool:
    """有联办单位 and 没有联办单位, 须会签 and 无须会签, 已编号 and 未编号."""
    return any(one.startswith(yes) and other == no + one[len(yes) :] for yes, no in _OPPOSITES)


def _disjoint(one: str, other: str) -> bool:
    """Whether two needs ask two different values of one field."""
    a, b = field_needs.parse(one), field_needs.parse(other)
    if not (a and b) or a.field != b.field or not (a.values and b.values):
        return False
    return not set(a.values) & set(b.values)


RULES: tuple[Callable[[Draft, Known], Iterator[Fault]], ...] = (
    unused_fields,
    early_drafts,
    undrafted_papers,
    contradictions,
)

"""能否到达: which stages, moves and conditions of a workflow can ever come about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from gongwen.workflow import conditions
from gongwen.workflow.definition import Definition, Rule
from gongwen.workflow.known import Known

Graph = Mapping[str, Set[str]]


def graph(definition: Definition) -> Graph:
    """The stages that follow each stage directly; targets that do not exist are left out."""
    names = {stage.name for stage in definition.stages}
    return {stage.name: {rule.to for rule in stage.moves} & names for stage in definition.stages}


def reverse(following: Graph) -> Graph:
    """The stages that lead to each stage directly."""
    return {name: {other for other, nexts in following.items() if name in nexts} for name in following}


def closure(following: Graph, start: Iterable[str]) -> set[str]:
    """Everything that can be reached from `start`, itself included."""
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += following[name]
    return seen


def never_met(definition: Definition, known: Known) -> dict[tuple[str, str, str], str]:
    """(stage, move, condition) → why the condition can never hold when the move would need it."""
    if not definition.stages:
        return {}
    taken = _takable(definition, known)
    following = graph(definition)
    begun = closure(following, {definition.first.name})
    found: dict[tuple[str, str, str], str] = {}
    for stage, rule in definition.rules():
        if stage.name not in begun or (stage.name, rule.do) in taken:
            continue
        for word in rule.needs:
            if problem := _problem(word, rule, definition, known, taken):
                found[stage.name, rule.do, word] = problem
    return found


def _takable(definition: Definition, known: Known) -> set[tuple[str, str]]:
    """The moves that some case can take, when every condition holds once a move before it has brought it about."""
    taken: set[tuple[str, str]] = set()
    stages = {definition.first.name}
    grown = True
    while grown:
        grown = False
        for stage, rule in definition.rules():
            key = (stage.name, rule.do)
            if stage.name in stages and key not in taken and _possible(rule, definition, known, taken):
                taken.add(key)
                stages.add(rule.to)
                grown = True
    return taken


def _possible(rule: Rule, definition: Definition, known: Known, taken: Set[tuple[str, str]]) -> bool:
    return not any(_problem(word, rule, definition, known, taken) for word in rule.needs)


def _problem(word: str, rule: Rule, definition: Definition, known: Known, taken: Set[tuple[str, str]]) -> str:
    condition = conditions.find(word, known.templates)
    if condition is None or any(field.name in condition.fields for field in rule.form):
        return ""  # unknown and told already, or judged on the very form of this move
    sources = conditions.sources(condition, definition)
    if not sources:
        what = "、".join([*(str(step) for step in condition.steps), *condition.fields])
        return f"永远不会成立：本文件没有动作办理或填写 {what}。"
    if any((stage.name, source.do) in taken for stage, source in sources):
        return ""
    names = "、".join(f"「{stage.name}」的「{source.do}」" for stage, source in sources)
    return f"永远不会成立：它要由环节{names}办成，而那一步办不到或在这一步之后。"

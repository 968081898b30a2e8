"""能否到达: which stages, moves and conditions of a workflow can ever come about, from the beginning or from where a
case stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from gongwen.workflow import conditions
from gongwen.workflow.conditions import Condition
from gongwen.workflow.definition import Definition, Rule, StepWord
from gongwen.workflow.known import Known

Graph = Mapping[str, Set[str]]
Taken = set[tuple[str, str]]
"""Moves as (stage, action)."""


@dataclass(frozen=True)
class Had:
    """What a case brings along: the fields it has filled in and the steps done for it."""

    fields: Set[str] = field(default_factory=frozenset)
    steps: Set[StepWord] = field(default_factory=frozenset)


NOTHING = Had()


def graph(definition: Definition) -> Graph:
    """The stages that follow each stage directly; targets that do not exist are left out."""
    names = {stage.name for stage in definition.stages}
    return {stage.name: {to for rule in stage.moves for to in rule.targets} & names for stage in definition.stages}


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
    """(stage, move, condition or step) → why it can never hold, or never be done, when the move would need it."""
    if not definition.stages:
        return {}
    taken = takable(definition, known, definition.first.name)
    begun = closure(graph(definition), {definition.first.name})
    return {
        (stage.name, rule.do, word): problem
        for stage, rule in definition.rules()
        if stage.name in begun and (stage.name, rule.do) not in taken
        for word, problem in _problems(rule, definition, known, taken, NOTHING)
    }


def takable(definition: Definition, known: Known, start: str, had: Had = NOTHING) -> Taken:
    """The moves that a case standing in `start` can come to take, when every condition holds once something that the
    case brings along, or a move before, has brought it about."""
    taken: Taken = set()
    stages = {start}
    grown = True
    while grown:
        grown = False
        for stage, rule in definition.rules():
            key = (stage.name, rule.do)
            if stage.name in stages and key not in taken and not any(_problems(rule, definition, known, taken, had)):
                taken.add(key)
                stages.update(rule.targets)
                grown = True
    return taken


def dead_end(definition: Definition, known: Known, start: str, had: Had) -> str:
    """Why a case standing in `start` can never be done, but only given up; empty when it can."""
    taken = takable(definition, known, start, had)
    on_the_way = closure(graph(definition), {start})
    if _finishes(definition, taken) or not _finishes(definition, _moves(definition, on_the_way)):
        return "" if definition.stage(start).closes or taken else f"「{start}」没有一步能办。"
    reached = {start} | {
        to for stage, rule in definition.rules() if (stage.name, rule.do) in taken for to in rule.targets
    }
    for stage, rule in definition.rules():
        if stage.name in reached and (stage.name, rule.do) not in taken:
            for word, problem in _problems(rule, definition, known, taken, had):
                return f"「{stage.name}」的「{rule.do}」所要的「{word}」{problem}"
    return f"从「{start}」没有动作通向终点。"


def _moves(definition: Definition, stages: Set[str]) -> Taken:
    return {(stage.name, rule.do) for stage, rule in definition.rules() if stage.name in stages}


def _finishes(definition: Definition, moves: Taken) -> bool:
    """Whether one of these moves brings a case to where it is done, other than by giving it up."""
    return any(
        definition.stage(rule.to).closes and not definition.goes_back(stage, rule)
        for stage, rule in definition.rules()
        if (stage.name, rule.do) in moves
    )


def _problems(rule: Rule, definition: Definition, known: Known, taken: Taken, had: Had) -> Iterator[tuple[str, str]]:
    """What stands in a move's way for good: (condition or step, why)."""
    for word in rule.needs:
        if problem := _unmet(word, rule, definition, known, taken, had):
            yield word, problem
    if rule.parties and (problem := _nobody(rule, definition, taken, had)):
        yield rule.parties.of, problem
    for step in rule.then:
        if step.name == "draft" and step.argument:
            for problem in _undraftable(step.argument, rule, definition, known, taken, had):
                yield str(step), problem


def _unmet(word: str, rule: Rule, definition: Definition, known: Known, taken: Taken, had: Had) -> str:
    condition = conditions.find(word, known.templates)
    if condition is None or condition.outside or any(field.name in condition.fields for field in rule.form):
        return ""  # unknown and told already, not this flow's to bring about, or judged on the very form of this move
    if _brought_along(condition, had):
        return ""
    sources = conditions.sources(condition, definition)
    if not sources:
        what = "、".join([*(str(step) for step in condition.steps), *condition.fields])
        return f"永远不会成立：本文件没有动作办理或填写 {what}。"
    if any((stage.name, source.do) in taken for stage, source in sources):
        return ""
    names = "、".join(f"「{stage.name}」的「{source.do}」" for stage, source in sources)
    return f"永远不会成立：它要由环节{names}办成，而那一步办不到或在这一步之后。"


def _nobody(rule: Rule, definition: Definition, taken: Taken, had: Had) -> str:
    """Why a move that each of several parties owes never has any: the list that names them is filled in too late."""
    of = rule.parties.of if rule.parties else ""
    asking = [(stage, other) for stage, other in definition.rules() if any(one.name == of for one in other.form)]
    if not asking or of in had.fields or any((stage.name, other.do) in taken for stage, other in asking):
        return ""
    names = "、".join(f"「{stage.name}」的「{other.do}」" for stage, other in asking)
    return f"永远办不齐：各方由栏目「{of}」写明，而它要到{names}才填，进入本环节时还没有一方。"


def _brought_along(condition: Condition, had: Had) -> bool:
    done = any(step in had.steps or (step.argument is None and step.name in _names(had)) for step in condition.steps)
    return done or any(name in had.fields for name in condition.fields)


def _names(had: Had) -> set[str]:
    return {step.name for step in had.steps}


def _undraftable(paper: str, rule: Rule, definition: Definition, known: Known, taken: Taken, had: Had) -> Iterator[str]:
    """A field that the paper cannot do without is filled in only after the paper is drafted."""
    filled = {one.name for one in rule.form} | had.fields
    for name in sorted(known.use(paper).required - filled):
        asking = [(stage, other) for stage, other in definition.rules() if any(one.name == name for one in other.form)]
        if asking and not any((stage.name, other.do) in taken for stage, other in asking):
            names = "、".join(f"「{stage.name}」的「{other.do}」" for stage, other in asking)
            yield f"办不成：《{paper}》必须用的栏目「{name}」要到环节{names}才填。"

"""流转: the pure decision which move comes next. It decides and never does; `transitions` holds the table of moves.

Hazards of `transitions` 0.9 kept out: no automatic `to_X` jumps, a fresh machine on a throwaway object per decision, no
word of a workflow file ever reaches it as a callback, condition or method name, and what a move needs is checked here,
because the machine refuses in silence.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from transitions import Machine

from gongwen.document.fields import Field
from gongwen.errors import Refused
from gongwen.workflow.conditions import what_is_missing
from gongwen.workflow.definition import Definition, Rule, Stage, StepWord


@dataclass(frozen=True)
class Move:
    """A decision: the case goes from `source` to `target` and owes the steps of `then`, in this order.

    `form` is what the person had to fill in; with `reason` the person also had to say why.
    """

    action: str
    source: str
    target: str
    then: tuple[StepWord, ...]
    form: tuple[Field, ...]
    reason: bool
    ends: bool


@dataclass(frozen=True)
class Option:
    """One thing that can be done at a stage, whether this person may do it now, and if not, why not."""

    action: str
    target: str
    by: tuple[str, ...]
    allowed: bool
    missing: tuple[str, ...]
    form: tuple[Field, ...]
    then: tuple[StepWord, ...]
    reason: bool

    @property
    def open(self) -> bool:
        """True when this person can take the move now."""
        return self.allowed and not self.missing


class _Case:
    """The throwaway object a machine moves: it lives for one decision and has nothing to clash with."""

    state: str


def options(
    definition: Definition, stage: str, *, roles: Collection[str], facts: Collection[str]
) -> tuple[Option, ...]:
    """Everything that can be done at `stage`, in the file's order, each with what stands in the way."""
    return tuple(_option(definition, rule, roles, facts) for rule in definition.stage(stage).moves)


def next_move(
    definition: Definition, stage: str, action: str, *, roles: Collection[str], facts: Collection[str]
) -> Move:
    """The move `action` from `stage` for a person holding `roles` while the conditions in `facts` hold.

    Refused says what is missing and who can mend it, everything at once; Broken when this version has no such stage.
    """
    here = definition.stage(stage)
    rule = _rule(definition, here, action)
    option = _option(definition, rule, roles, facts)
    obstacles = () if option.allowed else (f"只有{'、'.join(rule.by)}可以办理",)
    obstacles += option.missing
    if obstacles:
        raise Refused(f"环节「{here.name}」现在不能办理「{action}」：{'；'.join(obstacles)}。")
    target = _run(definition, here, rule)
    return Move(action, here.name, target.name, rule.then, rule.form, rule.reason, target.closes)


def _rule(definition: Definition, here: Stage, action: str) -> Rule:
    if here.is_end:
        raise Refused(f"「{definition.title}」已到「{here.name}」，办理已经结束，不能再办理「{action}」。")
    rule = here.rule(action)
    if rule is None:
        can = "、".join(f"「{other.do}」（{'、'.join(other.by)}）" for other in here.moves)
        raise Refused(f"环节「{here.name}」没有「{action}」这个动作；现在可以办理：{can}。")
    return rule


def _option(definition: Definition, rule: Rule, roles: Collection[str], facts: Collection[str]) -> Option:
    missing = tuple(str(what_is_missing(word, definition)) for word in rule.needs if word not in facts)
    allowed = any(role in roles for role in rule.by)
    return Option(rule.do, rule.to, rule.by, allowed, missing, rule.form, rule.then, rule.reason)


def _run(definition: Definition, here: Stage, rule: Rule) -> Stage:
    case = _Case()
    machine = _machine(definition, here, case)
    machine.events[_trigger(definition, here, rule)].trigger(case)
    return definition.stage(case.state)


def _machine(definition: Definition, here: Stage, case: _Case) -> Machine:
    machine = Machine(
        model=case,
        states=[stage.name for stage in definition.stages],
        initial=here.name,
        auto_transitions=False,
        model_override=False,
    )
    for stage, rule in definition.rules():
        machine.add_transition(_trigger(definition, stage, rule), stage.name, rule.to)
    return machine


def _trigger(definition: Definition, stage: Stage, rule: Rule) -> str:
    # Numbers, not the file's words: a move called 'state' or 'trigger' must not clash with the machine's own names.
    return f"move_{definition.order(stage.name)}_{stage.moves.index(rule)}"

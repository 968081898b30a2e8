"""流转: the pure decision which move comes next. It decides and never does; `transitions` holds the table of moves.

Hazards of `transitions` 0.9 kept out: no automatic `to_X` jumps, a fresh machine on a throwaway object per decision, no
word of a workflow file ever reaches it as a callback, condition or method name, and what a move needs is checked here,
because the machine refuses in silence.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from transitions import Machine

from gongwen.document.fields import Field
from gongwen.errors import BadInput, Refused
from gongwen.workflow import tasks
from gongwen.workflow.conditions import Lacking, named, what_is_missing
from gongwen.workflow.definition import Definition, Rule, Stage, StepWord
from gongwen.workflow.tasks import Call, Round

Names = Mapping[str, str]
"""Role → the people who hold it today, as a text."""


@dataclass(frozen=True)
class Move:
    """A decision: the case goes from `source` to `target` and owes the steps of `then`, in this order.

    `form` is what the person had to fill in; with `reason` the person also had to say why. Where parties owe a task,
    `party` is the one acted for, `closes` whether its task is done by this, `opens` the tasks of the stage entered and
    `cancels` the parties whose task falls away; the case stays in `source` until enough are done.
    """

    action: str
    source: str
    target: str
    then: tuple[StepWord, ...]
    form: tuple[Field, ...]
    reason: bool
    ends: bool
    party: str = ""
    closes: bool = False
    opens: tuple[Call, ...] = ()
    cancels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    """One thing that can be done at a stage, whether this person may do it now, and if not, why not.

    `turn` are the parties whose task may be done now; `waits` says why this person's cannot.
    """

    action: str
    target: str
    by: tuple[str, ...]
    allowed: bool
    lacking: tuple[Lacking, ...]
    form: tuple[Field, ...]
    then: tuple[StepWord, ...]
    reason: bool
    targets: tuple[str, ...] = ()
    turn: tuple[str, ...] = ()
    waits: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing, each with who can mend it."""
        return tuple(lack.text for lack in self.lacking)

    @property
    def open(self) -> bool:
        """True when this person can take the move now."""
        return self.allowed and not self.lacking and not self.waits


@dataclass(frozen=True)
class _Ask:
    """One question to the engine: who asks, at which stage, what holds, what is known of the parties."""

    definition: Definition
    here: Stage
    roles: Collection[str]
    facts: Collection[str]
    known: Round | None
    names: Names | None
    told: Mapping[str, str] | None
    party: str = ""

    def lacking(self, rule: Rule) -> tuple[Lacking, ...]:
        """The rule's conditions that do not hold."""
        unmet = (word for word in rule.needs if word not in self.facts)
        return tuple(what_is_missing(word, self.definition, self.names, self.told) for word in unmet)

    def refusal(self, action: str, obstacles: Sequence[str]) -> Refused:
        """Everything that stands in the way, in one sentence."""
        return Refused(f"环节「{self.here.name}」现在不能办理「{action}」：{'；'.join(obstacles)}。")


def options(
    definition: Definition,
    stage: str,
    *,
    roles: Collection[str],
    facts: Collection[str],
    known: Round | None = None,
    names: Names | None = None,
    told: Mapping[str, str] | None = None,
) -> tuple[Option, ...]:
    """Everything that can be done at `stage`, in the file's order, each with what stands in the way.

    `known` is what the office knows of the parties; without it a move that parties owe is taken as a whole. `names` are
    the people who hold a role today, told behind it, `told` the office's own sentence for a condition that fails.
    """
    ask = _Ask(definition, definition.stage(stage), roles, facts, known, names, told)
    return tuple(_option(ask, rule) for rule in ask.here.moves)


def next_move(
    definition: Definition,
    stage: str,
    action: str,
    *,
    roles: Collection[str],
    facts: Collection[str],
    to: str = "",
    party: str = "",
    known: Round | None = None,
    names: Names | None = None,
    told: Mapping[str, str] | None = None,
) -> Move:
    """The move `action` from `stage` for a person holding `roles` while the conditions in `facts` hold.

    `to` picks one of several targets, `party` one of several parties the person may act for. Refused says what is
    missing and who can mend it, everything at once; BadInput that a choice is missing or wrong; Broken when this
    version has no such stage.
    """
    ask = _Ask(definition, definition.stage(stage), roles, facts, known, names, told, party)
    rule = _rule(ask, action)
    option = _option(ask, rule)
    obstacles = () if option.allowed else (_only(ask, rule),)
    obstacles += tuple(text for text in (option.waits, *option.missing) if text)
    if obstacles:
        raise ask.refusal(action, obstacles)
    return _taken(ask, rule, _run(definition, ask.here, rule, _chosen(rule, to)))


def _taken(ask: _Ask, rule: Rule, target: Stage) -> Move:
    """The move, with the task it closes, those it opens in the stage it leads to and those it cancels here."""
    here, known = ask.here, ask.known
    party = tasks.party_of(rule, known, ask.party) if known else ask.party
    closes = bool(rule.parties and known)
    if known and not known.is_last(rule, party):
        owed = rule.then if rule.parties and rule.parties.each else ()
        return Move(rule.do, here.name, here.name, owed, rule.form, rule.reason, here.closes, party, closes)
    entry = tasks.Entry(here) if target is here else tasks.enter(ask.definition, target, known)
    if unmet := [lack.text for passed in entry.passed for lack in ask.lacking(passed)]:
        raise ask.refusal(rule.do, unmet)
    then = (*rule.then, *(step for passed in entry.passed if not passed.parties.each for step in passed.then))
    left_open = known.open if known and entry.stage is not here else ()
    cancels = tuple(one for one in left_open if not (closes and one == party))
    end = entry.stage
    return Move(
        rule.do, here.name, end.name, then, rule.form, rule.reason, end.closes, party, closes, entry.opens, cancels
    )


def _chosen(rule: Rule, to: str) -> str:
    """The target, when the person names it or there is only one."""
    if to and to not in rule.targets:
        raise BadInput(f"「{rule.do}」不能去往「{to}」，可以去往：{'、'.join(rule.targets)}。")
    if not to and len(rule.targets) > 1:
        raise BadInput(f"「{rule.do}」可以去往{'、'.join(rule.targets)}，请用 --to 写明去往哪个环节。")
    return to or rule.to


def _rule(ask: _Ask, action: str) -> Rule:
    if ask.here.is_end:
        title = ask.definition.title
        raise Refused(f"「{title}」已到「{ask.here.name}」，办理已经结束，不能再办理「{action}」。")
    rule = ask.here.rule(action)
    if rule is None:
        can = "、".join(f"「{other.do}」（{'、'.join(other.by)}）" for other in ask.here.moves)
        raise Refused(f"环节「{ask.here.name}」没有「{action}」这个动作；现在可以办理：{can}。")
    return rule


def _only(ask: _Ask, rule: Rule) -> str:
    """Who may take a move, told to a person who may not."""
    if rule.parties and ask.known:
        parties = "、".join(ask.known.open)
        return f"只有{parties}的{'、'.join(rule.by)}可以办理" if parties else "没有待办的各方"
    return f"只有{'、'.join(named(role, ask.names) for role in rule.by)}可以办理"


def _option(ask: _Ask, rule: Rule) -> Option:
    allowed = tasks.may_act(ask.here, rule, ask.roles, ask.known)
    waits, turn = "", ()
    if rule.parties and ask.known:
        mine = ask.known.filled(rule.by)
        turn, allowed = ask.known.turn(rule), allowed and (not ask.party or ask.party in mine)
        asked = (ask.party,) if ask.party else mine
        waits = tasks.hindrances(rule, ask.known, asked) if allowed else ""
    return Option(
        rule.do, rule.to, rule.by, allowed, ask.lacking(rule), rule.form, rule.then, rule.reason, rule.targets, turn,
        waits,
    )  # fmt: skip


class _Case:
    """The throwaway object a machine moves: it lives for one decision and has nothing to clash with."""

    state: str


def _run(definition: Definition, here: Stage, rule: Rule, to: str) -> Stage:
    case = _Case()
    machine = _machine(definition, here, case)
    machine.events[_trigger(definition, here, rule, to)].trigger(case)
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
        for to in rule.targets:
            machine.add_transition(_trigger(definition, stage, rule, to), stage.name, to)
    return machine


def _trigger(definition: Definition, stage: Stage, rule: Rule, to: str) -> str:
    # Numbers, not the file's words: a move called 'state' or 'trigger' must not clash with the machine's own names.
    return f"move_{definition.order(stage.name)}_{stage.moves.index(rule)}_{rule.targets.index(to)}"

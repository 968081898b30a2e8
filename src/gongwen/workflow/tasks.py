"""会签: one task for each of several parties in one stage; the k-th of n done moves the case on.

Pure: from the tasks of the stage's present round and the seats a person holds, it says whose task an act would close,
what stands in the way, which tasks entering a stage opens, and when the stage is done. A move that leaves the stage
cancels what is open; coming back begins a new round.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gongwen.errors import BadInput, Refused
from gongwen.workflow import conditions
from gongwen.workflow.definition import Definition, Rule, Stage


class Seat(NamedTuple):
    """A role that a person fills for one party: 会签人 of 市财政局, or of themselves where the party is a person."""

    role: str
    party: str


@dataclass(frozen=True)
class Task:
    """One party's task in the present round; `by` is who has done it."""

    party: str
    done: bool = False
    by: str = ""


@dataclass(frozen=True)
class Call:
    """A task that a move opens; it is done from the start when what the party said earlier still `stands`."""

    stage: str
    action: str
    party: str
    stands: bool = False


@dataclass(frozen=True)
class Round:
    """What the office knows of the parties: the stage's tasks in their order, the person's seats, whom each word after
    `of:` names, and (stage, party) pairs whose earlier act still stands."""

    tasks: tuple[Task, ...] = ()
    seats: frozenset[Seat] = frozenset()
    parties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    standing: frozenset[tuple[str, str]] = frozenset()

    @property
    def open(self) -> tuple[str, ...]:
        """The parties whose task is open, in order."""
        return tuple(task.party for task in self.tasks if not task.done)

    def task(self, party: str) -> Task:
        """The party's task in this round."""
        return next(task for task in self.tasks if task.party == party)

    def turn(self, rule: Rule) -> tuple[str, ...]:
        """The parties that may act now: all that are open, or the first of them where they come in order."""
        return self.open[:1] if rule.parties and rule.parties.in_order else self.open

    def filled(self, by: Collection[str]) -> tuple[str, ...]:
        """The parties of this round for which the person holds one of these roles."""
        return tuple(task.party for task in self.tasks if any(Seat(role, task.party) in self.seats for role in by))

    def is_last(self, rule: Rule, party: str) -> bool:
        """Whether the stage is done once this party's task is."""
        done = sum(task.done or task.party == party for task in self.tasks)
        return rule.parties is None or done >= rule.parties.needed(len(self.tasks))


def may_act(here: Stage, rule: Rule, roles: Collection[str], known: Round | None) -> bool:
    """Whether a person of these roles may take the move: where parties owe a task, their role is only as good as their
    seat at one of these parties, for every move of the stage."""
    if known is None or here.task is None:
        return any(role in roles for role in rule.by)
    bound = set(here.task.by) if rule is not here.task else set(rule.by)
    return any(role in roles and role not in bound for role in rule.by) or bool(known.filled(bound & set(rule.by)))


def party_of(rule: Rule, known: Round, named: str) -> str:
    """The party a person acts for; BadInput when they could act for several and named none, empty when for none."""
    mine = known.filled(rule.by)
    if named:
        return named if named in mine else ""
    if len(mine) > 1 and rule.parties:
        raise BadInput(f"「{rule.do}」由各方各办一次，您可以代{'、'.join(mine)}办理，请用 --party 写明办哪一方的。")
    return mine[0] if len(mine) == 1 else ""


def hindrances(rule: Rule, known: Round, parties: Sequence[str]) -> str:
    """Why none of these parties' tasks can be done now; empty when one can."""
    found = [_hindrance(rule, known, party) for party in parties]
    return "；".join(found) if all(found) else ""


def _hindrance(rule: Rule, known: Round, party: str) -> str:
    task = known.task(party)
    if task.done:
        return f"{party}已由{task.by}办过，不重复办理" if task.by else f"{party}已经办过，不重复办理"
    turn = known.turn(rule)
    return "" if party in turn else f"依次办理，还没有轮到{party}，先由{turn[0]}办理"


@dataclass(frozen=True)
class Entry:
    """What coming to a stage means: where the case really ends up, the tasks opened, and the task moves it passed
    because enough of their parties' earlier acts still stand."""

    stage: Stage
    opens: tuple[Call, ...] = ()
    passed: tuple[Rule, ...] = ()


def enter(definition: Definition, stage: Stage, known: Round | None) -> Entry:
    """The tasks that entering `stage` opens; Refused when there is no party at all, for nobody could then move on."""
    opens: tuple[Call, ...] = ()
    passed: tuple[Rule, ...] = ()
    while known is not None and (rule := stage.task) and rule.parties:
        names = known.parties[rule.parties.of]
        if not names:
            raise Refused(nobody(definition, stage, rule))
        calls = tuple(Call(stage.name, rule.do, name, (stage.name, name) in known.standing) for name in names)
        stand = tuple(call for call in calls if call.stands)
        if len(stand) < rule.parties.needed(len(calls)):
            return Entry(stage, opens + calls, passed)
        opens, passed, stage = opens + stand, (*passed, rule), definition.stage(rule.to)
    return Entry(stage, opens, passed)


def nobody(definition: Definition, stage: Stage, rule: Rule) -> str:
    """Why a case without any party may not enter a stage, and who can mend it."""
    of = rule.parties.of if rule.parties else ""
    field = conditions.field_of(of, definition)
    if field is None:
        mend = f"请先{conditions.PARTY_WORDS.get(of, '写明是哪几方')}；确实没有的，走不经过「{stage.name}」的办法"
        return f"环节「{stage.name}」由{of}各办一次「{rule.do}」，本事项没有{of}，进去就没有人能办。{mend}。"
    fillers = dict.fromkeys(
        role for _, other in definition.rules() if any(one.name == of for one in other.form) for role in other.by
    )
    return (
        f"环节「{stage.name}」由栏目「{field.label}」所列各方各办一次「{rule.do}」，这一栏还是空的，进去就没有人能办。"
        f"请{'或'.join(fillers)}先填写。"
    )

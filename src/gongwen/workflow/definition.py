"""流程: a workflow as frozen values, as `check.read` makes them from the YAML file.

Stages stand in order of life: a case begins in the first, a stage without moves is an end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from gongwen.document.fields import Field
from gongwen.errors import Broken

Unit = Literal["工作日", "天", "小时"]


@dataclass(frozen=True)
class Deadline:
    """How long a stage may take: `5个工作日`, `3天` (calendar days) or `24小时`, counted from entering it, or from
    the day in the case's field `after` (called `label`) where that comes later."""

    amount: int
    unit: Unit
    after: str = ""
    label: str = ""

    def __str__(self) -> str:
        length = f"{self.amount}{'个' if self.unit == '工作日' else ''}{self.unit}"
        return f"{self.label or self.after}后{length}" if self.after else length


@dataclass(frozen=True)
class StepWord:
    """A word after `then:` with its argument, if any; the office knows what to do on it."""

    name: str
    argument: str | None = None

    def __str__(self) -> str:
        return f"{self.name} {self.argument}" if self.argument else self.name


@dataclass(frozen=True)
class Parties:
    """Who each owes a task (会签 by every joint organ): the parties that the word or list field `of` names.

    The `at_least`-th done task (None: the last) moves the case on; with `in_order` only the first open one may act;
    the roles of `add` may call in a further party while the stage is open (加签). The roles of `others` may act for any
    party (they enter what came on paper, or go round the parties themselves). With `each` every party's act owes the
    steps of `then`, otherwise only the one that moves the case on.
    """

    of: str
    at_least: int | None = None
    in_order: bool = False
    add: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    each: bool = False

    def needed(self, parties: int) -> int:
        """How many of so many parties must be done; `at_least` beyond their number means all of them."""
        return parties if self.at_least is None else min(self.at_least, parties)

    def __str__(self) -> str:
        order = "依次" if self.in_order else ""
        return f"{self.of}{order}办理" + (f"，满{self.at_least}方即可" if self.at_least else "")


@dataclass(frozen=True)
class Rule:
    """One move a stage allows: who may do it, where it leads, what it needs and what it then owes.

    `form` is what the person fills in: the move's own, else the stage's; a move that asks for a reason (a return, a
    withdrawal) asks for nothing more unless it has a form of its own. Such a move may leave the choice of the stage to
    the person: `to` is the first that may be chosen, `targets` are all. With `parties` it is one task for each of them.
    """

    do: str
    to: str
    by: tuple[str, ...]
    needs: tuple[str, ...] = ()
    then: tuple[StepWord, ...] = ()
    reason: bool = False
    form: tuple[Field, ...] = ()
    also: tuple[str, ...] = ()
    parties: Parties | None = None
    line: int = field(default=0, compare=False)

    @property
    def targets(self) -> tuple[str, ...]:
        """Every stage this move may lead to, in the file's order; most moves have one."""
        return (self.to, *self.also)

    def owes(self, step: str) -> bool:
        """Whether the move then owes a step of this name."""
        return any(one.name == step for one in self.then)


@dataclass(frozen=True)
class Stage:
    """One stage (环节) of a workflow. `form` is what the stage itself declares; what a move asks for is the rule's.

    In a `closed` stage the case counts as 办结 though it may still be moved (an issued paper may be revoked).
    """

    name: str
    phase: str = ""
    deadline: Deadline | None = None
    form: tuple[Field, ...] = ()
    moves: tuple[Rule, ...] = ()
    owner: str = ""
    closed: bool = False
    line: int = field(default=0, compare=False)

    @property
    def is_end(self) -> bool:
        """True when nothing can be done here any more."""
        return not self.moves

    @property
    def closes(self) -> bool:
        """True when a case that comes here is 办结: an end, or a stage declared closed."""
        return self.closed or self.is_end

    @property
    def task(self) -> Rule | None:
        """The move of this stage that every party owes, None where there is none."""
        return next((rule for rule in self.moves if rule.parties), None)

    def rule(self, do: str) -> Rule | None:
        """The move called `do`, or None when this stage has no such move."""
        return next((rule for rule in self.moves if rule.do == do), None)


@dataclass(frozen=True)
class Definition:
    """A checked workflow. `version` is the SHA-256 of its text: a case keeps the version it started with; `prefix` is
    that of its cases' codes, empty for the office's own."""

    name: str
    title: str
    roles: tuple[str, ...]
    stages: tuple[Stage, ...]
    prefix: str = ""
    version: str = field(default="", compare=False)

    @property
    def first(self) -> Stage:
        """The stage in which every case begins."""
        return self.stages[0]

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases in order of life; stages outside every phase (已撤回) add none."""
        return tuple(dict.fromkeys(stage.phase for stage in self.stages if stage.phase))

    def find(self, name: str) -> Stage | None:
        """The stage of that name, or None when this version has none."""
        return next((stage for stage in self.stages if stage.name == name), None)

    def stage(self, name: str) -> Stage:
        """The stage of that name; Broken when a record names a stage that this version does not have."""
        for stage in self.stages:
            if stage.name == name:
                return stage
        raise Broken(f"台账所记环节「{name}」不在流程「{self.title}」中。请核对该项目所用的流程版本。")

    def order(self, name: str) -> int:
        """Position of a stage in the order of life, from 0."""
        return self.stages.index(self.stage(name))

    def rules(self) -> Iterator[tuple[Stage, Rule]]:
        """Every move of the workflow together with the stage it leaves."""
        return ((stage, rule) for stage in self.stages for rule in stage.moves)

    def marks_its_parties(self) -> bool:
        """Whether the several parties of this flow are those whose work it marks (年度考核评估)."""
        return any(rule.owes("results") for _, rule in self.rules())

    def owner(self, stage: Stage) -> str:
        """The role that answers for the stage's deadline: the declared one, else the first of its first move forward;
        empty where nobody acts."""
        forward = [rule for rule in stage.moves if not self.goes_back(stage, rule)]
        return stage.owner or next((role for rule in (*forward, *stage.moves) for role in rule.by), "")

    def goes_back(self, stage: Stage, rule: Rule, to: str = "") -> bool:
        """True for a return to an earlier stage and for a withdrawal or refusal (an end that asks for a reason); `to`
        picks one of several targets."""
        target = self.stage(to or rule.to)
        return self.order(target.name) < self.order(stage.name) or (rule.reason and target.is_end)

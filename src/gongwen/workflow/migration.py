"""改版迁移的办法: where a running case would stand in another version of its flow, or why it must stay where it is.

Closed cases are never asked about: they keep their version for good. A case that is brought over can always go on: its
stage is there, and from it an end can be reached with what the case brings along.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Literal

from gongwen.document.fields import faults_in
from gongwen.errors import BadInput
from gongwen.workflow import conditions, reach, usage
from gongwen.workflow.definition import Definition, StepWord
from gongwen.workflow.known import Known
from gongwen.workflow.shape import near

Way = Literal["直接迁移", "对应迁移", "须指明环节", "留在原版"]
CLEANLY, MAPPED, ASKS, STAYS = WAYS = ("直接迁移", "对应迁移", "须指明环节", "留在原版")


@dataclass(frozen=True)
class Situation:
    """A running case: its stage and data, the steps done (papers drafted and filed among them) and still owed, open
    tasks (stage, action, party), and the papers whose own flow is under way."""

    code: str
    stage: str
    data: Mapping[str, Any] = field(default_factory=dict)
    done: Set[StepWord] = frozenset()
    owed: tuple[str, ...] = ()
    tasks: tuple[tuple[str, str, str], ...] = ()
    under_way: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What becomes of one case: `target` is its stage in the new version, empty where it does not move; `why` then says
    what stands in the way."""

    code: str
    stage: str
    way: Way
    target: str = ""
    why: tuple[str, ...] = ()

    @property
    def moves(self) -> bool:
        """True when the case can be brought over."""
        return bool(self.target)


class Planner:
    """Judges case after case of one old version against one new one; what two cases share is reckoned once."""

    def __init__(
        self,
        old: Definition,
        new: Definition,
        known: Known,
        mapping: Mapping[str, str],
        pinned: Set[str] = frozenset(),
    ) -> None:
        """`mapping`: old stage → new stage. `pinned`: fields that mean something else in the new version although they
        look the same (score sheets under another rubric)."""
        self.old, self.new, self.known, self.mapping, self.pinned = old, new, known, mapping, pinned
        self._ends: dict[tuple[bool, str, reach.Had], str] = {}
        self._begins: dict[tuple[str, reach.Had], bool] = {}

    def judge(self, case: Situation) -> Verdict:
        """What becomes of this case."""
        named = self.mapping.get(case.stage, case.stage)
        target = self.new.find(named)
        if target is None:
            return Verdict(case.code, case.stage, ASKS, why=(self._asking(case.stage),))
        why = (*self._held_back(case, named), *self._unfitting(case), *self._astray(case, named))
        if why:
            return Verdict(case.code, case.stage, STAYS, why=why)
        return Verdict(case.code, case.stage, CLEANLY if named == case.stage else MAPPED, named)

    def _asking(self, stage: str) -> str:
        ways = [other.name for other in self.new.stages if not other.closes]
        close = get_close_matches(stage, ways, n=1, cutoff=0.5) or ["新环节"]
        return f"新版没有「{stage}」这个环节，请指明对应的：--map {stage}={close[0]}（可选：{'、'.join(ways)}）"

    def _held_back(self, case: Situation, named: str) -> Iterable[str]:
        """What is under way and belongs to the old version."""
        if case.owed:
            yield "还有没办完的待办，办完再迁移（gongwen project show 可以看到）"
        lost = [task for task in case.tasks if not self._follows(task, named)]
        if lost:
            parties = "、".join(party for _, _, party in lost)
            yield f"「{lost[0][1]}」还等{parties}办，而新版在这里没有同样的任务；等办完或退回后再迁移"
        task = self.new.stage(named).task
        if task and not lost and not self._follows((case.stage, task.do, ""), named):
            yield f"新版在「{named}」要由几方各办「{task.do}」，任务在进入环节时才分派；等离开「{case.stage}」后再迁移"
        for paper in dict.fromkeys(case.under_way):
            if paper not in self._papers:
                yield f"《{paper}》正在办发文手续，而新版不再有这份文书；等它办完或作废后再迁移"

    def _follows(self, task: tuple[str, str, str], named: str) -> bool:
        """An open task follows its case when the stage keeps its name and asks the same of the same parties."""
        stage, action, _ = task
        old, new = self.old.find(stage), self.new.find(named)
        before, after = old and old.rule(action), new and new.rule(action)
        if stage != named or not before or not after:
            return False
        return (before.by, before.parties) == (after.by, after.parties)

    def _unfitting(self, case: Situation) -> Iterable[str]:
        """What the case has filled in and the new version reads otherwise."""
        for name, value in case.data.items():
            before, after = self._old_fields.get(name), self._new_fields.get(name)
            if not before or not after or value in (None, "", []):
                continue
            if name in self.pinned:
                yield f"「{before.label}」已按原版的评分标准填写，不能换标准"
            elif usage.kind(before) != usage.kind(after) and faults_in((after,), {name: value}, "已填的"):
                yield f"已填的「{before.label}」不合新版同名栏目「{after.label}」的类型、选项或列"

    def _astray(self, case: Situation, named: str) -> Iterable[str]:
        """Where the case could not go on from its new stage."""
        if self.new.stage(named).closes:
            yield f"「{named}」在新版是办结的环节，迁移不能代替办结"
        elif (why := self._dead_end(self.new, case, named)) and not self._no_worse(case, named):
            yield f"到了新版再也办不到头：{why.rstrip('。')}"

    def _dead_end(self, definition: Definition, case: Situation, stage: str) -> str:
        had = _had(case)
        key = (definition is self.new, stage, had)
        if key not in self._ends:
            self._ends[key] = reach.dead_end(definition, self.known, stage, had)
        return self._ends[key]

    def _no_worse(self, case: Situation, named: str) -> bool:
        """Whether its old version could not finish the case either, and the new one has a move for it to take."""
        if not self._dead_end(self.old, case, case.stage):
            return False
        key = (named, _had(case))
        if key not in self._begins:
            taken = reach.takable(self.new, self.known, *key)
            self._begins[key] = any(stage == named for stage, _ in taken)
        return self._begins[key]

    @cached_property
    def _old_fields(self) -> dict[str, Any]:
        return usage.asked_fields(self.old)

    @cached_property
    def _new_fields(self) -> dict[str, Any]:
        return usage.asked_fields(self.new)

    @cached_property
    def _papers(self) -> set[str]:
        """Every paper that the new version drafts, files or waits for."""
        rules = [rule for _, rule in self.new.rules()]
        named = {conditions.paper_of(word, self.known.templates) for rule in rules for word in rule.needs}
        return {paper for paper in named if paper} | {
            step.argument for rule in rules for step in rule.then if step.argument
        }


def _had(case: Situation) -> reach.Had:
    return reach.Had(
        frozenset(name for name, value in case.data.items() if value not in (None, "", [])), frozenset(case.done)
    )


def check_mapping(mapping: Mapping[str, str], standing: Iterable[str], new: Definition) -> None:
    """BadInput tells every stage mapped from where no case stands and every stage mapped to that is not in the new
    version."""
    stages, names = set(standing), [stage.name for stage in new.stages]
    faults = [f"--map 里的「{old}」没有在办的事项停在那里；{near(old, stages)}" for old in mapping if old not in stages]
    faults += [f"--map 里的「{to}」不是新版的环节；{near(to, names)}" for to in mapping.values() if to not in names]
    if faults:
        raise BadInput.of(faults)

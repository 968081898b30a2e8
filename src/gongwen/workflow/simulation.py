"""推演: walks through a definition with the engine itself, to see which papers and durations it brings.

A condition counts as met once a move that can bring it about has been taken (or the move's own form fills it); which of
two that exclude each other comes true is left to chance. Returns and repeated moves are bounded, so every walk ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from random import Random
from statistics import median

from gongwen.workflow import conditions, engine
from gongwen.workflow.definition import Deadline, Definition, Rule, Stage
from gongwen.workflow.known import Known

RETURNS = 2
"""How often a walk may go back to an earlier stage."""
AGAIN = 1
"""How often a move that stays in its stage (one more instalment) is taken during one visit."""
ONWARD = 12
"""How much likelier a walk goes on than back or out."""
MOST_STATES = 60_000
"""States looked at for the shortest and the worst path; beyond that only the random walks speak."""
_WORKING = {"工作日": Fraction(1), "天": Fraction(5, 7), "小时": Fraction(5, 7 * 24)}


@dataclass(frozen=True)
class Walk:
    """One way through: the moves as (stage, action, next stage), its papers, and the working days that its deadlines
    allow (a calendar day counts 5/7). `stuck` says why it came to no end."""

    moves: tuple[tuple[str, str, str], ...]
    days: Fraction
    papers: tuple[str, ...]
    returns: int
    stuck: str = ""

    @property
    def end(self) -> str:
        """The stage it came to."""
        return self.moves[-1][2] if self.moves else ""

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages in the order they were entered."""
        return (self.moves[0][0], *(target for _, _, target in self.moves)) if self.moves else ()


@dataclass(frozen=True)
class Simulation:
    """What came of it. `shortest` and `worst` are exact over all paths within the bounds that lead through, not out;
    None where there is none or the flow has too many states."""

    definition: Definition
    walks: tuple[Walk, ...]
    shortest: Walk | None
    worst: Walk | None

    @property
    def ends(self) -> dict[str, list[Walk]]:
        """The walks by the stage they ended in, in the order of life."""
        found: dict[str, list[Walk]] = {}
        for walk in self.walks:
            found.setdefault("" if walk.stuck else walk.end, []).append(walk)
        order = {stage.name: number for number, stage in enumerate(self.definition.stages)}
        return dict(sorted(found.items(), key=lambda item: order.get(item[0], len(order))))

    @property
    def never_visited(self) -> tuple[str, ...]:
        """Stages that no walk came to."""
        seen = {name for walk in self.walks for name in walk.stages}
        return tuple(stage.name for stage in self.definition.stages if stage.name not in seen)

    @property
    def papers(self) -> dict[str, tuple[Fraction, int]]:
        """Per paper: how many a walk drafts on the average, and at most."""
        counts = [Counter(walk.papers) for walk in self.walks]
        names = dict.fromkeys(name for count in counts for name in count)
        return {
            name: (Fraction(sum(c[name] for c in counts), len(counts)), max(c[name] for c in counts)) for name in names
        }


def days_of(deadline: Deadline | None) -> Fraction:
    """A deadline in working days; a stage without one counts nothing."""
    return deadline.amount * _WORKING[deadline.unit] if deadline else Fraction(0)


def middle(walks: Sequence[Walk]) -> Fraction:
    """The median of the walks' durations."""
    return Fraction(median(walk.days for walk in walks))


def simulate(definition: Definition, known: Known, *, runs: int, seed: int, returns: int = RETURNS) -> Simulation:
    """`runs` random walks, always the same for one seed, with the shortest and the worst path there is."""
    chance, course = Random(seed), _Course(definition, known, returns)
    walks = tuple(course.walk(chance) for _ in range(runs))
    return Simulation(definition, walks, course.extreme(longest=False), course.extreme(longest=True))


@dataclass(frozen=True)
class _Place:
    """Where a walk stands: the stage, which of the moves that bring conditions about were taken, the returns left, and
    what was repeated during this visit."""

    stage: str
    brought: frozenset[tuple[str, str]]
    returns: int
    repeated: tuple[str, ...] = ()


class _Course:
    """A definition as a walker sees it."""

    def __init__(self, definition: Definition, known: Known, returns: int) -> None:
        self.definition, self.known, self.returns = definition, known, returns

    @cached_property
    def _needed(self) -> dict[str, frozenset[tuple[str, str]] | None]:
        """Per condition the moves that can bring it about; None for one that the flow need not bring about itself."""
        words = dict.fromkeys(word for _, rule in self.definition.rules() for word in rule.needs)
        return {word: self._sources(word) for word in words}

    def _sources(self, word: str) -> frozenset[tuple[str, str]] | None:
        condition = conditions.find(word, self.known.templates)
        if condition is None or condition.outside:
            return None
        return frozenset((stage.name, rule.do) for stage, rule in conditions.sources(condition, self.definition))

    @cached_property
    def _bringing(self) -> frozenset[tuple[str, str]]:
        return frozenset().union(*(moves for moves in self._needed.values() if moves))

    def facts(self, place: _Place, rule: Rule) -> frozenset[str]:
        """The conditions of a move that hold by now."""
        here = (place.stage, rule.do)
        fills = {one.name for one in rule.form}
        return frozenset(word for word in rule.needs if self._met(word, place, here, fills))

    def _met(self, word: str, place: _Place, here: tuple[str, str], fills: set[str]) -> bool:
        sources = self._needed[word]
        if sources is None or sources & place.brought:
            return True
        condition = conditions.find(word, self.known.templates)
        return here in sources and bool(condition and fills & set(condition.fields))

    def start(self) -> _Place:
        """Where every case begins."""
        return _Place(self.definition.first.name, frozenset(), self.returns)

    def open(self, place: _Place) -> list[tuple[Rule, _Place]]:
        """The moves that the engine allows here, within the bounds, each with where it leads."""
        return [
            (rule, self._after(place, rule, to))
            for rule in self.definition.stage(place.stage).moves
            for to in rule.targets
            if self._within_bounds(place, rule, to) and self._allowed(place, rule)
        ]

    def _allowed(self, place: _Place, rule: Rule) -> bool:
        (option,) = (
            one
            for one in engine.options(
                self.definition, place.stage, roles=self.definition.roles, facts=self.facts(place, rule)
            )
            if one.action == rule.do
        )
        return option.open

    def _within_bounds(self, place: _Place, rule: Rule, to: str) -> bool:
        if to == place.stage:
            return place.repeated.count(rule.do) < AGAIN
        return place.returns > 0 or not self._back(place.stage, to)

    def _back(self, source: str, target: str) -> bool:
        return self.definition.order(target) < self.definition.order(source)

    def _after(self, place: _Place, rule: Rule, to: str) -> _Place:
        brought = place.brought | (self._bringing & {(place.stage, rule.do)})
        if to == place.stage:
            return _Place(to, brought, place.returns, tuple(sorted((*place.repeated, rule.do))))
        return _Place(to, brought, place.returns - self._back(place.stage, to))

    def walk(self, chance: Random) -> Walk:
        """A walk from the first stage to where it is done, or to where nothing more can be done."""
        place, steps = self.start(), list[tuple[_Place, Rule, _Place]]()
        while not self.definition.stage(place.stage).closes:
            ways = self.open(place)
            if not ways:
                return self._told(steps, self._why_stuck(place))
            weights = [1 if self._gives_up(place, rule, after.stage) else ONWARD for rule, after in ways]
            [(rule, after)] = chance.choices(ways, weights)
            steps.append((place, rule, after))
            place = after
        return self._told(steps)

    def _gives_up(self, place: _Place, rule: Rule, to: str) -> bool:
        return self.definition.goes_back(self.definition.stage(place.stage), rule, to)

    def _why_stuck(self, place: _Place) -> str:
        options = engine.options(self.definition, place.stage, roles=self.definition.roles, facts=())
        lacking = "；".join(dict.fromkeys(text for option in options for text in option.missing))
        return f"停在「{place.stage}」再也办不下去" + (f"：{lacking}" if lacking else "")

    def _told(self, steps: Sequence[tuple[_Place, Rule, _Place]], stuck: str = "") -> Walk:
        entered = [self.definition.first, *(self.definition.stage(b.stage) for a, _, b in steps if a.stage != b.stage)]
        return Walk(
            moves=tuple((a.stage, rule.do, b.stage) for a, rule, b in steps),
            days=sum((days_of(stage.deadline) for stage in entered), Fraction(0)),
            papers=tuple(
                step.argument for _, rule, _ in steps for step in rule.then if step.name == "draft" and step.argument
            ),
            returns=sum(self._back(a.stage, b.stage) for a, _, b in steps),
            stuck=stuck,
        )

    def extreme(self, *, longest: bool) -> Walk | None:
        """The shortest or the longest way to an end that is reached going forward; None when there is none, or when the
        flow has more states than can be looked at."""
        search = _Search(self, longest)
        try:
            found = search.best(self.start())
        except _TooMany:
            return None
        return self._told(found[1]) if found else None


class _TooMany(Exception):
    """The flow has more states than are looked at."""


@dataclass
class _Search:
    """Every path within the bounds, each place looked at once: returns run out, and between them the order rises."""

    course: _Course
    longest: bool
    seen: dict[_Place, tuple[Fraction, tuple[tuple[_Place, Rule, _Place], ...]] | None] = field(default_factory=dict)

    def best(self, place: _Place) -> tuple[Fraction, tuple[tuple[_Place, Rule, _Place], ...]] | None:
        """The best way from here to an end, with its duration; None when none leads there."""
        if place not in self.seen:
            if len(self.seen) > MOST_STATES:
                raise _TooMany
            self.seen[place] = self._look(place)
        return self.seen[place]

    def _look(self, place: _Place) -> tuple[Fraction, tuple[tuple[_Place, Rule, _Place], ...]] | None:
        stage = self.course.definition.stage(place.stage)
        if stage.closes:
            return Fraction(0), ()
        ways = list(self._ways(place, stage))
        pick = max if self.longest else min
        return pick(ways, key=lambda way: (way[0], len(way[1]))) if ways else None

    def _ways(self, place: _Place, stage: Stage) -> Iterator[tuple[Fraction, tuple[tuple[_Place, Rule, _Place], ...]]]:
        for rule, after in self.course.open(place):
            target = self.course.definition.stage(after.stage)
            if target.closes and self.course.definition.goes_back(stage, rule, after.stage):
                continue  # given up: no way through
            rest = self.best(after)
            if rest:
                spent = days_of(stage.deadline) if after.stage != place.stage else Fraction(0)
                yield spent + rest[0], ((place, rule, after), *rest[1])

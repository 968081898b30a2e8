"""总览: the projects of a year as figures: how far they have come, what is late with whom, money, scores."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from threading import Lock

from gongwen import registry, workflow
from gongwen.office.procedures import shelf
from gongwen.office.staffing import calendar
from gongwen.office.watching import case_data, todo
from gongwen.office.watching.listing import year_of

FRESH = timedelta(minutes=5)
"""For so long the figures of a year stand: over many thousand projects they take seconds to add up."""

NOBODY = "（无人担任）"


@dataclass(frozen=True)
class Reached:
    """A phase: how many projects came to it, and how many of them are in it now."""

    phase: str
    reached: int
    now: int


@dataclass(frozen=True)
class Late:
    """Whoever holds overdue cases: how many, and by how many working days the latest."""

    holder: str
    count: int
    longest: int


@dataclass(frozen=True)
class Money:
    """A kind of projects or a unit: projects whose sum is known, the sums approved (else asked for) and paid, 元."""

    name: str
    count: int
    amount: Decimal
    paid: Decimal


@dataclass(frozen=True)
class Scores:
    """A kind of projects: how many were scored, and the mean, lowest and highest total (points, two decimals)."""

    name: str
    count: int
    mean: Decimal
    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True)
class Overview:
    """The figures of the projects opened in `year`, as of `at`; `ended` how many ended before their time, by stage."""

    year: int
    at: datetime
    total: int
    phases: tuple[Reached, ...]
    ended: tuple[tuple[str, int], ...]
    late: tuple[Late, ...]
    by_kind: tuple[Money, ...]
    by_unit: tuple[Money, ...]
    grades: tuple[tuple[str, int], ...]
    scores: tuple[Scores, ...]

    @property
    def money(self) -> Money:
        """What the sums of all kinds, and so of all units, come to."""
        return Money(
            "合计",
            sum(row.count for row in self.by_kind),
            sum((row.amount for row in self.by_kind), Decimal()),
            sum((row.paid for row in self.by_kind), Decimal()),
        )

    @property
    def graded(self) -> int:
        """How many projects have a grade."""
        return sum(count for _, count in self.grades)


def of_year(year: str, *, now: datetime) -> Overview:
    """The overview of a year (none named: the latest in which anything was opened), at most FRESH old, but for whoever
    asks while it is being reckoned anew: they get the former figures; what is late is that of all years. BadInput on a
    year that is none."""
    year_of(year)
    years = registry.case_years()
    chosen = int(year) if year else (years[0] if years else now.year)
    span = now.timestamp() // FRESH.total_seconds()
    return _kept(registry.home(), chosen, datetime.fromtimestamp(span * FRESH.total_seconds(), UTC))


def years() -> tuple[int, ...]:
    """The years that may be chosen, the latest first."""
    return registry.case_years()


def _kept(home: Path, year: int, since: datetime) -> Overview:
    """The figures as of the beginning of a span of FRESH: added up by whoever asks first, while the others make do with
    the former ones (or wait, where there are none), for many adding up at once would hold up everybody."""
    known = _FIGURES.get((home, year))
    if known and known.at >= since:
        return known
    if not _ADDING_UP.acquire(blocking=known is None):
        assert known
        return known
    try:
        known = _FIGURES.get((home, year))
        if known is None or known.at < since:
            if len(_FIGURES) >= _MOST_KEPT:
                _FIGURES.clear()
            known = _FIGURES[home, year] = reckon(year, now=since)
        return known
    finally:
        _ADDING_UP.release()


_FIGURES: dict[tuple[Path, int], Overview] = {}
_MOST_KEPT = 32
_ADDING_UP = Lock()


def reckon(year: int, *, now: datetime) -> Overview:
    """The figures of a year, added up now."""
    first, last = year_of(str(year))
    query = registry.CaseQuery(flows=(shelf.PROJECT_FLOW,), opened_from=first, opened_to=last)
    cases = registry.case_figures(query, _SAID)
    phases, ended = _course(cases, query)
    return Overview(
        year=year,
        at=now,
        total=len(cases),
        phases=phases,
        ended=ended,
        late=_late(now),
        by_kind=_money(cases, lambda case: case.kind),
        by_unit=_money(cases, lambda case: case.unit),
        grades=_grades(cases),
        scores=_scores(cases),
    )


_SAID = {
    "approved_amount": ("approved_amount",),
    "budget": ("budget",),
    "paid_amount": ("paid_amount",),
    "grade": ("grade",),
    "total": ("score", "total"),
}
"""What is added up of all that was filled in."""


def _course(
    cases: Iterable[registry.CaseFigures], query: registry.CaseQuery
) -> tuple[tuple[Reached, ...], tuple[tuple[str, int], ...]]:
    """How many came to each phase. Whoever is in a phase came to all before it; a project that ended outside every
    phase (已撤回) came to that of the stage which it left last."""
    phases = shelf.definition(shelf.PROJECT_FLOW).phases
    now: Counter[str] = Counter()
    last: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    ways = registry.stages_left(replace(query, places=frozenset(_outside())))
    for case in cases:
        phase = _phase(case, case.stage)
        if phase:
            now[phase] += not case.closed
        else:
            ended[case.stage] += 1
            phase = next(filter(None, (_phase(case, name) for name in ways.get(case.code, ()))), phases[0])
        last[phase] += 1
    reached = [*accumulate(last[phase] for phase in reversed(phases))][::-1]
    rows = tuple(Reached(phase, count, now[phase]) for phase, count in zip(phases, reached, strict=True))
    return rows, tuple(ended.most_common())


def _outside() -> Iterator[registry.Place]:
    """The stages that are of no phase, in every version of the projects' flow."""
    for row in registry.published_list("workflow"):
        if row.name == shelf.PROJECT_FLOW:
            for stage in shelf.definition(row.name, row.hash).stages:
                if not stage.phase:
                    yield registry.Place(row.name, row.hash, stage.name)


def _phase(case: registry.CaseFigures, stage: str) -> str:
    return shelf.stage_of(case.workflow, case.workflow_hash, stage).phase


def _late(now: datetime) -> tuple[Late, ...]:
    query = registry.CaseQuery(running=True, overdue_at=now)
    cases = registry.find_cases(query, registry.Slice(by="due", offset=0, limit=None)).rows
    held: defaultdict[str, list[int]] = defaultdict(list)
    days = calendar.calendar()
    for case, holders in zip(cases, todo.held(cases, now), strict=True):
        timed = calendar.timed(case, now, days)
        for holder in holders or (NOBODY,):
            held[holder].append(_days(timed.standing) if timed else 0)
    rows = (Late(holder, len(days), max(days)) for holder, days in held.items())
    return tuple(sorted(rows, key=lambda row: (-row.count, -row.longest, row.holder)))


def _days(standing: workflow.Standing) -> int:
    """Working days past the deadline; of one in hours the whole days of 24."""
    return -standing.left if standing.unit == workflow.Standing.unit else -standing.left // 24


def _money(cases: Iterable[registry.CaseFigures], name_of: Callable[[registry.CaseFigures], str]) -> tuple[Money, ...]:
    sums: defaultdict[str, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for case in cases:
        if amount := case_data.amount_in(case.data):
            sums[name_of(case)].append((Decimal(amount), Decimal(case.data["paid_amount"] or 0)))
    rows = (
        Money(name, len(parts), sum((one for one, _ in parts), Decimal()), sum((one for _, one in parts), Decimal()))
        for name, parts in sums.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.amount, row.name)))


def _grades(cases: Iterable[registry.CaseFigures]) -> tuple[tuple[str, int], ...]:
    """Every grade there is, the best first, then such as are no longer given."""
    found = Counter(str(case.data["grade"]) for case in cases if case.data["grade"])
    order = dict.fromkeys([*(rule.name for rule in shelf.rubric().grades), *found])
    return tuple((name, found[name]) for name in order)


def _scores(cases: Iterable[registry.CaseFigures]) -> tuple[Scores, ...]:
    totals: defaultdict[str, list[Decimal]] = defaultdict(list)
    for case in cases:
        if case.data["total"] is not None:
            totals[case.kind].append(Decimal(case.data["total"]))
    return tuple(_summed(name, points) for name, points in sorted(totals.items()))


def _summed(name: str, points: list[Decimal]) -> Scores:
    mean = (sum(points, Decimal()) / len(points)).quantize(Decimal("0.01"))
    return Scores(name, len(points), mean, min(points), max(points))

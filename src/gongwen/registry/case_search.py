"""事项查询: cases found, ordered and counted by the database, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import BooleanField, Count, Exists, F, Min, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models import Case as Judgement
from django.db.models.functions import StrIndex

from gongwen.errors import BadInput
from gongwen.registry.case_register import case_row, with_parent
from gongwen.registry.database import office_zone
from gongwen.registry.looking import once
from gongwen.registry.models import Case, Event, Paper, Recipient, Task
from gongwen.registry.queries import CaseQuery, Found, Place, Slice, Turn, Visible, Waiting, Waits
from gongwen.registry.values import TASK_STATES, TODO, CaseRow

T = TypeVar("T", bound=Model)

ORDERS = {
    "opened": ("id",),
    "due": (F("due_at").asc(nulls_last=True), "id"),
    "code": ("code",),
    "title": ("title", "id"),
    "stage": ("workflow", "stage", "id"),
    "unit": ("unit", "id"),
    "kind": ("kind", "id"),
}
"""What cases may be ordered by; what has no deadline comes last, whichever way round."""


def find_cases(query: CaseQuery, part: Slice = Slice(), *, total: int | None = None) -> Found[CaseRow]:  # noqa: B008
    """The cases that meet the query, in the order asked for; BadInput on an order there is none of. Where they have
    been counted before, `total` says how many there are."""
    found = matching(query).order_by(*ordered(ORDERS, part))
    if part.limit is None:
        every = tuple(case_row(row) for row in with_parent(found))
        return Found(every, len(every))
    rows = tuple(case_row(row) for row in picked(found, with_parent(Case.objects.all()), part))
    return Found(rows, count_cases(query) if total is None else total)


@once
def count_cases(query: CaseQuery) -> int:
    """How many cases meet the query."""
    return matching(query).count()


def count_waiting(query: CaseQuery, turns: tuple[Turn, ...], at: datetime) -> Waits:
    """How many cases meet the query, how many of them wait at these turns, and how many of each are past their deadline
    at that moment, in one look."""
    late, mine = Q(closed_at=None, due_at__lt=at), _at_turns(turns)
    found = matching(query).aggregate(
        every=Count("id"),
        late=Count("id", filter=late),
        mine=Count("id", filter=mine),
        mine_late=Count("id", filter=mine & late),
    )
    return Waits(**found)


def cases_of(codes: Iterable[str]) -> dict[str, CaseRow]:
    """The cases of these codes, by code, in one look."""
    return {row.code: case_row(row) for row in with_parent(Case.objects.filter(code__in=set(codes)))}


def newest_case(*, workflow: str, title: str, kind: str, unit: str) -> CaseRow | None:
    """The case opened last under just this title, of this kind and unit; None where there is none."""
    found = Case.objects.filter(title=title, workflow=workflow, kind=kind, unit=unit)
    row = with_parent(found).order_by("-id").first()
    return case_row(row) if row else None


def case_years() -> tuple[int, ...]:
    """The years in which cases were opened, the latest first."""
    first = Case.objects.order_by("id").values_list("opened_at", flat=True).first()
    last = Case.objects.order_by("-id").values_list("opened_at", flat=True).first()
    if first is None or last is None:
        return ()
    years = sorted((first.astimezone(office_zone()).year, last.astimezone(office_zone()).year))
    return tuple(range(years[1], years[0] - 1, -1))


# Below: for the other modules of this room only.


def matching(query: CaseQuery) -> QuerySet[Case]:
    """The rows that meet the query, in no order."""
    found = Case.objects.filter(**_columns(query))
    if query.but_flows:
        found = found.exclude(workflow__in=query.but_flows)
    if query.running is False:
        found = found.exclude(closed_at=None)
    if query.places is not None:
        found = found.filter(_at(query.places))
    if query.turns is not None:
        found = found.filter(_judged(_at_turns(query.turns)))
    if query.title:
        alone = query == CaseQuery(title=query.title)
        found = titled(found, query.title, directly=alone or query.visible is not None)
    if query.person:
        found = found.filter(pk__in=cases_handled(query.person))
    return found if query.visible is None else found.filter(pk__in=seen(query.visible))


def seen(visible: Visible) -> QuerySet[Any]:
    """The primary keys of the cases that are seen: what `concern.concerned` says of one case, of all at once."""
    organs, names = sorted(visible.organs), sorted(visible.names)
    # The state of a task is named, every one of them, for the index by state and party to serve.
    parties = Task.objects.filter(state__in=TASK_STATES, party__in=sorted(visible.parties)).values("case_id")
    sent = Recipient.objects.filter(name__in=names, sent_at__isnull=False).values("paper_id")
    above = Case.objects.filter(unit__in=organs).exclude(unit="").values("pk")
    below = Case.objects.filter(parent__in=above).exclude(Exists(Paper.objects.filter(flow=OuterRef("pk"))))
    issued = Paper.objects.filter(issued_on__isnull=False, case__in=above, flow__isnull=False).values("flow_id")
    flows = Paper.objects.filter(pk__in=sent, flow__isnull=False).values("flow_id")
    # One set after the other, each by its own index.
    return above.union(parties, flows, issued, below.values("pk"))


def cases_handled(person: str) -> QuerySet[Event]:
    """The primary keys of the cases in whose course the person took part, also through a deputy."""
    acted = Event.objects.filter(actor=person).values("case_id")
    # That nobody's deputy is left out has to be said for the index of principals, which leaves them out, to serve.
    return acted.union(Event.objects.filter(for_whom=person).exclude(for_whom="").values("case_id"))


def picked(found: QuerySet[T], whole: QuerySet[T], part: Slice) -> list[T]:
    """The page asked for of the rows found, in their order, each read `whole`. Which rows it is comes of narrow indexes
    first: whole rows carry everything that was ever filled in, and sorting thousands of those for thirty is slow."""
    assert part.limit is not None
    keys = list(found.values_list("pk", flat=True)[part.offset : part.offset + part.limit])
    rows = whole.in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def titled(rows: QuerySet[T], words: str, *, directly: bool) -> QuerySet[T]:
    """The rows in whose title the words stand. Where nothing else is asked, the database walks the narrow index of
    titles in order; where little is seen, the rows. Otherwise the titles are looked through by themselves first: the
    rows carry everything that was ever filled in."""
    if directly:
        return having(rows, words)
    return rows.filter(pk__in=having(rows.model._default_manager.all(), words).values("pk"))


def having(rows: QuerySet[T], words: str) -> QuerySet[T]:
    """The rows in whose title every one of the words stands, to the letter, on every database alike."""
    for number, word in enumerate(words.split()):
        rows = rows.alias(**{f"at_{number}": StrIndex("title", Value(word))}).filter(**{f"at_{number}__gt": 0})
    return rows


def day_range(column: str, first: date | None, last: date | None) -> dict[str, Any]:
    """Conditions on a moment: from the beginning of one of the office's days to the end of another."""
    found: dict[str, Any] = {}
    if first:
        found[f"{column}__gte"] = datetime.combine(first, time.min, office_zone())
    if last:
        found[f"{column}__lt"] = datetime.combine(last + timedelta(days=1), time.min, office_zone())
    return found


def ordered(orders: dict[str, tuple[Any, ...]], part: Slice) -> list[Any]:
    """The order asked for; BadInput when there is none of that name."""
    if part.by not in orders:
        raise BadInput(f"不能按「{part.by}」排序，可以按：{'、'.join(orders)}。")
    return [_turned(one) for one in orders[part.by]] if part.down else list(orders[part.by])


def _turned(one: Any) -> Any:
    return f"-{one}" if isinstance(one, str) else F("due_at").desc(nulls_last=True)


def _columns(query: CaseQuery) -> dict[str, Any]:
    """The conditions on single columns."""
    found: dict[str, Any] = {name: value for name in ("unit", "kind", "code") if (value := getattr(query, name))}
    if query.flows:
        found["workflow__in"] = query.flows
    if query.running:
        found["closed_at"] = None
    if query.overdue_at:
        found |= {"closed_at": None, "due_at__lt": query.overdue_at}
    return found | day_range("opened_at", query.opened_from, query.opened_to)


def _at(places: Iterable[Place]) -> Q:
    stages: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for place in places:
        stages[place.workflow, place.hash].append(place.stage)
    return _any(
        Q(workflow=workflow, workflow_hash=version, stage__in=sorted(names))
        for (workflow, version), names in sorted(stages.items())
    )


def _judged(condition: Q) -> Q:
    """The condition as one yes or no of each case: the running cases are then walked in the order of the narrow index
    of deadlines, where SQLite would gather whole rows of every stage first and sort them after."""
    return Q(Judgement(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()))


def _at_turns(turns: Iterable[Turn]) -> Q:
    return _any(_of_turn(turn) for turn in turns)


def _of_turn(turn: Turn) -> Q:
    condition = _at(turn.places)
    if turn.units is not None:
        condition &= Q(unit__in=sorted(turn.units))
    return condition & Q(_waits(turn.waiting)) if turn.waiting else condition


def _waits(waiting: Waiting) -> Exists:
    owed = Task.objects.filter(case=OuterRef("pk"), action=waiting.action, state=TODO)
    if waiting.in_order:
        first = owed.values("case").annotate(first=Min("id")).values("first")
        owed = Task.objects.filter(id=first)
    kinds = defaultdict(list)
    for party in sorted(waiting.parties, key=lambda party: (party.kind, party.name)):
        kinds[party.kind].append(party.name)
    return Exists(owed.filter(_any(Q(party_kind=kind, party__in=names) for kind, names in kinds.items())))


def _any(conditions: Iterable[Q]) -> Q:
    """Whether one of the conditions holds; of none, nothing does."""
    return reduce(or_, conditions, Q(pk__in=[]))

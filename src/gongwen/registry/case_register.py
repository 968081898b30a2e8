"""事项: cases, their facts and the events of their life."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, Max, QuerySet

from gongwen.errors import BadInput, Refused
from gongwen.numbering import case_code, next_serial, read_case_code
from gongwen.registry import journal, moments
from gongwen.registry.canonical import fingerprint, plain
from gongwen.registry.deadline_rule import due_of
from gongwen.registry.looking import once
from gongwen.registry.models import Case, Event, Job
from gongwen.registry.transactions import writing
from gongwen.registry.values import CaseRow, EventRow, JobOrder, TaskOrder

OPENING = "开始办理"
"""The action of a case's first event."""


def open_case(
    *,
    workflow: str,
    workflow_hash: str,
    stage: str,
    title: str,
    kind: str = "",
    unit: str = "",
    parent: str | None = None,
    data: Mapping[str, Any],
    code: str | None = None,
    code_prefix: str,
    actor: str,
    door: str,
    system_user: str = "",
    now: datetime,
    key: str | None = None,
    jobs: Iterable[JobOrder] = (),
    action: str = OPENING,
    form: Mapping[str, Any] | None = None,
) -> CaseRow:
    """Open a case in its first stage, with its first event and the jobs that owes.

    A case that ran before the office used gongwen is taken in at a later stage, by an `action` and a `form` of its own.
    Without `code` it gets the next one of its prefix and the office's year (QHBF-2026-001). The same `key` again
    returns the case opened with it.
    """
    with writing():
        if key is not None and (known := Event.objects.filter(key=key).select_related("case").first()):
            return _opened_before(known)
        row = Case(
            **_code_fields(code, code_prefix, now),
            workflow=workflow,
            workflow_hash=workflow_hash,
            stage=stage,
            title=title,
            kind=kind,
            unit=unit,
            parent=find(parent) if parent else None,
            data=plain(dict(data)),
            opened_at=moments.utc(now),
            stage_at=moments.utc(now),
        )
        row.due_at = due_of()(case_row(row))
        row.save(force_insert=True)
        add_event(
            row,
            jobs,
            action=action,
            target=stage,
            actor=actor,
            door=door,
            system_user=system_user,
            now=now,
            key=key,
            form=form,
        )
        return case_row(row)


@once
def case(code: str) -> CaseRow:
    """The case of this code; BadInput when there is none."""
    return case_row(find(code))


def cases(
    workflow: str | None = None, parent: str | None = None, stage: str | None = None, *, running: bool = False
) -> tuple[CaseRow, ...]:
    """Cases in the order they were opened, those that match what is given; `running`: those not closed."""
    wanted = {"workflow": workflow, "parent__code": parent, "stage": stage}
    found = Case.objects.filter(**{name: value for name, value in wanted.items() if value is not None})
    found = found.filter(closed_at=None) if running else found
    return tuple(case_row(row) for row in with_parent(found).order_by("id"))


def amend_case(code: str, data: Mapping[str, Any], *, actor: str, now: datetime, why: str) -> CaseRow:
    """Merge facts into a case outside a move; raises its version. Facts it has already change nothing."""
    with writing():
        row = find(code, lock=True)
        changed = {name: value for name, value in plain(dict(data)).items() if row.data.get(name, _ABSENT) != value}
        if changed:
            row.data = {**row.data, **changed}
            row.version += 1
            row.due_at = due_of()(case_row(row))
            row.save(update_fields=["data", "version", "due_at"])
            journal.append(
                "更改事项信息",
                actor=actor,
                now=now,
                case=code,
                why=why,
                fields=sorted(changed),
                hash=fingerprint(changed),
            )
        return case_row(row)


@once
def events(code: str) -> tuple[EventRow, ...]:
    """The case's history, its opening first."""
    return tuple(event_row(found) for found in find(code).events.select_related("case").order_by("seq"))


def events_done_for(principal: str, most: int) -> tuple[EventRow, ...]:
    """What deputies did in this person's name, the latest first, at most so many."""
    found = Event.objects.filter(for_whom=principal).exclude(for_whom="").select_related("case")
    return tuple(event_row(row) for row in found.order_by("-at", "-pk")[:most])


def event(id: int) -> EventRow:
    """One event, such as the one that owes a job (`JobRow.event`); BadInput when there is none."""
    found = Event.objects.select_related("case").filter(pk=id).first()
    if found is None:
        raise BadInput(f"没有第 {id} 号办理记录，请核对。")
    return event_row(found)


def key_used(key: str) -> bool:
    """Whether a case was opened or moved with this key."""
    return Event.objects.filter(key=key).exists()


# Below: for the other modules of this room only.

_ABSENT = object()
_ASIDE = [f"parent__{one.name}" for one in Case._meta.concrete_fields if one.name not in ("id", "code")]


def with_parent(found: QuerySet[Case]) -> QuerySet[Case]:
    """These rows, each with the code of what it was opened below, and of that nothing else."""
    return found.select_related("parent").defer(*_ASIDE)


@once
def find(code: str, *, lock: bool = False) -> Case:
    """The case's row, locked against other writers where the database can lock rows (SQLite locks as a whole)."""
    found = with_parent(Case.objects.filter(code=code))
    row = (found.select_for_update(of=("self",)) if lock else found).first()
    if row is None:
        raise BadInput(f"没有编号为「{code}」的事项，请核对编号（查看全部：gongwen project list）。")
    return row


def touch(*cases: Case | None) -> None:
    """A fact of these cases changed: raise their versions."""
    Case.objects.filter(pk__in={row.pk for row in cases if row}).update(version=F("version") + 1)


def retitle(row: Case, title: str) -> None:
    """A paper's own flow is called as the paper is, in every list; raises its version."""
    Case.objects.filter(pk=row.pk).update(title=title, version=F("version") + 1)


def add_event(
    row: Case,
    jobs: Iterable[JobOrder],
    *,
    action: str,
    target: str,
    actor: str,
    door: str,
    system_user: str,
    now: datetime,
    key: str | None,
    source: str = "",
    reason: str = "",
    form: Mapping[str, Any] | None = None,
    role: str = "",
    for_whom: str = "",
    party: str = "",
    opens: Sequence[TaskOrder] = (),
) -> Event:
    """Write an event, the jobs it owes as a chain, and the journal entry of both; the journal also names the party
    acted for and those called in."""
    filled = plain(dict(form or {}))
    owed = [(order.step, plain(order.argument)) for order in jobs]
    made = Event.objects.create(
        case=row,
        seq=(row.events.aggregate(last=Max("seq"))["last"] or 0) + 1,
        action=action,
        source=source,
        target=target,
        actor=actor,
        door=door,
        system_user=system_user,
        reason=reason,
        form=filled,
        form_hash=fingerprint(filled),
        at=moments.utc(now),
        key=key,
        role=role,
        for_whom=for_whom,
        party=party,
    )
    Job.objects.bulk_create(
        Job(case=row, event=made, seq=number, step=step, argument=argument)
        for number, (step, argument) in enumerate(owed, 1)
    )
    _journal_event(made, row, owed, opens, now)
    return made


def _journal_event(
    made: Event, row: Case, owed: list[tuple[str, Any]], opens: Sequence[TaskOrder], now: datetime
) -> None:
    """What happened, by whom, in which capacity; what was filled in and what the case holds now by their hashes."""
    journal.append(
        made.action,
        actor=made.actor,
        now=now,
        case=row.code,
        role=made.role,
        for_whom=made.for_whom,
        door=made.door,
        system_user=made.system_user,
        source=made.source,
        target=made.target,
        version=row.version,
        form=made.form_hash,
        data=fingerprint(row.data),
        jobs=owed,
        **({"party": made.party} if made.party else {}),
        **({"parties": [order.party.name for order in opens]} if opens else {}),
    )


def case_row(row: Case) -> CaseRow:
    """The value of a case's row."""
    return CaseRow(
        code=row.code,
        workflow=row.workflow,
        workflow_hash=row.workflow_hash,
        stage=row.stage,
        version=row.version,
        title=row.title,
        kind=row.kind,
        unit=row.unit,
        parent=row.parent.code if row.parent else None,
        data=row.data,
        opened_on=moments.office_day(row.opened_at),
        stage_since=moments.office_day(row.stage_at),
        stage_at=row.stage_at,
        closed=row.closed_at is not None,
        closed_on=moments.office_day(row.closed_at) if row.closed_at else None,
        due_at=row.due_at,
    )


def event_row(found: Event) -> EventRow:
    """The value of an event's row."""
    return EventRow(
        id=found.pk,
        case=found.case.code,
        seq=found.seq,
        action=found.action,
        source=found.source,
        target=found.target,
        actor=found.actor,
        door=found.door,
        system_user=found.system_user,
        reason=found.reason,
        form=found.form,
        form_hash=found.form_hash,
        at=found.at,
        key=found.key,
        role=found.role,
        for_whom=found.for_whom,
        party=found.party,
    )


def _opened_before(known: Event) -> CaseRow:
    if known.seq != 1:
        raise BadInput(f"办理凭证「{known.key}」已用于事项「{known.case.code}」的「{known.action}」，请换一个。")
    return case_row(known.case)


def _code_fields(code: str | None, prefix: str, now: datetime) -> dict[str, Any]:
    """The code and, where it belongs to a series, its parts: the database keeps the series free of doubles by them."""
    if code is None:
        year = moments.office_day(now).year
        last = Case.objects.filter(prefix=prefix, year=year).aggregate(last=Max("serial"))["last"]
        serial = next_serial([last] if last else [])
        return {"code": case_code(prefix, year, serial), "prefix": prefix, "year": year, "serial": serial}
    if Case.objects.filter(code=code).exists():
        raise Refused(f"编号「{code}」已用于另一事项，请换一个编号，或不填由系统编排。")
    parts = read_case_code(code)
    return {"code": code, **(dict(zip(("prefix", "year", "serial"), parts, strict=True)) if parts else {})}

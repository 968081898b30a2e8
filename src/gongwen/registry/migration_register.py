"""改版迁移: running cases brought to another version of their workflow, as one batch that can be taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, QuerySet

from gongwen.errors import BadInput, Refused
from gongwen.registry import journal, moments
from gongwen.registry.canonical import fingerprint, plain
from gongwen.registry.case_register import case_row, with_parent
from gongwen.registry.deadline_rule import due_of
from gongwen.registry.models import Case, Event, FlowMigration, Job, MigratedCase, Paper, Task
from gongwen.registry.transactions import writing
from gongwen.registry.values import DONE, TODO, MigratedRow, MigrationRow, RunningCase, StageCount

MIGRATED, REVERTED = "流程改版迁移", "撤回改版迁移"
_CHANGED = ("workflow_hash", "stage", "version", "due_at")
_AT_ONCE = 200


def stage_counts(workflow: str | None = None) -> tuple[StageCount, ...]:
    """How many running cases stand in each stage of each version, of one workflow or of all."""
    found = Case.objects.filter(closed_at=None, **({} if workflow is None else {"workflow": workflow}))
    counted = found.values("workflow", "workflow_hash", "stage").annotate(count=Count("id"))
    return tuple(
        StageCount(workflow=row["workflow"], hash=row["workflow_hash"], stage=row["stage"], count=row["count"])
        for row in counted.order_by("workflow", "workflow_hash", "stage")
    )


def running_cases(workflow: str, codes: Iterable[str] = ()) -> tuple[RunningCase, ...]:
    """The cases of a workflow that are not closed (of these codes, if any are named) with all that hangs on them."""
    return tuple(_running(_found(workflow, codes)))


def migrate_cases(
    workflow: str,
    target: str,
    decide: Callable[[tuple[RunningCase, ...]], Mapping[str, str]],
    *,
    codes: Iterable[str] = (),
    mapping: Mapping[str, str],
    reason: str,
    actor: str,
    now: datetime,
) -> MigrationRow | None:
    """Lock the running cases, let `decide` say which go to which stage (code → stage) of the version `target`, and
    write these as one batch. Nothing is written when it names none; what it raises leaves everything as it was."""
    with writing():
        rows = list(_found(workflow, codes).select_for_update(of=("self",)))
        stages = decide(tuple(_running(rows)))
        if not stages:
            return None
        batch = FlowMigration.objects.create(
            workflow=workflow,
            target_hash=target,
            mapping=plain(dict(mapping)),
            reason=reason,
            actor=actor,
            at=moments.utc(now),
        )
        _bring([row for row in rows if row.code in stages], batch, stages, actor, now)
        journal.append(
            MIGRATED,
            actor=actor,
            now=now,
            batch=batch.pk,
            workflow=workflow,
            hash=target,
            cases=len(stages),
            reason=fingerprint(reason),
        )
        return _migration(batch, len(stages))


def revert_migration(batch: int, *, rest: bool = False, actor: str, now: datetime) -> tuple[MigratedRow, ...]:
    """Put a batch's cases back as they were; the cases that were put back.

    Refused, with nothing done, names every case that has moved on since; with `rest` those stay and the others go back.
    """
    with writing():
        found = _batch(batch, lock=True)
        if found.reverted_at:
            raise Refused(f"第 {batch} 批改版迁移已由{found.reverted_by}撤回，不能再撤。")
        kept = list(found.cases.select_related("case__parent").order_by("case_id"))
        moved = _moved_on(kept)
        if moved and (not rest or len(moved) == len(kept)):
            raise Refused.of(_why_not_back(moved, len(kept)))
        back = [row for row in kept if row not in moved]
        _put_back(back, found, actor, now)
        found.reverted_by, found.reverted_at = actor, moments.utc(now)
        found.save(update_fields=["reverted_by", "reverted_at"])
        journal.append(REVERTED, actor=actor, now=now, batch=batch, cases=len(back), stayed=len(moved))
        return tuple(_migrated(row) for row in back)


def migration_batches(workflow: str | None = None) -> tuple[MigrationRow, ...]:
    """All batches, oldest first, of one workflow or of all."""
    found = FlowMigration.objects.filter(**({} if workflow is None else {"workflow": workflow}))
    return tuple(_migration(row, row.count) for row in found.annotate(count=Count("cases")).order_by("id"))


def migrated_cases(batch: int) -> tuple[MigratedRow, ...]:
    """The cases of a batch, each as it was before and as it became."""
    return tuple(_migrated(row) for row in _batch(batch).cases.select_related("case").order_by("case_id"))


def _why_not_back(moved: Sequence[MigratedCase], of: int) -> list[str]:
    told = [f"事项「{row.case.code}」迁移以后又有变化，现在「{row.case.stage}」，不能撤回。" for row in moved]
    return told + (["其余的没有变化：加上 --rest 可以只撤回它们。"] if len(moved) < of else [])


def _found(workflow: str, codes: Iterable[str]) -> QuerySet[Case]:
    """Running cases in the order of their opening; BadInput names a code that is not among them."""
    found = with_parent(Case.objects.filter(workflow=workflow, closed_at=None)).order_by("id")
    if wanted := list(dict.fromkeys(codes)):
        found = found.filter(code__in=wanted)
        missing = sorted(set(wanted) - set(found.values_list("code", flat=True)))
        if missing:
            raise BadInput(f"事项{'、'.join(missing)}不是流程「{workflow}」在办的事项，请核对编号（已办结的不迁移）。")
    return found


def _running(rows: Sequence[Case] | QuerySet[Case]) -> list[RunningCase]:
    """Every case with its jobs, tasks and papers, read in one query each."""
    rows = list(rows)
    cases = {"case_id__in": [row.pk for row in rows]} if len(rows) <= _AT_ONCE else {"case__in": _same(rows)}
    jobs = _by_case(Job.objects.filter(**cases).order_by("id"), "state", "step", "argument")
    tasks = _by_case(Task.objects.filter(state=TODO, **cases).order_by("seq"), "stage", "action", "party")
    papers = _by_case(Paper.objects.filter(**cases).order_by("id"), "template", "filed", "flow", "flow__closed_at")
    return [
        RunningCase(
            case=case_row(row),
            owed=tuple(step for state, step, _ in jobs[row.pk] if state != DONE),
            done=tuple((step, argument) for state, step, argument in jobs[row.pk] if state == DONE),
            tasks=tuple(tasks[row.pk]),
            papers=tuple((name, filed) for name, filed, _, _ in papers[row.pk]),
            under_way=tuple(name for name, _, flow, closed in papers[row.pk] if flow and not closed),
        )
        for row in rows
    ]


def _same(rows: Sequence[Case]) -> QuerySet[Case]:
    """The cases as a subquery: databases bound the number of values that one statement may carry."""
    return Case.objects.filter(workflow=rows[0].workflow, closed_at=None)


def _by_case(found: QuerySet[Any], *columns: str) -> defaultdict[int, list[tuple[Any, ...]]]:
    grouped: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for case, *values in found.values_list("case_id", *columns):
        grouped[case].append(tuple(values))
    return grouped


def _bring(rows: Sequence[Case], batch: FlowMigration, stages: Mapping[str, str], actor: str, now: datetime) -> None:
    last, kept, due = _last_events(rows), [], due_of()
    for row in rows:
        before = _standing(row, last)
        row.workflow_hash, row.stage, row.version = batch.target_hash, stages[row.code], row.version + 1
        row.due_at = due(case_row(row))
        kept.append(MigratedCase(batch=batch, case=row, before=before, after=_standing(row, last)))
    Case.objects.bulk_update(rows, _CHANGED, batch_size=_AT_ONCE)
    MigratedCase.objects.bulk_create(kept, batch_size=_AT_ONCE)
    for row in kept:
        _note(MIGRATED, row, row.before, row.after, actor, now)


def _put_back(rows: Sequence[MigratedCase], batch: FlowMigration, actor: str, now: datetime) -> None:
    due = due_of()
    for row in rows:
        row.case.workflow_hash, row.case.stage = row.before["workflow_hash"], row.before["stage"]
        row.case.version += 1
        row.case.due_at = due(case_row(row.case))
        _note(REVERTED, row, row.after, row.before, actor, now)
    Case.objects.bulk_update([row.case for row in rows], _CHANGED, batch_size=_AT_ONCE)


def _standing(row: Case, last: Mapping[int, int]) -> dict[str, Any]:
    """What tells whether a case is still as a migration left it: nothing here changes but by an act on the case."""
    return {
        "workflow_hash": row.workflow_hash,
        "stage": row.stage,
        "version": row.version,
        "data": fingerprint(row.data),
        "events": last.get(row.pk, 0),
    }


def _moved_on(rows: Sequence[MigratedCase]) -> list[MigratedCase]:
    # The version also rises when a paper of the case gets on, which a return to the old flow does not touch.
    last = _last_events([row.case for row in rows])
    return [row for row in rows if _standing(row.case, last) | {"version": 0} != row.after | {"version": 0}]


def _last_events(rows: Sequence[Case]) -> dict[int, int]:
    if not rows:
        return {}
    counted = Event.objects.filter(case__workflow=rows[0].workflow).values_list("case_id").annotate(last=Max("seq"))
    return dict(counted)


def _note(
    act: str, row: MigratedCase, before: Mapping[str, Any], after: Mapping[str, Any], actor: str, now: datetime
) -> None:
    changes = {"from": before["workflow_hash"], "to": after["workflow_hash"]}
    stages = {"source": before["stage"], "target": after["stage"]}
    journal.append(act, actor=actor, now=now, case=row.case.code, batch=row.batch_id, **changes, **stages)


def _batch(batch: int, *, lock: bool = False) -> FlowMigration:
    found = FlowMigration.objects.filter(pk=batch)
    row = (found.select_for_update() if lock else found).first()
    if row is None:
        raise BadInput(f"没有第 {batch} 批改版迁移，请核对（查看全部：gongwen workflow migrations）。")
    return row


def _migration(row: FlowMigration, cases: int) -> MigrationRow:
    return MigrationRow(
        id=row.pk,
        workflow=row.workflow,
        target=row.target_hash,
        mapping=row.mapping,
        reason=row.reason,
        actor=row.actor,
        at=row.at,
        cases=cases,
        reverted_by=row.reverted_by,
        reverted_at=row.reverted_at,
    )


def _migrated(row: MigratedCase) -> MigratedRow:
    return MigratedRow(case=row.case.code, before=row.before, after=row.after)

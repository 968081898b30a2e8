"""任务: what each of several parties owes in a stage (会签), opened and closed in the transaction of the move."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import F, Max, QuerySet

from gongwen.errors import Refused
from gongwen.registry.case_register import add_event, case_row, event_row, find
from gongwen.registry.looking import once
from gongwen.registry.models import Case, Event, Task
from gongwen.registry.transactions import writing
from gongwen.registry.values import CANCELLED, DONE, TODO, CaseRow, Party, Receipt, TaskOrder, TaskRow

REVISING = "改稿"
"""The action of the event by which a changed text opens tasks again, or spares them."""
ADDING = "加签"
"""The action of the event by which a further party is called in."""
STANDS = "此前的意见仍然有效"
"""The reason of a task that is done from the start."""


def tasks(code: str | None = None, *, open_only: bool = False, party: str | None = None) -> tuple[TaskRow, ...]:
    """Tasks in the order they were opened: of one case, of one party, only the open ones."""
    found = _tasks() if code is None else _tasks().filter(case=find(code))
    found = found.filter(state=TODO) if open_only else found
    return tuple(task_row(row) for row in (found if party is None else found.filter(party=party)))


def open_tasks_of(codes: Iterable[str] | None) -> tuple[TaskRow, ...]:
    """What is still owed in these cases (None: in all), in the order it was opened."""
    found = _tasks().defer("case__data").filter(state=TODO)
    return tuple(task_row(row) for row in (found if codes is None else found.filter(case__code__in=set(codes))))


@once
def present_tasks(code: str) -> tuple[TaskRow, ...]:
    """The tasks of the case's present stage since it was last entered, in their order; cancelled ones left out."""
    row = find(code)
    return tuple(task_row(task) for task in _present(row))


def add_task(
    code: str,
    decide: Callable[[CaseRow], TaskOrder],
    *,
    actor: str,
    door: str,
    system_user: str,
    now: datetime,
    reason: str,
    role: str = "",
    for_whom: str = "",
) -> Receipt:
    """加签: lock the case and open one more task in its stage, last in order; an event of its own records it.

    What `decide` raises leaves nothing written. Refused when the case is elsewhere or the party has a task already.
    """
    with writing():
        row = find(code, lock=True)
        order = decide(case_row(row))
        _addable(row, order)
        row.version += 1
        row.save(update_fields=["version"])
        made = add_event(
            row,
            (),
            action=ADDING,
            source=row.stage,
            target=row.stage,
            actor=actor,
            door=door,
            system_user=system_user,
            now=now,
            key=None,
            reason=reason,
            role=role,
            for_whom=for_whom,
            party=order.party.name,
            opens=(order,),
        )
        last = max((task.seq for task in _present(row)), default=0)
        _open(row, made, order, last + 1, added_by=actor)
        owed = tuple(task_row(task) for task in open_of(row))
        return Receipt(case=case_row(row), event=event_row(made), jobs=(), tasks=owed)


def revise_tasks(
    code: str,
    *,
    reopens: Sequence[str],
    stands: Mapping[str, tuple[str, str]],
    reason: str,
    actor: str,
    door: str,
    system_user: str,
    now: datetime,
) -> tuple[TaskRow, ...]:
    """The text was changed while parties act: those named in `reopens` that have done their task owe it again, in their
    old place; open ones of `stands` (party → who did it, for whom) need not be done. The round as it is now.

    One event records it; without anything to change nothing is written.
    """
    with writing():
        row = find(code, lock=True)
        present = list(_present(row))
        undone = [task for task in present if task.state == DONE and task.party in reopens]
        spared = [task for task in present if task.state == TODO and task.party in stands]
        if undone or spared:
            row.version += 1
            row.save(update_fields=["version"])
            orders = [TaskOrder(task.stage, task.action, Party(task.party, task.party_kind)) for task in undone]
            made = add_event(
                row, (), action=REVISING, source=row.stage, target=row.stage, actor=actor, door=door,
                system_user=system_user, now=now, key=None, reason=reason, opens=orders,
            )  # fmt: skip
            for task, order in zip(undone, orders, strict=True):
                _owe_again(task, order, made, reason)
            for task in spared:
                _spare(task, made, *stands[task.party])
        return present_tasks(code)


# Below: for the other modules of this room only.


def _owe_again(task: Task, order: TaskOrder, made: Event, reason: str) -> None:
    """The done task is kept as one that no longer counts, with who did it; another takes its place."""
    task.state, task.reason, task.closed, task.closed_at = CANCELLED, reason, made, made.at
    task.save(update_fields=["state", "reason", "closed", "closed_at"])
    _open(task.case, made, order, task.seq, added_by=task.added_by)


def _spare(task: Task, made: Event, done_by: str, for_whom: str) -> None:
    task.state, task.reason, task.done_by, task.for_whom = DONE, STANDS, done_by, for_whom
    task.closed, task.closed_at = made, made.at
    task.save(update_fields=["state", "reason", "done_by", "for_whom", "closed", "closed_at"])


def open_tasks(row: Case, made: Event, orders: Sequence[TaskOrder]) -> None:
    """Open these tasks by an event, in this order."""
    for seq, order in enumerate(orders, 1):
        _open(row, made, order, seq)


def close_task(id: int, made: Event) -> None:
    """The event does this task; Refused when somebody has done or cancelled it meanwhile."""
    closed = Task.objects.filter(pk=id, case=made.case, state=TODO).update(
        state=DONE, closed=made, closed_at=made.at, done_by=made.actor, for_whom=made.for_whom
    )
    if not closed:
        raise Refused(f"事项「{made.case.code}」的这项任务已经办过或者取消，请刷新后重新办理。")


def cancel_tasks(row: Case, made: Event | None, reason: str) -> int:
    """Everything open in the case falls away, for this reason; how many there were."""
    given = {"closed": made, "closed_at": made.at} if made else {}
    return Task.objects.filter(case=row, state=TODO).update(state=CANCELLED, reason=reason, **given)


def open_of(row: Case) -> QuerySet[Task]:
    """The case's open tasks, in order."""
    return _tasks().filter(case=row, state=TODO).order_by("seq", "id")


def task_row(task: Task) -> TaskRow:
    """The value of a task's row."""
    return TaskRow(
        id=task.pk,
        case=task.case.code,
        stage=task.stage,
        action=task.action,
        party=Party(task.party, task.party_kind),
        seq=task.seq,
        state=task.state,
        reason=task.reason,
        done_by=task.done_by,
        for_whom=task.for_whom,
        added_by=task.added_by,
        opened=task.opened_id,
        closed=task.closed_id,
        at=task.at,
        closed_at=task.closed_at,
    )


def _tasks() -> QuerySet[Task]:
    return Task.objects.select_related("case").order_by("id")


def _present(row: Case) -> QuerySet[Task]:
    entered = Event.objects.filter(case=row, target=row.stage).exclude(source=F("target"))
    since = entered.aggregate(last=Max("id"))["last"] or 0
    here = _tasks().filter(case=row, stage=row.stage, opened__gte=since).exclude(state=CANCELLED)
    return here.order_by("seq", "id")


def _addable(row: Case, order: TaskOrder) -> None:
    if order.stage != row.stage:
        raise Refused(f"事项「{row.code}」现在处于「{row.stage}」，不是「{order.stage}」，不能再加签。")
    if _present(row).filter(action=order.action, party=order.party.name).exists():
        raise Refused(f"「{order.party.name}」已经在办「{order.action}」，不用再加签。")


def _open(row: Case, made: Event, order: TaskOrder, seq: int, *, added_by: str = "") -> None:
    stands = bool(order.done_by)
    Task.objects.create(
        case=row,
        opened=made,
        closed=made if stands else None,
        stage=order.stage,
        action=order.action,
        party=order.party.name,
        party_kind=order.party.kind,
        seq=seq,
        state=DONE if stands else TODO,
        reason=STANDS if stands else "",
        done_by=order.done_by,
        for_whom=order.for_whom,
        added_by=added_by,
        at=made.at,
        closed_at=made.at if stands else None,
    )

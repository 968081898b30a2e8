"""催办登记: who reminded whom of what, when and how; append-only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from gongwen.errors import BadInput
from gongwen.registry import journal, moments
from gongwen.registry.canonical import fingerprint
from gongwen.registry.case_register import find
from gongwen.registry.models import Urging
from gongwen.registry.transactions import writing
from gongwen.registry.values import URGING_WAYS, UrgingRow


def urge(
    code: str, to: str, how: str, note: str = "", *, task: int | None = None, actor: str, now: datetime
) -> UrgingRow:
    """Record that the person or organ `to` was reminded of what the case waits for in its present stage, or of a task.

    A reminder changes no fact of the case, so its version stays: nobody has to start anew because of it.
    """
    if how not in URGING_WAYS:
        raise BadInput(f"催办方式「{how}」不认识，可写：{'、'.join(URGING_WAYS)}。")
    with writing():
        row = find(code, lock=True)
        made = Urging.objects.create(
            case=row, task_id=task, stage=row.stage, to=to, how=how, note=note, actor=actor, at=moments.utc(now)
        )
        journal.append("催办", actor=actor, now=now, case=code, stage=row.stage, to=to, how=how, note=fingerprint(note))
        return _row(made)


def urgings(code: str | None = None) -> tuple[UrgingRow, ...]:
    """The reminders of one case, or all, oldest first."""
    found = Urging.objects.select_related("case").order_by("id")
    return tuple(_row(made) for made in (found if code is None else found.filter(case__code=code)))


def urgings_of(codes: Iterable[str] | None) -> tuple[UrgingRow, ...]:
    """The reminders of these cases (None: of every running one), oldest first."""
    found = Urging.objects.select_related("case").defer("case__data").order_by("id")
    wanted = found.filter(case__closed_at=None) if codes is None else found.filter(case__code__in=set(codes))
    return tuple(_row(made) for made in wanted)


def _row(made: Urging) -> UrgingRow:
    return UrgingRow(
        case=made.case.code,
        task=made.task_id,
        stage=made.stage,
        to=made.to,
        how=made.how,
        note=made.note,
        actor=made.actor,
        at=made.at,
    )

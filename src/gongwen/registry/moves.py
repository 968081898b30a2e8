"""办理: one move of a case, decided and recorded in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from gongwen.errors import BadInput, Refused
from gongwen.registry import moments
from gongwen.registry.canonical import plain
from gongwen.registry.case_register import add_event, case_row, event_row, find
from gongwen.registry.deadline_rule import due_of
from gongwen.registry.job_list import job_row
from gongwen.registry.models import Case, Event
from gongwen.registry.task_register import cancel_tasks, close_task, open_of, open_tasks, task_row
from gongwen.registry.transactions import writing
from gongwen.registry.values import CaseRow, Decision, Receipt


def move(
    code: str,
    decide: Callable[[CaseRow], Decision],
    *,
    actor: str,
    door: str,
    system_user: str,
    now: datetime,
    form: Mapping[str, Any],
    key: str | None = None,
    expected_version: int | None = None,
) -> Receipt:
    """Lock the case, let `decide` decide on its facts, write stage, facts, event, journal entry and owed jobs.

    What `decide` raises (Refused) leaves nothing written. `key` makes the move idempotent: used again it returns the
    first receipt. `expected_version` is the version that the person saw: Refused when the case has changed since.
    """
    with writing():
        if key is not None and (known := Event.objects.select_related("case").filter(key=key).first()):
            return _receipt_again(known, code)
        row = find(code, lock=True)
        if expected_version is not None and row.version != expected_version:
            raise Refused(
                f"事项「{code}」已被更新（您看到第 {expected_version} 版，现为第 {row.version} 版），请刷新后重新办理。"
            )
        decision = decide(case_row(row))
        leaves = decision.target != row.stage
        _apply(row, decision, now)
        made = add_event(
            row,
            decision.jobs,
            action=decision.action,
            source=decision.source,
            target=decision.target,
            actor=actor,
            door=door,
            system_user=system_user,
            now=now,
            key=key,
            reason=decision.reason or str(form.get("reason") or ""),
            form=form,
            role=decision.role,
            for_whom=decision.for_whom,
            party=decision.party,
            opens=decision.opens,
        )
        _settle_tasks(row, decision, made, leaves=leaves)
        return _receipt(row, made)


def _apply(row: Case, decision: Decision, now: datetime) -> None:
    if decision.source != row.stage:
        raise Refused(f"事项「{row.code}」现在处于「{row.stage}」，不是「{decision.source}」，请刷新后重新办理。")
    # What `decide` itself recorded on the case (a paper, an opinion) has raised the version in the table meanwhile.
    row.refresh_from_db(fields=["version", "data"])
    row.version += 1
    row.data = {**row.data, **plain(dict(decision.data))}
    if decision.target != decision.source:
        row.stage, row.stage_at = decision.target, moments.utc(now)
    # A case that is 办结 stays so from that day, whatever is still done with it (an issued paper revoked).
    row.closed_at = (row.closed_at or moments.utc(now)) if decision.ends else None
    row.due_at = due_of()(case_row(row))
    row.save(update_fields=["stage", "stage_at", "version", "data", "due_at", "closed_at"])


def _settle_tasks(row: Case, decision: Decision, made: Event, *, leaves: bool) -> None:
    """The act's own task is done; leaving the stage cancels what is open in it before the next one's tasks open."""
    if decision.closes is not None:
        close_task(decision.closes, made)
    if leaves:
        why = (
            f"{decision.action}：{decision.reason}" if decision.reason else f"{decision.action}后已到{decision.target}"
        )
        cancel_tasks(row, made, why)
    open_tasks(row, made, decision.opens)


def _receipt_again(known: Event, code: str) -> Receipt:
    if known.case.code != code:
        raise BadInput(f"办理凭证「{known.key}」已用于事项「{known.case.code}」，请换一个。")
    return _receipt(known.case, known, repeated=True)


def _receipt(row: Case, made: Event, repeated: bool = False) -> Receipt:
    owed = made.jobs.select_related("case").order_by("seq")
    return Receipt(
        case=case_row(row),
        event=event_row(made),
        jobs=tuple(job_row(job) for job in owed),
        repeated=repeated,
        tasks=tuple(task_row(task) for task in open_of(row)),
    )

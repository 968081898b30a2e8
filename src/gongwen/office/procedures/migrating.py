"""改版迁移: running cases come to another version of their flow: planned, applied and taken back as one batch."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from gongwen import registry, workflow
from gongwen.errors import BadInput, Refused
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import flows, shelf
from gongwen.workflow import Planner, Situation, StepWord, Verdict

SHORTEST = 8
"""How much of a plan's digest names it."""
SCORED = frozenset({"sheets"})
"""Fields that mean something else under another rubric."""


BATCH_COLUMNS = {
    "id": "批", "workflow": "流程", "version": "到版本", "cases": "件数", "by": "办理人", "at": "日期",
    "reason": "理由", "reverted": "撤回",
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What a migration would do: one verdict per running case; `digest` names exactly this plan."""

    workflow: str
    target: registry.Published
    verdicts: tuple[Verdict, ...]
    already: int
    digest: str

    @property
    def moves(self) -> dict[str, str]:
        """Case → its stage in the new version, for those that can be brought over."""
        return {verdict.code: verdict.target for verdict in self.verdicts if verdict.moves}

    def counts(self) -> dict[str, int]:
        """How many cases go which way."""
        counted = Counter(verdict.way for verdict in self.verdicts)
        return {way: counted[way] for way in workflow.WAYS if counted[way]}


def migrate(
    name: str,
    *,
    to: int | None = None,
    mapping: Mapping[str, str],
    codes: Iterable[str] = (),
    reason: str = "",
    apply: bool = False,
    digest: str = "",
    actor: Actor | None = None,
    now: datetime,
) -> tuple[Plan, registry.MigrationRow | None]:
    """The plan for every running case of a workflow, and the batch when it was applied.

    Dry run and apply are one path: the plan is made inside the transaction that would write it. `digest` is that of the
    plan a person saw; Refused when the plan is another one by now.
    """
    target = flows.version(name, to)
    if digest and len(digest) < SHORTEST:
        raise BadInput(f"计划号「{digest}」太短，请把看到的计划号写全（至少 {SHORTEST} 位）。")
    if apply:
        _may_change(actor, reason, now)
    made: list[Plan] = []

    def decide(cases: tuple[registry.RunningCase, ...]) -> Mapping[str, str]:
        plan = _plan(target, cases, mapping, now)
        made.append(plan)
        if digest and not plan.digest.startswith(digest):
            raise Refused("计划与您看到的不同了（期间有事项办了新的一步），请重新查看计划后再办。")
        return plan.moves if apply else {}

    batch = registry.migrate_cases(
        name,
        target.hash,
        decide,
        codes=tuple(codes),
        mapping=mapping,
        reason=reason,
        actor=actor.person if actor else "",
        now=now,
    )
    return made[0], batch


def revert(batch: int, *, rest: bool = False, actor: Actor, now: datetime) -> tuple[registry.MigratedRow, ...]:
    """Put a batch's cases back to their version and stage; Refused names those that have moved on since."""
    flows.require_post(actor, now)
    return registry.revert_migration(batch, rest=rest, actor=actor.person, now=now)


def batches() -> list[dict[str, Any]]:
    """Every migration there was."""
    versions = {row.hash: row.version for row in registry.published_list(flows.WORKFLOW)}
    return [
        {
            "id": row.id,
            "workflow": row.workflow,
            "version": versions.get(row.target),
            "cases": row.cases,
            "by": row.actor,
            "at": day_of(row.at).isoformat(),
            "reason": row.reason,
            "reverted": f"{row.reverted_by} {day_of(row.reverted_at)}" if row.reverted_at else None,
        }
        for row in registry.migration_batches()
    ]


def grouped(plan: Plan) -> list[dict[str, Any]]:
    """The plan as a person reads it: cases of one stage that go one way for one reason stand together."""
    rows: dict[tuple[Any, ...], list[str]] = {}
    for verdict in plan.verdicts:
        rows.setdefault((verdict.way, verdict.stage, verdict.target, verdict.why), []).append(verdict.code)
    return [
        {"way": way, "stage": stage, "target": target, "why": list(why), "cases": codes}
        for (way, stage, target, why), codes in sorted(rows.items(), key=lambda row: workflow.WAYS.index(row[0][0]))
    ]


def told(plan: Plan, batch: registry.MigrationRow | None) -> dict[str, Any]:
    """A plan, and the batch it became, as data."""
    return {
        "workflow": plan.workflow,
        "version": plan.target.version,
        "hash": plan.target.hash,
        "plan": plan.digest,
        "counts": plan.counts(),
        "already": plan.already,
        "cases": [{**asdict(verdict), "why": list(verdict.why)} for verdict in plan.verdicts],
        "batch": batch.id if batch else None,
    }


def _plan(
    target: registry.Published, cases: tuple[registry.RunningCase, ...], mapping: Mapping[str, str], now: datetime
) -> Plan:
    waiting = [row for row in cases if row.case.workflow_hash != target.hash]
    new = shelf.definition(target.name, target.hash)
    workflow.check_mapping(mapping, {row.case.stage for row in waiting}, new)
    known, planners = flows.known_today(now), dict[str, Planner]()
    verdicts = []
    for row in waiting:
        version = row.case.workflow_hash
        if version not in planners:
            planners[version] = _planner(target.name, version, new, target.hash, known, mapping)
        verdicts.append(planners[version].judge(_situation(row)))
    seen = {"target": target.hash, "cases": [(row.case.code, row.case.version) for row in waiting]}
    digest = _digest({**seen, "verdicts": [asdict(verdict) for verdict in verdicts]})
    return Plan(target.name, target, tuple(verdicts), len(cases) - len(waiting), digest)


def _planner(
    name: str, version: str, new: workflow.Definition, target: str, known: workflow.Known, mapping: Mapping[str, str]
) -> Planner:
    same = shelf.rubric_text(name, version) == shelf.rubric_text(name, target)
    return Planner(shelf.definition(name, version), new, known, mapping, frozenset() if same else SCORED)


def _situation(row: registry.RunningCase) -> Situation:
    steps = [StepWord(step, argument) for step, argument in row.done]
    for template, filed in row.papers:
        steps += [StepWord("draft", template), *([StepWord("file", template)] if filed else [])]
    case = row.case
    return Situation(case.code, case.stage, case.data, frozenset(steps), row.owed, row.tasks, row.under_way)


def _may_change(actor: Actor | None, reason: str, now: datetime) -> None:
    if actor is None:
        raise BadInput("实施迁移要写明由谁办理（--as 姓名）。")
    flows.require_post(actor, now)
    if not reason.strip():
        raise BadInput("实施迁移要说明理由，请用 --reason 写明。")


def _digest(value: Any) -> str:
    return registry.digest(json.dumps(value, ensure_ascii=False, sort_keys=True).encode())

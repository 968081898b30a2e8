"""改版迁移上屏: the plan as its page shows it: who goes which way, what is to be chosen, the earlier batches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongwen import registry, workflow
from gongwen.errors import BadInput
from gongwen.office.people import Actor
from gongwen.office.procedures import migrating, shelf
from gongwen.office.publishing import proposing, versions
from gongwen.office.publishing.examining import WORKFLOW

ASKS = workflow.WAYS[2]
MOST_NAMED = 30
"""So many cases of a group are named; of the others only how many there are."""


def planned(name: str, *, to: int | None = None, mapping: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """What a migration would do; nothing is written. `mapping`: old stage → new one, as far as it was chosen."""
    target = versions.numbered(WORKFLOW, name, to)
    plan = migrating.migrate(name, to=target.version, mapping=mapping, now=now)[0]
    new = shelf.definition(name, target.hash)
    asked = Counter(verdict.stage for verdict in plan.verdicts if verdict.way == ASKS)
    return {
        "name": name,
        "title": new.title,
        "target": target,
        "digest": plan.digest,
        "running": len(plan.verdicts),
        "already": plan.already,
        "moving": len(plan.moves),
        "counts": plan.counts(),
        "groups": [_group(row) for row in migrating.grouped(plan)],
        "mapping": dict(mapping),
        "asked": [
            {"stage": stage, "cases": asked[stage], "chosen": mapping.get(stage, "")}
            for stage in dict.fromkeys([*asked, *mapping])
        ],
        "stages": [stage.name for stage in new.stages],
        "versions": [row.version for row in reversed(versions.of(WORKFLOW, name))],
        "batches": [batch for batch in migrating.batches() if batch["workflow"] == name],
    }


def bring_over(
    name: str, *, to: int, mapping: Mapping[str, str], digest: str, reason: str, actor: Actor, now: datetime
) -> registry.MigrationRow:
    """Do what the plan of this digest says; Refused when the plan is another one by now or moves nothing."""
    proposing.require_staff(actor, now)
    if not reason.strip():
        raise BadInput("实施迁移要说明理由，请补填。")
    given = {"mapping": mapping, "digest": digest, "reason": reason.strip()}
    batch = migrating.migrate(name, to=to, apply=True, actor=actor, now=now, **given)[1]
    if batch is None:
        raise BadInput("没有可以迁移的事项，什么也没有改。")
    return batch


def take_back(batch: int, *, rest: bool = False, actor: Actor, now: datetime) -> tuple[registry.MigratedRow, ...]:
    """Put a batch's cases back; Refused names those that have moved on since, unless only the `rest` is asked for."""
    proposing.require_staff(actor, now)
    return migrating.revert(batch, rest=rest, actor=actor, now=now)


def _group(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "count": len(row["cases"]), "named": row["cases"][:MOST_NAMED]}

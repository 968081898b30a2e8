"""流程说明: what a workflow asks of whom in which order, which papers it makes, who holds its roles, its versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongwen import registry, workflow
from gongwen.office.clock import day_of
from gongwen.office.procedures import flows, migrating, shelf
from gongwen.office.publishing import proposing, versions
from gongwen.office.publishing.examining import WORKFLOW
from gongwen.office.staffing import duty
from gongwen.office.watching.views import STEP_NAMES


def listed() -> list[dict[str, Any]]:
    """The latest version of every workflow of the office with its running cases, and the shipped ones not adopted."""
    rows: dict[str, dict[str, Any]] = {}
    waiting = {row.name: row.id for row in registry.proposals(WORKFLOW, waiting=True)}
    for row in flows.listed():
        known = rows.get(row["name"], {"running": 0, "older": 0})
        older = known["older"] + (known["running"] if row["version"] else 0)
        rows[row["name"]] = {**row, "older": older, "waiting": waiting.get(row["name"])}
    return sorted(rows.values(), key=lambda row: row["name"])


def shown(name: str, number: int | None = None, *, now: datetime) -> dict[str, Any]:
    """One version of a workflow (the latest where none is named), whole."""
    row = versions.numbered(WORKFLOW, name, number)
    definition, standing = flows.drawn(name, row.version, counts=True)
    found = versions.rows(WORKFLOW, name)
    return {
        **described(definition, standing, now),
        "version": row.version,
        "latest": found[0]["version"],
        "hash": row.hash,
        "files": sorted(registry.published(WORKFLOW, name, row.hash)[1]),
        "scored": shelf.rubric_text(name, row.hash) is not None,
        "versions": found,
        "running": sum(standing.values()),
        "older": sum(one["running"] for one in found if one["version"] < found[0]["version"]),
        "newer": name in flows.newer(WORKFLOW),
        "proposals": proposing.listed(WORKFLOW, name),
        "migrations": [batch for batch in migrating.batches() if batch["workflow"] == name],
    }


def head(name: str, number: int | None = None) -> dict[str, Any]:
    """Which version of which workflow: its name, title and number, and the versions there are."""
    row = versions.numbered(WORKFLOW, name, number)
    known = [one.version for one in reversed(versions.of(WORKFLOW, name))]
    title = shelf.definition(name, row.hash).title
    return {"name": name, "title": title, "version": row.version, "latest": known[0], "versions": known}


def described(definition: workflow.Definition, standing: dict[str, int], now: datetime) -> dict[str, Any]:
    """What a workflow is, whether it is published or not; `standing`: running cases by stage."""
    posts = duty.today(day_of(now))
    return {
        "name": definition.name,
        "title": definition.title,
        "prefix": definition.prefix,
        "roles": [{"role": role, "people": posts.names([role])} for role in definition.roles],
        "stages": [_stage(definition, stage, standing) for stage in definition.stages],
        "papers": versions.papers_of(definition),
    }


def _stage(definition: workflow.Definition, stage: workflow.Stage, standing: dict[str, int]) -> dict[str, Any]:
    return {
        "name": stage.name,
        "phase": stage.phase,
        "deadline": str(stage.deadline or ""),
        "owner": definition.owner(stage),
        "closes": stage.closes,
        "running": standing.get(stage.name, 0),
        "moves": [_move(definition, stage, rule) for rule in stage.moves],
    }


def _move(definition: workflow.Definition, stage: workflow.Stage, rule: workflow.Rule) -> dict[str, Any]:
    return {
        "do": rule.do,
        "by": workflow.takers_told(rule),
        "to": workflow.target_told(rule),
        "back": definition.goes_back(stage, rule),
        "reason": rule.reason,
        "needs": [workflow.condition_told(word, definition) for word in rule.needs],
        "then": [workflow.step_told(step, STEP_NAMES) for step in rule.then],
        "form": [workflow.field_told(one) for one in rule.form],
    }

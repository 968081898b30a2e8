"""待发布的一份: everything a second person needs to see before they decide, and what may be tried out first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongwen import drafting, printing, registry, workflow
from gongwen.errors import BadInput
from gongwen.office import errand_slip
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.publishing import examining, flow_sheet, proposing, specimens, template_sheet, versions, walking
from gongwen.office.publishing.examining import TEMPLATE, WORKFLOW


def shown(id: int, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """A proposal whole: what it is, what it changes, what it means for running cases, and who may decide."""
    row = registry.proposal(id)
    why = proposing.why_not_publish(row, actor, now)
    kind, _, about = trial(id)
    whole = {
        "proposal": proposing.told(row),
        "files": sorted(row.files),
        "found": versions.against_latest(row) if row.state == proposing.WAITING else None,
        "present": _present(row),
        "why_not": why,
        "own": row.by == actor.person,
        "reminders": _reminders(row, now),
        "errand": errand_slip.newest(kind, about, actor, title="推演流程" if row.kind == WORKFLOW else "印样张"),
    }
    return whole | (_of_flow(row, now) if row.kind == WORKFLOW else _of_template(row))


def trial(id: int) -> tuple[str, dict[str, Any], str]:
    """The errand by which a proposal is tried out: its kind, argument, and what it is about."""
    row = registry.proposal(id)
    if row.kind == TEMPLATE:
        return specimens.KIND, {"proposal": row.id}, specimens.about(row.name, row.hash)
    return walking.KIND, {"proposal": row.id, **walking.USUAL}, f"{row.name} {row.hash[:12]}"


def drawing(id: int) -> bytes:
    """The proposed workflow as SVG, with the cases that stand in stages of the same name today."""
    definition = _definition(registry.proposal(id))
    counts: dict[str, int] = {}
    for one in registry.stage_counts(definition.name):
        counts[one.stage] = counts.get(one.stage, 0) + one.count
    return printing.diagram(workflow.dot(definition, counts=counts), "svg")


def file(id: int, path: str) -> bytes:
    """One of the files that were handed in; BadInput when there is none of that name."""
    found = registry.proposal_files(id)
    if path not in found:
        raise BadInput(f"第 {id} 号没有文件「{path}」，有：{'、'.join(found)}。")
    return found[path]


def _present(row: registry.ProposalRow) -> str:
    """The hash of the version that this one is compared with; empty where there is none."""
    return next((one.hash for one in reversed(registry.published_list(row.kind)) if one.name == row.name), "")


def _reminders(row: registry.ProposalRow, now: datetime) -> list[str]:
    """What to bear in mind, or what has come to be wrong with it since it was handed in."""
    if row.state != proposing.WAITING:
        return []
    try:
        return list(examining.again(row, now).reminders)
    except BadInput as error:
        return [f"现在不能发布：{fault}" for fault in error.faults]


def _of_flow(row: registry.ProposalRow, now: datetime) -> dict[str, Any]:
    definition = _definition(row)
    running = sum(one.count for one in registry.stage_counts(row.name))
    return {"flow": flow_sheet.described(definition, {}, now), "running": running, "title": definition.title}


def _of_template(row: registry.ProposalRow) -> dict[str, Any]:
    files = registry.proposal_files(row.id)
    model = drafting.Template.from_files(files)
    described = template_sheet.described(model, files)
    return {"template": described, "title": model.title, "specimen": specimens.found(row.name, row.hash)}


def _definition(row: registry.ProposalRow) -> workflow.Definition:
    if row.kind != WORKFLOW:
        raise BadInput(f"第 {row.id} 号是模板，没有流程图。")
    return workflow.published(shelf.workflow_text(registry.proposal_files(row.id)))

"""流程的版本: what the office publishes, and on which version its cases run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from gongwen import assessing, drafting, printing, registry, workflow
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import originals, shelf, words

WORKFLOW, TEMPLATE = "workflow", "template"
COLUMNS = {"name": "名称", "title": "流程", "version": "版本", "running": "在办", "newer": "有新版", "hash": "散列值"}
TEMPLATE_COLUMNS = {
    "name": "模板", "kind": "文种", "frame": "版式", "fields": "栏目数", "version": "版本", "newer": "有新版",
}  # fmt: skip
RUBRIC_FAULT = "评分标准"
"""Before a fault's line, where it is one of the rubric and not of the workflow's own file."""
HOUSE_STAGES = {shelf.PAPER_FLOW: ("起草", "作废")}
"""Stages that the office itself speaks of by name: a paper can be handed in while it is drafted, and given up."""


def listed() -> list[dict[str, Any]]:
    """Every workflow of the office, one row per version that is the latest or still has running cases."""
    running = Counter[tuple[str, str]]()
    for row in registry.stage_counts():
        running[row.workflow, row.hash] += row.count
    versions, fresh = registry.published_list(WORKFLOW), newer(WORKFLOW)
    latest = {row.name: row for row in versions}
    return [
        {
            "name": row.name,
            "title": _title(row),
            "version": row.version,
            "hash": row.hash,
            "running": running[row.name, row.hash],
            "newer": row == latest[row.name] and row.name in fresh,
        }
        for row in versions
        if row == latest[row.name] or running[row.name, row.hash]
    ] + [_not_adopted(name) for name in sorted(fresh - latest.keys())]


def newer(kind: str) -> set[str]:
    """The names of shipped originals whose content the office has never published: 有新版."""
    known = {(row.name, row.hash) for row in registry.published_list(kind)}
    return {
        name for name, files in shelf.shipped_files(kind).items() if (name, registry.original_hash(files)) not in known
    }


def publish_file(path: Path, *, actor: Actor, now: datetime) -> registry.Published:
    """Publish a workflow file with its rubric (`rubrics/` beside it, else the one the office uses for this flow)."""
    files = shelf.workflow_files(path)
    return _publish(files, path.name, actor, now)


def publish_shipped(name: str, *, actor: Actor, now: datetime) -> registry.Published:
    """Adopt the shipped version of a workflow."""
    shipped = shelf.shipped_files(WORKFLOW)
    if name not in shipped:
        raise BadInput(f"没有随带名为「{name}」的流程，随带的有：{'、'.join(shipped)}。")
    return _publish(shipped[name], f"{name}.yaml", actor, now)


def templates() -> list[dict[str, Any]]:
    """The office's templates, the latest version of each, and which shipped ones are newer or not adopted yet."""
    fresh = newer(TEMPLATE)
    latest = {row.name: row for row in registry.published_list(TEMPLATE)}
    rows = [
        {**originals.template_row(shelf.template(row.name, row.hash)[0]), "version": row.version, "hash": row.hash}
        for row in latest.values()
    ]
    rows += [
        {"name": name, "kind": "", "frame": "", "version": None, "hash": ""} for name in sorted(fresh - latest.keys())
    ]
    return [{**row, "newer": row["name"] in fresh} for row in rows]


def publish_template(name: str, *, actor: Actor, now: datetime) -> registry.Published:
    """Adopt the shipped version of a template; papers drafted before keep theirs."""
    require_post(actor, now)
    shipped = shelf.shipped_files(TEMPLATE)
    if name not in shipped:
        raise BadInput(f"没有随带名为「{name}」的模板，请核对名称（查看全部：gongwen template list）。")
    drafting.Template.from_files(shipped[name], name).prove()
    return registry.publish(TEMPLATE, name, shipped[name], actor=actor.person, now=now)


def faults(text: str, now: datetime) -> list[str]:
    """Every fault of a workflow for this office today: its templates, its flows, the roles that people hold."""
    found = workflow.faults(text, known_today(now))
    return found or _house_faults(workflow.published(text))


def drawn(name: str, number: int | None = None, *, counts: bool = False) -> tuple[workflow.Definition, dict[str, int]]:
    """A version of a workflow (the latest where none is named) and how many running cases stand in each stage of it."""
    row = version(name, number)
    found = registry.stage_counts(name) if counts else ()
    return shelf.definition(name, row.hash), {one.stage: one.count for one in found if one.hash == row.hash}


def drawing(name: str, form: Literal["mermaid", "svg", "png"], number: int | None, *, counts: bool = False) -> bytes:
    """The diagram of a version, with the running cases of each stage where they are asked for."""
    definition, standing = drawn(name, number, counts=counts)
    if form == "mermaid":
        return workflow.mermaid(definition, standing).encode("utf-8")
    return printing.diagram(workflow.dot(definition, counts=standing), form)


def prepared(files: Mapping[str, bytes], name: str, now: datetime) -> tuple[workflow.Definition, dict[str, bytes]]:
    """A workflow file (`name` among the files) and its rubric, checked for this office today, and the files as they
    are published; BadInput lists every fault of both."""
    text = _utf8(files[name], name)
    wrong = faults(text, now) + _rubric_faults(files)
    if wrong:
        raise BadInput.of(wrong)
    definition = workflow.published(text)
    return definition, {f"{definition.name}.yaml": files[name], **_rubric(definition, files)}


def _publish(files: dict[str, bytes], name: str, actor: Actor, now: datetime) -> registry.Published:
    require_post(actor, now)
    definition, kept = prepared(files, name, now)
    return registry.publish(WORKFLOW, definition.name, kept, actor=actor.person, now=now)


def _house_faults(definition: workflow.Definition) -> list[str]:
    """What the office's own work on cases of this flow relies on."""
    wanted = HOUSE_STAGES.get(definition.name, ())
    return [
        f"流程「{definition.name}」缺环节「{stage}」：发文办理要靠它（交回改稿、作废文稿），请保留这个名称。"
        for stage in wanted
        if not definition.find(stage)
    ]


def _rubric_faults(files: Mapping[str, bytes]) -> list[str]:
    given = (data for name, data in files.items() if name.startswith(shelf.RUBRICS))
    found = [fault for data in given for fault in assessing.faults(_utf8(data, "评分标准"))]
    return [f"{RUBRIC_FAULT}{fault}" if fault.startswith("第") else fault for fault in found]


def _rubric(definition: workflow.Definition, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The rubric that goes with the flow: the one beside the file, else the office's present one; none where nothing is
    scored."""
    path = f"{shelf.RUBRICS}{definition.name}.yaml"
    given = [data for name, data in files.items() if name.startswith(shelf.RUBRICS)]
    if not given and not any(rule.owes("score") for _, rule in definition.rules()):
        return {}
    rows = [row for row in registry.published_list(WORKFLOW) if row.name == definition.name]
    found = given[0] if given else rows and shelf.rubric_text(definition.name, rows[-1].hash)
    if not found:
        raise BadInput(f"流程「{definition.name}」有评分的动作，却没有评分标准；请把它放在流程文件旁的 {path}。")
    return {path: found}


def known_today(now: datetime, sidecars: Mapping[str, str] | None = None) -> workflow.Known:
    """The words a flow may use here today: our steps, the latest templates, the flows, the roles somebody holds.
    `sidecars` (name → text of fields.yaml) are taken as if these templates were published already."""
    latest = {row.name: row.hash for row in registry.published_list(TEMPLATE)}
    files = {name: registry.published(TEMPLATE, name, version)[1] for name, version in latest.items()}
    present = {name: found["fields.yaml"].decode("utf-8") for name, found in files.items()}
    held = frozenset(role for row in registry.appointments(day_of(now)) for role in row.roles)
    return words.known(
        {**present, **(sidecars or {})}, frozenset(row.name for row in registry.published_list(WORKFLOW)), held
    )


def version(name: str, number: int | None) -> registry.Published:
    """A published version by its number, or the latest."""
    rows = [row for row in registry.published_list(WORKFLOW) if row.name == name]
    if not rows:
        raise BadInput(f"本办公室没有名为「{name}」的流程，请核对名称（查看全部：gongwen workflow list）。")
    found = rows[-1] if number is None else next((row for row in rows if row.version == number), None)
    if found is None:
        raise BadInput(f"流程「{name}」没有第{number}版，有第{'、'.join(str(row.version) for row in rows)}版。")
    return found


def require_post(actor: Actor, now: datetime) -> None:
    """Only somebody who holds a post here today changes the office's flows; BadInput when nobody knows the person."""
    if not people.roles(actor.person, "", day_of(now)):
        raise Refused(f"{actor.person}今天没有任职，不能发布、迁移流程；请由本办公室的人员办理。")


def _title(row: registry.Published) -> str:
    """A published flow's title, without reading the rest of it."""
    text = shelf.workflow_text(registry.published(WORKFLOW, row.name, row.hash)[1])
    found = re.search(r"^title:[ \t]*(.+?)[ \t]*$", text, re.MULTILINE)
    return found[1].strip("\"'") if found else row.name


def _not_adopted(name: str) -> dict[str, Any]:
    """A shipped workflow that the office has not got at all."""
    return {"name": name, "title": "", "version": None, "hash": "", "running": 0, "newer": True}


def _utf8(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"流程文件「{name}」不是 UTF-8 文字，请另存为 UTF-8。") from error

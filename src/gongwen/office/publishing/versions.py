"""版次: every version of a template or workflow: who published it and when, what runs on it; two of them compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gongwen import drafting, registry, workflow
from gongwen.errors import BadInput
from gongwen.office.clock import day_of
from gongwen.office.procedures import shelf
from gongwen.office.publishing import sources
from gongwen.office.publishing.examining import CALLED, WORKFLOW
from gongwen.office.watching.views import STEP_NAMES

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHORT = 12
"""How much of a version's hash is shown."""


@dataclass(frozen=True)
class FileChange:
    """One file of two versions set side by side, in lines; of the Word file its text outline."""

    name: str
    lines: tuple[drafting.Line, ...]


@dataclass(frozen=True)
class Comparison:
    """What a version changes: sentences by place, and the files line by line. `former` None: there was none before."""

    former: registry.Published | None
    changes: tuple[workflow.Alteration, ...]
    files: tuple[FileChange, ...]


def of(kind: str, name: str) -> tuple[registry.Published, ...]:
    """Every version, oldest first; BadInput when there is none."""
    rows = tuple(row for row in registry.published_list(kind) if row.name == name)
    if not rows:
        raise BadInput(f"本办公室没有名为「{name}」的{CALLED[kind]}，请核对名称。")
    return rows


def numbered(kind: str, name: str, number: int | None) -> registry.Published:
    """A version by its number, the latest where none is named; BadInput lists those there are."""
    rows = of(kind, name)
    found = rows[-1] if number is None else next((row for row in rows if row.version == number), None)
    if found is None:
        known = "、".join(f"第{row.version}版" for row in rows)
        raise BadInput(f"{CALLED[kind]}「{name}」没有第{number}版，有{known}。")
    return found


def file(kind: str, name: str, number: int, path: str) -> bytes:
    """One file of a version; BadInput when it has none of that name."""
    found = registry.published(kind, name, numbered(kind, name, number).hash)[1]
    if path not in found:
        raise BadInput(f"{CALLED[kind]}「{name}」第{number}版没有文件「{path}」，有：{'、'.join(found)}。")
    return found[path]


def rows(kind: str, name: str) -> list[dict[str, Any]]:
    """Versions as rows, newest first, with what was drafted from them or runs on them."""
    use = _use_of(kind, name)
    return [
        {
            "version": row.version,
            "hash": row.hash,
            "short": row.hash[:SHORT],
            "by": row.by,
            "on": day_of(row.at).isoformat() if row.at else "",
            **use.get(row.hash, _UNUSED),
        }
        for row in reversed(of(kind, name))
    ]


_UNUSED = {"papers": 0, "running": 0, "stages": ()}


def _use_of(kind: str, name: str) -> dict[str, dict[str, Any]]:
    if kind == WORKFLOW:
        found: dict[str, dict[str, Any]] = {}
        for count in registry.stage_counts(name):
            at = found.setdefault(count.hash, {"papers": 0, "running": 0, "stages": ()})
            at["running"] += count.count
            at["stages"] += ((count.stage, count.count),)
        return found
    return {
        row.hash: {"papers": row.papers, "running": row.running, "stages": ()} for row in registry.paper_counts(name)
    }


def compare(kind: str, name: str, former: int, later: int) -> Comparison:
    """Two published versions by their numbers."""
    before, after = (numbered(kind, name, number) for number in (former, later))
    return _compared(kind, before, registry.published(kind, name, after.hash)[1])


def against_latest(row: registry.ProposalRow) -> Comparison:
    """What a proposal changes against the version that is in use now."""
    known = [one for one in registry.published_list(row.kind) if one.name == row.name]
    return _compared(row.kind, known[-1] if known else None, registry.proposal_files(row.id))


def _compared(kind: str, former: registry.Published | None, after: dict[str, bytes]) -> Comparison:
    before = registry.published(kind, former.name, former.hash)[1] if former else {}
    told = _flow_changes if kind == WORKFLOW else _template_changes
    changes = told(before, after) if former else ()
    return Comparison(former, tuple(changes), tuple(_files_changed(before, after)) if former else ())


def _flow_changes(before: dict[str, bytes], after: dict[str, bytes]) -> Sequence[workflow.Alteration]:
    old, new = (workflow.published(shelf.workflow_text(files)) for files in (before, after))
    return workflow.alterations(old, new, STEP_NAMES)


def _template_changes(before: dict[str, bytes], after: dict[str, bytes]) -> Sequence[workflow.Alteration]:
    old, new = (drafting.Template.from_files(files) for files in (before, after))
    labels = sources.labels_of(drafting_flows(new.name))
    told = [workflow.Alteration("模板", "修改", text) for text in drafting.head_changes(old, new)]
    for change in drafting.field_changes(old.fields, new.fields, lambda source: sources.told(source, labels)):
        how = "增加" if change.text.startswith("新增") else "删去" if change.text == "删去" else "修改"
        told.append(workflow.Alteration(f"栏目「{change.label}」", how, change.text))
    return told


def drafting_flows(template: str) -> list[workflow.Definition]:
    """The latest version of every workflow that drafts from the template."""
    names = dict.fromkeys(row.name for row in registry.published_list(WORKFLOW))
    return [found for found in map(shelf.definition, names) if template in papers_of(found)]


def papers_of(definition: workflow.Definition) -> list[str]:
    """The papers and forms that a workflow makes, in the order of its moves."""
    made = (step.argument for _, rule in definition.rules() for step in rule.then if step.name in MAKING)
    return list(dict.fromkeys(name for name in made if name))


MAKING = ("draft", "draft_each", "sheet")
"""Step words that make a paper from a template."""


def _files_changed(before: dict[str, bytes], after: dict[str, bytes]) -> list[FileChange]:
    found = []
    for name in sorted({*before, *after}):
        lines = _lines_changed(name, before.get(name, b""), after.get(name, b""))
        if lines:
            found.append(FileChange(name, tuple(lines)))
    return found


def _lines_changed(name: str, before: bytes, after: bytes) -> list[drafting.Line]:
    if name.endswith(".docx") and before and after:
        return drafting.outline_changes(before, after)
    if name.endswith(".docx"):
        return []
    return drafting.line_changes(before.decode("utf-8-sig", "replace"), after.decode("utf-8-sig", "replace"))

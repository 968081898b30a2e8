"""模板说明: what a template asks for and where each value comes from, which flows draft it, its versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from gongwen import drafting, registry, workflow
from gongwen.document.fields import TYPE_WORDS, Field
from gongwen.office.procedures import flows, shelf
from gongwen.office.publishing import proposing, sources, versions
from gongwen.office.publishing.examining import TEMPLATE
from gongwen.office.watching.views import STEP_NAMES


def listed() -> list[dict[str, Any]]:
    """Every template of the office with its kind, and the shipped ones it has not adopted; by kind, then name."""
    rows = [
        {**row, "frame_told": drafting.frame_told(row["frame"]) if row["frame"] else ""} for row in flows.templates()
    ]
    waiting = {row.name: row.id for row in registry.proposals(TEMPLATE, waiting=True)}
    rows = [{**row, "waiting": waiting.get(row["name"])} for row in rows]
    return sorted(rows, key=lambda row: (row["kind"] == "表单", row["kind"], row["name"]))


def by_kind() -> list[tuple[str, list[dict[str, Any]]]]:
    """The same rows, those of a kind together; what is not adopted yet comes last."""
    rows = sorted(listed(), key=lambda row: row["version"] is None)
    return [(kind or "还没有采用", list(group)) for kind, group in groupby(rows, key=lambda row: row["kind"])]


def shown(name: str, number: int | None = None) -> dict[str, Any]:
    """One version of a template (the latest where none is named), whole."""
    row = versions.numbered(TEMPLATE, name, number)
    model = shelf.template(name, row.hash)[0]
    found = versions.rows(TEMPLATE, name)
    return {
        **described(model, registry.published(TEMPLATE, name, row.hash)[1]),
        "version": row.version,
        "latest": found[0]["version"],
        "hash": row.hash,
        "files": sorted(registry.published(TEMPLATE, name, row.hash)[1]),
        "versions": found,
        "newer": name in flows.newer(TEMPLATE),
        "proposals": proposing.listed(TEMPLATE, name),
    }


def described(model: drafting.Template, files: Mapping[str, bytes]) -> dict[str, Any]:
    """What a template is and asks for, whether it is published or not."""
    drafted = versions.drafting_flows(model.name)
    labels = sources.labels_of(drafted)
    return {
        "name": model.name,
        "title": model.title,
        "kind": model.kind or "表单",
        "frame": drafting.frame_told(model.frame),
        "joint": model.joint,
        "help": drafting.help_of(files["fields.yaml"].decode("utf-8-sig")),
        "fields": [_field(one, labels) for one in model.fields],
        "used": list(_used(model.name, drafted)),
    }


def _field(one: Field, labels: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": one.name,
        "label": one.label,
        "type": TYPE_WORDS[one.type],
        "required": one.required,
        "source": sources.told(one.source, labels) if one.source else "起草时填写",
        "notes": _notes(one),
        "columns": _columns(one.columns),
        "personal": one.personal,
    }


def _notes(one: Field) -> list[str]:
    told = [one.help] if one.help else []
    told += [f"可选：{'、'.join(one.options)}"] if one.options else []
    return told + ([f"不填时用「{one.default}」"] if one.default not in (None, "") else [])


def _columns(columns: Sequence[Field]) -> str:
    """The columns of a table in one line: 任务、责任人、开始（日期）…; those that may stay empty are told."""
    told = []
    for one in columns:
        marks = [TYPE_WORDS[one.type]] if one.type != "text" else []
        marks += [] if one.required else ["可不填"]
        told.append(f"{one.label}（{'，'.join(marks)}）" if marks else one.label)
    return "、".join(told)


def _used(name: str, drafted: Sequence[workflow.Definition]) -> Iterator[dict[str, str]]:
    for definition in drafted:
        for stage, rule in definition.rules():
            for step in rule.then:
                if step.argument == name and step.name in versions.MAKING:
                    yield {
                        "flow": definition.name,
                        "title": definition.title,
                        "stage": stage.name,
                        "move": rule.do,
                        "by": workflow.takers_told(rule),
                        "step": STEP_NAMES[step.name],
                    }

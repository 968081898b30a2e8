"""随带的底本: checking, outlining and drawing shipped templates and workflows, without any office."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from gongwen import drafting, printing, workflow
from gongwen.errors import BadInput
from gongwen.office.procedures import forms, shelf
from gongwen.office.procedures.words import known

OUTLINE = "template.outline.txt"


def workflows() -> list[dict[str, Any]]:
    """The shipped workflows."""
    rows = [workflow_named(path.stem) for path in sorted(shelf.shipped("workflows").glob("*.yaml"))]
    return [{"name": row.name, "title": row.title, "stages": len(row.stages)} for row in rows]


def workflow_named(name: str) -> workflow.Definition:
    """A workflow by name (shipped) or file; BadInput lists every fault."""
    return workflow.read(_text(name), known_words())


def workflow_faults(name: str) -> list[str]:
    """Every fault of a workflow file, told at once."""
    return workflow.faults(_text(name), known_words())


def drawing(name: str, form: Literal["mermaid", "svg", "png"]) -> bytes:
    """The diagram as Mermaid text, SVG or PNG."""
    definition = workflow_named(name)
    if form == "mermaid":
        return workflow.mermaid(definition).encode("utf-8")
    return printing.diagram(workflow.dot(definition), form)


def templates() -> list[dict[str, Any]]:
    """The shipped templates with what they ask for."""
    return [template_row(drafting.Template.load(folder)) for folder in template_folders()]


def template_row(model: drafting.Template) -> dict[str, Any]:
    """One template as a row."""
    return {
        "name": model.name,
        "kind": model.kind or "表单",
        "frame": model.frame,
        "fields": len(model.fields),
        "required": [field.label for field in model.fields if field.required],
    }


def check_template(name: str) -> None:
    """Load a template, which proves its fields against its text, and render its example."""
    drafting.Template.load(_folder(name)).prove()


def outline(name: str, *, write: bool = False) -> str:
    """A template's text outline; `write` refreshes the copy beside it."""
    folder = _folder(name)
    text = drafting.outline(forms.read_bytes(folder / "template.docx"))
    if write:
        (folder / OUTLINE).write_text(text, "utf-8")
    return text


def template_folders() -> list[Path]:
    """The folders of the shipped templates."""
    return [folder for folder in sorted(shelf.shipped("templates").iterdir()) if (folder / "fields.yaml").is_file()]


def _folder(name: str) -> Path:
    if Path(name).is_dir():
        return Path(name)
    drafting.find_template(name)
    return shelf.shipped("templates") / name


def _text(name: str) -> str:
    path = Path(name) if name.endswith((".yaml", ".yml")) else shelf.shipped("workflows") / f"{name}.yaml"
    if not path.is_file() and not name.endswith((".yaml", ".yml")):
        names = "、".join(sorted(p.stem for p in shelf.shipped("workflows").glob("*.yaml")))
        raise BadInput(f"没有名为「{name}」的流程，随带的有：{names}；自己的流程请写文件路径（.yaml）。")
    try:
        return forms.read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"流程文件「{path}」不是 UTF-8 文字，请另存为 UTF-8。") from error


def known_words() -> workflow.Known:
    """What a shipped workflow may refer to; no office, so nobody is asked who holds which role."""
    sidecars = {folder.name: (folder / "fields.yaml").read_text("utf-8") for folder in template_folders()}
    return known(sidecars, frozenset(path.stem for path in shelf.shipped("workflows").glob("*.yaml")))

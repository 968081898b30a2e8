"""底本: the office's own published templates, workflows and rubrics, by name and version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from gongwen import assessing, drafting, registry, workflow
from gongwen.errors import BadInput
from gongwen.office.procedures import forms

PROJECT_FLOW, PAPER_FLOW = "project", "paper"
RUBRICS = "rubrics/"
"""Where the rubric stands among the files of a published workflow, and beside the shipped ones."""


def shipped(kind: str) -> Path:
    """Where the shipped originals are: `templates` or `workflows`, in the checkout or inside the installed package."""
    package = Path(__file__).resolve().parents[2]
    for folder in (package.parent.parent / kind, package / "shipped" / kind):
        if folder.is_dir():
            return folder
    raise BadInput(f"安装不完整：找不到随带的 {kind} 文件夹，请重新安装 gongwen。")


def publish_shipped(*, actor: str, now: datetime) -> tuple[registry.Published, ...]:
    """Put every shipped template and workflow on the office's shelf as its first version."""
    return tuple(
        registry.publish(kind, name, files, actor=actor, now=now)
        for kind in ("template", "workflow")
        for name, files in shipped_files(kind).items()
    )


def shipped_files(kind: str) -> dict[str, dict[str, bytes]]:
    """The shipped originals of a kind as they would be published: name → file → bytes."""
    if kind == "template":
        folders = sorted(shipped("templates").iterdir())
        return {folder.name: _files(folder) for folder in folders if (folder / "fields.yaml").is_file()}
    return {path.stem: workflow_files(path) for path in sorted(shipped("workflows").glob("*.yaml"))}


def workflow_files(path: Path) -> dict[str, bytes]:
    """A workflow as it is published: its file and, from `rubrics/` beside it, the rubric of the same name."""
    rubric = path.parent / RUBRICS / path.name
    carried = {f"{RUBRICS}{path.name}": forms.read_bytes(rubric)} if rubric.is_file() else {}
    return {path.name: forms.read_bytes(path), **carried}


def template(name: str, version: str | None = None) -> tuple[drafting.Template, str]:
    """A published template and its version hash; without a version the latest."""
    version = version or version_of("template", name)
    return _template(name, version), version


def definition(name: str, version: str | None = None) -> workflow.Definition:
    """A published workflow; a case is always judged by the version it began with."""
    return _definition(name, version or version_of("workflow", name))


def version_of(kind: str, name: str) -> str:
    """The hash of the latest published version; BadInput when there is none of that name."""
    versions = [row for row in registry.published_list(kind) if row.name == name]
    return versions[-1].hash if versions else registry.published(kind, name)[0].hash


def stage(case: registry.CaseRow, name: str) -> workflow.Stage:
    """A stage that the case is or once was in: of its own version, or of another that it was brought over from."""
    return stage_of(case.workflow, case.workflow_hash, name)


def stage_of(workflow_name: str, version: str, name: str) -> workflow.Stage:
    """A stage of this version of a workflow, or of another of its versions."""
    own = definition(workflow_name, version)
    if found := own.find(name):
        return found
    for row in reversed(registry.published_list("workflow")):
        if row.name == workflow_name and (found := definition(workflow_name, row.hash).find(name)):
            return found
    return own.stage(name)


def rubric(flow: str = "project", version: str | None = None) -> assessing.Rubric:
    """The rubric published together with this version of a workflow (the latest one where none is named)."""
    found = rubric_text(flow, version or version_of("workflow", flow))
    if found is None:
        raise BadInput(f"流程「{flow}」没有评分标准，请把它放在流程文件旁的 {RUBRICS} 里再发布。")
    return read_rubric(found)


def rubric_text(flow: str, version: str) -> bytes | None:
    """The rubric that a version of a workflow scores by, as its file; None where it has none."""
    _, files = registry.published("workflow", flow, version)
    carried = [data for name, data in files.items() if name.startswith(RUBRICS)]
    if not carried and any(row.name == flow for row in registry.published_list("rubric")):
        # Published before a flow carried its rubric: the office's own, as it was used then.
        carried = [*registry.published("rubric", flow)[1].values()]
    return carried[0] if carried else None


# Published versions are immutable and named by their content, so keeping them in memory can never show an old one.
@lru_cache(maxsize=128)
def _template(name: str, version: str) -> drafting.Template:
    return drafting.Template.from_files(registry.published("template", name, version)[1])


@lru_cache(maxsize=256)
def _definition(name: str, version: str) -> workflow.Definition:
    _, files = registry.published("workflow", name, version)
    return workflow.published(workflow_text(files))


@lru_cache(maxsize=8)
def read_rubric(text: bytes) -> assessing.Rubric:
    """A rubric of its file; BadInput lists every fault."""
    return assessing.read_rubric(text.decode("utf-8"))


def workflow_text(files: Mapping[str, bytes]) -> str:
    """The workflow among the files of a published version."""
    return _only({name: data for name, data in files.items() if not name.startswith(RUBRICS)}).decode("utf-8")


def _only(files: Mapping[str, bytes]) -> bytes:
    return next(iter(files.values()))


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in (".docx", ".yaml")}

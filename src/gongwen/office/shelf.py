"""底本: the office's own published templates, workflows and rubrics, by name and version."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from gongwen import assessing, drafting, registry, workflow
from gongwen.errors import BadInput
from gongwen.office.words import known

PAPER_FLOW = "paper"


def shipped(kind: str) -> Path:
    """Where the shipped originals are: `templates` or `workflows`, in the checkout or inside the installed package."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package.parent.parent / kind, package / "shipped" / kind):
        if folder.is_dir():
            return folder
    raise BadInput(f"安装不完整：找不到随带的 {kind} 文件夹，请重新安装 gongwen。")


def publish_shipped(*, actor: str, now: datetime) -> tuple[registry.Published, ...]:
    """Put every shipped template, workflow and rubric on the office's shelf as its first version."""
    made = []
    for folder in sorted(shipped("templates").iterdir()):
        if (folder / "fields.yaml").is_file():
            made.append(registry.publish("template", folder.name, _files(folder), actor=actor, now=now))
    for kind, folder in (("workflow", shipped("workflows")), ("rubric", shipped("workflows") / "rubrics")):
        for path in sorted(folder.glob("*.yaml")):
            made.append(registry.publish(kind, path.stem, {path.name: path.read_bytes()}, actor=actor, now=now))
    return tuple(made)


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


def rubric(name: str) -> assessing.Rubric:
    """The latest published rubric."""
    return _rubric(name, version_of("rubric", name))


# Published versions are immutable and named by their content, so keeping them in memory can never show an old one.
@lru_cache(maxsize=128)
def _template(name: str, version: str) -> drafting.Template:
    return drafting.Template.from_files(registry.published("template", name, version)[1])


@lru_cache(maxsize=32)
def _definition(name: str, version: str) -> workflow.Definition:
    _, files = registry.published("workflow", name, version)
    return workflow.read(_only(files).decode("utf-8"), _known())


@lru_cache(maxsize=8)
def _rubric(name: str, version: str) -> assessing.Rubric:
    _, files = registry.published("rubric", name, version)
    return assessing.read_rubric(_only(files).decode("utf-8"))


def _known() -> workflow.Known:
    """The words a published flow may use: our steps, and every template and flow that was ever on the shelf."""
    frames = {}
    for row in registry.published_list("template"):
        _, files = registry.published("template", row.name, row.hash)
        frames[row.name] = drafting.frame_of(files["fields.yaml"].decode("utf-8"))
    return known(frames, frozenset(row.name for row in registry.published_list("workflow")))


def _only(files: dict[str, bytes]) -> bytes:
    return next(iter(files.values()))


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in (".docx", ".yaml")}

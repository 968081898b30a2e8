"""原件: published templates, workflows and rubrics; immutable, numbered, known by the hash of their content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath

from gongwen.errors import BadInput
from gongwen.registry import journal, moments, store
from gongwen.registry.canonical import digest, fingerprint
from gongwen.registry.looking import once
from gongwen.registry.models import Published as PublishedModel
from gongwen.registry.models import PublishedFile
from gongwen.registry.transactions import writing
from gongwen.registry.values import ORIGINAL_KINDS, Published

CALLED = {"template": "模板", "workflow": "流程", "rubric": "评分标准"}


def publish(kind: str, name: str, files: Mapping[str, bytes], *, actor: str, now: datetime) -> Published:
    """Publish a version; content that is published already is the version it was. `files`: relative path → bytes."""
    check(kind, name, files)
    kept = {path: store.put(data, path, "application/octet-stream").sha for path, data in files.items()}
    content = fingerprint(kept)
    with writing():
        known = PublishedModel.objects.filter(kind=kind, name=name, hash=content).first()
        return _row(known or _insert(kind, name, content, kept, actor, now))


def original_hash(files: Mapping[str, bytes]) -> str:
    """The hash that these files would be published under; nothing is kept."""
    return fingerprint({path: digest(data) for path, data in files.items()})


def published(kind: str, name: str, hash: str | None = None) -> tuple[Published, dict[str, bytes]]:
    """A published version with its files, read and verified: the one of this hash, or the latest."""
    found = PublishedModel.objects.filter(kind=kind, name=name).order_by("-version")
    row = (found if hash is None else found.filter(hash=hash)).first()
    if row is None:
        which = f"散列值为 {hash[:12]}… 的版本" if hash else "已发布的版本"
        raise BadInput(f"{CALLED.get(kind, kind)}「{name}」没有{which}，请核对名称或先发布。")
    files = {kept.path: store.get(kept.file_id) for kept in row.files.order_by("path")}
    return _row(row), files


@once
def published_list(kind: str | None = None) -> tuple[Published, ...]:
    """All published versions, of one kind or all kinds, by name and version."""
    found = PublishedModel.objects.order_by("kind", "name", "version")
    return tuple(_row(row) for row in (found if kind is None else found.filter(kind=kind)))


# For the other modules of this room too.


def check(kind: str, name: str, files: Mapping[str, bytes]) -> None:
    """BadInput unless these files may become a version: a kind there is, a name, paths inside a folder."""
    if kind not in ORIGINAL_KINDS:
        raise BadInput(f"原件种类「{kind}」不认识，可用：{'、'.join(ORIGINAL_KINDS)}。")
    if not name.strip() or not files:
        raise BadInput(f"{CALLED[kind]}「{name}」没有名称或没有文件，不能发布。")
    for path in files:
        parts = PurePosixPath(path)
        if parts.is_absolute() or ".." in parts.parts or str(parts) != path:
            raise BadInput(f"{CALLED[kind]}「{name}」的文件路径「{path}」应当是其文件夹内的相对路径。")


def _insert(kind: str, name: str, content: str, kept: dict[str, str], actor: str, now: datetime) -> PublishedModel:
    last = PublishedModel.objects.filter(kind=kind, name=name).order_by("-version").first()
    version = last.version + 1 if last else 1
    row = PublishedModel.objects.create(
        kind=kind, name=name, version=version, hash=content, actor=actor, at=moments.utc(now)
    )
    PublishedFile.objects.bulk_create(
        PublishedFile(published=row, path=path, file_id=sha) for path, sha in sorted(kept.items())
    )
    journal.append(f"发布{CALLED[kind]}", actor=actor, now=now, kind=kind, name=name, version=version, hash=content)
    return row


def _row(found: PublishedModel) -> Published:
    return Published(
        kind=found.kind, name=found.name, version=found.version, hash=found.hash, by=found.actor, at=found.at
    )

"""文件库: content-addressed files, HOME/files/ab/cdef…, named by the SHA-256 of their bytes.

A file is complete under its final name or not there at all. One that no record mentions (a run was killed between the
file and the record) does no harm.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from django.db import connection

from gongwen.errors import BadInput, Broken, Refused
from gongwen.registry.canonical import digest
from gongwen.registry.models import File
from gongwen.registry.values import FileRow, StoreCheck

_SHA = re.compile(r"[0-9a-f]{64}")


def home() -> Path:
    """The folder of the open office; Refused when none is open."""
    folder = connection.settings_dict.get("OFFICE_HOME")
    if folder is None:
        raise Refused("还没有打开办公文件夹，请用 --home 指明，或运行 gongwen init 新建。")
    return Path(folder)


def put(data: bytes, name: str, media_type: str) -> FileRow:
    """Keep the bytes, on disk before this returns. The same bytes again are the same file, under its first name."""
    sha = digest(data)
    path = _path(sha)
    if not path.is_file() or path.read_bytes() != data:  # an altered file is healed by the true bytes
        path.parent.mkdir(parents=True, exist_ok=True)
        place(path, data)
    row, _ = File.objects.get_or_create(sha=sha, defaults={"name": name, "media_type": media_type, "size": len(data)})
    return _row(row)


def get(sha: str) -> bytes:
    """The file's bytes, hashed again on the way out; Broken names a missing or altered file."""
    path = _path(sha)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Broken(f"文件库缺少{_called(sha)}，请停止办理并从备份恢复。") from error
    except OSError as error:
        raise Broken(
            f"文件库中{_called(sha)}读不出（{error.strerror}），请检查磁盘和权限，必要时从备份恢复。"
        ) from error
    if digest(data) != sha:
        raise Broken(f"文件库中{_called(sha)}的内容被改动过，请停止办理并从备份恢复。")
    return data


def file(sha: str) -> FileRow:
    """Name, media type and size of a kept file; BadInput when none has this hash."""
    found = File.objects.filter(sha=sha).first()
    if found is None:
        raise BadInput(f"文件库没有登记散列值为「{sha}」的文件，请核对。")
    return _row(found)


def verify_store() -> StoreCheck:
    """Read every recorded file again: `faults` name those missing or altered. `strangers`, files that no record
    mentions (a run was killed between the file and its record), are told and are no fault."""
    faults, count, known = [], 0, set()
    for sha in File.objects.order_by("sha").values_list("sha", flat=True).iterator():
        count += 1
        known.add(_path(sha))
        try:
            get(sha)
        except Broken as error:
            faults.append(str(error))
    folder = home() / "files"
    strangers = sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path not in known
    )
    return StoreCheck(count=count, faults=tuple(faults), strangers=tuple(strangers))


def place(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: a temporary name in the same folder, fsync, rename, fsync of the folder."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _path(sha: str) -> Path:
    if not _SHA.fullmatch(sha):
        raise BadInput(f"「{sha}」不是文件的散列值（64 位十六进制数），请核对。")
    return home() / "files" / sha[:2] / sha[2:]


def _called(sha: str) -> str:
    found = File.objects.filter(sha=sha).first()
    return f"「{found.name}」（{sha[:12]}…）" if found else f"文件 {sha[:12]}…"


def _row(found: File) -> FileRow:
    return FileRow(sha=found.sha, name=found.name, media_type=found.media_type, size=found.size)

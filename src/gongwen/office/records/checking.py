"""核验差事: a bundle that somebody brings back as a zip, or one made here, and the journal, verified as errands."""

from __future__ import annotations

import errno
import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office.errand_slip import TYPES, Slip, result
from gongwen.office.people import Actor
from gongwen.office.records import casefile, journal

LARGEST = 4 * 1024**3
"""Bytes of a bundle unpacked; a case file of ours has a few hundred megabytes at most."""
MOST_FILES = 20_000
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EIO)
_CHUNK = 1 << 20


def receive(upload: Path, name: str) -> dict[str, str]:
    """Take a zip in to be verified; the argument of the errand. The file is moved. BadInput when it is no zip."""
    if not zipfile.is_zipfile(upload):
        raise BadInput(f"「{name}」不是 zip 文件，请交组卷时下载的那个 zip，或把案卷文件夹压缩成 zip 再交。")
    kept = registry.lay_out(upload, name, TYPES[".zip"])
    return {"sha": kept["sha"], "name": name}


def verify_bundle(slip: Slip) -> dict[str, Any]:
    """Every finding about a bundle, a sentence each; argument: `sha` and `name` of a zip that lies in the tray."""
    name = str(slip.argument.get("name") or "案卷")
    slip.told(0, 3, "打开案卷")
    folder = unpacked(registry.pick_up(str(slip.argument.get("sha") or "")), slip.folder / "案卷", name)
    slip.told(1, 3, "逐个核对文件")
    faults = casefile.verify(folder)
    slip.told(2, 3, "与办公室的日志对照")
    faults += journal.bundle_faults(folder)
    if faults:
        return result(told=[f"「{name}」核验未通过，有下列 {len(faults)} 处：", *faults], whole=False)
    return result(told=[f"「{name}」核验通过：文件齐全，未被改动，所印的日志摘要与办公室的日志相符。"], whole=True)


def verify_journal(slip: Slip) -> dict[str, Any]:
    """Whether the journal is whole; argument: a `witness` from paper, and `files` to read the file store too."""
    slip.told(0, 1, "逐条核验日志")
    witness = "".join(str(slip.argument.get("witness") or "").split()).lower()
    found = journal.state(witness or None, files=bool(slip.argument.get("files")))
    stored = f"；文件库 {found['files']} 个文件齐全" if "files" in found and not found["faults"] else ""
    whole = f"核验通过：日志共 {found['count']} 条，没有改动、插入、缺失、调换或截尾{stored}。"
    told = ["核验未通过，有下列问题：", *found["faults"]] if found["faults"] else [whole]
    return result(
        told=[*told, *found["notes"], f"末条摘要：{' '.join(journal.grouped(found['head']))}"],
        whole=not found["faults"],
    )


def unpacked(packed: Path, out: Path, name: str) -> Path:
    """The folder of the bundle in a zip. BadInput on a zip that is damaged, locked, too large, that reaches outside
    its folder, or that holds no bundle."""
    try:
        with zipfile.ZipFile(packed) as archive:
            _require_sane(archive, name)
            for member in archive.infolist():
                _unpack(archive, member, out)
    except _DAMAGE as error:
        if isinstance(error, OSError) and error.errno in _DISK:
            raise  # it is our disk that is full or broken, not their file
        raise BadInput(f"「{name}」打不开，多半没有传完整或已经损坏，请重新下载、重新上传。") from error
    found = sorted(path.parent for path in out.rglob("bagit.txt"))
    if not found:
        raise BadInput(f"「{name}」里没有案卷（缺 bagit.txt），请交组卷时下载的 zip。")
    return found[0]


def _require_sane(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    if len(members) > MOST_FILES or sum(one.file_size for one in members) > LARGEST:
        raise BadInput(f"「{name}」展开以后太大，不像是案卷，没有核验。")
    for one in members:
        path = PurePosixPath(one.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise BadInput(f"「{name}」里的「{one.filename}」指向文件夹以外，不是本系统的案卷，没有核验。")
        if one.flag_bits & 1:
            raise BadInput(f"「{name}」加了密码，请先解开再交。")


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, out: Path) -> None:
    """One file, never more of it than it says it has."""
    path = out / member.filename.replace("\\", "/")
    if member.is_dir():
        path.mkdir(parents=True, exist_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target, _CHUNK)


def waiting(actor: Actor) -> list[dict[str, Any]]:
    """Bundles that this person had made and that still lie here: name, sha, when."""
    return [
        {"name": one["name"], "sha": one["sha"], "at": row.finished_at}
        for row in registry.errands(asked_by=actor.person)
        if row.kind == "bundle"
        for one in row.result.get("files") or ()
    ]

"""备份文件: one zip file that holds an office: its rows, its files, the journal's head, and the SHA-256 of each.

manifest.json    what the file is, which tables it holds, the journal's length and head, every member's hash
rows.db          all rows, as an SQLite file, whatever database the office lives in
journal.head     the journal's witness, as of these rows
files/ab/cdef…   the file store
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from gongwen.errors import BadInput, Broken, Refused
from gongwen.registry.workshop import flush

MANIFEST, ROWS, HEAD = "manifest.json", "rows.db", "journal.head"
KIND, FORMAT = "gongwen-backup", 1

_FILE = re.compile(r"files/([0-9a-f]{2})/([0-9a-f]{62})")
_SHA = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1 << 20
_LARGEST_MANIFEST = 1 << 28  # bytes; a million files need about half of it
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, OSError)
"""What zipfile raises over a file that is cut, altered, encrypted or packed in a way it does not know."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup says of itself: `tables` = the migrations its rows have seen, `members` path → (SHA-256, bytes)."""

    made_at: str
    tables: tuple[str, ...]
    count: int
    head: str
    members: Mapping[str, tuple[str, int]]

    @property
    def files(self) -> int:
        """How many files of the store it holds."""
        return sum(path.startswith("files/") for path in self.members)


def write(out: Path, members: Iterable[tuple[str, Path]], **told: Any) -> Manifest:
    """Pack the members (path inside → file), each hashed as it is read; on disk before this returns.

    Broken when a file of the store is not what its name says.
    """
    packed: dict[str, tuple[str, int]] = {}
    with zipfile.ZipFile(out, "x", allowZip64=True) as archive:
        for path, source in members:
            packed[path] = _pack(archive, path, source)
            _require_true(path, packed[path][0])
        made = Manifest(**told, members=packed)
        text = json.dumps({"kind": KIND, "format": FORMAT, **asdict(made)}, ensure_ascii=False, indent=1)
        archive.writestr(zipfile.ZipInfo(MANIFEST), text, zipfile.ZIP_DEFLATED)
    flush(out)
    return made


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup and its manifest, both found to be of this kind and to name the same members.

    BadInput when the file is missing, damaged or something else; Refused when a newer program made it.
    """
    if not path.is_file():
        raise BadInput(f"没有备份文件「{path}」，请核对位置。")
    try:
        archive = zipfile.ZipFile(path)
    except _DAMAGE as error:
        raise _damaged(path, "不是完整的备份文件") from error
    with archive:
        manifest = _manifest(archive, path)
        names = archive.namelist()
        if len(names) != len(set(names)) or set(names) != {*manifest.members, MANIFEST}:
            raise _damaged(path, "所含的文件与其清单不符")
        yield archive, manifest


def unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    """Write every member under `folder`, each checked against its hash and on disk; BadInput names the first bad one.

    Paths were checked by `opened`: none leads out of the folder.
    """
    for path, (sha, size) in manifest.members.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with archive.open(path) as source, target.open("xb") as stream:
                found = _copy(source, stream, size)
        except _DAMAGE as error:
            raise _damaged(Path(archive.filename or ""), f"其中「{path}」读不出") from error
        if found != (sha, size):
            raise _damaged(Path(archive.filename or ""), f"其中「{path}」的内容与清单不符")
        flush(target)


def _pack(archive: zipfile.ZipFile, path: str, source: Path) -> tuple[str, int]:
    member = zipfile.ZipInfo(path)  # no moment of its own: the same office gives the same members
    member.compress_type = zipfile.ZIP_STORED if path.startswith("files/") else zipfile.ZIP_DEFLATED
    try:
        with source.open("rb") as stream, archive.open(member, "w", force_zip64=True) as target:
            return _copy(stream, target)
    except FileNotFoundError as error:
        raise Broken(f"文件库缺少 {path}，备份没有做，请先从以前的备份恢复这个文件。") from error


def _copy(source: IO[bytes], target: IO[bytes], limit: int | None = None) -> tuple[str, int]:
    """SHA-256 and size of what was copied; no more than one chunk over the limit is ever written."""
    hashed, size = sha256(), 0
    while (limit is None or size <= limit) and (chunk := source.read(_CHUNK)):
        target.write(chunk)
        hashed.update(chunk)
        size += len(chunk)
    return hashed.hexdigest(), size


def _require_true(path: str, sha: str) -> None:
    named = _FILE.fullmatch(path)
    if named and "".join(named.groups()) != sha:
        raise Broken(f"文件库中 {path} 的内容被改动过，备份没有做，请先从以前的备份恢复这个文件。")


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise ValueError("no manifest is that long")
        told = json.loads(archive.read(MANIFEST))
        if told["kind"] != KIND:
            raise ValueError(told["kind"])
        newer = int(told["format"]) > FORMAT
    except (*_DAMAGE, TypeError) as error:
        raise _damaged(path, "不是 gongwen 的备份文件，或已损坏") from error
    if newer:
        raise Refused(f"备份文件「{path.name}」由更新版本的程序做成，请用新版本的 gongwen 恢复。")
    try:
        return _read(told)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(path, "清单的内容不对") from error


def _read(told: Mapping[str, Any]) -> Manifest:
    members = {str(path): (str(sha), int(size)) for path, (sha, size) in told["members"].items()}
    for path, (sha, size) in members.items():
        named = _FILE.fullmatch(path)
        if not named and path not in (ROWS, HEAD):
            raise ValueError(f"{path} has no place in a backup")
        if not _SHA.fullmatch(sha) or size < 0 or (named and "".join(named.groups()) != sha):
            raise ValueError(f"{path} cannot have the hash {sha}")
    if not {ROWS, HEAD} <= members.keys():
        raise ValueError("rows or head are missing")
    return Manifest(
        made_at=str(told["made_at"]),
        tables=tuple(map(str, told["tables"])),
        count=int(told["count"]),
        head=str(told["head"]),
        members=members,
    )


def _damaged(path: Path, what: str) -> BadInput:
    return BadInput(f"备份文件「{path.name}」{what}，没有恢复任何内容，请换一份完好的备份。")

"""案卷包: writes a BagIt 1.0 folder (RFC 8493), whole or not at all, and read over by a second program first."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import bagit

from gongwen.archiving import manifests
from gongwen.errors import BadInput, Broken, Refused

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
TAG_ALGORITHMS = ("sha256", "sha512")
"""Tag files have two manifests, so that a change in one of these is told from a change in what it lists."""
TAG_LABEL = "Tag-Manifest-Algorithms"

_OURS = ("Bagging-Date", "Payload-Oxum", TAG_LABEL)
_RESERVED = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_LONGEST = 255  # bytes of one name, on the file systems in use
_TITLE = 200  # bytes of a title in a name, so that a number before it and a role after it still fit


def file_name(title: str, extension: str = "") -> str:
    """A title as a file name safe on every system: reserved characters full-width, cut to fit, never empty."""
    wide = _RESERVED.sub(lambda found: _wide(found[0]), unicodedata.normalize("NFC", title).replace("/", "／"))
    shown = "".join(character for character in " ".join(wide.split()) if character.isprintable())
    plain = shown.strip(". ") or "未命名"
    plain = f"_{plain}" if _DEVICES.fullmatch(plain) else plain
    return plain.encode("utf-8")[:_TITLE].decode("utf-8", "ignore").rstrip(". ") + extension


def write_bag(folder: Path, files: Mapping[str, bytes], info: Mapping[str, str], bagging_date: date) -> Path:
    """The bag at `folder`, holding `files` (path under data/ → bytes) and `info` (label → value in bag-info.txt).

    The same input gives the same bytes. A folder that already holds exactly this bag is left alone; any other is
    Refused and stays as it is. BadInput names every file name or label that cannot be written. Broken when what was
    written does not read back.
    """
    faults = [*_bad_paths(files), *_bad_info(info)]
    if faults:
        raise BadInput.of(faults)
    whole = _bag(files, info, bagging_date)
    if folder.exists() or folder.is_symlink():
        if _holds(folder, whole):
            return folder
        raise Refused(f"文件夹「{folder.name}」已有别的内容，没有改动它，请换一个位置或先移走原来的文件夹。")
    _write_whole(folder, whole)
    return folder


def _bag(files: Mapping[str, bytes], info: Mapping[str, str], bagging_date: date) -> dict[str, bytes]:
    """Every file of the bag by its path."""
    payload = {f"data/{path}": data for path, data in files.items()}
    tags = {
        "bagit.txt": BAGIT,
        "bag-info.txt": _info(payload, info, bagging_date),
        "manifest-sha256.txt": manifests.written("sha256", payload),
    }
    lists = {f"tagmanifest-{name}.txt": manifests.written(name, tags) for name in TAG_ALGORITHMS}
    return {**payload, **tags, **lists}


def _info(payload: Mapping[str, bytes], info: Mapping[str, str], bagging_date: date) -> bytes:
    octets = sum(map(len, payload.values()))
    ours = zip(_OURS, (bagging_date.isoformat(), f"{octets}.{len(payload)}", " ".join(TAG_ALGORITHMS)), strict=True)
    pairs = [*info.items(), *ours]
    return "".join(f"{label}: {_folded(value)}\n" for label, value in pairs).encode("utf-8")


def _folded(value: str) -> str:
    """A value of several lines continues on indented lines (RFC 8493 2.2.2)."""
    return "\n  ".join(line.strip() for line in value.splitlines() if line.strip())


def _bad_info(info: Mapping[str, str]) -> Iterator[str]:
    for label, value in info.items():
        if label in _OURS:
            yield f"案卷说明项「{label}」由系统填写，请不要另给。"
        elif not re.fullmatch(r"[^\s:][^:\r\n]*", label) or label != label.strip():
            yield f"案卷说明项「{label}」的名称不能为空，也不能含冒号和换行。"
        elif not value.strip():
            yield f"案卷说明项「{label}」没有内容，请补填或去掉。"


def _bad_paths(files: Mapping[str, bytes]) -> Iterator[str]:
    if not files:
        yield "案卷中没有文件，请先把文件归入案卷。"
    seen: dict[str, str] = {}
    for path in files:
        reason = _bad_path(path)
        if reason:
            yield f"文件名「{path}」{reason}，请改名后归档。"
        other = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other != path:
            yield f"文件名「{path}」与「{other}」在有的系统上分不开，请改名后归档。"
    for path in files:
        if any(other.startswith(f"{path}/") for other in files):
            yield f"「{path}」既是文件又是文件夹，请改名后归档。"


def _bad_path(path: str) -> str:
    for segment in path.split("/"):
        if segment in ("", ".", ".."):
            return "含有空的一级或“..”"
        if _RESERVED.search(segment):
            return "含有不能用于文件名的符号"
        if segment != segment.rstrip(". ") or segment != segment.lstrip():
            return "首尾有空格或末尾有句点"
        if _DEVICES.fullmatch(segment):
            return "是系统保留的名称"
        if len(segment.encode("utf-8", "surrogatepass")) > _LONGEST:
            return "太长"
    return "" if path.isprintable() else "含有不能显示的字符"


def _wide(character: str) -> str:
    return chr(ord(character) + 0xFEE0) if character > " " and character != "\x7f" else " "


def _holds(folder: Path, whole: Mapping[str, bytes]) -> bool:
    if folder.is_symlink() or not folder.is_dir():
        return False
    present = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    return present.keys() == whole.keys() and all(present[path].read_bytes() == data for path, data in whole.items())


def _write_whole(folder: Path, whole: Mapping[str, bytes]) -> None:
    """Writes beside the place and renames at the end, so that a bag is there complete or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(unfinished, ignore_errors=True)  # left behind by a process that was killed
    try:
        for path, data in whole.items():
            _write(unfinished / path, data)
        _read_over(unfinished, folder.name)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _read_over(unfinished: Path, name: str) -> None:
    """The bagit library, which we did not write, must find the bag valid before it takes its name.

    It does not decode %25 as RFC 8493 asks, so a bag with a % in a file name goes without this second reading.
    """
    if any("%" in path.name for path in unfinished.rglob("*")):
        return
    try:
        bagit.Bag(str(unfinished)).validate()
    except bagit.BagError as error:
        raise Broken(f"案卷「{name}」写入后复核不符，没有留下半成品，请检查磁盘后重试。") from error


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())

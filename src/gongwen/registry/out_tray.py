"""待取: what errands made lies here to be fetched, HOME/tray/ab/cdef…, named by the SHA-256 of its bytes.

Apart from the file store, which never lets a file go: what lies here is no record, is in no backup, and is cleared.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from gongwen.errors import BadInput, Refused
from gongwen.registry import store

_BENCHES, _OF = ".benches", "~"
FILES = "files"
"""Under this key a result names its files, each with `sha`, `name`, `type` and `size`."""


def lay_out(path: Path, name: str, media_type: str) -> dict[str, Any]:
    """Take a finished file in, under the name it is to be fetched by; what a result says of it. The file is moved."""
    try:
        sha, size = _digest(path), path.stat().st_size
        there = _place(sha)
        there.parent.mkdir(parents=True, exist_ok=True)
        half = there.with_suffix(f".{os.getpid()}.part")
        shutil.move(path, half)
        half.replace(there)
        os.utime(there)
    except OSError as error:
        raise Refused(f"成品「{name}」放不下（{error.strerror}），请清理办公文件夹所在的磁盘后重试。") from error
    return {"sha": sha, "name": name, "type": media_type, "size": size}


def pick_up(sha: str) -> Path:
    """Where the file lies, found to be whole; BadInput when it was cleared or damaged, and is to be made again."""
    path = _place(sha)
    try:
        whole = _digest(path) == sha
    except OSError:
        whole = False
    if not whole:
        raise BadInput("这份成品过了保存期已经清理，或已经损坏，请重新办理一次。")
    return path


@contextmanager
def bench(owner: str) -> Iterator[Path]:
    """An empty folder to work in, gone afterwards; that of a killed worker goes with `clear_benches`."""
    place = store.home() / "tray" / _BENCHES
    try:
        place.mkdir(parents=True, exist_ok=True)
        made = tempfile.TemporaryDirectory(prefix=f"{owner}{_OF}", dir=place)
    except OSError as error:
        raise Refused(f"办公文件夹里不能放临时文件（{error.strerror}），请检查权限和磁盘空间后重试。") from error
    with made as folder:
        yield Path(folder)


def clear_benches(is_dead: Callable[[str], bool]) -> None:
    """Remove what workers left behind whose owner is dead: it may hold papers with personal data."""
    for path in (store.home() / "tray" / _BENCHES).glob(f"*{_OF}*"):
        if is_dead(path.name.partition(_OF)[0]):
            shutil.rmtree(path, ignore_errors=True)


def named_in(result: dict[str, Any]) -> Iterator[str]:
    """The files that a result names."""
    yield from (one["sha"] for one in result.get(FILES) or ())


def clear(kept: Collection[str], before: datetime) -> None:
    """Remove what lay here before this moment, except the files to be kept."""
    folder = store.home() / "tray"
    for path in folder.glob("*/*"):
        with suppress(OSError):
            if path.parent.name + path.name not in kept and path.stat().st_mtime < before.timestamp():
                path.unlink()


def _place(sha: str) -> Path:
    if len(sha) != 64 or not set(sha) <= set("0123456789abcdef"):
        raise BadInput("成品的编号不对，请从「我的差事」进入下载。")
    return store.home() / "tray" / sha[:2] / sha[2:]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

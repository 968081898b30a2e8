"""存档文件: files of the store, what is wrong with it, and backups of the office."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """存档文件: known by the SHA-256 of its bytes; `size` in bytes."""

    sha: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, kw_only=True)
class StoreCheck:
    """文件库核验: how many files are recorded, `faults` of them, and `strangers` that no record mentions."""

    count: int
    faults: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BackupRow:
    """备份: a backup file, when it was made, the journal's length and head in it, how many files of the store, and
    whether its tables are of this program's version."""

    path: Path
    made_at: str
    count: int
    head: str
    files: int
    current: bool = True

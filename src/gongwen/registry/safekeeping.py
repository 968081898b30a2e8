"""备份: the open office in one file, true to one moment while others go on writing.

The rows are copied first; they never mention a file that is not yet in the store, and no file of the store ever goes
away, so the files they name can be copied afterwards.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.db import connection

from gongwen.errors import BadInput, Broken, Refused
from gongwen.registry import backup_file, journal, moments, row_copy
from gongwen.registry.backup_file import HEAD, ROWS, Manifest
from gongwen.registry.store import home
from gongwen.registry.transactions import writing
from gongwen.registry.values import BackupRow
from gongwen.registry.verification import verify_journal
from gongwen.registry.workshop import flush, workshop


def backup(out: Path, *, actor: str, system_user: str = "", now: datetime) -> BackupRow:
    """Back the open office up into the new file `out`, as an act of its own.

    Refused when `out` is there already or cannot be written; Broken when the journal is not whole: such a backup
    would not be one.
    """
    _require_room(out)
    verify_journal()
    with writing():
        journal.append("备份台账", actor=actor, now=now, file=out.name, system_user=system_user)
    return pack(out, now)


def pack(out: Path, now: datetime) -> BackupRow:
    """The office's file as `backup` makes it, also from tables of an earlier version; nothing is recorded."""
    _require_room(out)
    try:
        with workshop(out) as folder:
            rows, head, packed = folder / ROWS, folder / HEAD, folder / "packed.zip"
            row_copy.copy_rows(connection, rows)
            facts = _facts(rows)
            head.write_text(f"{facts['count']} {facts['head']}\n", "ascii")
            made = backup_file.write(packed, _members(rows, head), made_at=moments.utc(now).isoformat(), **facts)
            _appear(packed, out)
    except OSError as error:
        raise Refused(
            f"备份没有做成（{error.strerror or error}），没有留下半成品，请检查「{out.parent}」的空间和权限后重试。"
        ) from error
    return _row(out, made)


def _row(out: Path, made: Manifest) -> BackupRow:
    return BackupRow(path=out, made_at=made.made_at, count=made.count, head=made.head, files=made.files)


def _require_room(out: Path) -> None:
    if out.exists() or out.is_symlink():
        raise Refused(f"「{out}」已经有了，没有改动它，请换一个文件名。")
    if not out.parent.is_dir():
        raise BadInput(f"没有文件夹「{out.parent}」，请先建好或换一个位置。")


def _facts(rows: Path) -> dict[str, object]:
    """What the copied rows say of themselves; Broken when the copy is damaged or is of no founded office."""
    with closing(sqlite3.connect(rows)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Broken("台账文件有损坏，备份没有做，请从以前的备份恢复。")
        last = row_copy.newest_entry(copy)
        tables = copy.execute("SELECT name FROM django_migrations WHERE app = 'registry' ORDER BY name").fetchall()
    if last is None:
        raise Broken("日志是空的，备份没有做，请运行 gongwen journal verify 查明原因。")
    return {"count": last[0], "head": last[1], "tables": tuple(name for (name,) in tables)}


def _members(rows: Path, head: Path) -> Iterator[tuple[str, Path]]:
    yield ROWS, rows
    yield HEAD, head
    with closing(sqlite3.connect(rows)) as copy:
        for (sha,) in copy.execute("SELECT sha FROM registry_file ORDER BY sha"):
            path = f"files/{sha[:2]}/{sha[2:]}"
            yield path, home() / path


def _appear(packed: Path, out: Path) -> None:
    """Give the finished file its name; unlike a rename, a link never takes the place of a file made meanwhile."""
    try:
        os.link(packed, out)
    except FileExistsError as error:
        raise Refused(f"「{out}」已经有了，没有改动它，请换一个文件名。") from error
    except OSError:  # a file system without links
        packed.replace(out)
    flush(out.parent)

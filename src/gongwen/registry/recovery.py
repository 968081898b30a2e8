"""恢复: an office brought back from a backup file into a new folder; whole and verified, or not at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from gongwen.errors import BadInput, Broken, Refused
from gongwen.registry import backup_file, opening
from gongwen.registry.backup_file import ROWS, Manifest
from gongwen.registry.database import DATABASE_NAME, configuration, file_of
from gongwen.registry.values import BackupRow
from gongwen.registry.workshop import flush, workshop


def restore(
    archive: Path, home: Path, database_url: str | None = None, *, actor: str, system_user: str = "", now: datetime
) -> BackupRow:
    """Bring the office back into `home`, which must be new or empty, and record that as an act. It is left closed.

    Nothing is to be seen in `home` before every hash was checked and the journal verified. BadInput on a damaged or
    foreign file, Refused on a newer one or a folder in use, Broken when what is in it does not verify. The rows of an
    earlier version come back as they are: `upgrade` is the next step. Nobody is signed in to it, and no code or token
    of before lets anybody in.
    """
    _require_empty(home)
    opening.close()
    try:
        with backup_file.opened(archive) as (opened, manifest):
            _require_known(manifest, archive)
            home.parent.mkdir(parents=True, exist_ok=True)
            with workshop(home) as folder:
                office = folder / "office"
                (office / "files").mkdir(parents=True)
                backup_file.unpack(opened, manifest, office)
                (office / ROWS).rename(office / DATABASE_NAME)
                _verify(office, manifest, archive, now, actor=actor, system_user=system_user)
                _move_in(office, home, database_url)
    except OSError as error:
        raise Refused(
            f"没有恢复成（{error.strerror or error}），「{home}」没有改动，请检查空间和权限后重试。"
        ) from error
    return _row(archive, manifest)


def _row(archive: Path, manifest: Manifest) -> BackupRow:
    return BackupRow(
        path=archive,
        made_at=manifest.made_at,
        count=manifest.count,
        head=manifest.head,
        files=manifest.files,
        current=_is_current(manifest),
    )


def _is_current(manifest: Manifest) -> bool:
    return {*manifest.tables} == opening.known_migrations()


def _require_empty(home: Path) -> None:
    if home.is_symlink() or home.is_file() or (home.is_dir() and any(home.iterdir())):
        raise Refused(f"「{home}」不是空的，没有改动它；请恢复到一个新的文件夹，核对后再换用。")


def _require_known(manifest: Manifest, archive: Path) -> None:
    if {*manifest.tables} - opening.known_migrations():
        raise Refused(f"备份文件「{archive.name}」的台账由更新版本的程序建立，请用新版本的 gongwen 恢复。")


def _verify(office: Path, manifest: Manifest, archive: Path, now: datetime, **who: str) -> None:
    """Chain, head, records and files; and the act of restoring, where the tables are this program's."""
    from gongwen.registry import journal, row_copy, store, transactions, verification

    row_copy.end_ways_in(office / DATABASE_NAME, now)
    opening.connect(configuration(office))
    try:
        faults = verification.chain_faults(manifest.head)
        if not faults and _is_current(manifest):
            faults = (*verification.check_journal().faults, *store.verify_store().faults)
            if not faults:
                with transactions.writing():
                    journal.append("恢复台账", now=now, file=archive.name, head=manifest.head, **who)
    finally:
        opening.close()
    if faults:
        raise Broken.of([f"备份文件「{archive.name}」中的台账核验不通过，没有恢复，请换一份备份。", *faults])


def _move_in(office: Path, home: Path, database_url: str | None) -> None:
    """Rows to where the URL says, then the folder under its name: from one moment to the next it is there."""
    if database_url:
        _move_rows(office / DATABASE_NAME, office, database_url)
    for path in [*office.rglob("*"), office]:
        if path.is_dir():
            flush(path)
    office.rename(home)
    flush(home.parent)


def _move_rows(rows: Path, office: Path, database_url: str) -> None:
    config = configuration(office, database_url)
    if (kept := file_of(config)) is not None:
        if kept.exists():
            raise Refused(f"「{kept}」已经有了，没有改动它，请换一个数据库地址。")
        kept.parent.mkdir(parents=True, exist_ok=True)
        rows.rename(kept)
        return
    from django.db import connection

    from gongwen.registry import row_copy

    opening.connect(config)
    try:
        if connection.introspection.table_names():
            raise BadInput("这个数据库里已经有表，没有改动它，请给出一个空的数据库。")
        row_copy.pour_back(rows, connection)
    finally:
        opening.close()
    rows.unlink()

"""开办: make an office's folder, open it, switch to another; the one place that sets Django up."""

from __future__ import annotations

import os
from datetime import datetime
from functools import cache
from importlib import import_module
from itertools import count
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from gongwen.errors import BadInput, Broken, Refused
from gongwen.registry.database import configuration, file_of

_HEAD_NAME = "journal.head"
_LABEL = "registry"
_JOURNALS = ("registry_journal", "registry_entry")  # the second up to migration 0002


def set_up_django() -> None:
    """Load the tables, without opening any office; harmless when done before."""
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongwen.settings")
        django.setup()


def create(home: Path, database_url: str | None = None, *, now: datetime) -> None:
    """Make the office's folder and tables, and open it. Done again, or after one that was cut off, it carries on.

    BadInput when the folder cannot be made; Refused when an office of another version is there.
    """
    set_up_django()
    config = configuration(home, database_url)
    try:
        (Path(home) / "files").mkdir(parents=True, exist_ok=True)
        if database := file_of(config):
            database.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"不能在「{home}」建立办公文件夹（{error.strerror}），请换一个位置或检查权限。") from error
    connect(config)
    if _is_founded():
        _require_current(home)
        _bring_the_witness_forward()
    else:
        _migrate("建立台账", now)


def open(home: Path, database_url: str | None = None) -> None:
    """Open the office in this folder; another office that was open is let go.

    BadInput when there is none, Refused when its tables are older or newer than this program.
    """
    set_up_django()
    config = configuration(home, database_url)
    _require_a_place(config, home)
    connect(config)
    try:
        if not _is_founded():
            raise _no_office(home)
        _require_current(home)
        _bring_the_witness_forward()
    except Exception:
        close()
        raise


def close() -> None:
    """Let the open office go; nothing is lost, everything was committed."""
    set_up_django()
    connect({})


def upgrade(home: Path, database_url: str | None = None, *, now: datetime) -> Path | None:
    """Back the office up into its own folder, bring its tables to this program's version, and open it.

    The backup's path; None when there was nothing to do. Broken when the journal is not whole: before, nothing is
    changed; after (which no upgrade should bring about), the backup stands.
    """
    set_up_django()
    config = configuration(home, database_url)
    _require_a_place(config, home)
    connect(config)
    if not _is_founded():
        raise _no_office(home)
    applied, known = _applied_migrations(), known_migrations()
    if applied - known:
        _require_current(home)
    if applied == known:
        _bring_the_witness_forward()
        return None
    return _upgrade(Path(home), now)


def _upgrade(home: Path, now: datetime) -> Path:
    from gongwen.registry import safekeeping, verification

    faults = verification.chain_faults()
    if faults:
        raise Broken.of(["日志核验不通过，升级没有进行。", *faults])
    copy = safekeeping.pack(_unused(home, now), now).path
    _migrate("升级台账", now, backup=copy.name)
    verification.verify_journal()
    return copy


def _unused(home: Path, now: datetime) -> Path:
    """Where the backup goes: beside the database, never over an earlier one."""
    stem = f"升级前备份-{now:%Y%m%dT%H%M%S}"
    names = (f"{stem}{'' if again == 1 else f'-{again}'}.zip" for again in count(1))
    return next(home / name for name in names if not (home / name).exists())


# Below: for the other modules of this room only.


def connect(config: dict[str, Any]) -> None:
    """Point Django's default connection at another database. Connections of other threads end with their threads."""
    from django.db import connections

    connections["default"].close()
    del connections["default"]
    connections.settings = connections.configure_settings({"default": config})


def _require_a_place(config: dict[str, Any], home: Path) -> None:
    """Opening must not make an empty database where there is none."""
    database = file_of(config)
    if not (database.is_file() if database else Path(home).is_dir()):
        raise _no_office(home)


def _bring_the_witness_forward() -> None:
    """A run may have been killed between its commit and the head file."""
    from gongwen.registry import witness

    witness.bring_forward()


def _is_founded() -> bool:
    """Whether the creation was finished: the journal has an entry, under its present or its former name, or had one,
    as the head file remembers (what became of it, verification says)."""
    from django.db import DatabaseError, connection

    try:
        tables = set(connection.introspection.table_names()) & set(_JOURNALS)
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
                if cursor.fetchone():
                    return True
    except DatabaseError as error:
        from gongwen.registry.transactions import explained

        raise explained(error) from error
    return bool(tables) and (Path(connection.settings_dict["OFFICE_HOME"]) / _HEAD_NAME).exists()


@cache
def known_migrations() -> set[str]:
    """The names of this program's migrations: what an office of its version has seen."""
    package = import_module("gongwen.registry.migrations")
    return {module.name for module in iter_modules(package.__path__)}


def _applied_migrations() -> set[str]:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return set(MigrationRecorder(connection).migration_qs.filter(app=_LABEL).values_list("name", flat=True))


def _require_current(home: Path) -> None:
    applied, known = _applied_migrations(), known_migrations()
    if applied - known:
        raise Refused(f"「{home}」的台账由更新版本的程序建立，请用新版本的 gongwen 打开，不要用旧版本办理。")
    if known - applied:
        raise Refused(f"「{home}」的台账是旧版本的，请先运行 gongwen upgrade --home {home} 备份并升级。")


def _migrate(act: str, now: datetime, **details: Any) -> None:
    """Bring the tables up to date and journal it, in ONE transaction: Django by itself records a migration after the
    commit of its tables, so that a kill between the two would leave an office that can neither open nor carry on.

    SQLite changes tables only while foreign keys are not checked, and that is switched outside transactions.
    """
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from gongwen.registry import journal
    from gongwen.registry.transactions import writing

    connection.disable_constraint_checking()
    try:
        with writing():
            if _is_founded() and _applied_migrations() >= known_migrations():
                return  # another process was quicker
            executor = MigrationExecutor(connection)
            executor.migrate(executor.loader.graph.leaf_nodes())
            connection.check_constraints()
            journal.append(act, actor="系统", now=now, **details)
    finally:
        connection.enable_constraint_checking()


def _no_office(home: Path) -> BadInput:
    return BadInput(f"「{home}」不是办公文件夹，请核对 --home，或运行 gongwen init --home {home} 新建。")

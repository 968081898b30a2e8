"""开办: make an office's folder, open it, switch to another; the one place that sets Django up."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from gongwen.errors import BadInput, Broken, Refused
from gongwen.registry.database import configuration

_LABEL = "registry"
_FOUNDED = "建立台账"


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
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"不能在「{home}」建立办公文件夹（{error.strerror}），请换一个位置或检查权限。") from error
    _connect(config)
    if _is_founded():
        _require_current(home)
    else:
        _migrate()
        _found(now)


def open(home: Path, database_url: str | None = None) -> None:
    """Open the office in this folder; another office that was open is let go.

    BadInput when there is none, Refused when its tables are older or newer than this program.
    """
    set_up_django()
    config = configuration(home, database_url)
    if not Path(config["NAME"]).is_file():
        raise _no_office(home)
    _connect(config)
    try:
        if not _is_founded():
            raise _no_office(home)
        _require_current(home)
    except Exception:
        close()
        raise


def close() -> None:
    """Let the open office go; nothing is lost, everything was committed."""
    set_up_django()
    _connect({})


def upgrade(home: Path, database_url: str | None = None, *, now: datetime) -> Path | None:
    """Back the rows up beside the database, then bring its tables to this program's version, and open the office.

    The backup's path; None when there was nothing to do.
    """
    set_up_django()
    config = configuration(home, database_url)
    if not Path(config["NAME"]).is_file():
        raise _no_office(home)
    _connect(config)
    if not _is_founded():
        raise _no_office(home)
    if _missing_migrations() == _unknown_migrations() == set():
        return None
    if _unknown_migrations():
        _require_current(home)
    copy = _back_up(Path(config["NAME"]), now)
    _migrate()
    _note("升级台账", now, backup=copy.name)
    return copy


def _connect(config: dict[str, Any]) -> None:
    """Point Django's default connection at another database. Connections of other threads end with their threads."""
    from django.db import connections

    connections["default"].close()
    del connections["default"]
    connections.settings = connections.configure_settings({"default": config})


def _is_founded() -> bool:
    """Whether the creation was finished: the journal has its first entry."""
    from django.db import DatabaseError, connection

    try:
        if "registry_entry" not in connection.introspection.table_names():
            return False
        return _model("Entry").objects.filter(number=1).exists()
    except DatabaseError as error:
        from gongwen.registry.transactions import explained

        raise explained(error) from error


def _known_migrations() -> set[str]:
    package = import_module("gongwen.registry.migrations")
    return {module.name for module in iter_modules(package.__path__)}


def _applied_migrations() -> set[str]:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return {name for app, name in MigrationRecorder(connection).applied_migrations() if app == _LABEL}


def _missing_migrations() -> set[str]:
    return _known_migrations() - _applied_migrations()


def _unknown_migrations() -> set[str]:
    return _applied_migrations() - _known_migrations()


def _require_current(home: Path) -> None:
    if _unknown_migrations():
        raise Refused(f"「{home}」的台账由更新版本的程序建立，请用新版本的 gongwen 打开，不要用旧版本办理。")
    if _missing_migrations():
        raise Refused(f"「{home}」的台账是旧版本的，请先运行 gongwen upgrade --home {home} 备份并升级。")


def _migrate() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def _found(now: datetime) -> None:
    _note(_FOUNDED, now)


def _note(act: str, now: datetime, **details: Any) -> None:
    from gongwen.registry import journal
    from gongwen.registry.transactions import writing

    with writing():
        journal.append(act, actor="系统", now=now, **details)


def _back_up(database: Path, now: datetime) -> Path:
    """A consistent copy, also while others read and write."""
    copy = database.with_name(f"{database.stem}-{now:%Y%m%dT%H%M%S}.backup.db")
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        if target.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Broken(f"台账文件「{database.name}」有损坏，备份未能完成，升级没有进行，请从备份恢复后重试。")
    return copy


def _model(name: str) -> Any:
    from django.apps import apps

    return apps.get_model(_LABEL, name)


def _no_office(home: Path) -> BadInput:
    return BadInput(f"「{home}」不是办公文件夹，请核对 --home，或运行 gongwen init --home {home} 新建。")

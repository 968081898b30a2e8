"""台账抄本: all rows of an office as one SQLite file, whatever database they live in, and back again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

_COPY = "copy"
_SESSIONS = "django_session"
_WAYS_IN = {"registry_accesscode": " AND used_at IS NULL", "registry_token": ""}
_BATCH = 500
_LABEL = "registry"


def copy_rows(connection: Any, rows: Path) -> None:
    """Copy every row into the new SQLite file, true to one moment, while others read and write."""
    if connection.vendor != "sqlite":
        with _beside(rows):
            _pour(connection.alias, _COPY)
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(rows)) as target:
        connection.connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # the copy is one file, without a write-ahead log beside it
        _forget_sessions(target)


def end_ways_in(rows: Path, at: datetime) -> None:
    """Let nobody into an office brought back by what was good when it was copied: no session, no unused code and no
    token, of which some may have been used or recalled since. Passwords and accounts stay."""
    with closing(sqlite3.connect(rows)) as copy:
        _forget_sessions(copy)
        when = at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
        for table, unused in _WAYS_IN.items():
            if _holds(copy, table):
                copy.execute(f"UPDATE {table} SET recalled_at = ? WHERE recalled_at IS NULL{unused}", (when,))
        copy.commit()


def newest_entry(copy: sqlite3.Connection) -> tuple[int, str] | None:
    """Number and hash of the last journal entry of a copy, also of one made before the journal had its own name."""
    for table in ("registry_journal", "registry_entry"):
        if _holds(copy, table):
            return copy.execute(f"SELECT number, hash FROM {table} ORDER BY number DESC LIMIT 1").fetchone()
    return None


def pour_back(rows: Path, connection: Any) -> None:
    """Fill an empty database of another kind with the rows of a copy."""
    with _beside(rows):
        _pour(_COPY, connection.alias)


def _forget_sessions(copy: sqlite3.Connection) -> None:
    """A session's key opens the office to whoever reads it: none goes into a copy, nor stays in its free pages."""
    if _holds(copy, _SESSIONS):
        copy.execute("PRAGMA secure_delete=ON")
        copy.execute(f"DELETE FROM {_SESSIONS}")
        copy.commit()


def _holds(copy: sqlite3.Connection, table: str) -> bool:
    return copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None


class _beside:
    """The SQLite file as a second database, as long as it is needed."""

    def __init__(self, rows: Path) -> None:
        self._rows = rows

    def __enter__(self) -> None:
        config = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(self._rows)}
        connections.settings[_COPY] = connections.configure_settings({"default": {}, _COPY: config})[_COPY]

    def __exit__(self, *_: object) -> None:
        connections[_COPY].close()
        del connections[_COPY]
        del connections.settings[_COPY]


def _pour(source: str, target: str) -> None:
    """Lay the same tables (also those of an earlier version) in `target`, and copy row by row under the same keys."""
    loader = MigrationLoader(connections[source])
    applied = sorted(key for key in loader.applied_migrations if key[0] == _LABEL)
    models = loader.project_state(applied).apps.get_app_config(_LABEL).get_models()
    executor = MigrationExecutor(connections[target])
    executor.migrate([*applied[-1:], *executor.loader.graph.leaf_nodes("sessions")])  # an empty table of sessions
    connections[target].disable_constraint_checking()
    try:
        with transaction.atomic(using=source), transaction.atomic(using=target):
            _hold_still(connections[source])
            for model in [*models]:
                _copy_table(model, source, target)
            connections[target].check_constraints()
    finally:
        connections[target].enable_constraint_checking()


def _hold_still(connection: Any) -> None:
    """Read one moment, not one moment per table."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _copy_table(model: Any, source: str, target: str) -> None:
    batch: list[Any] = []
    for row in model._base_manager.using(source).order_by("pk").iterator(chunk_size=_BATCH):
        batch.append(row)
        if len(batch) == _BATCH:
            model._base_manager.using(target).bulk_create(batch)
            batch = []
    model._base_manager.using(target).bulk_create(batch)
    with connections[target].cursor() as cursor:
        for sql in connections[target].ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(sql)

"""只增不改: triggers by which the database itself refuses what must never happen to a record; used by migrations only.

SQLite loses a table's triggers when a later migration rebuilds the table (most column changes do): such a migration
begins with `allow_changes` and ends with `refuse_changes` for its tables. A test compares the triggers with the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_ACTS = ("UPDATE", "DELETE")

# What a number's row may become, whoever asks (条例 9(5); a number once given is never given again: 实务).
_NUMBER_KEEPS = (
    "NEW.code <> OLD.code OR NEW.year <> OLD.year OR NEW.serial <> OLD.serial OR NEW.origin <> OLD.origin "
    "OR (OLD.paper_id IS NOT NULL AND (NEW.paper_id IS NULL OR NEW.paper_id <> OLD.paper_id)) "
    "OR (NEW.state <> OLD.state AND NOT (OLD.state = '预留' AND NEW.state IN ('已用', '作废')) "
    "AND NOT (OLD.state = '已用' AND NEW.state = '作废')) "
    "OR OLD.state IN ('作废', '跳号')"
)


def refuse_changes(editor: Any, tables: Iterable[str]) -> None:
    """Make every one of these tables (without `registry_`) refuse UPDATE and DELETE."""
    for table in tables:
        for act in _ACTS:
            _refuse(editor, table, act, f"registry_{table} is append-only")


def allow_changes(editor: Any, tables: Iterable[str]) -> None:
    """Take the triggers away again."""
    for table in tables:
        for act in _ACTS:
            _allow(editor, table, act)


def guard_numbers(editor: Any) -> None:
    """Numbers: no row is deleted, none changes its number or loses its paper, none comes back from 作废."""
    _refuse(editor, "number", "DELETE", "registry_number keeps every number")
    _refuse(editor, "number", "UPDATE", "registry_number keeps every number", _NUMBER_KEEPS)


def _refuse(editor: Any, table: str, act: str, why: str, when: str = "") -> None:
    name, condition = f"registry_{table}_no_{act}", f" WHEN ({when})" if when else ""
    if editor.connection.vendor == "sqlite":
        body = f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
        sql = f"CREATE TRIGGER {name} BEFORE {act} ON registry_{table}{condition} {body}"
        editor.execute(sql, params=None)
        return
    body = f"BEGIN RAISE EXCEPTION '{why}'; END"
    editor.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$", params=None)
    row = f"BEFORE {act} ON registry_{table} FOR EACH ROW{condition}"
    editor.execute(f"CREATE TRIGGER {name} {row} EXECUTE FUNCTION {name}()", params=None)


def _allow(editor: Any, table: str, act: str) -> None:
    name = f"registry_{table}_no_{act}"
    if editor.connection.vendor == "sqlite":
        editor.execute(f"DROP TRIGGER {name}", params=None)
        return
    editor.execute(f"DROP TRIGGER {name} ON registry_{table}", params=None)
    editor.execute(f"DROP FUNCTION {name}()", params=None)

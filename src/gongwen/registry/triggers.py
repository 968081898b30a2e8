"""只增不改: triggers by which the database itself refuses what must never happen to a record; used by migrations only.

SQLite loses a table's triggers when a later migration rebuilds the table (most column changes do): such a migration
begins with `allow_changes` and ends with `refuse_changes` for its tables. A test compares the triggers with the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

APPEND_ONLY = ("journal", "event", "opinion", "published", "publishedfile", "urging")
"""The append-only tables of the newest migration."""

_ACTS = ("UPDATE", "DELETE")

_NUMBER_STAYS = "registry_number keeps every number"

# What a number's row may become, whoever asks (条例 9(5); a number once given is never given again: 实务). A
# reservation may let its paper go, but not change it for another.
_NUMBER_KEEPS = (
    "NEW.code <> OLD.code OR NEW.year <> OLD.year OR NEW.serial <> OLD.serial OR NEW.origin <> OLD.origin "
    "OR (OLD.paper_id IS NOT NULL AND NEW.paper_id IS NULL AND OLD.state <> '预留') "
    "OR (OLD.paper_id IS NOT NULL AND NEW.paper_id IS NOT NULL AND NEW.paper_id <> OLD.paper_id) "
    "OR (NEW.state <> OLD.state AND NOT (OLD.state = '预留' AND NEW.state IN ('已用', '作废')) "
    "AND NOT (OLD.state = '已用' AND NEW.state = '作废')) "
    "OR OLD.state IN ('作废', '跳号')"
)
_NUMBER_LEAVES_A_GAP = (
    "NEW.serial > 1 AND NOT EXISTS (SELECT 1 FROM registry_number "
    "WHERE code = NEW.code AND year = NEW.year AND serial = NEW.serial - 1)"
)
_NUMBER_RULES = (
    ("DELETE", _NUMBER_STAYS, ""),
    ("UPDATE", _NUMBER_STAYS, _NUMBER_KEEPS),
    ("INSERT", "registry_number leaves no gap", _NUMBER_LEAVES_A_GAP),
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
    """Numbers: no row is deleted, none changes its number or loses its paper, none comes back from 作废; and none is
    added but the one that follows."""
    for act, why, when in _NUMBER_RULES:
        _refuse(editor, "number", act, why, when)


def unguard_numbers(editor: Any) -> None:
    """Take the guards of numbers away again."""
    for act, _, _ in _NUMBER_RULES:
        _allow(editor, "number", act)


def gone(connection: Any) -> list[str]:
    """Names of the triggers of the newest migration that are not there, or not as it made them."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        standing = {(name, _squeezed(body)) for name, body in cursor.fetchall()}
    wanted = [(name, _squeezed(body)) for name, body in _wanted(connection.vendor)]
    return [name for name, body in wanted if (name, body) not in standing]


# What the database itself says of a trigger: on PostgreSQL its function is where the refusal is.
_STANDING = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE t.tgenabled <> 'D'",
}


def _wanted(vendor: str) -> Iterator[tuple[str, str]]:
    rules = [(table, act, f"registry_{table} is append-only", "") for table in APPEND_ONLY for act in _ACTS]
    rules += [("number", *rule) for rule in _NUMBER_RULES]
    for table, act, why, when in rules:
        body = _sqlite_sql(table, act, why, when) if vendor == "sqlite" else _postgresql_body(why, when)
        yield _named(table, act), body


def _squeezed(sql: str) -> str:
    return " ".join(sql.split()).lower()


def _named(table: str, act: str) -> str:
    return f"registry_{table}_no_{act}"


def _sqlite_sql(table: str, act: str, why: str, when: str) -> str:
    condition = f" WHEN ({when})" if when else ""
    body = f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
    return f"CREATE TRIGGER {_named(table, act)} BEFORE {act} ON registry_{table}{condition} {body}"


def _postgresql_body(why: str, when: str) -> str:
    """The function of a trigger, the condition inside: at the trigger none that looks at other rows may stand."""
    if not when:
        return f"BEGIN RAISE EXCEPTION '{why}'; END"
    return f"BEGIN IF {when} THEN RAISE EXCEPTION '{why}'; END IF; RETURN NEW; END"


def _refuse(editor: Any, table: str, act: str, why: str, when: str = "") -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute(_sqlite_sql(table, act, why, when), params=None)
        return
    # PostgreSQL folds unquoted names: they are quoted, so that a trigger is called the same on both.
    name, body = f'"{_named(table, act)}"', _postgresql_body(why, when)
    editor.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$", params=None)
    row = f"BEFORE {act} ON registry_{table} FOR EACH ROW"
    editor.execute(f"CREATE TRIGGER {name} {row} EXECUTE FUNCTION {name}()", params=None)


def _allow(editor: Any, table: str, act: str) -> None:
    name = f'"{_named(table, act)}"'
    if editor.connection.vendor == "sqlite":
        editor.execute(f"DROP TRIGGER {name}", params=None)
        return
    editor.execute(f"DROP TRIGGER {name} ON registry_{table}", params=None)
    editor.execute(f"DROP FUNCTION {name}()", params=None)

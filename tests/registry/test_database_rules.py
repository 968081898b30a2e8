"""What the database itself refuses, whoever asks."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from gongwen import registry
from gongwen.registry import triggers

_TRIGGERS = import_module("gongwen.registry.migrations.0003_keep_the_flow")
APPEND_ONLY = _TRIGGERS.APPEND_ONLY
_ACTS = ("UPDATE", "DELETE")
_OTHERS = "state, origin, title, reason, approver, actor, at"


@pytest.fixture
def database(home, open_a_case, add_a_paper, now):
    """Any statement, past the program, in an office where every append-only table holds a row."""
    by = {"actor": "周敏", "now": now}
    paper, _ = add_a_paper(open_a_case().code), add_a_paper()
    sha = registry.add_version(paper.id, docx=b"draft", origin="template", **by).docx_sha
    registry.add_person("何正平", **by)
    registry.add_opinion(paper.id, "何正平", "签发", "同意。", sha, now)
    registry.take_number(paper.id, "青卫", 2026, **by)
    registry.publish("template", "立项批复", {"template.docx": b"PK"}, **by)
    database = Statements()
    database.execute(
        'INSERT INTO registry_urging (case_id, stage, "to", how, note, actor, at) '
        "VALUES (1, '审核', '何正平', '电话', '', '周敏', '2026-03-02')"
    )
    return database


class Statements:
    """Raw SQL, each statement for itself: what the database refuses leaves nothing behind."""

    def execute(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows the statement returns."""
        from django.db import connection, transaction

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []


def refusing(words: str) -> Any:
    """The database's own refusal with these words, whichever database it is."""
    from django.db import DatabaseError

    return pytest.raises(DatabaseError, match=words)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_record_is_neither_changed_nor_deleted(database, table):
    column = {"journal": '"case"'}.get(table, "id")
    assert database.execute(f"SELECT count(*) FROM registry_{table}") > [(0,)]

    with refusing("append-only"):
        database.execute(f"UPDATE registry_{table} SET {column} = {column}")
    with refusing("append-only"):
        database.execute(f"DELETE FROM registry_{table}")


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM registry_number",
        "UPDATE registry_number SET serial = serial + 1",
        "UPDATE registry_number SET paper_id = NULL",
        "UPDATE registry_number SET state = '预留', reason = '改回'",
        "UPDATE registry_number SET origin = '线下'",
    ],
)
def test_a_number_stays_what_it_is(database, change):
    with refusing("keeps every number"):
        database.execute(change)


def test_a_void_number_is_explained_and_stays_void(database):
    with refusing("void_number_is_explained"):
        database.execute("UPDATE registry_number SET state = '作废'")
    database.execute("UPDATE registry_number SET state = '作废', reason = '印错', approver = '陆文渊'")
    with refusing("keeps every number"):
        database.execute("UPDATE registry_number SET state = '已用'")


def test_no_trigger_was_lost(database):
    from django.db import connection

    catalogue = {"sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
                 "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"}  # fmt: skip
    found = database.execute(catalogue[connection.vendor])
    wanted = {f"registry_{table}_no_{act}" for table in APPEND_ONLY for act in _ACTS}
    assert {name for (name,) in found} == wanted | {f"registry_number_no_{act}" for act in (*_ACTS, "INSERT")}


def test_no_number_is_left_out(database):
    with refusing("leaves no gap"):
        database.execute(
            f"INSERT INTO registry_number (paper_id, code, year, serial, {_OTHERS}) "
            f"SELECT 99, code, year, serial + 2, {_OTHERS} FROM registry_number"
        )
    with refusing("leaves no gap"):
        database.execute(
            f"INSERT INTO registry_number (paper_id, code, year, serial, {_OTHERS}) "
            f"SELECT 99, code, 2027, 2, {_OTHERS} FROM registry_number"
        )


def test_only_a_reservation_lets_its_paper_go(database, add_a_paper):
    other = add_a_paper().id
    database.execute(
        f"INSERT INTO registry_number (paper_id, code, year, serial, {_OTHERS}) "
        "SELECT 2, code, year, 2, '预留', origin, title, '会议通知', '', actor, at FROM registry_number"
    )
    given_up = "UPDATE registry_number SET state = '作废', reason = '印错', approver = '陆文渊', paper_id = NULL"
    for change in (f"{given_up} WHERE serial = 1", f"UPDATE registry_number SET paper_id = {other} WHERE serial = 2"):
        with refusing("keeps every number"):
            database.execute(change)
    database.execute("UPDATE registry_number SET paper_id = NULL WHERE serial = 2")
    database.execute(f"{given_up} WHERE serial = 2")


def test_no_number_is_given_twice(database):
    with refusing("(?i)unique"):
        database.execute(
            f"INSERT INTO registry_number (paper_id, code, year, serial, {_OTHERS}) "
            f"SELECT 99, code, year, serial, {_OTHERS} FROM registry_number"
        )
    with refusing("(?i)unique"):
        database.execute(
            f"INSERT INTO registry_number (paper_id, code, year, serial, {_OTHERS}) "
            f"SELECT paper_id, code, year, serial + 1, {_OTHERS} FROM registry_number"
        )


def test_a_case_has_a_stage_and_a_job_a_known_state(database):
    with refusing("case_has_code_and_stage"):
        database.execute("UPDATE registry_case SET stage = ''")
    with refusing("job_state_known"):
        database.execute(
            "INSERT INTO registry_job (case_id, event_id, seq, step, state, attempts, reason, owner, whose) "
            "VALUES (1, 1, 1, 'draft', '不详', 0, '', '', '')"
        )


def test_a_guard_taken_away_or_weakened_is_told(database):
    from django.db import connection

    assert registry.check_journal().faults[1:] == ()  # but for the urging above, which no entry tells of
    with connection.schema_editor() as editor:
        triggers.allow_changes(editor, ["opinion"])
        triggers._refuse(editor, "opinion", "UPDATE", "registry_opinion is append-only", "NEW.id = 0")

    faults = "".join(registry.check_journal().faults)
    assert "registry_opinion_no_UPDATE 不在或被改过" in faults
    assert "registry_opinion_no_DELETE 不在或被改过" in faults


def test_the_registry_s_connection_waits_checks_keys_and_flushes(home, on_a_file):
    from django.db import connection

    with connection.cursor() as cursor:
        told = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in _WANTED}

    assert told == _WANTED


def test_the_tables_are_those_that_the_migrations_make(home):
    """A changed model without its migration would work on new offices only by chance."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(connection)
    wanted = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)

    assert wanted == {}


_WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}

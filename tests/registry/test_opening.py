"""Founding, opening, switching and upgrading an office."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Broken, Refused, ToolMissing
from gongwen.registry.database import configuration, office_zone


def change(home, *statements):
    """Change the database behind the program's back."""
    registry.close()
    with closing(sqlite3.connect(home / "office.db")) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def make_older(home, name="0002_refuse_changes_to_the_record"):
    """Take the tables back to what they were after an earlier migration."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    registry.open(home)
    connection.disable_constraint_checking()
    MigrationExecutor(connection).migrate([("registry", name)])
    connection.enable_constraint_checking()
    registry.close()


def test_founding_again_changes_nothing(home, now, open_a_case, on_a_file):
    case = open_a_case()

    registry.create(home, now=now)

    assert registry.cases() == (case,)
    assert [entry.act for entry in registry.entries()] == ["建立台账", "开始办理"]


def test_two_offices_are_kept_apart(home, founded, tmp_path, open_a_case, now, on_a_file):
    case = open_a_case()
    sha = registry.put(b"%PDF", "批复.pdf", "application/pdf").sha

    registry.create(tmp_path / "other", now=now)
    assert registry.cases() == ()
    with pytest.raises(Broken, match="缺少"):
        registry.get(sha)

    registry.open(home)
    assert registry.cases() == (case,)
    assert registry.get(sha) == b"%PDF"


def test_a_folder_without_an_office_names_init(tmp_path):
    with pytest.raises(BadInput, match=r"不是办公文件夹.*gongwen init"):
        registry.open(tmp_path)


def test_a_founding_that_was_cut_off_is_no_office_until_it_is_carried_on(home, now, on_a_file):
    with closing(sqlite3.connect(home / "office.db")) as database:
        found = database.execute("SELECT sql FROM sqlite_master WHERE name = 'registry_journal_no_DELETE'")
        (trigger,) = found.fetchone()
    change(home, "DROP TRIGGER registry_journal_no_DELETE", "DELETE FROM registry_journal", trigger)
    (home / "journal.head").unlink()
    with pytest.raises(BadInput, match="gongwen init"):
        registry.open(home)

    registry.create(home, now=now)

    assert registry.verify_journal().count == 1
    registry.open(home)


def test_an_empty_or_foreign_database_is_no_office(tmp_path):
    (tmp_path / "office.db").touch()
    with pytest.raises(BadInput, match="不是办公文件夹"):
        registry.open(tmp_path)


def test_a_file_that_is_no_database_is_broken(tmp_path):
    (tmp_path / "office.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(Broken, match="不是数据库"):
        registry.open(tmp_path)


def test_an_older_office_names_upgrade(home, now, on_a_file):
    make_older(home)

    with pytest.raises(Refused, match="gongwen upgrade"):
        registry.open(home)
    with pytest.raises(Refused, match="gongwen upgrade"):
        registry.create(home, now=now)


def test_a_newer_office_names_the_newer_program(home, now, on_a_file):
    change(home, "INSERT INTO django_migrations (app, name, applied) VALUES ('registry', '0099_more', '2030-01-01')")

    for attempt in (
        lambda: registry.open(home),
        lambda: registry.create(home, now=now),
        lambda: registry.upgrade(home, now=now),
    ):
        with pytest.raises(Refused, match="新版本"):
            attempt()


def test_an_upgrade_backs_up_first_and_brings_the_tables_up_to_date(home, now, open_a_case, on_a_file):
    open_a_case()
    make_older(home)

    copy = registry.upgrade(home, now=now)

    with zipfile.ZipFile(copy) as backup:
        backup.extract("rows.db", home)
    with closing(sqlite3.connect(home / "rows.db")) as rows:
        assert rows.execute("SELECT count(*) FROM registry_case").fetchone() == (1,)
    registry.open(home)
    assert registry.entries()[-1].act == "升级台账"
    assert registry.verify_journal().count == 3
    assert registry.upgrade(home, now=now) is None


def test_upgrading_no_office_names_init(tmp_path, now):
    with pytest.raises(BadInput, match="gongwen init"):
        registry.upgrade(tmp_path, now=now)


def test_with_no_office_open_nothing_is_recorded(home, now, on_a_file):
    registry.close()

    with pytest.raises(Refused, match="还没有打开办公文件夹"):
        registry.put(b"%PDF", "批复.pdf", "application/pdf")
    with pytest.raises(Refused, match="还没有打开办公文件夹"):
        registry.add_person("何正平", actor="周敏", now=now)


def test_a_folder_that_cannot_be_made_is_bad_input(tmp_path, now):
    (tmp_path / "file").touch()

    with pytest.raises(BadInput, match=r"不能在.*建立办公文件夹"):
        registry.create(tmp_path / "file" / "office", now=now)


def test_rows_may_lie_in_another_file(tmp_path, now):
    registry.create(tmp_path / "office", f"sqlite:///{tmp_path}/rows/here.db", now=now)
    registry.open(tmp_path / "office", f"sqlite:///{tmp_path}/rows/here.db")

    assert (tmp_path / "rows" / "here.db").is_file()
    assert not (tmp_path / "office" / "office.db").exists()
    assert registry.verify_journal().count == 1
    registry.close()


@pytest.mark.parametrize("url", ["sqlite://:memory:", "sqlite:///:memory:"])
def test_rows_may_lie_in_memory_as_long_as_the_office_is_open(tmp_path, now, url):
    registry.create(tmp_path / "office", url, now=now)
    registry.add_person("何正平", actor="周敏", now=now)

    assert registry.verify_journal().count == 2
    assert sorted(path.name for path in (tmp_path / "office").iterdir()) == ["files", "journal.head"]
    registry.close()
    with pytest.raises(BadInput, match="gongwen init"):
        registry.open(tmp_path / "elsewhere", url)


def test_a_server_is_named_by_its_url(monkeypatch, tmp_path):
    monkeypatch.setattr("gongwen.registry.database.find_spec", lambda name: object())

    found = configuration(tmp_path, "postgresql://office:p%40ss@db.example:5433/qinghe?sslmode=require")

    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("qinghe", "office", "p@ss")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("db.example", "5433", {"sslmode": "require"})
    assert found["OFFICE_HOME"] == str(tmp_path)


def test_a_server_without_its_driver_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setattr("gongwen.registry.database.find_spec", lambda name: None)

    with pytest.raises(ToolMissing, match="psycopg"):
        configuration(tmp_path, "postgresql://office:secret@db/qinghe")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://office:secret@db/office", "sqlite:///", "office.db", "sqlite://office.db",
        "postgresql://office:secret@db", "postgresql://office:secret@db:port/office",
    ],
)  # fmt: skip
def test_another_kind_of_database_is_bad_input_and_no_password_is_shown(tmp_path, url):
    with pytest.raises(BadInput, match="数据库地址") as told:
        configuration(tmp_path, url)
    assert "secret" not in str(told.value)


def test_days_are_counted_in_the_office_s_time_zone(monkeypatch):
    assert office_zone().key == "Asia/Shanghai"
    monkeypatch.setenv("GONGWEN_TIME_ZONE", "Asia/Urumqi")
    assert office_zone().key == "Asia/Urumqi"
    monkeypatch.setenv("GONGWEN_TIME_ZONE", "青禾")
    with pytest.raises(BadInput, match="GONGWEN_TIME_ZONE"):
        office_zone()

"""Offices as earlier versions left them: upgraded with nothing lost, at any moment either old or new."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from unittest import mock

import pytest

from gongwen import registry
from gongwen.errors import Broken, Refused

OFFICES = sorted((Path(__file__).parent / "offices").glob("*.tar.xz"))
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
BY = {"actor": "周敏", "now": NOW}
RENAMED = {"registry_entry": "registry_journal"}
PROCESSES = multiprocessing.get_context("fork")


@pytest.fixture(scope="module", params=OFFICES, ids=lambda path: path.name.partition(".")[0])
def packed(request):
    """An office that an earlier version made."""
    return request.param


@pytest.fixture
def old(packed, memory):
    """Its folder."""
    yield unpacked(packed, memory)
    registry.close()


@pytest.fixture(scope="module")
def upgraded_once(packed, memory):
    """The office of today that became of it."""
    home = unpacked(packed, memory)
    registry.upgrade(home, now=NOW)
    registry.close()
    return home


@pytest.fixture
def upgraded(upgraded_once, memory):
    """A copy of that, open."""
    home = copied(upgraded_once, memory)
    registry.open(home)
    yield home
    registry.close()


def unpacked(packed: Path, memory: Path) -> Path:
    """The office's folder, for one test."""
    folder = Path(tempfile.mkdtemp(dir=memory))
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    return folder / "office"


def copied(home: Path, memory: Path) -> Path:
    """A copy of an office."""
    return shutil.copytree(home, Path(tempfile.mkdtemp(dir=memory)) / "office")


def tables(home: Path) -> dict[str, tuple[list[str], list[tuple[object, ...]]]]:
    """Columns and rows of every table, past the program."""
    with closing(sqlite3.connect(home / "office.db")) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'registry_*'")
        found = {}
        for (name,) in names.fetchall():
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
            found[name] = (columns, database.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall())
        return found


def as_before(home: Path, before) -> dict[str, list[tuple[object, ...]]]:
    """Today's rows in the columns that there were."""
    now = tables(home)
    found = {}
    for name, (columns, rows) in before.items():
        today, kept = now[RENAMED.get(name, name)]
        places = [today.index(column) for column in columns]
        found[name] = [tuple(row[place] for place in places) for row in kept][: len(rows)]
    return found


def test_an_old_office_asks_to_be_upgraded(old):
    for attempt in (lambda: registry.open(old), lambda: registry.create(old, now=NOW)):
        with pytest.raises(Refused, match="gongwen upgrade"):
            attempt()


def test_an_upgrade_keeps_every_row_and_the_journal_whole(old, upgraded):
    before = tables(old)
    head = (old / "journal.head").read_text().split()

    assert as_before(upgraded, before) == {name: rows for name, (_, rows) in before.items()}
    assert registry.verify_journal(head[1]).count == int(head[0]) + 1  # guards, numbers, events, opinions agree too
    assert registry.verify_store().faults == ()
    assert registry.entries()[-1].act == "升级台账"
    assert (upgraded / "journal.head").read_text().split()[0] == str(int(head[0]) + 1)


def test_its_numbers_are_used_ones_and_their_series_are_counted(upgraded):
    assert [(str(row.reference), row.state) for row in registry.numbers()] == [
        ("青卫〔2025〕1号", "已用"), ("青卫〔2026〕1号", "已用"), ("青卫〔2026〕2号", "已用"),
    ]  # fmt: skip
    assert [tuple(row[1:]) for row in tables(upgraded)["registry_series"][1]] == [("青卫", 2025, 1), ("青卫", 2026, 2)]


def test_it_goes_on_working(upgraded):
    (first, second) = registry.cases()
    assert (first.stage, second.stage, second.closed) == ("审核", "已撤回", True)
    assert [(job.step, job.state) for job in registry.jobs()] == [("draft", "已完成"), ("number", "待办")]

    paper = registry.add_paper(
        case=first.code, template="立项批复", template_hash="t1", kind="批复", title="新的批复", inputs={}, **BY
    )
    registry.add_version(paper.id, docx=b"new", origin="template", **BY)
    assert str(registry.take_number(paper.id, "青卫", 2026, **BY)) == "青卫〔2026〕3号"
    job = registry.claim("经办", NOW, 60)
    registry.finish(job, NOW, lambda: None)
    registry.open(upgraded)
    registry.verify_journal()


def test_its_backup_comes_back_as_it_was_and_is_upgraded_there(old, upgraded, tmp_path):
    before = tables(old)
    (copy,) = upgraded.glob("升级前备份-*.zip")

    told = registry.restore(copy, tmp_path / "旧", actor="系统", now=NOW)

    assert not told.current
    assert tables(tmp_path / "旧") == before
    with pytest.raises(Refused, match="gongwen upgrade"):
        registry.open(tmp_path / "旧")
    registry.upgrade(tmp_path / "旧", now=NOW)
    assert registry.verify_journal().count == told.count + 1


def test_an_old_journal_that_is_not_whole_is_not_upgraded(old):
    with closing(sqlite3.connect(old / "office.db")) as database:
        database.execute("DROP TRIGGER registry_entry_no_DELETE")
        database.execute("DELETE FROM registry_entry WHERE number = 7")
        database.commit()
    before = tables(old)

    with pytest.raises(Broken, match="升级没有进行。\n日志第 7 条缺失"):
        registry.upgrade(old, now=NOW)
    registry.close()
    assert tables(old) == before


def test_an_upgrade_that_fails_leaves_the_old_office(old):
    before = tables(old)

    with (
        mock.patch("gongwen.registry.triggers.guard_numbers", side_effect=RuntimeError("no more")),
        pytest.raises(RuntimeError),
    ):
        registry.upgrade(old, now=NOW)
    registry.close()

    assert tables(old) == before
    registry.upgrade(old, now=NOW)
    assert registry.verify_journal()


@pytest.mark.slow
def test_killed_anywhere_an_upgrade_is_done_or_not_begun(memory):
    old = unpacked(OFFICES[-1], memory)
    before = {name: rows for name, (_, rows) in tables(old).items()}
    statements = count_statements(copied(old, memory))
    assert statements > 150

    for point in [*range(statements // 3, statements, statements // 3), statements - 12, statements]:
        home = copied(old, memory)
        child = PROCESSES.Process(target=upgrade_and_die, args=(home, point))
        child.start()
        child.join(60)
        assert child.exitcode == -signal.SIGKILL

        try:
            registry.open(home)
        except Refused:
            assert {name: rows for name, (_, rows) in tables(home).items()} == before
        registry.upgrade(home, now=NOW)
        registry.verify_journal()
        assert [entry.act for entry in registry.entries()].count("升级台账") == 1
        registry.close()


def count_statements(home: Path) -> int:
    """How many statements an upgrade takes."""
    with Counting(None) as counting:
        registry.upgrade(home, now=NOW)
    registry.close()
    return counting.passed


def upgrade_and_die(home: Path, point: int) -> None:
    with Counting(point):
        registry.upgrade(home, now=NOW)


class Counting:
    """Counts the statements sent to the database, and kills this process after the one of this number."""

    def __init__(self, point: int | None) -> None:
        self.passed, self._point = 0, point

    def __enter__(self) -> Counting:
        from django.db.backends.sqlite3.base import SQLiteCursorWrapper

        original = SQLiteCursorWrapper.execute

        def execute(cursor, *arguments):
            made = original(cursor, *arguments)
            self.passed += 1
            if self.passed == self._point:
                os.kill(os.getpid(), signal.SIGKILL)
            return made

        self._patch = mock.patch.object(SQLiteCursorWrapper, "execute", execute)
        self._patch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.stop()


def test_the_offices_are_the_ones_that_were_made(memory):
    """A fixture made anew by today's program would prove nothing: their bytes are kept."""
    assert {path.name: sha256(path.read_bytes()).hexdigest()[:16] for path in OFFICES} == MADE


MADE = {"before-0003.tar.xz": "2517a357c080f998", "issue-2.tar.xz": "023f699dd6daa2a0"}

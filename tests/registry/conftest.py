"""An office for every registry test: founded once per run, copied for each test, on each database it may live in."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import pytest

from gongwen import registry
from gongwen.registry import CaseRow, Decision, JobOrder, PaperRow, Receipt

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in memory where there is one: the engine flushes as always, without waiting for a disk."""
    shared = Path("/dev/shm")
    if not os.access(shared, os.W_OK):
        yield tmp_path_factory.mktemp("offices")
        return
    with tempfile.TemporaryDirectory(dir=shared, prefix="gongwen-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def founded(memory: Path) -> Path:
    """An empty office, as `create` leaves it."""
    home = memory / "founded"
    registry.create(home, now=NOW)
    registry.close()
    return home


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every registry test runs on a database file, in memory and, where GONGWEN_TEST_DATABASE names a server
    (`postgresql://user:password@host/database`, whose user may create databases), on PostgreSQL; one that works on the
    file itself, asks for `on_a_file`."""
    if "home" in metafunc.fixturenames:
        kinds = ["file"] if "on_a_file" in metafunc.fixturenames else list(OFFICES)
        metafunc.parametrize("home", kinds, indirect=True)


@pytest.fixture
def on_a_file() -> None:
    """This test opens the office again, in another process, or with a tool of its own: only a file outlives that."""


@pytest.fixture
def home(request: pytest.FixtureRequest, founded: Path, memory: Path) -> Iterator[Path]:
    """The folder of an open office of one's own."""
    copy = Path(tempfile.mkdtemp(dir=memory)) / "office"
    with OFFICES[request.param](request, founded, copy):
        yield copy
        registry.close()


@contextmanager
def _in_a_file(request: pytest.FixtureRequest, founded: Path, copy: Path) -> Iterator[None]:
    shutil.copytree(founded, copy)
    registry.open(copy)
    yield


@contextmanager
def _in_memory(request: pytest.FixtureRequest, founded: Path, copy: Path) -> Iterator[None]:
    """The founded office's rows, poured into memory: to lay all tables for every test would take half a second."""
    shutil.copytree(founded, copy, ignore=shutil.ignore_patterns("office.db*"))
    registry.opening.set_up_django()
    from django.db import connection

    with mock.patch("gongwen.registry.opening._is_founded", lambda: _pour(founded, connection) or True):
        registry.create(copy, "sqlite://:memory:", now=NOW)
    yield


def _pour(founded: Path, connection: Any) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(founded / "office.db")) as source:
        source.backup(connection.connection)


@contextmanager
def _on_a_server(request: pytest.FixtureRequest, founded: Path, copy: Path) -> Iterator[None]:
    server: Server = request.getfixturevalue("server")
    shutil.copytree(server.founded, copy)
    with server.database(template="gongwen_founded") as url:
        registry.open(copy, url)
        yield


OFFICES = {"file": _in_a_file, "memory": _in_memory}
if os.environ.get("GONGWEN_TEST_DATABASE"):
    OFFICES["server"] = _on_a_server


class Server:
    """A PostgreSQL server that makes and drops a database for each test."""

    def __init__(self, url: str, founded: Path) -> None:
        self.url, self.founded, self._count = url, founded, 0

    def run(self, sql: str) -> None:
        """One statement outside any transaction."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql)

    @contextmanager
    def database(self, template: str = "template0", name: str = "") -> Iterator[str]:
        """The URL of a new database, dropped afterwards."""
        self._count += 1
        name = name or f"gongwen_{os.getpid()}_{self._count}"
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield urlsplit(self.url)._replace(path=f"/{name}").geturl()
        finally:
            self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def server(memory: Path) -> Iterator[Server]:
    """The server of GONGWEN_TEST_DATABASE, with an empty office to copy."""
    found = Server(os.environ["GONGWEN_TEST_DATABASE"], memory / "founded-on-server")
    with found.database(name="gongwen_founded") as url:
        registry.create(found.founded, url, now=NOW)
        registry.close()
        yield found


@pytest.fixture
def open_a_case(home: Path, now: datetime) -> Callable[..., CaseRow]:
    def open_it(**changes: object) -> CaseRow:
        given = {
            "workflow": "project", "workflow_hash": "w1", "stage": "申报", "title": "临溪县困难家庭经济帮扶",
            "data": {"households": 12}, "code_prefix": "QHBF", "actor": "周敏", "door": "命令行", "now": now,
        }  # fmt: skip
        return registry.open_case(**{**given, **changes})

    return open_it


@pytest.fixture
def take(home: Path, now: datetime) -> Callable[..., Receipt]:
    """Take a move without asking an engine: action, target and what it owes are given by the test."""

    def take_it(code: str, action: str, target: str, *steps: str, **options: object) -> Receipt:
        data, ends = options.pop("data", {}), options.pop("ends", False)

        def decide(case: CaseRow) -> Decision:
            owed = tuple(JobOrder(step) for step in steps)
            return Decision(action=action, source=case.stage, target=target, jobs=owed, data=data, ends=ends)

        given = {"actor": "周敏", "door": "命令行", "system_user": "office", "now": now, "form": {}}
        return registry.move(code, decide, **{**given, **options})

    return take_it


@pytest.fixture
def add_a_paper(home: Path, now: datetime) -> Callable[..., PaperRow]:
    def add_it(case: str | None = None, **changes: object) -> PaperRow:
        given = {
            "flow": None, "template": "立项批复", "template_hash": "t1", "kind": "批复", "title": "关于同意立项的批复",
            "occasion": "批准", "inputs": {"amount": "50000.00"}, "actor": "周敏", "now": now,
        }  # fmt: skip
        return registry.add_paper(case=case, **{**given, **changes})

    return add_it

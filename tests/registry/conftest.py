"""An office for every registry test: founded once per run, copied for each test, on the real database engine."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

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


@pytest.fixture
def home(founded: Path, memory: Path) -> Iterator[Path]:
    """The folder of an open office of one's own."""
    copy = Path(tempfile.mkdtemp(dir=memory)) / "office"
    shutil.copytree(founded, copy)
    registry.open(copy)
    yield copy
    registry.close()


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

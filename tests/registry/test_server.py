"""On a PostgreSQL server: several processes at one office, and the way there from a folder and back."""

from __future__ import annotations

import multiprocessing
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
BY = {"actor": "周敏", "now": NOW}
PROCESSES = multiprocessing.get_context("fork")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not os.environ.get("GONGWEN_TEST_DATABASE"), reason="GONGWEN_TEST_DATABASE names no PostgreSQL server"
    ),
]


@pytest.fixture
def empty(server):
    """The URL of a database without any table."""
    with server.database() as url:
        yield url
        registry.close()


def side_by_side(work, home: Path, url: str, shares: list[object]) -> None:
    """One process per share, all let go at once; every one ends well."""
    registry.close()
    start = PROCESSES.Barrier(len(shares))
    children = [PROCESSES.Process(target=work, args=(home, url, share, start)) for share in shares]
    for child in children:
        child.start()
    for child in children:
        child.join(120)
    assert [child.exitcode for child in children] == [0] * len(children)


def found(home: Path, url: str, _, start) -> None:
    start.wait(60)
    registry.create(home, url, now=NOW)
    registry.close()


def take_numbers(home: Path, url: str, papers: list[int], start) -> None:
    registry.open(home, url)
    start.wait(60)
    for paper in papers:
        registry.take_number(paper, "青卫", 2026, **BY)
    registry.close()


def a_paper() -> int:
    return registry.add_paper(
        case=None, template="t", template_hash="h", kind="通知", title="通知", inputs={}, **BY
    ).id  # fmt: skip


def test_an_office_is_founded_once_and_its_numbers_have_no_gap(empty, tmp_path):
    side_by_side(found, tmp_path / "office", empty, [1, 2, 3])
    registry.open(tmp_path / "office", empty)
    assert registry.verify_journal().count == 1

    papers = [a_paper() for _ in range(40)]
    side_by_side(take_numbers, tmp_path / "office", empty, [papers[part::4] for part in range(4)])

    registry.open(tmp_path / "office", empty)
    assert [row.reference.serial for row in registry.numbers()] == list(range(1, 41))
    assert registry.verify_journal().count == 81
    assert (tmp_path / "office" / "journal.head").read_text() == f"81 {registry.journal_head().head}\n"


def test_a_folder_moves_to_the_server_and_back_by_its_backup(empty, tmp_path):
    registry.create(tmp_path / "folder", now=NOW)
    paper = a_paper()
    registry.add_version(paper, docx=b"draft", origin="template", **BY)
    registry.take_number(paper, "青卫", 2026, **BY)
    wanted = (registry.papers(), registry.numbers(), registry.entries())
    registry.backup(tmp_path / "1.zip", **BY)

    registry.restore(tmp_path / "1.zip", tmp_path / "served", empty, **BY)
    registry.open(tmp_path / "served", empty)
    assert (registry.papers(), registry.numbers(), registry.entries()[: len(wanted[2])]) == wanted
    assert not (tmp_path / "served" / "office.db").exists()
    second = a_paper()
    assert str(registry.take_number(second, "青卫", 2026, **BY)) == "青卫〔2026〕2号"
    registry.backup(tmp_path / "2.zip", **BY)

    registry.restore(tmp_path / "2.zip", tmp_path / "back", **BY)
    registry.open(tmp_path / "back")
    assert len(registry.numbers()) == 2
    assert registry.verify_journal()
    with pytest.raises(BadInput, match="已经有表"):
        registry.restore(tmp_path / "2.zip", tmp_path / "again", empty, **BY)
    assert not (tmp_path / "again").exists()


def test_a_server_that_cannot_be_reached_is_told_in_a_sentence(tmp_path):
    with pytest.raises(Refused, match="连不上数据库服务器"):
        registry.create(tmp_path / "office", "postgresql://nobody:wrong@127.0.0.1:1/none", now=NOW)

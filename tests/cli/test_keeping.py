"""The keeper's commands: journal, backup, restore, upgrade, and a bundle held against an office's journal."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gongwen import archiving, registry
from gongwen.office.records import journal
from kit.door import typed
from kit.office import an_office

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path):
    """A founded office with one entry of a deputy."""
    yield from opened(tmp_path / "office")


def opened(home: Path):
    an_office(home)
    from gongwen.registry.transactions import writing

    with writing():
        registry.journal.append(
            "核稿", actor="李敏", now=NOW, case="QHBF-2026-001", role="核稿人", for_whom="张宁", files=("ab" * 32,),
            source="核稿", target="会签", paper=3,
        )  # fmt: skip
    yield home
    registry.close()


@pytest.fixture
def bag(home, tmp_path):
    """A bundle that bears the office's stamp."""
    info = {"External-Identifier": "QHBF-2026-001", **journal.stamp()}
    return archiving.write_bag(tmp_path / "案卷", {"一.txt": b"x"}, info, date(2026, 3, 2))


def test_entries_are_read_with_role_and_principal(home):
    said = typed("journal", "show", "--home", home, "--last", "1")
    assert said.code == 0
    assert said.out.split() == [
        str(registry.journal_head().count), "2026-03-02", "09:30:00", "李敏（代张宁）〔核稿人〕", "核稿",
        "QHBF-2026-001", "核稿→会签，第", "3", "号文件，文件", "abababab…",
    ]  # fmt: skip

    (row,) = json.loads(typed("journal", "show", "--home", home, "--case", "QHBF-2026-001", "--json").out)
    assert (row["actor"], row["for_whom"], row["role"], row["files"]) == ("李敏", "张宁", "核稿人", ["ab" * 32])
    assert row["told"] == "核稿→会签，第 3 号文件，文件 abababab…"


def test_a_whole_journal_is_0_with_its_head_and_files(home):
    said = typed("journal", "verify", "--files", "--home", home)
    assert said.code == 0 and "完整无误；文件库" in said.out
    told = json.loads(typed("journal", "verify", "--files", "--json", "--home", home).out)
    assert (told["faults"], told["notes"]) == ([], [])
    assert told["head"] in said.out


def test_a_file_altered_missing_or_strange_is_told(home):
    first, second, *_ = sorted((home / "files").glob("??/*"))
    first.write_bytes(b"altered")
    second.unlink()
    (home / "files" / "left.part").touch()

    said = typed("journal", "verify", "--files", "--home", home)
    assert said.code == 1
    assert "内容被改动过" in said.out and "文件库缺少" in said.out
    assert "1 个没有登记的文件（left.part）" in said.out
    assert typed("journal", "verify", "--home", home).code == 0


def test_the_first_bad_entry_is_named_with_1(home):
    registry.close()
    with closing(sqlite3.connect(home / "office.db")) as database:
        database.execute("DROP TRIGGER registry_journal_no_UPDATE")
        database.execute("UPDATE registry_journal SET text = replace(text, '李敏', '张宁') WHERE text LIKE '%李敏%'")
        database.commit()
        (number,) = database.execute("SELECT max(number) FROM registry_journal").fetchone()

    said = typed("journal", "verify", "--home", home)
    assert (said.code, said.err) == (1, "")
    assert said.out.startswith(f"日志第 {number} 条的内容被改动过")
    assert "防改装置 registry_journal_no_UPDATE 不在" in said.out


def test_a_bundle_is_found_in_its_office_s_journal(home, bag, tmp_path):
    assert typed("archive", "verify", bag).code == 0
    said = typed("archive", "verify", bag, "--home", home)
    assert (said.code, "日志摘要与办公室的日志相符" in said.out) == (0, True)


def test_a_bundle_of_another_office_or_of_no_office_is_not(home, bag, tmp_path):
    registry.create(tmp_path / "other", now=NOW)
    said = typed("archive", "verify", bag, "--home", tmp_path / "other")
    assert said.code == 1 and "在这个办公室的日志中没有" in said.out

    bare = archiving.write_bag(tmp_path / "无", {"一.txt": b"x"}, {}, date(2026, 3, 2))
    said = typed("archive", "verify", bare, "--home", home)
    assert said.code == 1 and "没有记日志摘要" in said.out


def test_a_bundle_with_another_count_is_not(home, tmp_path):
    info = {**journal.stamp(), journal.COUNT: "3"}
    bag = archiving.write_bag(tmp_path / "案卷", {"一.txt": b"x"}, info, date(2026, 3, 2))
    said = typed("archive", "verify", bag, "--home", home)
    assert said.code == 1 and "记日志共 3 条" in said.out


def test_the_stamp_is_printed_as_it_can_be_typed_again(home):
    stamped = journal.stamp()
    sentence = journal.printed(stamped)
    assert f"共 {stamped[journal.COUNT]} 条" in sentence
    typed_again = sentence.partition("摘要为 ")[2].rstrip("。")
    assert typed("journal", "verify", "--home", home, "--witness", typed_again).code == 0


def test_an_office_is_backed_up_and_brought_back(home, tmp_path):
    said = typed("backup", "--home", home, "--out", tmp_path / "备份.zip")
    assert said.code == 0 and registry.journal_head().head in said.out
    assert typed("backup", "--home", home, "--out", tmp_path / "备份.zip").code == 4

    said = typed("restore", tmp_path / "备份.zip", "--home", tmp_path / "恢复")
    assert said.code == 0 and "逐一核对无误" in said.out
    assert typed("journal", "verify", "--files", "--home", tmp_path / "恢复").code == 0
    assert typed("restore", tmp_path / "备份.zip", "--home", tmp_path / "恢复").code == 4
    (tmp_path / "坏.zip").write_bytes((tmp_path / "备份.zip").read_bytes()[:-100])
    said = typed("restore", tmp_path / "坏.zip", "--home", tmp_path / "三")
    assert said.code == 3 and not (tmp_path / "三").exists()


def test_an_office_of_today_needs_no_upgrade(home):
    said = typed("upgrade", "--home", home)
    assert (said.code, said.out.strip()) == (0, "台账已经是本程序的版本，不需要升级。")

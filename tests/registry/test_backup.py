"""Backup and restore: an office in one file, true to one moment, brought back whole or not at all."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Broken, Refused

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
BY = {"actor": "系统", "system_user": "office", "now": NOW}
PROCESSES = multiprocessing.get_context("fork")


@pytest.fixture
def office(home, open_a_case, add_a_paper, now):
    """An office with a case, a paper, its number and its files."""
    paper = add_a_paper(open_a_case().code)
    registry.add_version(paper.id, docx=b"draft", pdf=b"%PDF", origin="template", actor="周敏", now=now)
    registry.take_number(paper.id, "青卫", 2026, actor="周敏", now=now)
    return home


@pytest.fixture
def archive(office, tmp_path):
    """A backup of that office."""
    registry.backup(tmp_path / "备份.zip", **BY)
    return tmp_path / "备份.zip"


def rows() -> dict[str, object]:
    """What the office knows, but for the acts of keeping."""
    acts = [entry for entry in registry.entries() if entry.act != "恢复台账"]
    return {
        "cases": registry.cases(), "papers": registry.papers(), "numbers": registry.numbers(), "journal": acts,
        "files": [registry.get(sha) for row in registry.papers() for sha in (row.latest.docx_sha, row.latest.pdf_sha)],
    }  # fmt: skip


def remade(archive: Path, out: Path, change) -> Path:
    """The archive with its members changed: name → bytes."""
    with zipfile.ZipFile(archive) as source:
        members = {name: source.read(name) for name in source.namelist()}
    change(members)
    with zipfile.ZipFile(out, "w") as target:
        for name, data in members.items():
            target.writestr(name, data)
    return out


def manifest(change):
    """A change of the manifest only."""

    def apply(members: dict[str, bytes]) -> None:
        told = json.loads(members["manifest.json"])
        change(told)
        members["manifest.json"] = json.dumps(told).encode()

    return apply


def test_what_was_backed_up_comes_back_and_goes_on(office, archive, tmp_path):
    wanted, head = rows(), registry.journal_head()

    told = registry.restore(archive, tmp_path / "恢复", **BY)

    assert (told.count, told.head, told.files, told.current) == (head.count, head.head, 2, True)
    registry.open(tmp_path / "恢复")
    assert rows() == wanted
    assert registry.verify_store().faults == ()
    assert registry.entries()[-1].act == "恢复台账"
    registry.add_person("何正平", actor="周敏", now=NOW)
    assert registry.verify_journal(head.head).count == head.count + 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["备份.zip", "恢复"]


def test_the_archive_says_what_it_is(office, archive):
    with zipfile.ZipFile(archive) as opened:
        told = json.loads(opened.read("manifest.json"))
        assert sorted(opened.namelist()) == sorted([*told["members"], "manifest.json"])
        assert opened.read("journal.head").decode() == f"{told['count']} {told['head']}\n"
    assert (told["kind"], told["format"], told["tables"][0]) == ("gongwen-backup", 1, "0001_create_the_ledger")


def test_nothing_is_written_over(office, archive, tmp_path):
    before = archive.read_bytes()
    with pytest.raises(Refused, match="已经有了"):
        registry.backup(archive, **BY)
    assert archive.read_bytes() == before
    with pytest.raises(BadInput, match="没有文件夹"):
        registry.backup(tmp_path / "nowhere" / "备份.zip", **BY)
    with pytest.raises(Refused, match="不是空的"):
        registry.restore(archive, tmp_path, **BY)
    with pytest.raises(Refused, match="不是空的"):
        registry.restore(archive, archive, **BY)
    (tmp_path / "空").mkdir()
    registry.restore(archive, tmp_path / "空", **BY)
    registry.open(tmp_path / "空")


def test_an_office_that_is_not_whole_is_not_backed_up(office, tmp_path):
    sha = registry.papers()[0].latest.pdf_sha
    path = office / "files" / sha[:2] / sha[2:]
    path.write_bytes(b"altered")
    with pytest.raises(Broken, match="内容被改动过，备份没有做"):
        registry.backup(tmp_path / "备份.zip", **BY)
    path.unlink()
    with pytest.raises(Broken, match="备份没有做"):
        registry.backup(tmp_path / "备份.zip", **BY)
    (office / "journal.head").unlink()
    with pytest.raises(Broken, match="缺少日志见证文件"):
        registry.backup(tmp_path / "备份.zip", **BY)
    assert [*tmp_path.iterdir()] == []


def test_a_disk_that_is_full_leaves_nothing(office, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gongwen.registry.backup_file.flush", full)
    with pytest.raises(Refused, match="No space left on device"):
        registry.backup(tmp_path / "备份.zip", **BY)
    assert [*tmp_path.iterdir()] == []


ESCAPES = ("../../etc/passwd", "/etc/passwd", "files/../x", "files/ab/" + "c" * 61, "office.db", "files\\ab\\c")
CHANGES = {
    "a file altered": (lambda members: members.update({name: b"x" for name in members if name[:6] == "files/"}),
                       "的内容与清单不符"),
    "a file dropped": (lambda members: members.pop(next(name for name in members if name[:6] == "files/")),
                       "与其清单不符"),
    "a file added": (lambda members: members.update({"more": b"x"}), "与其清单不符"),
    "rows altered": (lambda members: members.update({"rows.db": members["rows.db"] + b"x"}), "rows.db」的内容与清单"),
    "no manifest": (lambda members: members.pop("manifest.json"), "不是 gongwen 的备份文件"),
    "another manifest": (lambda members: members.update({"manifest.json": b"[]"}), "不是 gongwen 的备份文件"),
    "no rows": (manifest(lambda told: told["members"].pop("rows.db")), "清单的内容不对"),
    "a manifest of another shape": (manifest(lambda told: told.update(members=["rows.db"])), "清单的内容不对"),
    "a hash that is none": (manifest(lambda told: told["members"].update({"rows.db": ["x", 1]})), "清单的内容不对"),
    **{f"a path that leads away: {path}":
       (manifest(lambda told, path=path: told["members"].update({path: ["a" * 64, 1]})), "清单的内容不对")
       for path in ESCAPES},
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_damaged_or_foreign_archive_is_refused_and_leaves_nothing(archive, tmp_path, on_a_file, change):
    alter, said = CHANGES[change]
    bad = remade(archive, tmp_path / "坏.zip", alter)

    with pytest.raises(BadInput, match=said):
        registry.restore(bad, tmp_path / "恢复", **BY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["坏.zip", "备份.zip"]


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_archive_is_refused(archive, tmp_path, on_a_file, share):
    data = archive.read_bytes()
    (tmp_path / "断.zip").write_bytes(data[: int(len(data) * share)])

    with pytest.raises(BadInput, match="不是完整的备份文件"):
        registry.restore(tmp_path / "断.zip", tmp_path / "恢复", **BY)
    assert not (tmp_path / "恢复").exists()


def test_no_archive_at_all_is_refused(tmp_path):
    with pytest.raises(BadInput, match="没有备份文件"):
        registry.restore(tmp_path / "备份.zip", tmp_path / "恢复", **BY)


@pytest.mark.parametrize("newer", [lambda told: told.update(format=2), lambda told: told["tables"].append("0099_more")])
def test_an_archive_of_a_newer_program_is_refused(archive, tmp_path, on_a_file, newer):
    bad = remade(archive, tmp_path / "新.zip", manifest(newer))

    with pytest.raises(Refused, match="更新版本"):
        registry.restore(bad, tmp_path / "恢复", **BY)
    assert not (tmp_path / "恢复").exists()


def test_rows_forged_with_a_true_manifest_do_not_come_back(archive, tmp_path, on_a_file):
    """Whoever makes the hashes anew still has the journal against them."""

    def forge(members: dict[str, bytes]) -> None:
        (tmp_path / "rows.db").write_bytes(members["rows.db"])
        with closing(sqlite3.connect(tmp_path / "rows.db")) as database:
            database.execute("DROP TRIGGER registry_journal_no_UPDATE")
            database.execute("UPDATE registry_journal SET text = replace(text, '周敏', '何正平') WHERE number = 2")
            database.commit()
        members["rows.db"] = (tmp_path / "rows.db").read_bytes()
        told = json.loads(members["manifest.json"])
        told["members"]["rows.db"] = [registry.digest(members["rows.db"]), len(members["rows.db"])]
        members["manifest.json"] = json.dumps(told).encode()

    bad = remade(archive, tmp_path / "伪.zip", forge)
    with pytest.raises(Broken, match="日志第 2 条的内容被改动过"):
        registry.restore(bad, tmp_path / "恢复", **BY)
    assert not (tmp_path / "恢复").exists()


@pytest.mark.slow
def test_the_rehearsal_while_others_write(office, tmp_path, on_a_file):
    """Backed up while another process takes numbers and files papers; every backup comes back whole and goes on."""
    registry.close()
    writer = PROCESSES.Process(target=write_on, args=(office, tmp_path / "stop"))
    writer.start()
    registry.open(office)
    for number in range(4):
        registry.backup(tmp_path / f"{number}.zip", **BY)
    (tmp_path / "stop").touch()
    writer.join(60)
    assert writer.exitcode == 0
    registry.close()

    counts = [restored(tmp_path / f"{number}.zip", tmp_path / f"office-{number}") for number in range(4)]
    assert counts == sorted(set(counts))


def write_on(home: Path, stop: Path) -> None:
    registry.open(home)
    number = 0
    while not stop.exists():
        number += 1
        act(f"第{number}件")
    registry.close()


def act(title: str) -> None:
    paper = registry.add_paper(
        case="QHBF-2026-001", template="t", template_hash="h", kind="通知", title=title, inputs={},
        actor="周敏", now=NOW,
    )  # fmt: skip
    registry.add_version(paper.id, docx=title.encode(), origin="template", actor="周敏", now=NOW)
    registry.take_number(paper.id, "青卫", 2026, actor="周敏", now=NOW)


def restored(archive: Path, home: Path) -> int:
    """How many entries came back; the office verifies, its files are there, and a number follows the last."""
    count = registry.restore(archive, home, **BY).count
    registry.open(home)
    assert registry.verify_journal().count == count + 1
    assert registry.verify_store().faults == ()
    last = len(registry.numbers())
    act("恢复以后")
    assert [row.reference.serial for row in registry.numbers()] == [*range(1, last + 2)]
    registry.close()
    return count


def killed_in_the_middle(work, point: int) -> int:
    """Exit code of a process that does `work` and dies at the point of this number (file written, flushed, named)."""
    child = PROCESSES.Process(target=_die_at, args=(work, point))
    child.start()
    child.join(60)
    return child.exitcode


def _die_at(work, point: int) -> None:
    passed = 0

    def passing(original):
        def patched(*arguments, **options):
            nonlocal passed
            passed += 1
            if passed == point:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*arguments, **options)

        return patched

    with (
        mock.patch.multiple(os, fsync=passing(os.fsync), link=passing(os.link), open=passing(os.open)),
        mock.patch.multiple(Path, rename=passing(Path.rename), mkdir=passing(Path.mkdir)),
    ):
        work()


@pytest.mark.slow
def test_a_backup_killed_anywhere_leaves_no_half_file_and_is_made_again(office, founded, tmp_path, on_a_file):
    registry.close()
    out = tmp_path / "out"
    out.mkdir()

    def work() -> None:
        registry.open(office)
        registry.backup(out / "备份.zip", **BY)

    point, ending = 0, -signal.SIGKILL
    while ending == -signal.SIGKILL:
        point += 1
        ending = killed_in_the_middle(work, point)
        if (out / "备份.zip").exists():  # complete from the moment it is there
            restored(out / "备份.zip", tmp_path / f"{point}")
            shutil.rmtree(tmp_path / f"{point}")
            (out / "备份.zip").unlink()

    assert (ending, point > 8) == (0, True)
    work()
    assert [path.name for path in out.iterdir()] == ["备份.zip"]  # what the killed runs left is swept


@pytest.mark.slow
def test_a_restore_killed_anywhere_leaves_no_half_office_and_is_done_again(archive, tmp_path, on_a_file):
    registry.close()
    home = tmp_path / "to" / "office"

    def work() -> None:
        registry.restore(archive, home, **BY)

    point, ending = 0, -signal.SIGKILL
    while ending == -signal.SIGKILL:
        point += 1
        ending = killed_in_the_middle(work, point)
        if home.exists():
            registry.open(home)
            registry.verify_journal()
            assert registry.verify_store().faults == ()
            registry.close()
            shutil.rmtree(home)

    assert (ending, point > 10) == (0, True)
    work()
    assert [path.name for path in home.parent.iterdir()] == ["office"]

"""Bundles brought back as zips and the journal, verified as errands; zips that are none are told, never unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from gongwen import archiving, registry
from gongwen.errors import BadInput
from gongwen.office import errands
from gongwen.office.errand_slip import zipped
from gongwen.office.people import Actor
from gongwen.office.records import checking, journal
from kit.closed import ARCHIVIST
from kit.office import PrinterThatMustRest, an_office

NOW = datetime(2027, 3, 2, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


def a_bundle(folder: Path, *, info: dict[str, str] | None = None) -> Path:
    """A small bundle as a zip, which says of the journal what is true now, or this."""
    bag = archiving.write_bag(folder / "案卷", {"一.txt": b"1"}, info or journal.stamp(), date(2027, 3, 2))
    return zipped(folder, sorted(path for path in bag.rglob("*") if path.is_file()), folder / "案卷.zip")


def checked(packed: Path) -> errands.Shown:
    argument = checking.receive(packed, "案卷.zip")
    return done(errands.ask("verify", argument, actor=Actor(ARCHIVIST), now=NOW))


def done(row: registry.ErrandRow) -> errands.Shown:
    errands.do_next(NOW, PrinterThatMustRest())
    return errands.one(row.id, actor=Actor(ARCHIVIST))


def test_a_whole_bundle_of_this_office_is_whole(tmp_path: Path) -> None:
    shown = checked(a_bundle(tmp_path))
    assert shown.row.result["whole"] is True
    assert "核验通过" in shown.told[0]


def test_every_change_is_a_sentence(tmp_path: Path) -> None:
    packed = a_bundle(tmp_path)
    (tmp_path / "案卷" / "data" / "一.txt").write_bytes(b"2")
    (tmp_path / "案卷" / "data" / "二.txt").write_bytes(b"3")
    files = sorted(path for path in (tmp_path / "案卷").rglob("*") if path.is_file())
    shown = checked(zipped(tmp_path, files, packed))
    assert shown.row.result["whole"] is False
    assert "核验未通过" in shown.told[0]
    assert any("一.txt" in told for told in shown.told) and any("二.txt" in told for told in shown.told)


def test_a_bundle_of_another_office_is_told(tmp_path: Path) -> None:
    shown = checked(a_bundle(tmp_path, info={"Journal-Witness": "0" * 63 + "1", "Journal-Count": "7"}))
    assert any("在这个办公室的日志中没有" in told for told in shown.told)


def _slipping(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "坏.zip", "w") as packed:
        packed.writestr("../office.db", "x")
    return folder / "坏.zip"


def _empty(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "坏.zip", "w") as packed:
        packed.writestr("说明.txt", "x")
    return folder / "坏.zip"


def _cut(folder: Path) -> Path:
    whole = a_bundle(folder).read_bytes()
    (folder / "坏.zip").write_bytes(whole[:60] + bytes(200) + whole[260:])
    return folder / "坏.zip"


def _swollen(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "坏.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("一.txt", bytes(3_000_000))
    return folder / "坏.zip"


@pytest.mark.parametrize(
    ("made", "said"),
    [(_slipping, "指向文件夹以外"), (_empty, "没有案卷"), (_cut, "打不开"), (_swollen, "太大")],
)
def test_what_is_no_bundle_is_told_and_harms_nothing(
    made: Any, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "LARGEST", 1_000_000)
    shown = checked(made(tmp_path))
    assert (shown.row.state, shown.whose) == ("失败", "提出人")
    assert said in shown.row.reason


def test_what_is_no_zip_is_not_taken_in(tmp_path: Path) -> None:
    (tmp_path / "甲.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(BadInput, match="不是 zip 文件"):
        checking.receive(tmp_path / "甲.pdf", "甲.pdf")


def test_the_journal_is_verified_with_a_witness_typed_in_groups(office: Path) -> None:
    groups = " ".join(journal.witness()["groups"]).upper()
    shown = done(errands.ask("journal", {"witness": groups, "files": True}, actor=Actor(ARCHIVIST), now=NOW))
    assert shown.row.result["whole"] is True, shown.told
    assert "文件库" in shown.told[0]
    wrong = done(errands.ask("journal", {"witness": "f" * 64}, actor=Actor(ARCHIVIST), now=NOW))
    assert wrong.row.result["whole"] is False and "核验未通过" in wrong.told[0]


def test_the_journal_is_read_page_by_page_and_by_case_person_and_act(office: Path) -> None:
    count = journal.witness()["count"]
    rows, older = journal.page(most=10)
    assert ([row["number"] for row in rows], older) == (list(range(count, count - 10, -1)), count - 9)
    rest, none = journal.page(before=str(older), most=count)
    assert (rest[0]["number"], rest[-1]["number"], none) == (count - 10, 1, None)
    act = rows[0]["act"]
    of_act, _ = journal.page(act=act, most=count)
    assert {row["act"] for row in of_act} == {act}
    assert journal.page(person="没有这个人")[0] == [] and journal.page(case='"')[0] == []
    with pytest.raises(BadInput, match="不是数字"):
        journal.page(before="x")


def test_what_a_process_did_is_told_as_the_system_s(office: Path) -> None:
    person = registry.people()[0].name
    registry.note_sight("", ["甲"], "乙", roles=[], actor="machine:12:3456", door="差事", now=NOW)
    registry.note_sight("", ["甲"], "乙", roles=[], actor=person, door="差事", now=NOW)
    assert [row["who"] for row in journal.page(most=2)[0]] == [person, "系统"]

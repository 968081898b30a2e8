"""案卷包: a BagIt 1.0 folder, whole or not at all, the same bytes for the same files."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date
from pathlib import Path

import bagit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.archiving import bag, file_name, verify, write_bag
from gongwen.errors import BadInput, Broken, Refused

DAY = date(2026, 12, 18)
FILES = {
    "01 立项/立项申报书.pdf": b"%PDF one",
    "01 立项/立项申报书.docx": b"PK one",
    "02 合同/项目合同书.pdf": b"%PDF two",
    "阅览本.pdf": b"%PDF all",
}
INFO = {"Source-Organization": "青禾市困难家庭帮扶工作领导小组办公室", "External-Identifier": "QHBF-2026-001"}


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_folder_is_what_rfc_8493_describes(tmp_path: Path) -> None:
    written = tree(write_bag(tmp_path / "案卷", FILES, INFO, DAY))
    assert sorted(written) == sorted(
        [f"data/{path}" for path in FILES]
        + ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"]
    )
    assert written["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert written["bag-info.txt"].decode("utf-8") == (
        "Source-Organization: 青禾市困难家庭帮扶工作领导小组办公室\n"
        "External-Identifier: QHBF-2026-001\n"
        "Bagging-Date: 2026-12-18\n"
        "Payload-Oxum: 30.4\n"
        "Tag-Manifest-Algorithms: sha256 sha512\n"
    )
    assert written["manifest-sha256.txt"].decode("utf-8").splitlines()[0] == (
        hashlib.sha256(b"PK one").hexdigest() + "  data/01 立项/立项申报书.docx"
    )


def test_the_library_of_the_bagit_authors_accepts_it(tmp_path: Path) -> None:
    made = bagit.Bag(str(write_bag(tmp_path / "案卷", FILES, INFO, DAY)))
    made.validate()
    assert made.info["External-Identifier"] == "QHBF-2026-001"
    assert made.info["Payload-Oxum"] == "30.4"


def test_a_new_bag_verifies(tmp_path: Path) -> None:
    assert verify(write_bag(tmp_path / "案卷", FILES, INFO, DAY)) == []


def test_the_same_files_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    one = write_bag(tmp_path / "一", FILES, INFO, DAY)
    two = write_bag(tmp_path / "二", dict(reversed(FILES.items())), INFO, DAY)
    assert tree(one) == tree(two)


def test_writing_the_same_bag_again_changes_nothing(tmp_path: Path) -> None:
    folder = write_bag(tmp_path / "案卷", FILES, INFO, DAY)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert write_bag(folder, FILES, INFO, DAY) == folder
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


@pytest.mark.parametrize("change", ["content", "added", "dropped", "empty", "file"])
def test_a_folder_with_anything_else_is_refused_and_left_alone(tmp_path: Path, change: str) -> None:
    folder = tmp_path / "案卷"
    if change == "empty":
        folder.mkdir()
    elif change == "file":
        folder.write_bytes(b"notes")
    else:
        write_bag(folder, FILES, INFO, DAY)
        target = folder / "data/阅览本.pdf"
        if change == "dropped":
            target.unlink()
        else:
            (target if change == "content" else folder / "data/新.pdf").write_bytes(b"other")
    before = tree(folder)
    with pytest.raises(Refused, match="「案卷」已有别的内容"):
        write_bag(folder, FILES, INFO, DAY)
    assert tree(folder) == before


def test_a_failure_half_way_leaves_nothing_and_a_killed_run_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "案卷"

    def full(path: Path, data: bytes) -> None:
        if path.name == "bag-info.txt":
            raise OSError("No space left on device")
        written(path, data)

    written = bag._write
    monkeypatch.setattr(bag, "_write", full)
    with pytest.raises(OSError, match="No space"):
        write_bag(folder, FILES, INFO, DAY)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    (tmp_path / ".案卷.partial/data").mkdir(parents=True)
    (tmp_path / ".案卷.partial/data/half.pdf").write_bytes(b"half")
    assert verify(write_bag(folder, FILES, INFO, DAY)) == []
    assert [path.name for path in tmp_path.iterdir()] == ["案卷"]


def test_a_disk_that_garbles_what_is_written_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def garble(path: Path, data: bytes) -> None:
        written(path, data[::-1] if path.name == "阅览本.pdf" else data)

    written = bag._write
    monkeypatch.setattr(bag, "_write", garble)
    with pytest.raises(Broken, match="「案卷」写入后复核不符"):
        write_bag(tmp_path / "案卷", FILES, INFO, DAY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("../a.pdf", "空的一级或"),
        ("/a.pdf", "空的一级或"),
        ("立项//a.pdf", "空的一级或"),
        ("", "空的一级或"),
        ("立项/./a.pdf", "空的一级或"),
        ("a\\b.pdf", "不能用于文件名的符号"),
        ("a:b.pdf", "不能用于文件名的符号"),
        ("a\nb.pdf", "不能用于文件名的符号"),
        ("a\x00.pdf", "不能用于文件名的符号"),
        ("a .pdf /x", "首尾有空格"),
        ("a.", "末尾有句点"),
        ("CON.pdf", "系统保留"),
        ("长" * 90 + ".pdf", "太长"),
        ("a\u202eb.pdf", "不能显示"),
    ],
)
def test_an_unsafe_file_name_is_refused_before_anything_is_written(tmp_path: Path, path: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        write_bag(tmp_path / "案卷", {"好.pdf": b"", path: b""}, {}, DAY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("pair", [("A.pdf", "a.pdf"), ("é.pdf", "e\u0301.pdf"), ("立项", "立项/a.pdf")])
def test_names_that_some_systems_cannot_tell_apart_are_refused(tmp_path: Path, pair: tuple[str, str]) -> None:
    with pytest.raises(BadInput, match=r"分不开|既是文件又是文件夹"):
        write_bag(tmp_path / "案卷", dict.fromkeys(pair, b""), {}, DAY)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        write_bag(
            tmp_path / "案卷", {"a?.pdf": b"", "b*.pdf": b""}, {"Bagging-Date": "x", "a:b": "x", "Empty": " "}, DAY
        )
    assert len(refusal.value.faults) == 5


def test_an_empty_bag_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有文件"):
        write_bag(tmp_path / "案卷", {}, INFO, DAY)


def test_percent_signs_are_encoded_as_the_rfc_says(tmp_path: Path) -> None:
    folder = write_bag(tmp_path / "案卷", {"完成率100%25.pdf": b"x"}, {}, DAY)
    assert "data/完成率100%2525.pdf" in (folder / "manifest-sha256.txt").read_text("utf-8")
    assert verify(folder) == []


def test_a_value_of_several_lines_is_folded(tmp_path: Path) -> None:
    folder = write_bag(tmp_path / "案卷", FILES, {"External-Description": "第一行\n第二行"}, DAY)
    assert (folder / "bag-info.txt").read_text("utf-8").startswith("External-Description: 第一行\n  第二行\n")
    assert bagit.Bag(str(folder)).info["External-Description"].split() == ["第一行", "第二行"]
    assert verify(folder) == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("关于印发《办法》的通知", "关于印发《办法》的通知.pdf"),
        ('a/b\\c:d*e?f"g<h>i|j', "a／b＼c：d＊e？f＂g＜h＞i｜j.pdf"),
        ("  两端 .", "两端.pdf"),
        ("con", "_con.pdf"),
        ("\n", "未命名.pdf"),
        ("长" * 90, "长" * 66 + ".pdf"),
    ],
)
def test_a_title_becomes_a_safe_file_name(title: str, name: str) -> None:
    assert file_name(title, ".pdf") == name


@given(st.text())
def test_any_title_becomes_a_name_that_a_bag_takes(title: str) -> None:
    name = file_name(title.encode("utf-8", "ignore").decode("utf-8"), ".pdf")
    assert len(name.encode("utf-8")) <= 204
    assert unicodedata.is_normalized("NFC", name)
    assert list(bag._bad_paths({name: b""})) == []

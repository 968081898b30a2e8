"""案卷核验: whatever one thing is done to a bag, that thing is named and no other."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.archiving import verify, write_bag
from gongwen.errors import BadInput

FILES = {
    "01 立项/立项申报书.pdf": b"%PDF-1.4 application",
    "01 立项/立项申报书.docx": b"PK application",
    "02 合同/完成率100%.pdf": b"%PDF-1.4 contract",
    "阅览本.pdf": b"%PDF-1.4 everything",
}
TAGS = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"]
EVERY = [*TAGS, *(f"data/{path}" for path in FILES)]
NEW = ["data/新.pdf", "data/01 立项/新.docx", "data/另/新.pdf", "新.txt", "另/新.txt"]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    info = {"Source-Organization": "青禾市困难家庭帮扶工作领导小组办公室", "External-Identifier": "QHBF-2026-001"}
    return write_bag(tmp_path_factory.mktemp("bags") / "案卷", FILES, info, date(2026, 12, 18))


@contextmanager
def a_copy(original: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copytree(original, Path(folder) / "案卷"))


def verdict(folder: Path) -> list[tuple[str, str]]:
    return [(fault.path, fault.what) for fault in verify(folder)]


@settings(max_examples=80, deadline=None)
@given(path=st.sampled_from(EVERY), place=st.integers(0), flip=st.integers(1, 255))
def test_a_flipped_byte_names_its_file_and_no_other(original: Path, path: str, place: int, flip: int) -> None:
    with a_copy(original) as folder:
        data = bytearray((folder / path).read_bytes())
        data[place % len(data)] ^= flip
        (folder / path).write_bytes(data)
        assert [fault.path for fault in verify(folder)] == [path]


@pytest.mark.slow
@pytest.mark.parametrize("path", TAGS)
def test_every_byte_of_every_tag_file_counts(original: Path, path: str) -> None:
    with a_copy(original) as folder:
        whole = (folder / path).read_bytes()
        for place in range(len(whole)):
            for bit in (0, 3, 5):  # a neighbour, a tab for a blank, a capital for a small letter
                data = bytearray(whole)
                data[place] ^= 1 << bit
                (folder / path).write_bytes(data)
                assert [fault.path for fault in verify(folder)] == [path], (place, bit)


@pytest.mark.parametrize("path", EVERY)
def test_a_dropped_file_is_named(original: Path, path: str) -> None:
    with a_copy(original) as folder:
        (folder / path).unlink()
        assert verdict(folder) == [(path, "缺失")]


@pytest.mark.parametrize("path", EVERY)
def test_a_truncated_file_is_named(original: Path, path: str) -> None:
    with a_copy(original) as folder:
        os.truncate(folder / path, 0)
        assert [fault.path for fault in verify(folder)] == [path]


@pytest.mark.parametrize("path", [*NEW, "manifest-md5.txt", "tagmanifest-md5.txt", "manifest-sha999.txt"])
def test_an_added_file_is_named(original: Path, path: str) -> None:
    with a_copy(original) as folder:
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(b"something new")
        assert [fault.path for fault in verify(folder)] == [path]


@settings(max_examples=40, deadline=None)
@given(path=st.sampled_from(EVERY[:3] + EVERY[5:]), now=st.sampled_from(NEW))
def test_a_renamed_file_is_named_with_its_new_name(original: Path, path: str, now: str) -> None:
    with a_copy(original) as folder:
        (folder / now).parent.mkdir(exist_ok=True)
        (folder / path).rename(folder / now)
        faults = verify(folder)
        assert [(fault.path, fault.what, fault.now) for fault in faults] == [(path, "改名", now)]
        assert str(faults[0]) == f"「{path}」被改名或移动为「{now}」，内容未变。"


@settings(max_examples=40, deadline=None)
@given(
    changed=st.sets(st.sampled_from(sorted(FILES)), max_size=2),
    dropped=st.sets(st.sampled_from(sorted(FILES)), max_size=2),
    added=st.sets(st.sampled_from(NEW), max_size=2),
)
def test_several_things_at_once_are_all_named(
    original: Path, changed: set[str], dropped: set[str], added: set[str]
) -> None:
    with a_copy(original) as folder:
        for path in changed:
            (folder / "data" / path).write_bytes(b"changed")
        for path in dropped:
            (folder / "data" / path).unlink()
        for path in added:
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(path.encode())
        wanted = {(f"data/{path}", "改动") for path in changed - dropped}
        wanted |= {(f"data/{path}", "缺失") for path in dropped} | {(path, "多出") for path in added}
        assert set(verdict(folder)) == wanted


def test_two_files_that_changed_places_are_both_changed(original: Path) -> None:
    with a_copy(original) as folder:
        one, two = folder / "data/阅览本.pdf", folder / "data/01 立项/立项申报书.pdf"
        one_bytes, two_bytes = one.read_bytes(), two.read_bytes()
        one.write_bytes(two_bytes)
        two.write_bytes(one_bytes)
        assert verdict(folder) == [("data/01 立项/立项申报书.pdf", "改动"), ("data/阅览本.pdf", "改动")]


def test_a_changed_manifest_accuses_no_file_but_says_which_are_in_doubt(original: Path) -> None:
    with a_copy(original) as folder:
        manifest = folder / "manifest-sha256.txt"
        wrong = hashlib.sha256(b"another contract").hexdigest()
        right = hashlib.sha256(FILES["阅览本.pdf"]).hexdigest()
        manifest.write_text(manifest.read_text("utf-8").replace(right, wrong), "utf-8")
        (fault,) = verify(folder)
        assert fault.path == "manifest-sha256.txt"


def test_a_link_is_not_a_file(original: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.pdf").write_bytes(FILES["阅览本.pdf"])
    with a_copy(original) as folder:
        (folder / "data/阅览本.pdf").unlink()
        (folder / "data/阅览本.pdf").symlink_to(tmp_path / "outside.pdf")
        (folder / "data/外").symlink_to(tmp_path)
        assert verdict(folder) == [("data/外", "格式"), ("data/阅览本.pdf", "格式")]


def test_every_message_is_one_chinese_sentence_naming_the_file(original: Path) -> None:
    with a_copy(original) as folder:
        (folder / "data/阅览本.pdf").write_bytes(b"changed")
        (folder / "data/01 立项/立项申报书.docx").unlink()
        (folder / "data/新.pdf").write_bytes(b"new")
        assert list(map(str, verify(folder))) == [
            "「data/01 立项/立项申报书.docx」不见了（校验清单 manifest-sha256.txt 中列有）。",
            "「data/新.pdf」是多出的（校验清单 manifest-sha256.txt 中没有）。",
            "「data/阅览本.pdf」的内容被改动（与校验清单 manifest-sha256.txt 不符）。",
        ]


@pytest.mark.parametrize("checksums", [["sha512"], ["sha256", "sha512"], ["md5", "sha1"]])
def test_bags_made_by_others_are_verified_too(tmp_path: Path, checksums: list[str]) -> None:
    for name in ("甲.pdf", "乙/丙.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    bagit.make_bag(str(tmp_path), {"Contact-Name": "临溪县档案馆"}, checksums=checksums)
    assert verify(tmp_path) == []
    (tmp_path / "data/甲.pdf").write_bytes(b"changed")
    (tmp_path / "data/乙/丙.pdf").unlink()
    assert verdict(tmp_path) == [("data/乙/丙.pdf", "缺失"), ("data/甲.pdf", "改动")]


def bare_bag(folder: Path, manifest: str, *, newline: str = "\n", declaration: str | None = None) -> Path:
    """The least that is a bag: bagit.txt, one manifest, data/a.pdf with the content `a`."""
    (folder / "data").mkdir()
    (folder / "data/a.pdf").write_bytes(b"a")
    declared = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n" if declaration is None else declaration
    (folder / "bagit.txt").write_bytes(declared.encode())
    (folder / "manifest-sha256.txt").write_bytes(manifest.replace("\n", newline).encode())
    return folder


A = hashlib.sha256(b"a").hexdigest()


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("line", [f"{A}  data/a.pdf\n", f"{A.upper()} data/a.pdf", f"{A}\t*./data/a.pdf\n\n"])
def test_the_ways_in_which_others_write_a_manifest_are_read(tmp_path: Path, line: str, newline: str) -> None:
    assert verify(bare_bag(tmp_path, line, newline=newline)) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("没有校验值\n", "第2行「没有校验值」不是"),
        (f"{A[:40]}  data/b.pdf\n", "不是“校验值 文件路径”的形式"),
        (f"{A}  ../../etc/passwd\n", "第2行的路径「../../etc/passwd」指向案卷以外，不予采用"),
        (f"{A}  /etc/passwd\n", "指向案卷以外"),
        (f"{A}  C:/a.pdf\n", "指向案卷以外"),
        (f"{A}  data/a.pdf\n", "第2行的文件「data/a.pdf」已在前面列过"),
    ],
)
def test_a_bad_line_of_a_manifest_is_told_with_its_number(tmp_path: Path, line: str, told: str) -> None:
    (fault,) = verify(bare_bag(tmp_path, f"{A}  data/a.pdf\n{line}"))
    assert (fault.path, fault.what) == ("manifest-sha256.txt", "格式")
    assert told in fault.message


def test_percent_encoded_line_ends_in_a_path_are_read(tmp_path: Path) -> None:
    folder = bare_bag(tmp_path, f"{A}  data/a.pdf\n{A}  data/x%0Ay%25.pdf\n")
    (folder / "data/x\ny%.pdf").write_bytes(b"a")
    assert verify(folder) == []


def test_decomposed_file_names_of_other_systems_are_the_same_names(tmp_path: Path) -> None:
    folder = bare_bag(tmp_path, f"{A}  data/a.pdf\n{A}  data/\u00e9.pdf\n")
    (folder / "data/e\u0301.pdf").write_bytes(b"a")
    assert verify(folder) == []


def test_a_bag_in_gb18030_is_read_as_it_declares(tmp_path: Path) -> None:
    folder = bare_bag(tmp_path, "", declaration="BagIt-Version: 0.97\nTag-File-Character-Encoding: GB18030\n")
    (folder / "data/a.pdf").rename(folder / "data/名单.pdf")
    (folder / "manifest-sha256.txt").write_bytes(f"{A}  data/名单.pdf\n".encode("gb18030"))
    assert verify(folder) == []


def test_a_wrong_declaration_is_told(tmp_path: Path) -> None:
    folder = bare_bag(tmp_path, f"{A}  data/a.pdf\n", declaration="Version one\n")
    assert verdict(folder) == [("bagit.txt", "格式")]


def test_a_missing_declaration_is_told(tmp_path: Path) -> None:
    folder = bare_bag(tmp_path, f"{A}  data/a.pdf\n")
    (folder / "bagit.txt").unlink()
    assert verdict(folder) == [("bagit.txt", "缺失")]


def test_a_missing_manifest_is_told(tmp_path: Path) -> None:
    folder = bare_bag(tmp_path, f"{A}  data/a.pdf\n")
    (folder / "manifest-sha256.txt").unlink()
    assert verdict(folder) == [("manifest-sha256.txt", "缺失")]


def test_a_wrong_count_of_octets_is_told(tmp_path: Path) -> None:
    folder = bare_bag(tmp_path, f"{A}  data/a.pdf\n")
    (folder / "bag-info.txt").write_text("Payload-Oxum: 2.1\n", "utf-8")
    (fault,) = verify(folder)
    assert str(fault) == "「bag-info.txt」写明 data 目录共 2.1（字节数.文件数），实为 1.1。"


def test_of_two_manifests_the_one_that_contradicts_the_files_is_at_fault(tmp_path: Path) -> None:
    folder = bare_bag(tmp_path, f"{'0' * 64}  data/a.pdf\n")
    (folder / "manifest-sha512.txt").write_text(f"{hashlib.sha512(b'a').hexdigest()}  data/a.pdf\n", "utf-8")
    (fault,) = verify(folder)
    assert fault.path == "manifest-sha256.txt"
    assert "涉及「data/a.pdf」" in fault.message


@pytest.mark.parametrize("kind", ["missing", "empty", "file"])
def test_what_is_no_bag_is_refused(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "文件夹"
    if kind == "empty":
        folder.mkdir()
    elif kind == "file":
        folder.write_bytes(b"")
    with pytest.raises(BadInput, match=r"没有文件夹|不是案卷"):
        verify(folder)

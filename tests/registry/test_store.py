"""Files: known by their content, verified on the way out."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Broken

PDF = "application/pdf"


def stored(home: Path, sha: str) -> Path:
    return home / "files" / sha[:2] / sha[2:]


def test_a_file_comes_back_under_its_hash(home):
    row = registry.put(b"%PDF-1.7", "批复.pdf", PDF)

    assert (row.sha, row.name, row.media_type, row.size) == (sha256(b"%PDF-1.7").hexdigest(), "批复.pdf", PDF, 8)
    assert registry.digest(b"%PDF-1.7") == row.sha
    assert registry.get(row.sha) == b"%PDF-1.7"
    assert registry.file(row.sha) == row
    assert stored(home, row.sha).read_bytes() == b"%PDF-1.7"


def test_the_same_bytes_are_one_file_under_the_first_name(home):
    first = registry.put(b"%PDF", "批复.pdf", PDF)

    assert registry.put(b"%PDF", "副本.pdf", PDF) == first
    assert [path.name for path in (home / "files").rglob("*") if path.is_file()] == [first.sha[2:]]


def test_an_altered_file_is_broken_and_named(home):
    row = registry.put(b"%PDF", "批复.pdf", PDF)
    stored(home, row.sha).write_bytes(b"%PDE")

    with pytest.raises(Broken) as broken:
        registry.get(row.sha)
    assert f"「批复.pdf」（{row.sha[:12]}…）的内容被改动过" in str(broken.value)


def test_a_missing_file_is_broken_and_named(home):
    row = registry.put(b"%PDF", "批复.pdf", PDF)
    stored(home, row.sha).unlink()

    with pytest.raises(Broken, match=r"缺少「批复\.pdf」"):
        registry.get(row.sha)


def test_the_true_bytes_heal_an_altered_file(home):
    row = registry.put(b"%PDF", "批复.pdf", PDF)
    stored(home, row.sha).write_bytes(b"%P")

    registry.put(b"%PDF", "批复.pdf", PDF)

    assert registry.get(row.sha) == b"%PDF"


@pytest.mark.parametrize("sha", ["", "../../office.db", "a" * 63, "A" * 64, "g" * 64])
def test_what_is_no_hash_reaches_no_file(home, sha):
    with pytest.raises(BadInput, match="不是文件的散列值"):
        registry.get(sha)


def test_an_unknown_hash_is_bad_input(home):
    with pytest.raises(BadInput, match="没有登记散列值"):
        registry.file("0" * 64)


def test_a_full_disk_leaves_nothing_behind(home, monkeypatch):
    def no_space(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gongwen.registry.store.os.fsync", no_space)

    with pytest.raises(OSError, match="No space"):
        registry.put(b"%PDF", "批复.pdf", PDF)

    assert [path for path in (home / "files").rglob("*") if path.is_file()] == []

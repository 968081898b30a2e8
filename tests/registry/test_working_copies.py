"""未交的稿: what is being filled in is kept as it is typed, and nobody writes over what somebody else saved."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from kit.office import an_office

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
ABOUT = "paper:FW-2026-001"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


def save(values: dict[str, object], revision: int, by: str = "周晓岚", minutes: int = 0) -> registry.WorkingCopyRow:
    return registry.save_working_copy(
        ABOUT, values, based_on="第1稿", revision=revision, by=by, now=NOW + timedelta(minutes=minutes)
    )


def test_what_is_saved_is_found_again_with_who_saved_each_value_when(office: Path) -> None:
    save({"title": "通知", "rows": [{"name": "甲"}]}, 0)
    row = save({"title": "通知", "rows": []}, 1, by="顾言之", minutes=5)
    assert registry.working_copy(ABOUT) == row
    assert (row.revision, row.based_on, row.by, row.values) == (2, "第1稿", "顾言之", {"title": "通知", "rows": []})
    assert row.stamps["title"] == registry.Stamp(revision=1, by="周晓岚", at=NOW)
    assert row.stamps["rows"] == registry.Stamp(revision=2, by="顾言之", at=NOW + timedelta(minutes=5))


def test_who_saves_on_an_older_revision_is_told_who_saved_when_and_nothing_is_overwritten(office: Path) -> None:
    save({"title": "甲"}, 0)
    save({"title": "乙"}, 1, by="顾言之", minutes=5)
    with pytest.raises(registry.SavedMeanwhile, match="顾言之在3月2日09:35也存了这一稿") as caught:
        save({"title": "丙"}, 1)
    assert isinstance(caught.value, Refused)
    assert registry.working_copy(ABOUT).values == {"title": "乙"}  # type: ignore[union-attr]


def test_the_same_values_again_are_the_same_save_as_after_an_answer_that_got_lost(office: Path) -> None:
    first = save({"title": "甲"}, 0)
    assert save({"title": "甲"}, 0, minutes=1) == first


def test_a_copy_that_was_handed_in_is_not_brought_back_by_a_late_save(office: Path) -> None:
    save({"title": "甲"}, 0)
    registry.drop_working_copy(ABOUT)
    registry.drop_working_copy(ABOUT)
    assert registry.working_copy(ABOUT) is None
    with pytest.raises(registry.SavedMeanwhile, match="已经交出或被放弃"):
        save({"title": "乙"}, 1)


def test_what_it_began_from_is_nobodys_change(office: Path) -> None:
    first = registry.save_working_copy(
        ABOUT, {"title": "甲", "body": "乙"}, base={"title": "甲", "body": ""}, revision=0, by="周晓岚", now=NOW
    )
    assert {name: stamp.revision for name, stamp in first.stamps.items()} == {"title": 0, "body": 1}


def test_copies_of_one_kind_are_listed_the_last_saved_first(office: Path) -> None:
    for at, (about, by) in enumerate((("new:1", "周晓岚"), ("new:2", "顾言之"), ("paper:1", "周晓岚"))):
        registry.save_working_copy(about, {}, revision=0, by=by, now=NOW + timedelta(minutes=at))
    assert [row.about for row in registry.working_copies_of("new:")] == ["new:2", "new:1"]
    assert [row.about for row in registry.working_copies_of("new:", by="周晓岚")] == ["new:1"]


def test_the_journal_says_nothing_of_it(office: Path) -> None:
    before = registry.journal_head()
    save({"title": "甲"}, 0)
    assert registry.journal_head() == before


def test_what_it_is_must_be_said(office: Path) -> None:
    with pytest.raises(BadInput):
        registry.save_working_copy("", {}, revision=0, by="周晓岚", now=NOW)


def test_of_many_who_save_at_once_on_one_revision_one_is_kept(office: Path) -> None:
    kept: list[str] = []

    def write(name: str) -> None:
        with contextlib.suppress(registry.SavedMeanwhile):
            kept.append(str(save({"title": name}, 0, by=name).values["title"]))

    threads = [threading.Thread(target=write, args=(f"第{at}人",)) for at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept == [registry.working_copy(ABOUT).values["title"]]  # type: ignore[union-attr]

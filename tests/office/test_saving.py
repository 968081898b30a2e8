"""存草稿: two who fill in the same sheet see each other's fields and are asked only about those both have changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.document.fields import Field
from gongwen.office.composing import saving
from gongwen.office.people import Actor
from kit.office import an_office

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
FIELDS = (Field("title", "标题"), Field("body", "正文", "longtext"), Field("due", "期限", "date"))
ONE, OTHER = Actor("周晓岚"), Actor("顾言之")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


def save(
    actor: Actor, revision: int, changed: list[str] | None = None, minutes: int = 0, **values: Any
) -> saving.Saved:
    now = NOW + timedelta(minutes=minutes)
    return saving.save("某稿", FIELDS, values, revision=revision, changed=changed, actor=actor, now=now)


def kept() -> dict[str, Any]:
    row = registry.working_copy("某稿")
    return dict(row.values) if row else {}


def test_two_who_change_different_fields_both_keep_theirs(office: Path) -> None:
    save(ONE, 0, title="甲", body="乙")
    save(ONE, 1, ["title"], title="甲甲", body="乙")
    other = save(OTHER, 1, ["body"], minutes=3, title="甲", body="乙乙")
    assert other.clashes == () and other.taken == ("title",)
    assert kept() == {"title": "甲甲", "body": "乙乙", "due": None}


def test_a_window_that_never_saw_the_others_words_does_not_bring_its_own_back(office: Path) -> None:
    save(ONE, 0, title="甲", body="乙")
    save(ONE, 1, ["title"], title="甲甲", body="乙")
    first = save(OTHER, 1, ["body"], title="甲", body="乙乙")
    save(OTHER, first.row.revision, ["body"], title="甲", body="乙乙乙")
    assert kept() == {"title": "甲甲", "body": "乙乙乙", "due": None}


def test_a_field_that_both_changed_is_told_with_who_and_when_and_nothing_is_lost(office: Path) -> None:
    save(ONE, 0, title="甲", body="乙")
    save(ONE, 1, ["title"], minutes=2, title="甲甲", body="乙")
    other = save(OTHER, 1, ["title", "body"], minutes=3, title="丙", body="丁")
    [clash] = other.clashes
    assert (clash.field.label, clash.mine, clash.theirs, clash.by) == ("标题", "丙", "甲甲", "周晓岚")
    assert clash.at == NOW + timedelta(minutes=2)
    assert kept() == {"title": "甲甲", "body": "乙", "due": None}
    settled = save(OTHER, other.row.revision, title="丙", body="丁")
    assert settled.clashes == () and kept() == {"title": "丙", "body": "丁", "due": None}


def test_who_cannot_say_what_they_changed_is_asked_about_all_that_differs(office: Path) -> None:
    save(ONE, 0, title="甲")
    save(ONE, 1, ["title"], title="甲甲")
    assert [one.field.name for one in save(OTHER, 1, title="甲").clashes] == ["title"]


def test_a_window_that_knows_what_its_words_were_typed_upon_clashes_by_that_alone(office: Path) -> None:
    save(ONE, 0, title="甲", body="乙")
    save(ONE, 1, ["title"], title="甲甲", body="乙")
    later = save(OTHER, 1, ["body"], title="甲", body="乙乙")
    more = {"title": "丙", "body": "乙乙"}
    at = {"revision": later.row.revision, "changed": ["title"], "actor": OTHER, "now": NOW}
    blind = saving.save("某稿", FIELDS, more, known={"title": "甲"}, **at)  # type: ignore[arg-type]
    assert [(one.mine, one.theirs) for one in blind.clashes] == [("丙", "甲甲")]
    knowing = saving.save("某稿", FIELDS, more, known={"title": "甲甲"}, **at)  # type: ignore[arg-type]
    assert knowing.clashes == () and kept()["title"] == "丙"


def test_a_field_that_was_emptied_stays_empty(office: Path) -> None:
    save(ONE, 0, title="甲", due="2026-03-09")
    save(ONE, 1, ["due"], title="甲", due="")
    assert kept()["due"] is None


def test_saving_what_was_handed_in_meanwhile_is_refused(office: Path) -> None:
    save(ONE, 0, title="甲")
    saving.drop("某稿")
    with pytest.raises(registry.SavedMeanwhile, match="已经交出或被放弃"):
        save(ONE, 1, ["title"], title="乙")

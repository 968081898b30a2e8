"""A page asks the record each thing once; what was read before an act is never what the act decides on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongwen import registry
from kit.office import an_office

NOW = datetime(2026, 5, 6, 1, 0, tzinfo=UTC)
TODAY = date(2026, 5, 6)


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> None:
    an_office(tmp_path / "office")


def asked(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


def test_a_look_asks_each_thing_once() -> None:
    with registry.one_look():
        assert asked(registry.profile) == 1
        assert asked(registry.profile) == 0
        assert asked(lambda: registry.on_file("周晓岚")) == 1
        assert asked(lambda: registry.on_file("夏知秋")) == 1
        assert asked(lambda: registry.on_file("周晓岚")) == 0
    assert asked(registry.profile) == 1


def test_outside_of_a_look_nothing_is_remembered() -> None:
    assert [asked(registry.profile) for _ in range(3)] == [1, 1, 1]


def test_a_refusal_is_not_remembered_as_an_answer() -> None:
    with registry.one_look():
        for _ in range(2):
            with pytest.raises(Exception, match="没有编号为"):
                registry.case("QHBF-2026-9999")


def test_what_is_written_inside_a_look_is_seen_at_once_and_nothing_is_remembered_after_it() -> None:
    with registry.one_look():
        assert not registry.on_file("新来的人")
        registry.add_person("新来的人", actor="周晓岚", now=NOW)
        assert registry.on_file("新来的人")
        assert [asked(registry.profile) for _ in range(2)] == [1, 1]
    with registry.one_look():
        assert [asked(registry.profile) for _ in range(2)] == [1, 0]


def test_an_act_inside_a_look_decides_on_what_stands_when_its_turn_comes() -> None:
    with registry.one_look():
        assert registry.appointments(TODAY, person="周晓岚")

        def act() -> int:
            return asked(lambda: registry.appointments(TODAY, person="周晓岚"))

        assert registry.within(act) == 1


@pytest.mark.parametrize(
    "act",
    [
        lambda: registry.add_person("新来的人", actor="周晓岚", now=NOW),
        lambda: registry.appoint("周晓岚", "青禾市民政局", "联络员", ["会签人"], TODAY, actor="周晓岚", now=NOW),
        lambda: registry.end_appointment(*_held("周晓岚"), TODAY, actor="周晓岚", now=NOW),
        lambda: registry.delegate("周晓岚", "夏知秋", starts=TODAY, ends=TODAY, basis="出差", actor="周晓岚", now=NOW),
        lambda: registry.change_organ("青禾市民政局", phone="0000-00000000", actor="周晓岚", now=NOW),
        lambda: registry.publish("workflow", "project", {"project.yaml": b"name: x"}, actor="周晓岚", now=NOW),
        lambda: registry.set_day(date(2026, 10, 8), "班", "调休", actor="周晓岚", now=NOW),
    ],
    ids=["person", "post", "end of a post", "deputy", "organ", "workflow", "calendar"],
)
def test_every_change_of_the_offices_own_arrangements_is_an_entry_about_no_case(act: Callable[[], object]) -> None:
    """What is kept of posts and turns (`duty.today`, `turns.of_person`) is kept as long as `arrangements` stays."""
    before = registry.arrangements()
    act()
    assert registry.arrangements() != before
    assert registry.arrangements() == registry.journal_head().head


def test_what_happens_in_a_case_leaves_the_arrangements_as_they_are() -> None:
    code = registry.open_case(
        code_prefix="QHBF", workflow="project", workflow_hash="0" * 64, stage="申报", title="项目", data={},
        actor="周晓岚", door="命令行", now=NOW,
    ).code  # fmt: skip
    before = registry.arrangements()
    registry.amend_case(code, {"amount": "1"}, actor="周晓岚", now=NOW, why="改")
    assert registry.arrangements() == before != registry.journal_head().head


def _held(person: str) -> tuple[str, str, str]:
    post = registry.appointments(TODAY, person=person)[0]
    return post.person, post.organ, post.post

"""名单和会议的命令: what a clerk types and reads; refusals are one sentence and leave nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.office.matters import group_changes
from kit.door import typed
from kit.office import an_office

NOW = datetime(2026, 9, 1, 2, tzinfo=UTC)
GROUP = "青禾市困难家庭帮扶工作领导小组"
SWAP = """
scope: 组成人员
change_reason: 工作变动
changes:
  - {way: 调出, name: 孟晓芸}
  - {way: 调入, name: 罗一鸣, post: 成员, title: 市教育局副局长}
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


def test_the_list_of_a_day_is_shown_or_said_to_be_empty(home: Path) -> None:
    shown = typed("roster", "show", "--home", home, "--on", "2026年9月1日", "--json")
    assert [row["name"] for row in json.loads(shown.out)][:2] == ["方致远", "沈国栋"]
    empty = typed("roster", "show", "--home", home, "--on", "1999-01-01")
    assert (empty.code, empty.out.strip()) == (0, f"「{GROUP}」在 1999-01-01 没有成员，请核对名称和日期。")
    unknown = typed("roster", "show", "--home", home, "--group", "没有的小组", "--history")
    assert "「没有的小组」没有登记过成员" in unknown.out
    wrong = typed("roster", "show", "--home", home, "--on", "2026-13-01")
    assert (wrong.code, wrong.out) == (3, "") and "--on的日期「2026-13-01」无法识别" in wrong.err


def test_every_term_is_shown_with_what_it_rests_on(home: Path) -> None:
    rows = json.loads(typed("roster", "show", "--home", home, "--history", "--json").out)
    assert len(rows) == 13
    assert {(row["starts"], row["ends"], row["basis"]) for row in rows} == {("2026-03-01", None, "开办时的名单")}


def test_a_change_typed_twice_is_one_case(home: Path, tmp_path: Path) -> None:
    """By the organ's own liaison, under its short name too."""
    (tmp_path / "调整.yaml").write_text(SWAP, "utf-8")
    words = (
        "roster",
        "change",
        "--home",
        home,
        "--as",
        "罗清川",
        "--unit",
        "市教育局",
        "--form",
        tmp_path / "调整.yaml",
    )
    first, again = typed(*words, at=NOW), typed(*words, at=NOW)
    assert (first.code, again.code) == (0, 0)
    assert "「提出调整」已办：提出 → 审查调整" in first.out and "此前已办" in again.out
    registry.open(home)
    assert [case.title for case in registry.cases(workflow=group_changes.FLOW)] == [f"调整{GROUP}成员"]


def test_what_is_wrong_with_a_proposal_is_told_and_the_case_waits(home: Path, tmp_path: Path) -> None:
    (tmp_path / "调整.yaml").write_text(SWAP.replace("孟晓芸", "李不在"), "utf-8")
    words = ("roster", "change", "--home", home, "--as", "周晓岚", "--form", tmp_path / "调整.yaml")
    said = typed(*words, at=NOW)
    assert (said.code, said.err.strip()) == (3, f"调出的「李不在」不在「{GROUP}」现行名单中，请核对姓名，或删去。")
    assert typed(*words, at=NOW).code == 3
    registry.open(home)
    assert [case.stage for case in registry.cases(workflow=group_changes.FLOW)] == ["提出"]


def test_who_may_not_propose_or_call_a_meeting_is_told_who_may(home: Path) -> None:
    stranger = typed("roster", "change", "--home", home, "--as", "高远", "--unit", "市教育局", at=NOW)
    assert stranger.code == 4
    assert stranger.err.strip() == ("高远不能为「青禾市教育局」登记「领导小组成立和调整」，须由经办人、联络员办理。")
    meeting = typed("meeting", "open", "第三次会议", "--home", home, "--as", "石磊", at=NOW)
    assert (meeting.code, meeting.err.strip()) == (4, "石磊不能登记「领导小组例会」，须由经办人办理。")


def test_a_meeting_is_opened_once_and_shown(home: Path) -> None:
    opened = [typed("meeting", "open", "第三次会议", "--home", home, "--as", "周晓岚", at=NOW) for _ in range(2)]
    assert [said.out.strip() for said in opened] == ["已开始 HY-2026-001《第三次会议》，现在「筹备」。"] * 2
    shown = json.loads(typed("meeting", "show", "HY-2026-001", "--home", home, "--json").out)
    assert (shown["stage"], shown["proposals"], shown["decisions"]) == ("筹备", [], [])
    typed("roster", "change", "--home", home, "--as", "周晓岚", at=NOW)
    other = typed("meeting", "show", "LD-2026-001", "--home", home)
    assert other.code == 3 and "「LD-2026-001」不是领导小组例会" in other.err

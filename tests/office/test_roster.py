"""名单: the list of a day, what a change makes of it, and an office that has kept none yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office import founding
from gongwen.office.paperwork import context
from gongwen.office.procedures import shelf
from gongwen.office.staffing import roster
from kit.office import FOUNDED, SCRIPT, an_office

DAY = FOUNDED.date()
NOW = datetime(2026, 9, 3, 2, tzinfo=UTC)
CHANGED = date(2026, 9, 3)
HAND = {"actor": "周晓岚", "now": NOW}
LEAVING = [{"name": "沈国栋"}]
JOINING = [{"post": "副组长", "name": "韩静", "title": "市政府副市长"}]


@pytest.fixture
def group(tmp_path: Path) -> Iterator[str]:
    an_office(tmp_path / "office")
    yield roster.group_name()
    registry.close()


def names(group: str, on: date | None = None) -> list[str]:
    return [row.name for row in roster.members(group, on)]


def change(group: str, starts: date = CHANGED) -> None:
    roster.take_effect(
        group, leaving=LEAVING, joining=JOINING, starts=starts, basis="青帮办〔2026〕9号", case="", **HAND
    )


def older(group: str) -> None:
    """The office as an earlier version founded it: members in its particulars, no terms."""
    from gongwen.registry.models import Membership

    members = [
        {name: row[name] for name in ("post", "name", "title")} for row in map(roster.as_member, roster.members(group))
    ]
    profile = registry.profile()
    registry.set_profile({**profile, "group": {**profile["group"], "members": members}}, **HAND)
    Membership.objects.all().delete()


def test_founding_lists_the_members_with_their_organs(group: str) -> None:
    listed = roster.members(group, DAY)
    assert [row.post for row in listed] == ["组长"] + ["副组长"] * 2 + ["成员"] * 10
    assert {row.name: row.organ for row in listed if row.name in ("方致远", "陆文渊", "柳青")} == {
        "方致远": "", "陆文渊": "青禾市民政局", "柳青": "青禾市妇女联合会",
    }  # fmt: skip
    assert {row.starts for row in listed} == {DAY}


def test_founding_again_changes_no_list(group: str, tmp_path: Path) -> None:
    change(group)
    before = registry.memberships(group)
    founding.found(tmp_path / "office", SCRIPT / "office.yaml", actor="开办人", now=NOW)
    assert registry.memberships(group) == before


def test_a_change_shows_from_its_day_on_in_papers_and_proofing(group: str) -> None:
    old, new = names(group), []
    change(group)
    new = names(group, CHANGED)
    assert new == ["方致远", "秦雅琴", "韩静", *old[3:]]
    assert names(group, CHANGED - timedelta(days=1)) == old

    template, _ = shelf.template("领导小组成立通知")
    for on, wanted in ((CHANGED - timedelta(days=1), old), (CHANGED, new), (CHANGED + timedelta(days=365), new)):
        assert [row["name"] for row in context.values(template, None, {}, on)["members"]] == wanted
        assert [member.name for member in context.known(on).members] == wanted


def test_a_paper_older_than_the_list_prints_the_first_one(group: str) -> None:
    """The notice that founds a group is drafted before its members' terms begin."""
    assert names(group, DAY - timedelta(days=3)) == []
    assert [row["name"] for row in roster.particulars(DAY - timedelta(days=3))["members"]] == names(group, DAY)


def test_what_was_planned_is_what_takes_effect(group: str) -> None:
    planned = roster.changed(group, LEAVING, JOINING)
    change(group)
    assert [row["name"] for row in planned["new_members"]] == names(group)
    assert planned["left"] == [{"post": "副组长", "name": "沈国栋", "title": "市政府副市长", "organ": ""}]


def test_a_new_leader_stands_first(group: str) -> None:
    change(group)
    joining = [{"post": "组长", "name": "江浩然", "title": "市委副书记"}]
    planned = roster.changed(group, [{"name": "方致远"}], joining)
    later = CHANGED + timedelta(days=30)
    roster.take_effect(
        group, leaving=[{"name": "方致远"}], joining=joining, starts=later, basis="第二次", case="", **HAND
    )
    assert names(group)[:3] == ["江浩然", "秦雅琴", "韩静"]
    assert [row["name"] for row in planned["new_members"]] == names(group)


def test_taking_effect_twice_changes_nothing(group: str) -> None:
    change(group)
    before, entries = registry.memberships(group), len(registry.entries())
    change(group)
    assert (registry.memberships(group), len(registry.entries())) == (before, entries)


def test_everything_wrong_with_a_change_is_told_at_once(group: str) -> None:
    leaving = [{"name": "李不在"}, {"name": "沈国栋"}, {"name": "沈国栋"}]
    joining = [
        {"post": "成员", "name": "柳青", "title": "市妇联主席"},
        {"post": "成员", "name": "宋　雨", "title": "市商务局副局长", "organ": "青禾市商务局"},
        {"post": "成员", "name": "宋雨", "title": "市商务局副局长"},
    ]
    with pytest.raises(BadInput) as told:
        roster.changed(group, leaving, joining)
    beginnings = (
        "调出的「李不在」不在「青禾市困难家庭帮扶工作领导小组」现行名单中",
        "调出的「沈国栋」列了2次",
        "调入的「宋雨」列了2次",
        "调入的「柳青」已是「青禾市困难家庭帮扶工作领导小组」成员（市妇联副主席）；职务变动的，请同时写调出",
        "调入的「宋　雨」的所在单位：没有登记机关「青禾市商务局」",
    )
    assert len(told.value.faults) == len(beginnings)
    assert all(fault.startswith(words) for fault, words in zip(told.value.faults, beginnings, strict=True))


def test_another_post_is_a_leaving_and_a_joining(group: str) -> None:
    joining = [{"post": "副组长", "name": "陆文渊", "title": "市民政局局长"}]
    planned = roster.changed(group, [{"name": "陆文渊"}], joining)
    assert [row["name"] for row in planned["new_members"]][:4] == ["方致远", "沈国栋", "秦雅琴", "陆文渊"]
    roster.take_effect(
        group, leaving=[{"name": "陆文渊"}], joining=joining, starts=CHANGED, basis="通知", case="", **HAND
    )
    assert [(row.post, row.ends) for row in registry.memberships(name="陆文渊")] == [
        ("成员", date(2026, 9, 2)), ("副组长", None),
    ]  # fmt: skip


def test_an_older_office_s_list_holds_and_is_written_down_by_its_first_change(group: str) -> None:
    wanted = names(group)
    older(group)
    assert registry.memberships(group) == ()
    assert names(group, DAY) == names(group, date(2020, 1, 1)) == names(group) == wanted
    assert [member.name for member in context.known(DAY).members] == wanted

    change(group)
    assert names(group, CHANGED)[1:3] == ["秦雅琴", "韩静"]
    assert names(group, DAY) == wanted
    assert [row["name"] for row in roster.particulars(date(2025, 1, 1))["members"]] == wanted


def test_the_office_s_head_is_the_one_on_its_list_that_day(group: str) -> None:
    staff = roster.office_of(group)
    roster.take_effect(
        staff,
        leaving=[],
        joining=[{"post": "办公室主任", "name": "顾言之"}],
        starts=CHANGED,
        basis="备案",
        case="",
        **HAND,
    )
    assert roster.particulars(CHANGED)["office_director"] == "顾言之"
    assert roster.particulars(DAY)["office_director"] == "陆文渊"


def test_a_list_with_one_name_twice_or_an_unknown_organ_founds_no_office(tmp_path: Path) -> None:
    text = (SCRIPT / "office.yaml").read_text("utf-8")
    text = text.replace("name: 秦雅琴, title: 市政府副秘书长", "name: 沈国栋, title: 市政府副秘书长, organ: 市政府")
    (tmp_path / "office.yaml").write_text(text, "utf-8")
    with pytest.raises(BadInput) as told:
        founding.found(tmp_path / "office", tmp_path / "office.yaml", actor="开办人", now=NOW)
    assert ["「沈国栋」列了2次" in fault or "「市政府」没有列入" in fault for fault in told.value.faults] == [
        True,
        True,
    ]
    assert not (tmp_path / "office").exists()

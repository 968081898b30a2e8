"""The office's particulars, organs, people, and who holds which role on a day."""

from __future__ import annotations

from datetime import date

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.registry import AppointmentRow, OrganRow, PersonRow

HEALTH = OrganRow(
    name="青禾市卫生健康委员会",
    short="市卫生健康委",
    codes={"通知": "青卫", "函": "青卫函"},
    level="市",
    superior="青禾市人民政府",
    seal_mm=42,
    address="青禾市云台区和风路 1 号",
    credit_code="11000000MB0000001X",
    starts=date(2019, 1, 1),
)


@pytest.fixture
def by(home, now):
    return {"actor": "周敏", "now": now}


def test_the_office_s_particulars_are_replaced_as_a_whole(home, by):
    assert registry.profile() == {}
    registry.set_profile({"name": "青禾市困难家庭帮扶工作领导小组办公室", "founded": date(2025, 5, 1)}, **by)
    registry.set_profile({"name": "青禾市困难家庭帮扶工作领导小组办公室", "short": "市帮扶办"}, **by)

    assert registry.profile() == {"name": "青禾市困难家庭帮扶工作领导小组办公室", "short": "市帮扶办"}


def test_unchanged_particulars_write_nothing(home, by):
    registry.set_profile({"founded": date(2025, 5, 1)}, **by)
    count = len(registry.entries())

    registry.set_profile({"founded": date(2025, 5, 1)}, **by)

    assert len(registry.entries()) == count


def test_an_organ_is_found_by_name_and_by_short_name(home, by):
    registry.add_organ(HEALTH, **by)

    assert registry.organ("青禾市卫生健康委员会") == registry.organ("市卫生健康委") == HEALTH
    assert registry.organs() == (HEALTH,)


def test_an_unknown_or_ambiguous_organ_is_bad_input(home, by):
    registry.add_organ(HEALTH, **by)
    registry.add_organ(OrganRow(name="青禾市卫生健康委员会（筹）", short="市卫生健康委"), **by)

    with pytest.raises(BadInput, match="没有登记机关「市民政局」"):
        registry.organ("市民政局")
    with pytest.raises(BadInput, match="有 2 个机关简称「市卫生健康委」"):
        registry.organ("市卫生健康委")
    with pytest.raises(BadInput, match="没有登记机关「」"):
        registry.organ("")


def test_registering_an_organ_again_writes_nothing_and_other_content_is_refused(home, by):
    registry.add_organ(HEALTH, **by)
    count = len(registry.entries())

    registry.add_organ(HEALTH, **by)

    assert len(registry.entries()) == count
    with pytest.raises(Refused, match="内容与这次不同"):
        registry.add_organ(OrganRow(name=HEALTH.name), **by)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (OrganRow(name=" "), "机关名称不能为空"),
        (OrganRow(name="甲", starts=date(2026, 1, 2), ends=date(2026, 1, 1)), "截止日期早于开始日期"),
    ],
)
def test_an_impossible_organ_is_bad_input(home, by, row, fault):
    with pytest.raises(BadInput, match=fault):
        registry.add_organ(row, **by)


def test_an_organ_s_particulars_may_change(home, by):
    registry.add_organ(HEALTH, **by)

    changed = registry.change_organ("市卫生健康委", address="青禾市云台区和风路 9 号", ends=date(2026, 12, 31), **by)

    assert registry.organ(HEALTH.name) == changed
    assert (changed.address, changed.codes) == ("青禾市云台区和风路 9 号", HEALTH.codes)
    assert registry.organs() == (changed,)


def test_a_person_is_registered_once(home, by):
    registry.add_person("何正平", "138****0000", **by)
    registry.add_person("何正平", "138****0000", **by)

    assert registry.people() == (PersonRow(name="何正平", phone="138****0000"),)
    with pytest.raises(Refused, match="「何正平（财政局）」"):
        registry.add_person("何正平", "139****0000", **by)
    with pytest.raises(BadInput, match="姓名不能为空"):
        registry.add_person("", **by)


@pytest.fixture
def two(home, by):
    """何正平 is 主任 all year, 周敏 经办 from April to June."""
    registry.add_organ(HEALTH, **by)
    registry.add_person("何正平", **by)
    registry.add_person("周敏", **by)
    registry.appoint("何正平", "市卫生健康委", "主任", ("负责人", "审核人"), date(2026, 1, 1), **by)
    registry.appoint("周敏", HEALTH.name, "科员", ("经办人",), date(2026, 4, 1), date(2026, 6, 30), **by)


@pytest.mark.parametrize(
    ("on", "wanted"),
    [
        (date(2025, 12, 31), []),
        (date(2026, 1, 1), ["何正平"]),
        (date(2026, 4, 1), ["何正平", "周敏"]),
        (date(2026, 6, 30), ["何正平", "周敏"]),
        (date(2026, 7, 1), ["何正平"]),
    ],
)
def test_posts_are_held_from_their_first_to_their_last_day(two, on, wanted):
    assert [row.person for row in registry.appointments(on)] == wanted


def test_posts_are_found_by_person_and_by_role(two):
    on = date(2026, 5, 1)

    (chief,) = registry.appointments(on, role="审核人")

    assert chief == AppointmentRow(
        person="何正平",
        organ=HEALTH.name,
        post="主任",
        roles=("负责人", "审核人"),
        starts=date(2026, 1, 1),
    )
    assert registry.appointments(on, person="周敏", role="审核人") == ()
    assert [row.post for row in registry.appointments(on, person="周敏")] == ["科员"]


def test_appointing_again_writes_nothing_and_other_roles_are_refused(two, by):
    count = len(registry.entries())

    registry.appoint("何正平", HEALTH.name, "主任", ("负责人", "审核人"), date(2026, 1, 1), **by)

    assert len(registry.entries()) == count
    with pytest.raises(Refused, match="内容与这次不同"):
        registry.appoint("何正平", HEALTH.name, "主任", ("负责人",), date(2026, 1, 1), **by)


def test_a_post_ends_on_its_last_day(two, by):
    registry.end_appointment("何正平", HEALTH.name, "主任", date(2026, 5, 31), **by)

    assert [row.person for row in registry.appointments(date(2026, 5, 31), role="负责人")] == ["何正平"]
    assert registry.appointments(date(2026, 6, 1), role="负责人") == ()
    with pytest.raises(BadInput, match="没有担任"):
        registry.end_appointment("何正平", HEALTH.name, "主任", date(2026, 6, 1), **by)


def test_an_impossible_appointment_is_bad_input(two, by):
    with pytest.raises(BadInput, match="没有登记人员「吴远」"):
        registry.appoint("吴远", HEALTH.name, "科员", (), date(2026, 1, 1), **by)
    with pytest.raises(BadInput, match="没有登记机关"):
        registry.appoint("周敏", "市民政局", "科员", (), date(2026, 1, 1), **by)
    with pytest.raises(BadInput, match="早于开始日期"):
        registry.appoint("周敏", HEALTH.name, "科员", (), date(2026, 1, 2), date(2026, 1, 1), **by)

"""任期: who was in the leading group on which day, and on what basis; a term is ended, never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.registry import MembershipRow, OrganRow

GROUP = "青禾市困难家庭帮扶工作领导小组"
FOUNDED = date(2026, 3, 2)
HEAD = MembershipRow(
    group=GROUP, post="组长", name="方致远", title="市委副书记", rank=1, starts=FOUNDED, basis="成立通知"
)
DEPUTY = replace(HEAD, post="副组长", name="沈国栋", title="市政府副市长", rank=2)


@pytest.fixture
def by(home, now):
    return {"actor": "周敏", "now": now}


def acts() -> list[str]:
    return [entry.act for entry in registry.entries()]


def test_the_list_of_a_day_is_that_day_s(by):
    for row in (HEAD, DEPUTY):
        registry.begin_membership(row, **by)
    registry.end_membership(GROUP, "沈国栋", date(2026, 9, 2), "青帮办〔2026〕9号", **by)
    new = replace(DEPUTY, name="韩静", starts=date(2026, 9, 3), basis="青帮办〔2026〕9号")
    registry.begin_membership(new, **by)

    assert [row.name for row in registry.members(GROUP, date(2026, 9, 2))] == ["方致远", "沈国栋"]
    assert [row.name for row in registry.members(GROUP, date(2026, 9, 3))] == ["方致远", "韩静"]
    assert [row.name for row in registry.members(GROUP)] == ["方致远", "韩静"]
    assert registry.members(GROUP, date(2026, 3, 1)) == ()
    assert [(row.name, row.end_basis) for row in registry.memberships(GROUP)] == [
        ("方致远", ""), ("沈国栋", "青帮办〔2026〕9号"), ("韩静", ""),
    ]  # fmt: skip


def test_every_change_is_journalled_under_its_case_and_repeated_writes_nothing(by, open_a_case):
    case = open_a_case().code
    for _ in range(2):
        registry.begin_membership(DEPUTY, case=case, **by)
        registry.end_membership(GROUP, "沈国栋", date(2026, 9, 2), "青帮办〔2026〕9号", case=case, **by)

    told = [(entry.act, entry.details["name"]) for entry in registry.entries(case)[1:]]
    assert told == [("列入名单", "沈国栋"), ("移出名单", "沈国栋")]
    registry.verify_journal()


def test_one_person_holds_one_post_at_a_time(by):
    registry.begin_membership(DEPUTY, **by)
    count = len(acts())

    with pytest.raises(Refused, match=r"「沈国栋」自 2026-03-02 至今已任.*同时列入调出和调入"):
        registry.begin_membership(replace(DEPUTY, post="成员", starts=date(2026, 5, 1)), **by)
    with pytest.raises(Refused, match="已任"):
        registry.begin_membership(replace(DEPUTY, starts=date(2026, 1, 1), ends=FOUNDED), **by)
    with pytest.raises(Refused, match="内容与这次不同"):
        registry.begin_membership(replace(DEPUTY, title="市政府秘书长"), **by)
    assert len(acts()) == count
    registry.begin_membership(replace(DEPUTY, starts=date(2026, 1, 1), ends=FOUNDED - timedelta(days=1)), **by)
    registry.begin_membership(replace(DEPUTY, group="青禾市冬季救助工作专班"), **by)  # another group is another matter


def test_what_a_list_cannot_hold_is_bad_input(by):
    for row, told in (
        (replace(HEAD, name=" "), "缺姓名"),
        (replace(HEAD, post=""), "缺组内职务"),
        (replace(HEAD, organ="青禾市财政局"), "没有登记机关「青禾市财政局」"),
        (replace(HEAD, ends=date(2026, 3, 1)), "截止日期早于开始日期"),
    ):
        with pytest.raises(BadInput, match=told):
            registry.begin_membership(row, **by)
    assert registry.memberships() == ()


def test_names_and_organs_are_kept_whole(by):
    """A list's blanks are not part of a name; a short organ name becomes the full one."""
    registry.add_organ(OrganRow(name="青禾市财政局", short="市财政局"), **by)
    kept = registry.begin_membership(replace(HEAD, name="肖　捷", organ="市财政局", rank=0), **by)

    assert (kept.name, kept.organ, kept.rank) == ("肖捷", "青禾市财政局", 1)
    assert registry.begin_membership(replace(HEAD, name="钱立诚", rank=0), **by).rank == 2


def test_only_who_is_on_the_list_can_leave_it_and_only_once(by):
    registry.begin_membership(HEAD, **by)

    with pytest.raises(BadInput, match="「沈国栋」在 2026-09-02 不在"):
        registry.end_membership(GROUP, "沈国栋", date(2026, 9, 2), "青帮办〔2026〕9号", **by)
    with pytest.raises(BadInput, match="「方致远」在 2026-03-01 不在"):
        registry.end_membership(GROUP, "方致远", date(2026, 3, 1), "青帮办〔2026〕9号", **by)
    registry.end_membership(GROUP, "方致远", date(2026, 9, 2), "青帮办〔2026〕9号", **by)
    with pytest.raises(Refused, match="已于 2026-09-02 结束（青帮办〔2026〕9号）"):
        registry.end_membership(GROUP, "方致远", date(2026, 9, 3), "青帮办〔2026〕10号", **by)


def test_the_office_s_first_day_is_the_journal_s(by, open_a_case):
    assert registry.first_day() is not None


DAYS = st.integers(0, 60).map(lambda number: FOUNDED + timedelta(days=number))
NUMBERS = count(1)
CHANGES = st.lists(st.tuples(st.sampled_from("甲乙丙"), st.sampled_from(("列入", "移出")), DAYS), max_size=25)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
def test_whatever_is_asked_nobody_is_on_a_day_s_list_twice(by, changes):
    """A model of plain sets of days agrees with the register after any sequence of changes."""
    group, days, open_terms = f"第{next(NUMBERS)}个领导小组", {}, {}
    for name, act, day in changes:
        try:
            if act == "列入":
                registry.begin_membership(MembershipRow(group=group, post="成员", name=name, starts=day), **by)
                open_terms.setdefault((name, day), None)
            else:
                ended = registry.end_membership(group, name, day, "通知", **by)
                open_terms[name, ended.starts] = day
        except (BadInput, Refused):
            continue
    last = FOUNDED + timedelta(days=90)
    for (name, starts), ends in open_terms.items():
        for offset in range(((ends or last) - starts).days + 1):
            days.setdefault(starts + timedelta(days=offset), []).append(name)
    for offset in range(0, 91, 7):
        day = FOUNDED + timedelta(days=offset)
        listed = sorted(row.name for row in registry.members(group, day))
        assert listed == sorted(days.get(day, [])) == sorted(set(listed))

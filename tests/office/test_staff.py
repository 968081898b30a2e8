"""Who keeps the office's registers, who may appoint whom, and who may act for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk, opening
from gongwen.office.people import Actor
from gongwen.office.staffing import delegating, directory, duty, staff
from gongwen.office.watching import todo
from kit.door import typed
from kit.office import an_office
from kit.web import account_for

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
OFFICE = "青禾市困难家庭帮扶工作领导小组办公室"
CLERK, CHIEF, CHECKER, ARCHIVIST = "周晓岚", "陆文渊", "顾言之", "夏知秋"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


@pytest.fixture
def delegate(home: Path) -> Callable[..., registry.DelegationRow]:
    def do(principal: str, deputy: str, first: int, last: int, *roles: str, by: str = "") -> registry.DelegationRow:
        days = (date(2026, 11, first), date(2026, 11, last))
        return delegating.delegate(principal, deputy, roles, *days, "出差审批单", actor=Actor(by or principal), now=NOW)

    return do


def test_a_deputy_is_on_duty_beside_the_principal_on_these_days_only(delegate) -> None:
    delegate(CHIEF, CHECKER, 20, 25)
    assert duty.today(date(2026, 11, 20)).names(["负责人"]) == [CHIEF, f"{CHECKER}（代{CHIEF}）"]
    assert duty.today(date(2026, 11, 26)).names(["负责人"]) == [CHIEF]


def test_only_the_named_roles_are_handed_out(delegate) -> None:
    delegate(CHIEF, CHECKER, 20, 25, "签发人")
    assert duty.today(date(2026, 11, 20)).names(["负责人"]) == [CHIEF]
    assert duty.today(date(2026, 11, 20)).names(["签发人"]) == [CHIEF, f"{CHECKER}（代{CHIEF}）"]


def test_the_principal_or_a_chief_delegates_and_nobody_else(delegate) -> None:
    with pytest.raises(Refused, match="须由本人或负责人（陆文渊）办理"):
        delegate(CHIEF, CHECKER, 20, 25, by=CLERK)
    assert delegate(CHECKER, CLERK, 20, 25, by=CHIEF).deputy == CLERK


def test_a_deputy_of_the_chief_delegates_nothing_for_others(delegate) -> None:
    delegate(CHIEF, CHECKER, 20, 25)
    with pytest.raises(Refused, match="须由本人或负责人"):
        delegate(CLERK, ARCHIVIST, 20, 25, by=CHECKER)


def test_what_was_handed_out_is_not_handed_on_nor_round_in_a_circle(delegate) -> None:
    delegate(CHIEF, CHECKER, 20, 25)
    with pytest.raises(Refused, match="受托的人不能再委托别人"):
        delegate(CHECKER, CLERK, 23, 28)
    with pytest.raises(Refused, match="互相委托"):
        delegate(CHECKER, CHIEF, 23, 28)
    with pytest.raises(Refused, match="已把自己的事委托给「顾言之」，不能再受托"):
        delegate(ARCHIVIST, CHIEF, 23, 28)
    assert delegate(CHECKER, CLERK, 26, 28).deputy == CLERK


def test_two_delegations_of_a_role_do_not_overlap(delegate) -> None:
    delegate(CHIEF, CHECKER, 20, 25, "签发人")
    with pytest.raises(Refused, match="时间重叠"):
        delegate(CHIEF, CLERK, 25, 28, "签发人")
    with pytest.raises(Refused, match="时间重叠"):
        delegate(CHIEF, CLERK, 25, 28)
    assert delegate(CHIEF, CLERK, 25, 28, "负责人").roles == ("负责人",)


def test_the_same_delegation_again_changes_nothing(delegate) -> None:
    first = delegate(CHIEF, CHECKER, 20, 25)
    count = len(registry.entries())
    assert delegate(CHIEF, CHECKER, 20, 25) == first
    assert len(registry.entries()) == count


@pytest.mark.parametrize(
    ("words", "error", "fault"),
    [
        ((CHIEF, CHIEF, 20, 25), BadInput, "同一个人"),
        ((CHIEF, CHECKER, 25, 20), BadInput, "早于第一天"),
        ((CHIEF, "无此人", 20, 25), BadInput, "没有登记名为「无此人」"),
        ((CHIEF, CHECKER, 10, 19), Refused, "已经过去"),
        ((CHIEF, CHECKER, 20, 25, "档案员"), Refused, "没有档案员的角色"),
    ],
)
def test_a_delegation_that_makes_no_sense_is_told(delegate, words, error, fault) -> None:
    with pytest.raises(error, match=fault):
        delegate(*words, by=CHIEF)


def test_a_delegation_ends_early_but_not_in_the_past(delegate) -> None:
    delegate(CHIEF, CHECKER, 20, 25)
    with pytest.raises(Refused, match="须由本人或负责人"):
        delegating.recall(CHIEF, CHECKER, date(2026, 11, 21), actor=Actor(CLERK), now=NOW)
    assert delegating.recall(CHIEF, CHECKER, date(2026, 11, 21), actor=Actor(CHIEF), now=NOW).ends.day == 21
    assert duty.today(date(2026, 11, 22)).names(["负责人"]) == [CHIEF]
    with pytest.raises(Refused, match="不能倒回"):
        delegating.recall(CHIEF, CHECKER, date(2026, 11, 1), actor=Actor(CHIEF), now=NOW)


def appoint(name: str, *roles: str, by: str) -> registry.AppointmentRow:
    return staff.appoint(name, OFFICE, "科员", roles, date(2026, 11, 20), None, actor=Actor(by), now=NOW)


def test_registers_are_kept_by_the_office_s_own_people(home: Path) -> None:
    with pytest.raises(Refused, match="不能登记人员，须由经办人或负责人办理（现有：周晓岚、陆文渊）"):
        staff.add_person("林小满", actor=Actor(ARCHIVIST), now=NOW)
    assert staff.add_person("林小满", "13955501234", actor=Actor(CLERK), now=NOW) == "林小满"
    assert appoint("林小满", "经办人", by=CLERK).roles == ("经办人",)


def test_nobody_appoints_themselves_and_only_a_chief_makes_a_chief(home: Path) -> None:
    with pytest.raises(Refused, match="不能任命自己"):
        appoint(CLERK, "审核人", by=CLERK)
    with pytest.raises(Refused, match="任命「负责人」须由现任负责人（陆文渊）办理"):
        appoint(CHECKER, "负责人", by=CLERK)
    assert appoint(CHECKER, "负责人", by=CHIEF).roles == ("负责人",)


def test_a_role_no_flow_knows_is_told(home: Path) -> None:
    with pytest.raises(BadInput, match="没有「局长」这样的角色"):
        appoint(CHECKER, "局长", by=CLERK)


def test_the_last_chief_stays_until_another_is_appointed(home: Path) -> None:
    def dismiss() -> registry.AppointmentRow:
        return staff.dismiss(CHIEF, OFFICE, "办公室主任", date(2026, 11, 30), actor=Actor(CHIEF), now=NOW)

    with pytest.raises(Refused, match="请先任命新的负责人"):
        dismiss()
    assert registry.appointments(date(2026, 12, 1), person=CHIEF)
    appoint(CHECKER, "负责人", by=CHIEF)
    assert dismiss().ends == date(2026, 11, 30)


def test_a_chief_s_post_that_ended_yesterday_is_ended_by_a_chief_only(home: Path) -> None:
    """Who may is asked before the post ends: afterwards nobody would be chief, whoever asks."""
    registry.appoint(CHECKER, OFFICE, "副主任", ["负责人"], date(2026, 1, 1), actor="开办人", now=NOW)
    ended = (CHIEF, OFFICE, "办公室主任", date(2026, 11, 19))
    with pytest.raises(Refused, match="须由现任负责人（陆文渊、顾言之）办理"):
        staff.dismiss(*ended, actor=Actor(CLERK), now=NOW)
    assert staff.dismiss(*ended, actor=Actor(CHIEF), now=NOW).ends == date(2026, 11, 19)


def test_what_a_post_leaves_behind_is_told_to_whoever_ends_it(home: Path) -> None:
    account_for(CHECKER)
    ended = staff.dismiss(CHECKER, OFFICE, "综合科科长", date(2026, 11, 30), actor=Actor(CLERK), now=NOW)
    assert staff.left_behind(ended) == [
        "从 2026-12-01 起没有人担任审核人、核稿人、复核人，该由其办的事会停在那里，请接着登记任职。",
        "顾言之的账号还开着；不再回来的，请停用。",
    ]
    registry.appoint(CLERK, OFFICE, "兼任", ["审核人", "核稿人", "复核人"], date(2026, 12, 1), actor="开办人", now=NOW)
    registry.appoint(CHECKER, OFFICE, "调研员", [], date(2026, 12, 1), actor="开办人", now=NOW)
    assert staff.left_behind(ended) == []


def test_delegations_of_somebody_who_leaves_are_told(delegate) -> None:
    delegate(CHECKER, ARCHIVIST, 20, 28)
    delegate(CHIEF, CLERK, 20, 28)
    ended = staff.dismiss(CHECKER, OFFICE, "综合科科长", date(2026, 11, 24), actor=Actor(CLERK), now=NOW)
    assert "顾言之委托夏知秋代办的，从 2026-11-25 起也不再有效。" in staff.left_behind(ended)
    [post] = registry.appointments(NOW.date(), person=CLERK)
    ended = staff.dismiss(CLERK, post.organ, post.post, date(2026, 11, 24), actor=Actor(CHIEF), now=NOW)
    assert "周晓岚还受托代陆文渊办理到 2026-11-28，请陆文渊终止，另行委托。" in staff.left_behind(ended)


def test_nothing_new_begins_for_an_organ_that_is_no_more(home: Path) -> None:
    village, hand = "桃园县柳林村村民委员会", {"actor": Actor(CLERK), "now": NOW}
    running = desk.open_project("走访", kind="走访慰问", unit=village, **hand)
    staff.change_organ(village, {"ends": date(2026, 11, 19)}, **hand)
    with pytest.raises(Refused, match="已于 2026-11-19 撤销，不能再为其登记新的事项"):
        desk.open_project("再走访", kind="走访慰问", unit=village, **hand)
    offered = {one.flow: one for one in opening.offered(**hand)}["project"]
    assert village not in next(one.options for one in offered.fields if one.name == "unit")
    own = {one.flow: one for one in opening.offered(actor=Actor("范守田"), now=NOW)}["project"]
    assert next(one.options for one in own.fields if one.name == "unit") == ()
    assert "范守田在其中的任职还没有到期" in directory.still_posted(village, date(2026, 11, 20))
    assert [row["holders"] for row in todo.todo(now=NOW) if row["code"] == running.code] == [["范守田"]]


def test_an_organ_is_registered_and_changed_from_the_command_line(home: Path) -> None:
    def at(*words: str) -> str:
        done = typed(*words, "--home", home, at=NOW)
        return done.out + done.err

    assert "已登记机关" in at(
        "organ", "add", "青禾市应急管理局", "--short", "市应急局", "--code", "青应发", "--as", CLERK
    )
    assert "文件代字" in at("organ", "change", "市应急局", "--code", "青应急发", "--as", CLERK)
    assert "青应急发" in at("organ", "list", "--json")
    assert "没有写明要变更什么" in at("organ", "change", "市应急局", "--as", CLERK)
    assert "无法识别" in at("organ", "change", "市应急局", "--until", "年底", "--as", CLERK)


def test_the_staff_list_says_who_acts_for_whom_and_hides_phones(home: Path, delegate) -> None:
    delegate(CHIEF, CHECKER, 20, 25)
    staff.add_person("林小满", "13955501234", actor=Actor(CLERK), now=NOW)
    done = typed("person", "list", "--json", "--home", home, at=NOW)
    assert "代陆文渊至2026-11-25" in done.out
    assert "13955501234" not in done.out

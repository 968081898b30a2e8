"""What waits for whom, how urgent it is, who was reminded; quick also with two thousand running cases."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.staffing import calendar, delegating
from gongwen.office.watching import todo, urging
from kit.door import typed
from kit.office import an_office, story

OPENED = datetime(2026, 3, 2, 2, tzinfo=UTC)  # a Monday; 申报 is due after 15 working days, on 23 March
CLERK, CHIEF, CHECKER = "周晓岚", "陆文渊", "顾言之"
VILLAGE, LEADER = "桃园县柳林村村民委员会", "范守田"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


@pytest.fixture
def opened(home: Path) -> Callable[..., str]:
    def open_it(title: str = "柳林村助学项目", unit: str = VILLAGE, by: str = LEADER, now: datetime = OPENED) -> str:
        return desk.open_project(title, kind="经济帮扶", unit=unit, actor=Actor(by), now=now).code

    return open_it


def submitted(code: str, now: datetime = OPENED) -> None:
    form = next(act for act in story("01") if act.said.get("do") == "提交").said["form"]
    desk.take(code, "提交", actor=Actor(LEADER), now=now, printer=None, form=form)


def rows(now: datetime = OPENED, person: str | None = None, **options: bool) -> list[dict]:
    return todo.todo(now=now, actor=Actor(person) if person else None, **options)


def test_each_sees_what_they_can_do_and_the_office_sees_all(opened) -> None:
    code = opened()
    [row] = rows(person=LEADER)
    assert (row["code"], row["stage"], row["actions"], row["holders"]) == (code, "申报", ["提交"], [LEADER])
    assert (row["due"], row["left"], row["state"]) == ("2026-03-23", "还有 15 个工作日", "正常")
    assert [row["code"] for row in rows(person=CLERK)] == [code]  # who may enter it for the unit
    assert rows(person="许明辉") == [] == rows(person=CHECKER)  # another unit's; not yet theirs
    submitted(code)
    assert [row["actions"] for row in rows(person=CHECKER)] == [["审核通过"]]  # a return is no duty
    assert rows(person=LEADER) == []
    assert [row["holders"] for row in rows()] == [[CHECKER]]


def test_the_most_urgent_comes_first(opened) -> None:
    early = opened("先开的项目", now=OPENED - timedelta(days=14))
    late, fresh = opened("后开的项目"), opened("刚开的项目", now=OPENED + timedelta(days=21))
    found = rows(OPENED + timedelta(days=21))
    assert [(row["code"], row["state"]) for row in found] == [(early, "逾期"), (late, "今日到期"), (fresh, "正常")]
    assert [row["code"] for row in rows(OPENED + timedelta(days=21), overdue=True)] == [early]


def test_a_closed_case_waits_for_nobody(opened) -> None:
    code = opened()
    desk.take(code, "撤回申报", actor=Actor(LEADER), now=OPENED, printer=None, reason="材料不全")
    assert rows() == []
    assert todo.of_case(registry.case(code), OPENED) is None
    with pytest.raises(Refused, match="已经办结"):
        urging.urge(code, LEADER, "电话", actor=Actor(CLERK), now=OPENED)


def test_a_deputy_finds_the_principal_s_work(opened) -> None:
    code = opened()
    submitted(code)
    days = (date(2026, 3, 2), date(2026, 3, 6))
    delegating.delegate(CHECKER, "夏知秋", (), *days, "出差审批单", actor=Actor(CHECKER), now=OPENED)
    assert [row["code"] for row in rows(person="夏知秋")] == [code]
    assert rows()[0]["holders"] == [CHECKER, "夏知秋（代顾言之）"]


def test_the_office_s_own_day_off_moves_the_deadline(opened) -> None:
    opened()
    calendar.set_day(date(2026, 3, 3), "休", "全市统一安排", actor=Actor(CLERK), now=OPENED)
    assert rows()[0]["due"] == "2026-03-24"


def test_an_unknown_year_is_marked_until_its_notice_is_entered(opened) -> None:
    day = datetime(2027, 3, 1, 2, tzinfo=UTC)
    opened(now=day)
    assert rows(day)[0]["due"] == "2027-03-22（节假日安排未公布，暂按周末推算）"
    with pytest.raises(BadInput, match="还没有录入一天"):
        calendar.confirm_year(2027, "国办通知", actor=Actor(CLERK), now=day)
    calendar.set_day(date(2027, 2, 5), "休", "国办通知", actor=Actor(CLERK), now=day)
    calendar.confirm_year(2027, "国办通知", actor=Actor(CLERK), now=day)
    assert rows(day)[0]["due"] == "2027-03-22"


def test_reminders_since_the_stage_began_are_counted(opened) -> None:
    code = opened()
    for how in ("电话", "书面"):
        urging.urge(code, LEADER, how, actor=Actor(CLERK), now=OPENED + timedelta(days=3))
    assert rows()[0]["urged"] == "已催 2 次，最近 3 月 5 日"
    submitted(code, OPENED + timedelta(days=4))
    assert rows()[0]["urged"] == ""
    assert len(registry.urgings(code)) == 2


def test_a_reminder_sent_twice_is_one_and_a_later_one_another(opened) -> None:
    code, at = opened(), OPENED + timedelta(days=3)
    for seconds in (0, 1, 30):
        told = urging.urge(code, LEADER, "电话", "请尽快", actor=Actor(CLERK), now=at + timedelta(seconds=seconds))
    assert told["urged"] == "已催 1 次，最近 3 月 5 日"
    urging.urge(code, LEADER, "电话", "", actor=Actor(CLERK), now=at + timedelta(seconds=40))
    urging.urge(code, LEADER, "电话", "请尽快", actor=Actor(CLERK), now=at + timedelta(hours=2))
    assert len(registry.urgings(code)) == 3


@pytest.mark.parametrize(
    ("to", "error", "fault"),
    [
        (CHIEF, Refused, "不在「陆文渊」手里；应当催：.*范守田"),
        ("许明辉", Refused, "不在「许明辉」手里"),
        (CLERK, Refused, "不能催办自己"),
        ("无此人", BadInput, "没有登记名为「无此人」的人员或机关"),
    ],
)
def test_only_who_holds_a_case_is_reminded_of_it(opened, to, error, fault) -> None:
    code = opened()
    with pytest.raises(error, match=fault):
        urging.urge(code, to, "电话", actor=Actor(CLERK), now=OPENED)
    assert registry.urgings(code) == ()


def test_an_organ_is_reminded_by_its_short_name(opened) -> None:
    told = urging.urge(opened(), "柳林村委会", "书面", actor=Actor(CLERK), now=OPENED)
    assert told["to"] == VILLAGE


def test_somebody_unknown_has_no_list(home: Path) -> None:
    with pytest.raises(BadInput, match="没有登记名为「无此人」"):
        rows(person="无此人")


def test_the_list_is_told_in_colour_counted_and_as_data(opened, home: Path) -> None:
    code = opened()
    at = OPENED + timedelta(days=30)
    shown = typed("todo", "--home", home, at=at)
    assert code in shown.out and "全办公室的待办共 1 件：逾期 1 件。" in shown.out
    [row] = json.loads(typed("todo", "--as", LEADER, "--overdue", "--json", "--home", home, at=at).out)
    assert (row["code"], row["state"]) == (code, "逾期")
    assert row["left"] == "逾期 7 个工作日"


@pytest.mark.slow
def test_two_thousand_running_cases_are_listed_within_two_seconds(home: Path) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from gongwen.registry.models import Case

    version = registry.published("workflow", "project")[0].hash
    Case.objects.bulk_create(
        Case(
            code=f"QHBF-2020-{number:04}", workflow="project", workflow_hash=version,
            stage=("申报", "审核", "检查", "整理")[number % 4], title=f"第{number}号帮扶项目", kind="经济帮扶",
            unit=VILLAGE, data={"liaison_phone": "13955501234"},
            opened_at=OPENED, stage_at=OPENED - timedelta(days=number % 300),
        )
        for number in range(2000)
    )  # fmt: skip
    rows(OPENED)  # what is published is read once
    began = time.process_time()  # of the processor: what else the machine does is not measured
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = rows(OPENED)
    took = time.process_time() - began
    assert len(found) == 2000
    assert len(queries) < 20
    assert took < 2, f"{took:.2f} s"


COUNTERSIGNED = """\
name: joint
title: 联合核查
roles: [经办人, 评估员]
stages:
  发起:
    phase: 核查
    deadline: 2个工作日
    form:
      - {name: units, label: 参加单位, type: list, required: true}
    moves:
      - {do: 发起, to: 会签, by: 经办人}
  会签:
    phase: 核查
    deadline: 3个工作日
    moves:
      - {do: 会签, to: 办结, by: {role: 评估员, of: units}}
      - {do: 撤回, to: 发起, by: 经办人, reason: true}
  办结: {moves: []}
"""


def test_what_each_party_owes_is_on_its_own_people_s_list_and_they_can_be_reminded(home: Path) -> None:
    registry.publish("workflow", "joint", {"joint.yaml": COUNTERSIGNED.encode()}, actor=CHIEF, now=OPENED)
    code = desk.open_project("联合核查", kind="经济帮扶", unit="", actor=Actor(CLERK), now=OPENED, flow="joint").code
    units = {"units": ["青禾市财政局", "青禾市妇女联合会"]}
    desk.take(code, "发起", actor=Actor(CLERK), now=OPENED, printer=None, form=units)
    [row] = rows()
    assert (row["holders"], row["due"]) == (units["units"], "2026-03-05")
    assert (
        [row["actions"] for row in rows(person="温如玉")]
        == [["会签"]]
        == [row["actions"] for row in rows(person="简宁")]
    )
    assert rows(person="杜衡") == []  # an assessor too, but of an organ that owes nothing
    urging.urge(code, "市妇联", "电话", actor=Actor(CLERK), now=OPENED)
    [task] = [task for task in registry.tasks(code) if task.party.name == "青禾市妇女联合会"]
    assert registry.urgings(code)[0].task == task.id
    desk.take(code, "会签", actor=Actor("温如玉"), now=OPENED, printer=None)
    assert rows(person="温如玉") == []
    assert rows()[0]["holders"] == ["青禾市妇女联合会"]
    with pytest.raises(Refused, match="不在「青禾市财政局」手里"):
        urging.urge(code, "市财政局", "电话", actor=Actor(CLERK), now=OPENED)

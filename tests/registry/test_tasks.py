"""Tasks open, close and fall away in the same transaction as the move they belong to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongwen import registry
from gongwen.errors import Broken, Refused
from gongwen.registry import Decision, Party, TaskOrder

PARTIES = ("青禾市财政局", "青禾市教育局", "青禾市妇女联合会")
HERE, ACT = "会签", "会签"


def orders(*names: str) -> tuple[TaskOrder, ...]:
    return tuple(TaskOrder(HERE, ACT, Party(name)) for name in names)


@pytest.fixture
def take_tasks(now):
    def taken(code: str, action: str, target: str, *, party: str = "", opens=(), actor: str = "周敏", **more):
        def decide(case):
            closes = next((task.id for task in registry.present_tasks(code) if task.party.name == party), None)
            return Decision(
                action=action, source=case.stage, target=target, opens=opens, closes=closes, party=party, **more
            )

        return registry.move(code, decide, actor=actor, door="网页", system_user="", now=now, form={})

    return taken


@pytest.fixture
def countersigning(open_a_case, take_tasks) -> str:
    code = open_a_case().code
    take_tasks(code, "送会签", HERE, opens=orders(*PARTIES))
    return code


def states(code: str) -> list[tuple[str, str]]:
    return [(task.party.name, task.state) for task in registry.tasks(code)]


def test_entering_opens_a_task_for_each_party_in_order(countersigning, now):
    found = registry.tasks(countersigning)

    assert [(task.party.name, task.party.kind, task.seq, task.state) for task in found] == [
        (name, "机关", seq, "待办") for seq, name in enumerate(PARTIES, 1)
    ]
    assert {(task.stage, task.action, task.at) for task in found} == {(HERE, ACT, now)}
    assert registry.present_tasks(countersigning) == found
    entry = registry.entries(countersigning)[-1]
    assert entry.details["parties"] == list(PARTIES)


def test_an_act_closes_its_partys_task_and_names_who_did_it_for_whom(countersigning, take_tasks):
    receipt = take_tasks(countersigning, ACT, HERE, party=PARTIES[1], actor="张三", role="会签人", for_whom="李四")

    done = registry.tasks(countersigning)[1]
    assert (done.state, done.done_by, done.for_whom, done.closed) == ("已完成", "张三", "李四", receipt.event.id)
    assert (receipt.event.role, receipt.event.for_whom, receipt.event.party) == ("会签人", "李四", PARTIES[1])
    assert [task.party.name for task in receipt.tasks] == [PARTIES[0], PARTIES[2]]
    entry = registry.entries(countersigning)[-1]
    assert (entry.role, entry.for_whom, entry.details["party"]) == ("会签人", "李四", PARTIES[1])
    registry.verify_journal()


def test_leaving_the_stage_cancels_what_is_open_with_the_reason(countersigning, take_tasks):
    take_tasks(countersigning, ACT, HERE, party=PARTIES[0])
    receipt = take_tasks(countersigning, "退回", "起草", reason="数字有误")

    assert states(countersigning) == [(PARTIES[0], "已完成"), (PARTIES[1], "取消"), (PARTIES[2], "取消")]
    assert {task.reason for task in registry.tasks(countersigning) if task.state == "取消"} == {"退回：数字有误"}
    assert receipt.tasks == () == registry.present_tasks(countersigning)


def test_coming_back_is_a_new_round(countersigning, take_tasks):
    take_tasks(countersigning, ACT, HERE, party=PARTIES[0])
    take_tasks(countersigning, "退回", "起草")
    standing = TaskOrder(HERE, ACT, Party(PARTIES[0]), done_by="张三", for_whom="李四")
    take_tasks(countersigning, "送会签", HERE, opens=(standing, *orders(*PARTIES[1:])))

    present = registry.present_tasks(countersigning)
    assert [(task.party.name, task.state) for task in present] == [
        (PARTIES[0], "已完成"), (PARTIES[1], "待办"), (PARTIES[2], "待办"),
    ]  # fmt: skip
    assert (present[0].done_by, present[0].for_whom, present[0].reason) == ("张三", "李四", "此前的意见仍然有效")
    assert len(registry.tasks(countersigning)) == 6
    assert len(registry.tasks(countersigning, open_only=True)) == 2
    assert len(registry.tasks(party=PARTIES[0])) == 2


def test_a_task_is_closed_once(countersigning, now):
    done = registry.tasks(countersigning)[0].id

    def decide(case):
        return Decision(action=ACT, source=HERE, target=HERE, closes=done, party=PARTIES[0])

    registry.move(countersigning, decide, actor="张三", door="网页", system_user="", now=now, form={})
    before = (registry.case(countersigning), registry.events(countersigning))
    with pytest.raises(Refused, match="这项任务已经办过或者取消"):
        registry.move(countersigning, decide, actor="张三", door="网页", system_user="", now=now, form={})
    assert (registry.case(countersigning), registry.events(countersigning)) == before


def test_a_task_of_another_case_is_not_closed(countersigning, open_a_case, take_tasks):
    other = open_a_case().code
    foreign = registry.tasks(countersigning)[0].id
    with pytest.raises(Refused, match="已经办过或者取消"):
        registry.move(
            other,
            lambda case: Decision(action=ACT, source=case.stage, target=case.stage, closes=foreign),
            actor="张三", door="网页", system_user="", now=registry.case(other).stage_at, form={},
        )  # fmt: skip
    assert len(registry.tasks(countersigning, open_only=True)) == 3


def test_a_party_called_in_later_comes_last_and_is_journalled(countersigning, now):
    receipt = registry.add_task(
        countersigning, lambda case: TaskOrder(HERE, ACT, Party("王五", "人员")), actor="周敏", door="网页",
        system_user="", now=now, reason="涉及经费", role="拟稿人",
    )  # fmt: skip

    added = registry.present_tasks(countersigning)[-1]
    assert (added.party, added.seq, added.added_by) == (Party("王五", "人员"), 4, "周敏")
    assert (receipt.event.action, receipt.event.party, receipt.event.reason) == ("加签", "王五", "涉及经费")
    assert len(receipt.tasks) == 4
    assert registry.entries(countersigning)[-1].act == "加签"


def test_a_party_is_not_called_in_twice_nor_into_another_stage(countersigning, now, take_tasks):
    def add(stage: str):
        return registry.add_task(
            countersigning, lambda case: TaskOrder(stage, ACT, Party(PARTIES[0])), actor="周敏", door="网页",
            system_user="", now=now, reason="",
        )  # fmt: skip

    with pytest.raises(Refused, match="已经在办「会签」，不用再加签"):
        add(HERE)
    take_tasks(countersigning, "退回", "起草")
    with pytest.raises(Refused, match="现在处于「起草」，不是「会签」，不能再加签"):
        add(HERE)
    assert len(registry.tasks(countersigning)) == 3


ATTACKS = {
    "SET state = '已完成', done_by = '张三' WHERE seq = 2": "任务与办理记录不符（已完成）",
    "SET done_by = '李四' WHERE seq = 1": "任务与办理记录不符（已完成）",
    "SET state = '取消', reason = '' WHERE seq = 1": "任务与办理记录不符（取消）",
    "SET party = '青禾市民政局' WHERE seq = 2": "对应不上任务",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_task_changed_behind_the_office_is_found(countersigning, take_tasks, attack):
    from django.db import connection

    take_tasks(countersigning, ACT, HERE, party=PARTIES[0], actor="张三")
    assert registry.check_journal().faults == ()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE registry_task {attack}")
    with pytest.raises(Broken, match=ATTACKS[attack]):
        registry.verify_journal()


def test_a_task_taken_away_behind_the_office_is_found(countersigning):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM registry_task WHERE seq = 2")
    with pytest.raises(Broken, match="对应不上任务"):
        registry.verify_journal()


def test_a_case_that_is_done_stays_done_from_that_day(open_a_case, take, now):
    code = open_a_case().code
    first = take(code, "印发", "归档", ends=True).case
    later = take(code, "撤销", "已撤销", ends=True, now=now + timedelta(days=9)).case
    again = take(code, "恢复", "归档", ends=False).case

    assert (first.closed_on, later.closed_on) == (now.date(), now.date())
    assert not again.closed

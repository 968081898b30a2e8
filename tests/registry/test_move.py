"""One move: decided and recorded in one transaction, or not at all."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as Amount

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.registry import Decision, JobOrder


def test_a_move_records_stage_facts_event_and_owed_jobs(open_a_case, now):
    code = open_a_case().code

    def decide(case):
        owed = (JobOrder("draft", "立项申报书"), JobOrder("typeset"))
        return Decision(action="提交", source=case.stage, target="审核", jobs=owed, data={"goal": "稳定增收"})

    receipt = registry.move(
        code, decide, actor="周敏", door="网页", system_user="office", now=now, form={"goal": "稳定增收"}
    )

    case = registry.case(code)
    assert (case.stage, case.version, case.data) == ("审核", 2, {"households": 12, "goal": "稳定增收"})
    assert receipt.case == case
    assert receipt.event == registry.events(code)[-1] == registry.event(receipt.event.id)
    event = receipt.event
    assert (event.action, event.source, event.target) == ("提交", "申报", "审核")
    assert (event.actor, event.door, event.system_user, event.at) == ("周敏", "网页", "office", now)
    assert [(job.step, job.argument, job.state, job.event) for job in registry.jobs(code)] == [
        ("draft", "立项申报书", "待办", event.id),
        ("typeset", None, "待办", event.id),
    ]


def test_a_refusal_leaves_nothing_written(open_a_case, now):
    code = open_a_case().code
    before = (registry.case(code), registry.events(code), registry.entries(), registry.papers(code))

    def decide(case):
        registry.amend_case(code, {"checked": True}, actor="周敏", now=now, why="核对")
        raise Refused("缺立项申报书，请项目单位补交。")

    with pytest.raises(Refused, match="缺立项申报书"):
        registry.move(code, decide, actor="周敏", door="网页", system_user="", now=now, form={})

    assert (registry.case(code), registry.events(code), registry.entries(), registry.papers(code)) == before


def test_the_same_key_again_returns_the_first_receipt(open_a_case, take):
    code = open_a_case().code
    first = take(code, "提交", "审核", "draft", key="click-1")

    again = take(code, "提交", "审核", "draft", key="click-1")

    assert (first.repeated, again.repeated) == (False, True)
    assert (again.event, again.jobs, again.case.version) == (first.event, first.jobs, 2)
    assert len(registry.jobs(code)) == 1
    assert (registry.key_used("click-1"), registry.key_used("click-2")) == (True, False)


def test_a_key_of_another_case_is_bad_input(open_a_case, take):
    one, other = open_a_case().code, open_a_case().code
    take(one, "提交", "审核", key="click-1")

    with pytest.raises(BadInput, match="click-1"):
        take(other, "提交", "审核", key="click-1")


def test_a_version_seen_before_a_change_is_refused(open_a_case, take, now):
    case = open_a_case()
    registry.amend_case(case.code, {"place": "临溪县"}, actor="周敏", now=now, why="补登")

    with pytest.raises(Refused, match="第 1 版，现为第 2 版"):
        take(case.code, "提交", "审核", expected_version=case.version)
    assert take(case.code, "提交", "审核", expected_version=2).case.version == 3


def test_a_decision_for_another_stage_is_refused(open_a_case, now):
    code = open_a_case().code

    def decide(case):
        return Decision(action="批准", source="审核", target="批准")

    with pytest.raises(Refused, match="现在处于「申报」，不是「审核」"):
        registry.move(code, decide, actor="周敏", door="网页", system_user="", now=now, form={})


def test_what_decide_records_itself_is_kept(open_a_case, add_a_paper, now):
    code = open_a_case().code

    def decide(case):
        add_a_paper(case.code)
        registry.amend_case(case.code, {"place": "临溪县"}, actor="周敏", now=now, why="补登")
        return Decision(action="提交", source=case.stage, target="审核", data={"goal": "稳定增收"})

    case = registry.move(code, decide, actor="周敏", door="网页", system_user="", now=now, form={}).case

    assert case.data == {"households": 12, "place": "临溪县", "goal": "稳定增收"}
    assert case.version == 4
    assert case == registry.case(code)
    assert len(registry.papers(code)) == 1


def test_the_form_and_the_reason_stay_with_the_event(open_a_case, take):
    code = open_a_case().code

    event = take(
        code, "退回", "申报", form={"reason": "预算缺单价", "by": date(2026, 3, 9), "sum": Amount("1.50")}
    ).event

    assert event.reason == "预算缺单价"
    assert event.form == {"reason": "预算缺单价", "by": "2026-03-09", "sum": "1.50"}
    assert len(event.form_hash) == 64


def test_a_move_that_ends_closes_the_case(open_a_case, take, now):
    code = open_a_case().code

    case = take(code, "归档", "已归档", ends=True, now=now + timedelta(days=3)).case

    assert (case.closed, case.closed_on, case.stage_since) == (True, date(2026, 3, 5), date(2026, 3, 5))


def test_a_move_within_a_stage_leaves_its_start(open_a_case, take, now):
    code = open_a_case().code

    case = take(code, "补充", "申报", now=now + timedelta(days=3)).case

    assert case.stage_since == date(2026, 3, 2)


def test_history_is_the_path(open_a_case, take):
    code = open_a_case().code
    for action, target in (("提交", "审核"), ("退回", "申报"), ("提交", "审核"), ("通过", "批准")):
        take(code, action, target)

    events = registry.events(code)

    assert [event.seq for event in events] == [1, 2, 3, 4, 5]
    assert [event.source for event in events] == ["", "申报", "审核", "申报", "审核"]
    assert [event.target for event in events] == ["申报", "审核", "申报", "审核", "批准"]


def test_text_that_no_file_can_hold_is_bad_input(open_a_case, take):
    code = open_a_case().code

    with pytest.raises(BadInput, match="无法保存的字符"):
        take(code, "提交", "审核", data={"goal": "\ud83d"})
    assert registry.case(code).version == 1

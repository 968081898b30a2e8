"""Jobs: claimed under a lease, one after another, finished with what they made or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused


@pytest.fixture
def code(open_a_case, take):
    """A case whose two moves owe three jobs."""
    code = open_a_case().code
    take(code, "提交", "审核", "draft", "typeset")
    take(code, "通过", "批准", "number")
    return code


def test_jobs_are_claimed_in_the_order_they_are_owed(code, now):
    done = []
    while job := registry.claim("甲", now, 60):
        done.append(job.step)
        registry.finish(job, now)

    assert done == ["draft", "typeset", "number"]
    assert {job.state for job in registry.jobs(code)} == {"已完成"}
    assert registry.jobs(code, open_only=True) == ()


def test_a_job_under_way_holds_the_later_ones(code, now):
    registry.claim("甲", now, 60)

    assert registry.claim("乙", now, 60) is None


def test_a_failed_job_holds_the_later_ones_of_its_case_only(code, open_a_case, take, now):
    registry.fail(registry.claim("甲", now, 60), "缺字体", now, permanent=True)
    other = open_a_case().code
    take(other, "提交", "审核", "draft")

    claimed = registry.claim("甲", now, 60)

    assert claimed.case == other
    assert registry.claim("甲", now, 60) is None
    assert registry.claim("甲", now, 60, code=code) is None


def test_claiming_for_a_case_leaves_the_others(code, open_a_case, take, now):
    other = open_a_case().code
    take(other, "提交", "审核", "draft")

    assert registry.claim("甲", now, 60, code=other).case == other
    assert registry.claim("甲", now, 60, code=other) is None


def test_a_lease_that_ran_out_is_free_again(code, now):
    first = registry.claim("甲", now, 60)

    assert registry.claim("乙", now + timedelta(seconds=59), 60) is None
    second = registry.claim("乙", now + timedelta(seconds=60), 60)

    assert (second.id, second.owner, second.attempts) == (first.id, "乙", 2)


def test_who_lost_the_lease_records_nothing(code, now, add_a_paper):
    late = registry.claim("甲", now, 60)
    registry.claim("乙", now + timedelta(seconds=61), 60)

    with pytest.raises(Refused, match="由他人接手"):
        registry.finish(late, now, lambda: add_a_paper(code))
    with pytest.raises(Refused, match="由他人接手"):
        registry.fail(late, "缺字体", now)
    assert registry.papers(code) == ()


def test_one_owner_s_second_claim_is_another_lease(code, now):
    late = registry.claim("甲", now, 60)
    again = registry.claim("甲", now + timedelta(seconds=61), 60)

    with pytest.raises(Refused):
        registry.finish(late, now)
    registry.finish(again, now)


def test_a_late_finish_counts_while_nobody_took_over(code, now):
    job = registry.claim("甲", now, 60)

    registry.finish(job, now + timedelta(hours=1))

    assert registry.jobs(code)[0].state == "已完成"


def test_a_job_is_finished_once(code, now):
    job = registry.claim("甲", now, 60)
    registry.finish(job, now)

    with pytest.raises(Refused):
        registry.finish(job, now)


def test_what_a_job_made_is_recorded_with_its_end_or_not_at_all(code, now, add_a_paper):
    job = registry.claim("甲", now, 60)

    def record():
        paper = add_a_paper(code)
        registry.take_number(paper.id, "青卫", 2026, actor="甲", now=now)
        raise Refused("缺主送机关。")

    with pytest.raises(Refused, match="缺主送机关"):
        registry.finish(job, now, record)
    assert (registry.papers(code), registry.numbers()) == ((), ())
    assert registry.jobs(code)[0].state == "办理中"

    registry.finish(job, now, lambda: add_a_paper(code))
    assert len(registry.papers(code)) == 1


def test_a_passing_failure_is_tried_again_three_times(code, now):
    for attempt in (1, 2, 3):
        job = registry.claim("甲", now, 60)
        assert job.attempts == attempt
        failed = registry.fail(job, "排版程序没有回应", now)

    assert (failed.state, failed.reason) == ("失败", "排版程序没有回应")
    assert registry.claim("甲", now, 60) is None


def test_a_person_may_have_a_failed_job_done_again(code, now):
    failed = registry.fail(registry.claim("甲", now, 60), "缺字体", now, permanent=True)

    freed = registry.retry(failed.id, "周敏", now)

    assert (freed.state, freed.attempts, freed.reason) == ("待办", 0, "缺字体")
    assert registry.claim("甲", now, 60).id == failed.id
    assert registry.entries(code)[-1].actor == "周敏"


def test_only_a_failed_job_is_done_again(code, now):
    job = registry.claim("甲", now, 60)

    with pytest.raises(Refused, match="现在是「办理中」"):
        registry.retry(job.id, "周敏", now)
    with pytest.raises(BadInput, match="没有第 999 号工作"):
        registry.retry(999, "周敏", now)


def test_ends_and_failures_are_journalled(code, now):
    registry.fail(registry.claim("甲", now, 60), "缺字体", now)
    registry.finish(registry.claim("甲", now, 60), now)

    failed, done = registry.entries(code)[-2:]

    assert (failed.act, failed.details["reason"], failed.details["attempts"]) == ("工作未成", "缺字体", 1)
    assert (done.act, done.details["step"], done.details["attempts"]) == ("完成工作", "draft", 2)


def test_a_dead_owner_s_job_is_released_once(code, now):
    job = registry.claim("甲", now, 600)

    assert registry.release(job.id, "乙") is False
    assert registry.release(job.id, "甲") is True
    assert registry.release(job.id, "甲") is False

    again = registry.claim("乙", now, 600)
    assert (again.id, again.attempts) == (job.id, 2)
    with pytest.raises(Refused, match="由他人接手"):
        registry.finish(job, now)

"""Errands: asked once, done by one worker, told on the way, failed with a reason, given up, tried again, cleared."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongwen import registry
from gongwen.errors import BadInput, Refused


@pytest.fixture
def ask(home, now):
    """Ask for an errand as 周敏, or as said."""

    def asked(kind="bundle", actor="周敏", about="QHBF-2026-001", **more):
        return registry.ask_errand(kind, {"case": about}, about=about, actor=actor, now=now, **more)

    return asked


def claimed(owner, now):
    return registry.claim_errand(owner, now, 60)


def test_the_same_unfinished_errand_asked_again_is_the_same(ask, now):
    first = ask()

    assert ask().id == first.id
    assert claimed("甲", now).id == first.id
    assert ask().id == first.id
    assert len(registry.errands()) == 1


def test_another_person_s_or_another_matter_s_is_another(ask):
    assert len({ask().id, ask(actor="李昭").id, ask(about="QHBF-2026-002").id, ask(kind="sheet").id}) == 4


def test_after_the_end_it_is_asked_anew_unless_the_result_will_do(ask, now):
    first = ask()
    registry.finish_errand(claimed("甲", now), {"told": ["好了"]}, now)

    assert ask(reuse=True).id == first.id
    assert ask().id != first.id


def test_one_errand_is_claimed_by_one_worker(ask, now):
    ask()

    assert claimed("甲", now) is not None
    assert claimed("乙", now) is None


def test_errands_of_other_kinds_are_left(ask, now):
    ask(kind="bundle")
    quick = ask(kind="preview")

    assert registry.claim_errand("甲", now, 60, kinds=["preview"]).id == quick.id
    assert registry.claim_errand("甲", now, 60, kinds=["preview"]) is None


def test_telling_how_far_it_is_renews_the_lease(ask, now):
    ask()
    mine = claimed("甲", now)
    later = now + timedelta(seconds=50)

    assert registry.tell_errand(mine, done=3, total=7, doing="印第三件", now=later, lease_seconds=60)
    assert claimed("乙", now + timedelta(seconds=70)) is None
    seen = registry.errand(mine.id)
    assert (seen.done, seen.total, seen.doing) == (3, 7, "印第三件")


def test_a_dead_worker_s_errand_is_done_by_another_and_its_own_end_does_not_count(ask, now):
    ask()
    dead = claimed("甲", now)
    other = claimed("乙", now + timedelta(seconds=61))

    assert (other.id, other.attempts) == (dead.id, 2)
    assert not registry.tell_errand(dead, done=1, total=2, doing="", now=now, lease_seconds=60)
    with pytest.raises(Refused, match="由他人接手"):
        registry.finish_errand(dead, {}, now)
    assert registry.finish_errand(other, {"told": ["好了"]}, now).state == "已完成"


def test_an_errand_that_every_worker_died_of_waits_for_a_person(ask, now):
    row = ask()
    for at in range(3):
        assert claimed("甲", now + timedelta(minutes=2 * at)) is not None

    assert claimed("甲", now + timedelta(hours=1)) is None
    assert registry.errand(row.id).state == "失败"
    assert "中途停了" in registry.errand(row.id).reason


def test_a_failure_is_tried_again_until_it_waits_for_a_person(ask, now):
    ask()
    states = [registry.fail_errand(claimed("甲", now), "没有字体。", now, whose="维护人员").state for _ in range(3)]

    assert states == ["待办", "待办", "失败"]
    assert claimed("甲", now) is None


def test_a_failure_for_good_says_whose_turn_it_is_and_can_be_retried(ask, now):
    ask()
    failed = registry.fail_errand(claimed("甲", now), "项目还没有办结。", now, whose="提出人", permanent=True)

    assert (failed.state, failed.reason, failed.result) == ("失败", "项目还没有办结。", {"whose": "提出人"})
    again = registry.retry_errand(failed.id, now)
    assert (again.state, again.attempts, again.reason, again.result) == ("待办", 0, "", {})


def test_retrying_what_was_asked_anew_meanwhile_is_that_one(ask, now):
    ask()
    failed = registry.fail_errand(claimed("甲", now), "错", now, permanent=True)
    anew = ask()

    assert registry.retry_errand(failed.id, now).id == anew.id
    assert registry.errand(failed.id).state == "失败"


def test_cancelling_stops_a_worker_at_its_next_word(ask, now):
    ask()
    mine = claimed("甲", now)

    assert registry.cancel_errand(mine.id, now).state == "取消"
    assert not registry.tell_errand(mine, done=1, total=2, doing="", now=now, lease_seconds=60)
    with pytest.raises(Refused, match="取消"):
        registry.finish_errand(mine, {}, now)
    with pytest.raises(Refused, match="不用取消"):
        registry.cancel_errand(mine.id, now)


def test_only_a_dead_owner_s_lease_is_released(ask, now):
    mine = ask()
    claimed("甲", now)

    assert not registry.release_errand(mine.id, "乙")
    assert registry.release_errand(mine.id, "甲")
    assert claimed("乙", now).attempts == 2


def test_old_errands_are_cleared_with_what_they_made_and_nothing_else(ask, now, tmp_path):
    old, kept = tmp_path / "old.zip", tmp_path / "kept.zip"
    old.write_bytes(b"old")
    kept.write_bytes(b"kept")
    ask(about="旧")
    gone = registry.lay_out(old, "旧.zip", "application/zip")
    registry.finish_errand(claimed("甲", now), {"files": [gone]}, now)
    ask(about="新")
    stays = registry.lay_out(kept, "新.zip", "application/zip")
    registry.finish_errand(claimed("甲", now), {"files": [stays]}, now + timedelta(days=40))
    far = now + timedelta(days=36500)

    assert registry.clear_errands(now + timedelta(days=1)) == 1

    assert [row.about for row in registry.errands()] == ["新"]
    assert registry.pick_up(stays["sha"]).read_bytes() == b"kept"
    assert registry.clear_errands(far) == 1
    with pytest.raises(BadInput, match="重新办理"):
        registry.pick_up(gone["sha"])


def test_a_damaged_result_is_not_handed_out(home, tmp_path):
    made = tmp_path / "a.pdf"
    made.write_bytes(b"whole")
    row = registry.lay_out(made, "甲.pdf", "application/pdf")
    registry.pick_up(row["sha"]).write_bytes(b"hole")

    with pytest.raises(BadInput, match="已经损坏"):
        registry.pick_up(row["sha"])
    with pytest.raises(BadInput, match="编号不对"):
        registry.pick_up("../office.db")


ACTS = st.lists(st.sampled_from(["ask", "claim", "tell", "finish", "fail", "cancel", "retry", "late"]), max_size=20)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_happens_one_errand_is_nobody_s_or_one_worker_s(acts, home, now):
    """However acts of askers and of two workers mix, at most one unfinished errand of a matter is there, an ended one
    is held by nobody, and no worker's word counts after it lost the lease."""
    about = f"件{len(registry.errands(most=10_000))}"
    held, at = [], now
    for step in acts:
        at += timedelta(seconds=61 if step == "late" else 1)
        _act(step, about, held, at)
        mine = registry.errands(about=about, most=10_000)
        assert sum(row.unfinished for row in mine) <= 1
        assert all(not row.owner for row in mine if row.state == "已完成")
    for one in held[:-1]:
        assert not registry.tell_errand(one, done=1, total=1, doing="", now=at, lease_seconds=60)
    for row in registry.errands(about=about, unfinished=True):
        registry.cancel_errand(row.id, at)


def _act(step: str, about: str, held: list, at) -> None:
    mine = registry.errands(about=about)
    try:
        if step == "ask":
            registry.ask_errand("bundle", {}, about=about, actor="周敏", now=at)
        elif step in ("claim", "late"):
            held += [one for one in [registry.claim_errand(f"工{len(held)}", at, 60)] if one]
        elif step in ("cancel", "retry") and mine:
            (registry.cancel_errand if step == "cancel" else registry.retry_errand)(mine[0].id, at)
        elif held and step == "tell":
            registry.tell_errand(held[-1], done=1, total=2, doing="在办", now=at, lease_seconds=60)
        elif held and step == "finish":
            registry.finish_errand(held[-1], {}, at)
        elif held and step == "fail":
            registry.fail_errand(held[-1], "错", at, permanent=True)
    except Refused:
        pass


def test_the_tray_is_apart_from_the_file_store(home: Path, tmp_path: Path):
    made = tmp_path / "b.zip"
    made.write_bytes(b"zip")
    row = registry.lay_out(made, "乙.zip", "application/zip")

    with pytest.raises(BadInput, match="没有登记"):
        registry.file(row["sha"])
    assert registry.verify_store().strangers == ()

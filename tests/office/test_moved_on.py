"""An act on a page that has grown stale is refused, with who did what since; what stands in nobody's way is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.ruling import moved_on
from kit.joint import CLERK, FINANCE, NOW, TEACHING, act, joint_office, sent, sign


@pytest.fixture
def code(tmp_path: Path) -> str:
    joint_office(tmp_path / "office")
    return sent(FINANCE, TEACHING)


def test_a_stale_page_is_told_who_did_what_and_records_nothing(code):
    seen = moved_on.last_seen(code)
    act(code, "撤回", CLERK, reason="再改改")
    before = registry.journal_head()
    with pytest.raises(moved_on.MovedOn, match="周晓岚4月1日10:00办了「撤回」。现在「起草」，您填的内容没有记录"):
        sign(code, "甄财", seen=seen)
    assert registry.journal_head() == before


def test_one_party_does_not_stand_in_anothers_way(code):
    seen = moved_on.last_seen(code)
    sign(code, "甄财", seen=seen)
    assert sign(code, "焦育", seen=seen).case.stage == "审定"


def test_a_round_that_began_anew_is_another_round(code):
    seen = moved_on.last_seen(code)
    act(code, "撤回", CLERK, reason="再改改")
    act(code, "送会办", CLERK)
    with pytest.raises(moved_on.MovedOn, match=r"「撤回」；周晓岚.*「送会办」。现在「会办」"):
        sign(code, "甄财", seen=seen)


def test_the_same_act_again_is_found_before_the_page_is_judged(code):
    seen = moved_on.last_seen(code)
    given = {"actor": Actor(CLERK), "now": NOW, "printer": None, "reason": "再改改", "seen": seen}
    first = desk.take(code, "撤回", key="k1", **given)
    again = desk.take(code, "撤回", key="k1", **given)
    assert (first.repeated, again.repeated, len(registry.events(code))) == (False, True, first.event.seq)

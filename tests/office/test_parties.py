"""Tasks of several parties in a running office: who may act for whom, by name; deputies; 加签; the same act again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.paperwork import by_party
from gongwen.office.people import Actor
from gongwen.office.ruling import parties
from kit import joint
from kit.joint import FINANCE, NOW, TEACHING, WOMEN, act, sign


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return joint.joint_office(tmp_path / "office")


@pytest.fixture
def send(office: Path) -> Callable[..., str]:
    return joint.sent


def test_every_party_signs_for_itself_and_the_last_moves_the_case(send):
    code = send("市财政局", TEACHING, "市妇联")
    assert code.startswith("LH-2026-")
    assert [task.party.name for task in registry.tasks(code)] == [FINANCE, TEACHING, WOMEN]

    first = sign(code, "甄财")
    sign(code, "傅联")
    last = sign(code, "焦育")

    assert (first.case.stage, first.event.party, first.event.role) == ("会办", FINANCE, "会办人")
    assert [task.party.name for task in first.tasks] == [TEACHING, WOMEN]
    assert (last.case.stage, last.tasks) == ("审定", ())
    said = {event.party: event.form["opinion"] for event in registry.events(code) if event.party}
    assert said == {FINANCE: "甄财同意", WOMEN: "傅联同意", TEACHING: "焦育同意"}


def test_an_act_that_comes_while_a_page_is_put_together_is_not_half_seen(send):
    """The page has read the course already, and reads the tasks after somebody else has done theirs."""
    code = send(FINANCE, TEACHING)
    with registry.one_look(), ThreadPoolExecutor(1) as elsewhere:
        registry.events(code)
        elsewhere.submit(sign, code, "甄财").result()
        assert by_party.rows(code)["会办"] == []
        assert by_party.row_of(code, FINANCE, "会办")["ordinal"] == 1
    assert [row["party"] for row in by_party.rows(code)["会办"]] == [FINANCE]


def test_an_officer_of_another_organ_is_refused_with_who_is_awaited(send):
    code = send(FINANCE, TEACHING)
    with pytest.raises(Refused, match="只有青禾市财政局、青禾市教育局的会办人可以办理"):
        sign(code, "卫健")
    with pytest.raises(Refused, match=r"只有会办人（.*甄财.*）可以办理"):
        act(code, "退回", "卫健", reason="不妥")


def test_a_deputy_signs_for_the_principal_and_the_record_names_both(send):
    code = send(FINANCE, TEACHING)
    registry.delegate(
        "甄财", "卫健", starts=date(2026, 4, 1), ends=date(2026, 4, 2), basis="出差", actor="甄财", now=NOW
    )

    receipt = sign(code, "卫健")

    assert (receipt.event.actor, receipt.event.for_whom, receipt.event.party) == ("卫健", "甄财", FINANCE)
    [done] = [task for task in registry.tasks(code) if not task.open]
    assert parties.said_by(done) == "卫健（代甄财）"
    assert registry.entries(code)[-1].for_whom == "甄财"
    with pytest.raises(Refused, match="青禾市财政局已由卫健（代甄财）办过，不重复办理"):
        sign(code, "甄财")


def test_who_acts_for_two_parties_says_for_which(send):
    code = send(FINANCE, TEACHING)
    registry.delegate(
        "甄财", "焦育", starts=date(2026, 4, 1), ends=date(2026, 4, 2), basis="出差", actor="甄财", now=NOW
    )
    with pytest.raises(BadInput, match="请用 --party 写明"):
        sign(code, "焦育")

    sign(code, "焦育", party="市教育局")
    again = sign(code, "焦育", party="市教育局")
    assert again.repeated and len(registry.tasks(code, open_only=True)) == 1

    last = sign(code, "焦育", party="市财政局")
    assert (last.case.stage, last.event.for_whom) == ("审定", "甄财")


def test_the_same_act_again_changes_nothing_even_after_others(send):
    code = send(FINANCE, TEACHING, WOMEN)
    first = sign(code, "甄财")
    sign(code, "焦育")
    count = len(registry.entries())

    again = sign(code, "甄财")

    assert (again.repeated, again.event) == (True, first.event)
    sign(code, "傅联")
    assert sign(code, "甄财").repeated
    assert len(registry.entries()) == count + 1
    with pytest.raises(Refused, match="没有「会办」这个动作"):
        act(code, "会办", "甄财", form={"opinion": "改了主意"})


def test_a_return_cancels_the_siblings_and_everyone_is_asked_anew(send):
    code = send(FINANCE, TEACHING)
    sign(code, "甄财")
    act(code, "退回", "焦育", reason="数字有误")
    assert registry.tasks(code, open_only=True) == ()

    act(code, "送会办", "周晓岚")
    assert [task.party.name for task in registry.tasks(code, open_only=True)] == [FINANCE, TEACHING]
    assert not sign(code, "甄财").repeated


def test_the_person_names_the_stage_to_return_to(send):
    code = send(FINANCE)
    sign(code, "甄财")
    with pytest.raises(BadInput, match="「退回」可以去往起草、会办，请用 --to 写明"):
        act(code, "退回", "陆文渊", reason="再核")

    receipt = act(code, "退回", "陆文渊", reason="再核", to="会办")

    assert (receipt.case.stage, [task.party.name for task in receipt.tasks]) == ("会办", [FINANCE])
    assert act(code, "退回", "陆文渊", reason="再核", to="会办").repeated


def test_a_party_is_called_in_by_who_may_and_once(send):
    code = send(FINANCE)
    asked = {"now": NOW, "reason": "涉及妇女儿童"}

    added = desk.add_party(code, "会办", "市妇联", actor=Actor("周晓岚"), **asked)
    again = desk.add_party(code, "会办", "市妇联", actor=Actor("周晓岚"), **asked)

    assert (added.repeated, again.repeated, again.event) == (False, True, added.event)
    assert sign(code, "甄财").case.stage == "会办"
    assert sign(code, "傅联").case.stage == "审定"
    with pytest.raises(Refused, match="「会办」不能加签：这里没有由各方办理的事"):
        desk.add_party(code, "会办", TEACHING, actor=Actor("周晓岚"), **asked)


def test_who_may_not_call_in_is_told_who_may(send):
    code = send(FINANCE)
    with pytest.raises(Refused, match="只有经办人（周晓岚）可以加签"):
        desk.add_party(code, "会办", TEACHING, actor=Actor("甄财"), now=NOW, reason="补")
    with pytest.raises(BadInput, match="应当说明理由"):
        desk.add_party(code, "会办", TEACHING, actor=Actor("周晓岚"), now=NOW, reason=" ")
    with pytest.raises(BadInput, match="「市文旅局」既不是登记的机关，也不是登记的人员"):
        desk.add_party(code, "会办", "市文旅局", actor=Actor("周晓岚"), now=NOW, reason="补")


def test_a_person_may_be_a_party(send):
    code = send("焦育")
    assert registry.tasks(code)[0].party == registry.Party("焦育", "人员")
    with pytest.raises(Refused, match="只有焦育的会办人可以办理"):
        sign(code, "甄财")
    assert sign(code, "焦育").case.stage == "审定"


def test_no_party_or_an_unknown_one_is_told_before_anything_is_recorded(office):
    case = desk.open_project("空", kind="走访慰问", unit=FINANCE, actor=Actor("周晓岚"), now=NOW, flow="joint")
    with pytest.raises(Refused, match="由栏目「会办单位」所列各方各办一次「会办」，这一栏还是空的"):
        act(case.code, "送会办", "周晓岚", form={"goal": "走访"})
    with pytest.raises(BadInput, match="「市文旅局」既不是登记的机关"):
        act(case.code, "送会办", "周晓岚", form={"goal": "走访", "organs": ["市文旅局"]})
    with pytest.raises(Refused, match="「事由」尚未填写，请经办人（周晓岚）填写"):
        act(case.code, "送会办", "周晓岚", form={"organs": [FINANCE]})
    assert registry.case(case.code) == case


def test_a_closed_stage_counts_as_done_and_can_be_opened_again(send):
    code = send(FINANCE)
    sign(code, "甄财")
    done = act(code, "审定", "陆文渊").case
    assert (done.closed, done.closed_on) == (True, date(2026, 4, 1))
    assert not act(code, "重开", "陆文渊", reason="漏办一户").case.closed


def test_organs_below_are_those_whose_superior_is_the_unit(office):
    registry.change_organ("临溪县青溪镇人民政府", superior="市财政局", actor="开办人", now=NOW)
    case = desk.open_project("空", kind="走访慰问", unit=FINANCE, actor=Actor("周晓岚"), now=NOW, flow="joint")
    assert parties.named("下级单位", case, date(2026, 4, 1)) == (registry.Party("临溪县青溪镇人民政府"),)


def test_member_organs_are_found_by_their_members_posts(office):
    case = desk.open_project("空", kind="走访慰问", unit=FINANCE, actor=Actor("周晓岚"), now=NOW, flow="joint")
    found = [party.name for party in parties.named("成员单位", case, date(2026, 4, 1))]
    assert {FINANCE, TEACHING, WOMEN, "青禾市民政局"} <= set(found)
    assert len(found) == len(set(found)) and found[0] != FINANCE

"""Numbers reserved, assigned, used and given up: every state is reached by its rule only, and explained."""

from __future__ import annotations

from datetime import date

import pytest

from gongwen import registry
from gongwen.document.reference import Reference
from gongwen.errors import BadInput, Broken, Refused
from gongwen.registry import OrganRow

OFFICE = "青禾市民政局"
FIRST = Reference("青民发", 2026, 1)


@pytest.fixture
def by(home, now):
    """Who enters it, in an office where 陆文渊 and 沈国栋 may approve and 周敏 may not."""
    given = {"actor": "周敏", "now": now}
    registry.add_organ(OrganRow(name=OFFICE), **given)
    for name, role in (("周敏", "文印员"), ("陆文渊", "签发人"), ("沈国栋", "负责人")):
        registry.add_person(name, **given)
        registry.appoint(name, OFFICE, role, (role,), date(2026, 1, 1), **given)
    return given


@pytest.fixture
def paper(add_a_paper):
    return add_a_paper().id


def reserve(by, purpose="全市走访慰问通知", **more):
    return registry.reserve_number("青民发", 2026, purpose, **{**by, **more})


def give_up(by, reference=FIRST, reason="印错作废", approver="陆文渊"):
    return registry.void_number(reference, reason=reason, approver=approver, **by)


def row(reference=FIRST):
    return next(row for row in registry.numbers() if row.reference == reference)


def test_a_reserved_number_is_not_given_to_another_paper(by, paper):
    kept = reserve(by)

    assert (kept.reference, kept.state, kept.title, kept.reason) == (
        FIRST,
        "预留",
        "全市走访慰问通知",
        "全市走访慰问通知",
    )
    assert registry.take_number(paper, "青民发", 2026, **by).serial == 2


def test_a_number_reserved_for_a_paper_is_the_one_it_gets(by, paper, add_a_paper):
    reserve(by, paper=paper)
    assert registry.paper(paper).reference is None
    registry.take_number(add_a_paper().id, "青民发", 2026, **by)

    assert registry.take_number(paper, "青民发", 2026, **by) == FIRST
    assert (row().state, row().paper, row().reason, row().changed_at) == ("已用", paper, "全市走访慰问通知", by["now"])
    assert registry.paper(paper).reference == FIRST


def test_a_reserved_number_can_be_assigned_later(by, paper):
    reserve(by)
    assigned = registry.assign_reserved(FIRST, paper, **by)
    entries = len(registry.entries())

    assert registry.assign_reserved(FIRST, paper, **by) == assigned
    assert len(registry.entries()) == entries
    assert registry.take_number(paper, "青民发", 2026, **by) == FIRST


def test_the_same_purpose_keeps_one_number(by):
    first = reserve(by)

    assert reserve(by) == first
    assert reserve(by, "全市助学通知").reference.serial == 2
    assert len(registry.numbers()) == 2


def test_a_reservation_of_another_series_is_not_taken(by, paper):
    reserve(by, paper=paper)

    with pytest.raises(Refused, match="预留的是青民发〔2026〕1号，而这份公文应当编青民发〔2027〕的号"):
        registry.take_number(paper, "青民发", 2027, **by)
    give_up(by)
    assert registry.take_number(paper, "青民发", 2027, **by) == Reference("青民发", 2027, 1)


def test_a_reservation_given_up_lets_its_paper_go(by, paper):
    reserve(by, paper=paper)
    given_up = give_up(by, reason="会议取消")

    assert (given_up.state, given_up.paper, given_up.title) == ("作废", None, "全市走访慰问通知")
    assert registry.take_number(paper, "青民发", 2026, **by).serial == 2


def test_a_reservation_taken_back_from_its_paper_waits_for_another(by, paper, add_a_paper):
    reserve(by, paper=paper)
    released = registry.release_reserved(FIRST, **by)
    entries = len(registry.entries())

    assert (released.state, released.paper, registry.number_of(paper)) == ("预留", None, None)
    assert registry.release_reserved(FIRST, **by) == released
    assert len(registry.entries()) == entries
    assert registry.take_number(paper, "青民发", 2026, **by).serial == 2
    other = add_a_paper().id
    registry.assign_reserved(FIRST, other, **by)
    assert registry.take_number(other, "青民发", 2026, **by) == FIRST
    with pytest.raises(Refused, match="现在是已用，不是预留的号，不能收回"):
        registry.release_reserved(FIRST, **by)


@pytest.mark.parametrize(
    ("purpose", "year", "family", "fault"),
    [
        (" ", 2026, BadInput, "要写明用途"),
        ("通知", 2028, Refused, "现在是2026年，不能预留2028年"),
        ("通知", 26, BadInput, "发文字号"),
    ],
)
def test_a_reservation_that_says_too_little_or_looks_too_far(by, purpose, year, family, fault):
    with pytest.raises(family, match=fault):
        registry.reserve_number("青民发", year, purpose, **by)
    assert registry.numbers() == ()


def test_a_paper_gets_no_second_number_by_reservation(by, paper, add_a_paper):
    registry.take_number(paper, "青民发", 2026, **by)
    kept = reserve(by).reference

    with pytest.raises(Refused, match="已经有青民发〔2026〕1号（已用），一份公文只有一个文号"):
        reserve(by, "另一件", paper=paper)
    with pytest.raises(Refused, match="已经有青民发〔2026〕1号"):
        registry.assign_reserved(kept, paper, **by)
    other = add_a_paper(title="关于走访慰问的通知").id
    registry.assign_reserved(kept, other, **by)
    with pytest.raises(Refused, match="已经预留给《关于走访慰问的通知》"):
        registry.assign_reserved(kept, add_a_paper().id, **by)


def test_only_a_reserved_number_can_be_assigned(by, paper, add_a_paper):
    registry.take_number(paper, "青民发", 2026, **by)

    with pytest.raises(Refused, match="现在是已用，不是预留的号"):
        registry.assign_reserved(FIRST, add_a_paper().id, **by)
    with pytest.raises(BadInput, match="编号登记里没有青民发〔2026〕9号"):
        registry.assign_reserved(Reference("青民发", 2026, 9), paper, **by)


def test_a_number_given_up_stays_with_its_paper_which_gets_no_other(by, paper, add_a_paper):
    registry.take_number(paper, "青民发", 2026, **by)
    given_up = give_up(by)

    assert (given_up.state, given_up.paper) == ("作废", paper)
    assert (given_up.reason, given_up.approver) == ("印错作废", "陆文渊")
    with pytest.raises(Refused, match=r"1号已经作废（印错作废，陆文渊批准），不再编号.*拟稿人重新拟稿"):
        registry.take_number(paper, "青民发", 2026, **by)
    assert registry.take_number(add_a_paper().id, "青民发", 2026, **by).serial == 2


def test_giving_up_again_is_the_same_or_refused(by, paper):
    registry.take_number(paper, "青民发", 2026, **by)
    first, entries = give_up(by), len(registry.entries())

    assert give_up(by) == first
    assert len(registry.entries()) == entries
    with pytest.raises(Refused, match="已经作废（印错作废，陆文渊批准）"):
        give_up(by, reason="重复编号")


@pytest.mark.parametrize(
    ("reason", "approver", "family", "fault"),
    [
        (" ", "陆文渊", BadInput, "要写明理由"),
        ("印错", " ", BadInput, "要有批准人"),
        ("印错", "周敏", Refused, "「周敏」不能批准自己办的；可以批准的：陆文渊、沈国栋"),
        ("印错", "林木", Refused, "「林木」现在不担任签发人或负责人.*可以批准的：陆文渊、沈国栋"),
    ],
)
def test_giving_up_needs_a_reason_and_somebody_else_who_may(by, paper, reason, approver, family, fault):
    registry.take_number(paper, "青民发", 2026, **by)

    with pytest.raises(family, match=fault):
        give_up(by, reason=reason, approver=approver)
    assert row().state == "已用"


def test_an_approver_must_hold_the_role_on_that_day(by, paper):
    registry.take_number(paper, "青民发", 2026, **by)
    registry.end_appointment("陆文渊", OFFICE, "签发人", date(2026, 3, 1), **by)

    with pytest.raises(Refused, match="「陆文渊」现在不担任"):
        give_up(by)


def test_the_number_of_an_issued_paper_is_not_given_up(by, paper):
    registry.take_number(paper, "青民发", 2026, **by)
    registry.set_paper(paper, filed=True, issued_on=date(2026, 3, 9), **by)

    with pytest.raises(Refused, match=r"已经印发，文号不能作废.*撤销或废止"):
        give_up(by)


def test_the_number_of_a_paper_under_way_is_not_given_up(by, open_a_case, add_a_paper, take):
    flow = open_a_case(workflow="paper", stage="印制", code_prefix="FW").code
    paper = add_a_paper(None, flow=flow).id
    registry.take_number(paper, "青民发", 2026, **by)

    with pytest.raises(Refused, match=f"还在办理，不能单独作废文号.*（{flow}）中作废这份公文"):
        give_up(by)
    take(flow, "不予印发", "作废", ends=True)
    assert give_up(by).state == "作废"


def test_every_act_raises_the_version_of_the_paper_s_case(by, open_a_case, add_a_paper):
    case = open_a_case().code
    paper = add_a_paper(case).id
    versions = [registry.case(case).version]
    for act in (
        lambda: reserve(by, paper=paper),
        lambda: registry.take_number(paper, "青民发", 2026, **by),
        lambda: give_up(by),
    ):
        act()
        versions.append(registry.case(case).version)

    assert versions == list(range(versions[0], versions[0] + 4))
    assert [entry.act for entry in registry.entries(case)][-3:] == ["预留文号", "取号", "作废文号"]


def test_reasons_stand_in_the_journal_by_their_hash_only(by, paper):
    registry.take_number(paper, "青民发", 2026, **by)
    give_up(by, reason="户编号0001的申请撤回")

    entry = registry.entries()[-1]
    assert "户编号" not in str(entry.details)
    assert (entry.details["approver"], entry.details["reference"]) == ("陆文渊", str(FIRST))


def test_a_series_row_changed_by_hand_stops_the_numbering(by, paper, add_a_paper):
    from gongwen.registry.models import Series

    registry.take_number(paper, "青民发", 2026, **by)
    Series.objects.update(last=7)

    with pytest.raises(Broken, match="编号系列记到7号，编号登记却到1号"):
        registry.take_number(add_a_paper().id, "青民发", 2026, **by)

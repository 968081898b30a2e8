"""The book of numbers as the office keeps it: who may, on what ground, and what becomes of a paper given up."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.document.reference import Reference
from gongwen.errors import BadInput, Refused
from gongwen.office.paperwork import numbers, validity
from gongwen.office.people import Actor
from kit.office import FOUNDED, an_office

NOW = FOUNDED + timedelta(days=40)
CLERK, TYPIST, CHIEF, AUDITOR = (Actor(name) for name in ("周晓岚", "石磊", "陆文渊", "温如玉"))
FIRST = Reference("青帮办", 2026, 1)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


def a_paper() -> registry.PaperRow:
    """A paper in its own 发文 flow."""
    hand = {"actor": "周晓岚", "now": NOW}
    flow = registry.open_case(
        workflow="paper", workflow_hash="w", stage="编号", title="通知", data={}, code_prefix="FW",
        door="办理步骤", **hand,
    )  # fmt: skip
    return registry.add_paper(
        case=None, flow=flow.code, template="商请函", template_hash="t", kind="函", title="关于助学的函",
        inputs={}, **hand,
    )  # fmt: skip


def reserve(purpose="走访慰问通知", **more):
    return numbers.reserve("青帮办", 2026, purpose, **{"actor": CLERK, "now": NOW, **more})


@pytest.mark.parametrize("actor", [CLERK, TYPIST])
def test_whoever_drafts_or_numbers_papers_keeps_the_book(office, actor):
    assert reserve(actor=actor).reference == FIRST


def test_others_are_told_who_does(office):
    with pytest.raises(Refused, match=r"「温如玉」现在不担任.*文印员.*不能登记文号；请交由.*周晓岚.*石磊.*办理"):
        reserve(actor=AUDITOR)
    with pytest.raises(BadInput, match="没有登记名为「无名」的人员"):
        reserve(actor=Actor("无名"))


def test_a_number_is_reserved_for_a_paper_and_assigned_to_another(office):
    first, second = a_paper(), a_paper()
    reserve(flow=first.flow)
    numbers.release("青帮办[2026]1号", actor=CLERK, now=NOW)

    assert numbers.assign("青帮办〔2026〕1", second.flow, actor=CLERK, now=NOW).paper == second.id


def test_a_project_is_no_paper(office):
    case = registry.open_case(
        workflow="project", workflow_hash="w", stage="申报", title="帮扶", data={}, code_prefix="QHBF", door="命令行",
        actor="周晓岚", now=NOW,
    )  # fmt: skip

    with pytest.raises(BadInput, match=f"{case.code}不是一份公文的发文办理"):
        reserve(flow=case.code)


def test_a_paper_given_up_leaves_its_number_void_with_reason_and_approver(office):
    paper, hand = a_paper(), {"actor": "石磊", "now": NOW}
    registry.take_number(paper.id, "青帮办", 2026, **hand)
    given = {"reason": "事项取消，不再发文", "approver": "陆文渊", "hand": hand}
    with pytest.raises(Refused, match="还在办理"):
        numbers.give_up(paper, **given)
    end(paper.flow)

    numbers.give_up(paper, **given)
    numbers.give_up(paper, **given)

    (row,) = registry.numbers()
    assert (row.state, row.reason, row.approver) == ("作废", "事项取消，不再发文", "陆文渊")


def test_a_paper_given_up_before_its_number_was_taken_frees_the_reservation(office):
    paper = a_paper()
    reserve(flow=paper.flow)

    numbers.give_up(paper, reason="不予签发", approver="", hand={"actor": "陆文渊", "now": NOW})

    (row,) = registry.numbers()
    assert (row.state, row.paper) == ("预留", None)


def test_giving_up_a_paper_needs_approval_only_where_its_number_was_taken(office):
    reserved, taken, today = a_paper(), a_paper(), NOW.date()
    reserve(flow=reserved.flow)
    registry.take_number(taken.id, "青帮办", 2026, actor="石磊", now=NOW)

    validity.check_giving_up(reserved, "", "陆文渊", today)
    with pytest.raises(BadInput, match="要有批准人"):
        validity.check_giving_up(taken, "", "陆文渊", today)
    validity.give_up(reserved, reason="不予签发", approver="", hand={"actor": "陆文渊", "now": NOW})

    assert registry.paper(reserved.id).standing == "作废"
    assert [row.state for row in registry.numbers()] == ["预留", "已用"]


def test_a_paper_without_a_number_is_given_up_without_more(office):
    numbers.give_up(a_paper(), reason="不再发文", approver="", hand={"actor": "石磊", "now": NOW})

    assert registry.numbers() == ()


def test_numbers_are_taken_over_on_a_file_or_on_words(office, tmp_path):
    scan = tmp_path / "2026年发文登记簿.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    rows = numbers.adopt("青卫", 2026, up_to=41, basis=str(scan), actor=TYPIST, now=NOW)

    assert registry.file(rows[0].basis).name == scan.name
    assert numbers.adopt("青卫", 2026, up_to=41, basis=str(scan), actor=TYPIST, now=NOW) == rows
    one = numbers.adopt_one(
        "青卫", 2026, 42, title="关于秋季助学的通知", basis="纸质登记簿第3页", actor=TYPIST, now=NOW
    )
    assert (one.basis, one.reason) == (None, "纸质登记簿第3页")


@pytest.mark.parametrize("basis", ["没有这个.pdf", "/no/such/scan.jpg"])
def test_a_basis_that_names_a_missing_file_is_told(office, basis):
    with pytest.raises(BadInput, match="读不到依据文件"):
        numbers.adopt("青卫", 2026, up_to=41, basis=basis, actor=TYPIST, now=NOW)


@pytest.mark.parametrize("typed", ["青民发〔2026〕7号", "青民发[2026]7号", "青民发（2026）7", " 青民发 【2026】 7 号 "])
def test_a_number_may_be_typed_with_any_brackets(typed):
    assert numbers.read(typed) == Reference("青民发", 2026, 7)


def end(flow: str) -> None:
    """The flow ends without issuing the paper."""
    registry.move(
        flow,
        lambda case: registry.Decision(action="作废", source=case.stage, target="作废", ends=True),
        actor="陆文渊", door="命令行", system_user="", now=NOW, form={}, key=f"{flow}-end",
    )  # fmt: skip

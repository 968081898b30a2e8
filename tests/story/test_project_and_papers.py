"""项目和它的公文: a paper's course opens the project's next move; a withdrawn project leaves no paper behind."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import Refused
from gongwen.office import desk
from gongwen.office.paperwork import paper_facts
from gongwen.office.people import Actor
from kit.office import an_office, play, story
from kit.paper_course import CLERK, SIGNER, Course
from kit.quick import QuickPress, quick

STORY = story("01")
BEFORE_THE_CONTRACT = STORY[:4]  # to 批准立项, which drafts the 立项批复
OWNER = "许明辉"
HANDS = ("送核", "核稿通过", "签发", "复核通过", "编号", "印制", "用印")
STATES = ("已签发", "已编号", "已印发", "已分发", "已归档")


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> QuickPress:
    return quick(monkeypatch)


@pytest.fixture
def reply(tmp_path: Path, press: QuickPress) -> Course:
    """The 批复 of a project that is waiting for it."""
    an_office(tmp_path / "office")
    play(BEFORE_THE_CONTRACT, press)
    return Course(registry.papers()[-1].flow or "", press, BEFORE_THE_CONTRACT[-1].at)


def project() -> registry.CaseRow:
    return registry.cases(workflow="project")[0]


def withdraw(at: datetime, press: QuickPress) -> registry.Receipt:
    given = {"now": at + timedelta(hours=1), "printer": press, "reason": "家庭情况好转，不再需要。"}
    return desk.take(project().code, "撤回申报", actor=Actor(OWNER), **given)


def come_to(reply: Course) -> set[str]:
    found = paper_facts.reached(registry.papers(case=project().code), reply.at.date())
    return {state for state in STATES if f"立项批复{state}" in found}


def test_what_a_paper_has_come_to_follows_its_course(reply: Course) -> None:
    """Nothing before the signature; each word from its own hand on; a return takes 已签发 back, never the number."""
    wanted: set[str] = set()
    for hand in HANDS:
        reply.take(hand)
        wanted |= {"签发": {"已签发"}, "编号": {"已编号"}, "用印": {"已印发"}}.get(hand, set())
        assert come_to(reply) == wanted, hand
    reply.send_and_receive()
    assert come_to(reply) == wanted | {"已分发"}
    reply.take("归档")
    assert come_to(reply) == set(STATES)
    reply.take("撤销", reason="依据有误。", form={
        "standing_basis": "市政府决定", "standing_organ": "上级机关", "standing_on": reply.at.date().isoformat(),
    })  # fmt: skip
    assert come_to(reply) == set()


def test_a_return_takes_the_signature_back_and_leaves_the_number(reply: Course) -> None:
    for hand in HANDS[:5]:
        reply.take(hand)
    reply.back("起草", CLERK)
    assert come_to(reply) == {"已编号"}


def test_the_project_waits_until_the_paper_is_issued(reply: Course, press: QuickPress) -> None:
    """立项批复已印发: reached with the seal, before the last receipt."""
    contract = STORY[5]
    for hand in HANDS[:-1]:
        reply.take(hand)
    with pytest.raises(Refused, match=r"《立项批复》尚未印发，请.*催办它的发文手续"):
        play([contract], press)
    reply.take("用印")
    play([contract], press)
    assert project().stage == "审签"


def test_a_withdrawn_project_gives_up_the_paper_that_nobody_signed(reply: Course, press: QuickPress) -> None:
    """In one transaction, with the reason; nothing of it is owed or waits for anybody."""
    reply.take("送核")
    withdraw(reply.at, press)

    paper = reply.paper
    assert (project().stage, project().closed) == ("已撤回", True)
    assert (reply.stage, reply.case.closed, paper.standing) == ("作废", True, "作废")
    assert project().code in paper.standing_basis and "撤回申报" in paper.standing_basis
    event = registry.events(reply.flow)[-1]
    assert (event.action, event.actor, event.source) == ("随项目撤回申报作废", OWNER, "核稿")
    assert registry.numbers() == ()
    registry.verify_journal()


@pytest.mark.parametrize("hands", [3, 5, 6])
def test_a_signed_paper_holds_the_withdrawal(reply: Course, press: QuickPress, hands: int) -> None:
    """It speaks for the office already: the refusal names it and who can deal with it; nothing is written."""
    for hand in HANDS[:hands]:
        reply.take(hand)
    before = registry.verify_journal()
    with pytest.raises(Refused, match=f"立项的批复》（{reply.flow}）已经签发或者取得文号.*请文印员先办完"):
        withdraw(reply.at, press)
    assert registry.verify_journal() == before
    assert project().stage == "起草合同"


def test_a_paper_that_holds_a_number_is_given_up_by_itself_first(reply: Course, press: QuickPress) -> None:
    """Its number needs somebody's approval; then the project may be withdrawn."""
    for hand in HANDS[:5]:
        reply.take(hand)
    reply.back("起草", CLERK)
    with pytest.raises(Refused, match="取得文号"):
        withdraw(reply.at, press)
    reply.take("作废", reason="项目撤回。", form={"void_approver": SIGNER})
    withdraw(reply.at, press)
    assert project().stage == "已撤回"
    assert [(row.state, row.reason) for row in registry.numbers()] == [("作废", "项目撤回。")]


def test_an_issued_paper_outlives_its_project(reply: Course, press: QuickPress) -> None:
    """What was issued stands until it is 撤销 or 废止 in its own flow."""
    for hand in HANDS:
        reply.take(hand)
    withdraw(reply.at, press)
    assert (project().stage, reply.stage, reply.paper.standing) == ("已撤回", "分发", "有效")
    reply.send_and_receive()
    reply.take("归档")
    assert reply.case.closed


def test_a_paper_is_given_up_only_together_with_the_project(
    reply: Course, press: QuickPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault in the middle leaves both as they were."""

    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(registry, "change_standing", fails, raising=False)
    with pytest.raises(ZeroDivisionError):
        withdraw(reply.at, press)
    assert (project().stage, reply.stage) == ("起草合同", "起草")

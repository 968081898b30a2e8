"""会签 on the real records: whatever is done, by however many processes at once, the case moves exactly once."""

from __future__ import annotations

import multiprocessing
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.people import Actor
from kit.joint import CLERK, FINANCE, HEALTH, NOW, PEOPLE, TEACHING, WOMEN, act, joint_office, sent, sign

PROCESSES = multiprocessing.get_context("fork")
ORGANS = (FINANCE, TEACHING, WOMEN, HEALTH)
HEADS = {organ: person for person, organ in PEOPLE.items()}

pytestmark = pytest.mark.slow


def sign_at_once(home: Path, code: str, person: str, start, told) -> None:
    """One process: the same act three times, as soon as all are ready."""
    registry.open(home)
    start.wait(60)
    for _ in range(3):
        receipt = sign(code, person)
        told.put((person, receipt.repeated, receipt.event.target))


@pytest.mark.parametrize("clicks", [1, 2])
def test_the_last_two_parties_at_once_move_the_case_once(tmp_path, clicks):
    """Each party's click arrives from `clicks` processes; the case moves by one event, everyone gets a receipt."""
    home = joint_office(tmp_path / "office")
    code = sent(FINANCE, TEACHING, WOMEN)
    sign(code, HEADS[WOMEN])
    registry.close()
    people = [HEADS[FINANCE], HEADS[TEACHING]] * clicks
    start, told = PROCESSES.Barrier(len(people)), PROCESSES.Queue()
    children = [PROCESSES.Process(target=sign_at_once, args=(home, code, person, start, told)) for person in people]
    for child in children:
        child.start()
    receipts = [told.get(timeout=30) for _ in range(3 * len(people))]
    for child in children:
        child.join(30)
    assert [child.exitcode for child in children] == [0] * len(children)
    registry.open(home)

    assert sum(not repeated for _, repeated, _ in receipts) == 2
    events = registry.events(code)
    assert [event.target for event in events if event.source == "会办"] == ["会办", "会办", "审定"]
    assert {task.state for task in registry.tasks(code)} == {"已完成"}
    assert registry.case(code).stage == "审定"
    registry.verify_journal()


class OnRecord(RuleBasedStateMachine):
    """Signing, returning, withdrawing, adding, deputising and repeating, through the desk, checked on the records."""

    @initialize(organs=st.lists(st.sampled_from(ORGANS), min_size=1, max_size=3, unique=True))
    def begin(self, organs: list[str]) -> None:
        self.code = sent(*organs)

    def _try(self, action: str, person: str, **more) -> registry.Receipt | None:
        try:
            return act(self.code, action, person, **more)
        except (Refused, BadInput):
            return None

    def is_round(self) -> bool:
        return registry.case(self.code).stage == "会办"

    @rule(data=st.data(), by_turn=st.booleans(), deputy=st.booleans(), named=st.booleans())
    def sign(self, data: st.DataObject, by_turn: bool, deputy: bool, named: bool) -> None:
        """Mostly a party that is awaited, by its own head or the deputy of one."""
        open_before = self._open()
        organ = data.draw(st.sampled_from(open_before if by_turn and open_before else ORGANS))
        person, party = HEADS[TEACHING if deputy and organ == FINANCE else organ], organ if named else ""
        receipt = self._try("会办", person, form={"opinion": "同意"}, party=party)
        if receipt and not receipt.repeated:
            assert receipt.event.party in open_before
            last = set(open_before) == {receipt.event.party}
            SEEN.add((receipt.case.stage, receipt.event.for_whom))
            assert (receipt.case.stage == "审定") is last
            again = self._try("会办", person, form={"opinion": "同意"}, party=receipt.event.party)
            assert again and again.repeated and again.event == receipt.event
        else:
            assert self._open() == open_before

    @precondition(lambda self: FINANCE in self._open())
    @rule()
    def deputy_signs(self) -> None:
        receipt = act(self.code, "会办", HEADS[TEACHING], form={"opinion": "代签"}, party=FINANCE)
        assert (receipt.repeated, receipt.event.party, receipt.event.for_whom) == (False, FINANCE, HEADS[FINANCE])
        SEEN.add((receipt.case.stage, receipt.event.for_whom))

    @precondition(is_round)
    @rule(person=st.sampled_from(sorted(PEOPLE)))
    def send_back(self, person: str) -> None:
        self._try("退回", person, reason="再改")

    @precondition(lambda self: not self.is_round())
    @rule(to=st.sampled_from(("起草", "会办")))
    def chief_sends_back(self, to: str) -> None:
        self._try("退回", "陆文渊", reason="再核", to=to)

    @precondition(is_round)
    @rule()
    def withdraw(self) -> None:
        self._try("撤回", CLERK, reason="有误")

    @precondition(lambda self: not self.is_round())
    @rule()
    def send_again(self) -> None:
        self._try("送会办", CLERK)

    @rule(organ=st.sampled_from(ORGANS))
    def add(self, organ: str) -> None:
        try:
            desk.add_party(self.code, "会办", organ, actor=Actor(CLERK), now=NOW, reason="补")
        except Refused:
            assert registry.case(self.code).stage != "会办" or organ in {
                task.party.name for task in registry.present_tasks(self.code)
            }

    def _open(self) -> list[str]:
        return [task.party.name for task in registry.tasks(self.code, open_only=True)]

    @invariant()
    def open_tasks_are_of_the_present_stage_one_for_each_party(self) -> None:
        open_now, stage = registry.tasks(self.code, open_only=True), registry.case(self.code).stage
        assert {task.stage for task in open_now} <= {stage}
        names = [task.party.name for task in open_now]
        assert len(names) == len(set(names))
        assert bool(open_now) is (stage == "会办")

    def teardown(self) -> None:
        if registry.check_journal().faults:
            raise AssertionError(registry.check_journal().faults)


SEEN: set[tuple[str, str]] = set()
"""Where signing led and for whom it was done, so that a machine that only meets refusals does not pass for a proof."""


def test_no_sequence_of_acts_breaks_the_records():
    with tempfile.TemporaryDirectory() as folder:
        joint_office(Path(folder) / "office")
        registry.delegate(
            HEADS[FINANCE], HEADS[TEACHING], starts=NOW.date(), ends=NOW.date(), basis="出差", actor=CLERK, now=NOW
        )
        # Every step is a transaction on disk: what fails is told as found, without the minutes that shrinking takes.
        run_state_machine_as_test(
            OnRecord,
            settings=settings(
                max_examples=14, stateful_step_count=12, deadline=None, derandomize=True, phases=[Phase.generate]
            ),
        )
        assert {stage for stage, _ in SEEN} == {"会办", "审定"}
        assert HEADS[FINANCE] in {principal for _, principal in SEEN}
        registry.close()

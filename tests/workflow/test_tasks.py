"""会签: whatever the parties do in whatever order, the case moves exactly when the k-th of them is done."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from gongwen.errors import BadInput, Refused
from gongwen.workflow import Definition, Known, next_move, options, read
from gongwen.workflow.engine import Move
from gongwen.workflow.tasks import Call, Round, Seat, Task

FLOW = """\
name: joint
title: 联合行文
roles: [拟稿人, 会签人, 签发人]
stages:
  起草:
    phase: 拟制
    moves:
      - {do: 送会签, to: 会签, by: 拟稿人, then: [typeset]}
  会签:
    phase: 拟制
    moves:
      - {do: 会签, to: 签发, by: {role: 会签人, of: 联办单位}, needs: [已排版], then: [typeset]}
      - {do: 退回, to: [起草, 作废], by: 会签人, reason: true}
      - {do: 撤回, to: 起草, by: 拟稿人, reason: true}
  签发:
    phase: 拟制
    moves:
      - {do: 签发, to: 归档, by: 签发人, then: [typeset]}
      - {do: 退回, to: [起草, 会签], by: 签发人, reason: true}
  归档: {phase: 归档, moves: []}
  作废: {moves: []}
"""
THREE = ("市财政局", "市教育局", "市妇联")
FACTS = {"已排版"}


def flow(known: Known, at_least: int | None = None, *, in_order: bool = False) -> Definition:
    more = (f", at_least: {at_least}" if at_least else "") + (", in_order: true" if in_order else "")
    return read(FLOW.replace("of: 联办单位", f"of: 联办单位{more}"), known)


def seats(*parties: str) -> frozenset[Seat]:
    return frozenset(Seat("会签人", party) for party in parties)


def sign(definition: Definition, known: Round, party: str = "") -> Move:
    roles = {seat.role for seat in known.seats}
    return next_move(definition, "会签", "会签", roles=roles, facts=FACTS, known=known, party=party)


def tasks(*done: bool) -> tuple[Task, ...]:
    return tuple(Task(party, yes, "某人" if yes else "") for party, yes in zip(THREE, done, strict=True))


def test_entering_the_stage_opens_a_task_for_every_party(known: Known) -> None:
    found = Round(parties={"联办单位": THREE})
    move = next_move(flow(known), "起草", "送会签", roles={"拟稿人"}, facts=(), known=found)
    assert (move.target, move.opens) == ("会签", tuple(Call("会签", "会签", party) for party in THREE))


def test_a_stage_without_any_party_is_not_entered(known: Known) -> None:
    """Nobody could ever leave it; the sentence says who can mend it."""
    with pytest.raises(Refused) as caught:
        next_move(flow(known), "起草", "送会签", roles={"拟稿人"}, facts=(), known=Round(parties={"联办单位": ()}))
    assert str(caught.value) == (
        "环节「会签」由联办单位各办一次「会签」，本事项没有联办单位，进去就没有人能办。"
        "请先在拟稿时写明联合行文的机关（主办机关以外的发文机关）；确实没有的，走不经过「会签」的办法。"
    )


def test_an_empty_list_of_parties_is_told_with_its_label(known: Known) -> None:
    text = FLOW.replace("联办单位", "organs").replace(
        "{do: 送会签, to: 会签, by: 拟稿人, then: [typeset]}",
        "{do: 送会签, to: 会签, by: 拟稿人, then: [typeset], form: [{name: organs, label: 会签单位, type: list}]}",
    )
    with pytest.raises(Refused, match=r"由栏目「会签单位」所列各方各办一次「会签」，这一栏还是空的.*请拟稿人先填写"):
        next_move(read(text, known), "起草", "送会签", roles={"拟稿人"}, facts=(), known=Round(parties={"organs": ()}))


def test_all_but_the_last_stay_and_the_last_moves_on(known: Known) -> None:
    definition = flow(known)
    first = sign(definition, Round(tasks(False, True, False), seats("市财政局")))
    last = sign(definition, Round(tasks(True, True, False), seats("市妇联")))
    assert (first.target, first.party, first.closes, first.then, first.ends) == ("会签", "市财政局", True, (), False)
    assert (last.target, last.party, last.closes, [str(step) for step in last.then]) == (
        "签发", "市妇联", True, ["typeset"],
    )  # fmt: skip


def test_every_party_owes_the_steps_where_the_flow_says_each(known: Known) -> None:
    """自评: each unit's report is typeset when it comes, not when the last one has come."""
    definition = read(FLOW.replace("of: 联办单位", "of: 联办单位, each: true"), known)
    first = sign(definition, Round(tasks(False, False, False), seats("市财政局")))
    last = sign(definition, Round(tasks(True, True, False), seats("市妇联")))
    assert [[str(step) for step in move.then] for move in (first, last)] == [["typeset"], ["typeset"]]
    stood = Round(parties={"联办单位": THREE}, standing=frozenset(("会签", party) for party in THREE))
    passed = next_move(definition, "起草", "送会签", roles={"拟稿人"}, facts=FACTS, known=stood)
    assert (passed.target, [str(step) for step in passed.then]) == ("签发", ["typeset"])  # the sender's own only


def test_a_role_that_acts_for_others_needs_a_seat_like_anybody(known: Known) -> None:
    """代录: the office seats the clerk at every party; whom they act for they say."""
    definition = read(FLOW.replace("role: 会签人, of", "role: 会签人, others: [拟稿人], of"), known)
    rule = definition.stage("会签").rule("会签")
    assert rule and rule.by == ("会签人", "拟稿人")
    everywhere = frozenset(Seat("拟稿人", party) for party in THREE)
    known_round = Round(tasks(False, False, False), everywhere)
    ask = {"roles": {"拟稿人"}, "facts": FACTS}
    move = next_move(definition, "会签", "会签", known=known_round, party="市教育局", **ask)
    assert (move.party, move.closes) == ("市教育局", True)
    with pytest.raises(BadInput, match="请用 --party 写明"):
        next_move(definition, "会签", "会签", known=known_round, **ask)
    with pytest.raises(Refused):
        next_move(definition, "会签", "会签", known=Round(tasks(False, False, False)), party="市教育局", **ask)


def test_enough_are_enough_and_the_rest_falls_away(known: Known) -> None:
    move = sign(flow(known, 2), Round(tasks(False, True, False), seats("市财政局")))
    assert (move.target, move.cancels) == ("签发", ("市妇联",))


def test_more_than_there_are_means_all_of_them(known: Known) -> None:
    definition = flow(known, 9)
    assert sign(definition, Round(tasks(False, True, False), seats("市财政局"))).target == "会签"
    assert sign(definition, Round(tasks(False, True, True), seats("市财政局"))).target == "签发"


def test_a_party_signs_for_itself_only(known: Known) -> None:
    with pytest.raises(Refused, match="只有市财政局、市妇联的会签人可以办理"):
        sign(flow(known), Round(tasks(False, True, False), seats("市卫生健康委")))
    with pytest.raises(Refused, match="只有市财政局、市妇联的会签人可以办理"):
        sign(flow(known), Round(tasks(False, True, False), seats("市财政局")), "市妇联")


def test_who_could_sign_for_several_says_for_whom(known: Known) -> None:
    found = Round(tasks(False, True, False), seats("市财政局", "市教育局"))
    with pytest.raises(BadInput, match="您可以代市财政局、市教育局办理，请用 --party 写明"):
        sign(flow(known), found)
    assert sign(flow(known), found, "市财政局").party == "市财政局"


def test_a_task_is_done_once(known: Known) -> None:
    with pytest.raises(Refused, match="市教育局已由某人办过，不重复办理"):
        sign(flow(known), Round(tasks(False, True, False), seats("市教育局")))


def test_order_is_kept_where_it_is_asked(known: Known) -> None:
    definition = flow(known, in_order=True)
    with pytest.raises(Refused, match="依次办理，还没有轮到市妇联，先由市财政局办理"):
        sign(definition, Round(tasks(False, True, False), seats("市妇联")))
    assert sign(definition, Round(tasks(False, True, False), seats("市财政局"))).closes


def test_a_missing_condition_keeps_a_party_from_signing(known: Known) -> None:
    found = Round(tasks(False, True, False), seats("市财政局"))
    with pytest.raises(Refused, match="文稿尚未排版"):
        next_move(flow(known), "会签", "会签", roles={"会签人"}, facts=(), known=found)


def test_a_return_cancels_the_open_siblings_and_only_a_party_may_return(known: Known) -> None:
    definition = flow(known)
    asked = {"roles": {"会签人"}, "facts": FACTS, "to": "起草"}
    move = next_move(definition, "会签", "退回", known=Round(tasks(False, True, False), seats("市妇联")), **asked)
    assert (move.target, move.cancels, move.party, move.closes) == ("起草", ("市财政局", "市妇联"), "市妇联", False)
    with pytest.raises(Refused, match="只有会签人可以办理"):
        next_move(definition, "会签", "退回", known=Round(tasks(False, True, False), seats("市卫生健康委")), **asked)


def test_the_person_names_the_stage_to_return_to(known: Known) -> None:
    definition = flow(known)
    asked = {"roles": {"签发人"}, "facts": FACTS, "known": Round(parties={"联办单位": THREE})}
    assert next_move(definition, "签发", "退回", to="起草", **asked).target == "起草"
    assert len(next_move(definition, "签发", "退回", to="会签", **asked).opens) == 3
    with pytest.raises(BadInput, match="「退回」可以去往起草、会签，请用 --to 写明去往哪个环节"):
        next_move(definition, "签发", "退回", **asked)
    with pytest.raises(BadInput, match="「退回」不能去往「归档」，可以去往：起草、会签"):
        next_move(definition, "签发", "退回", to="归档", **asked)


def test_what_still_stands_is_not_asked_again(known: Known) -> None:
    found = Round(parties={"联办单位": THREE}, standing=frozenset({("会签", "市教育局")}))
    move = next_move(flow(known), "起草", "送会签", roles={"拟稿人"}, facts=(), known=found)
    assert [(call.party, call.stands) for call in move.opens] == [
        ("市财政局", False), ("市教育局", True), ("市妇联", False),
    ]  # fmt: skip


def test_a_stage_where_enough_still_stand_is_passed_with_what_it_owes(known: Known) -> None:
    """Nobody is asked, so nobody could take the move that leads on: the case goes on by itself."""
    found = Round(parties={"联办单位": THREE}, standing=frozenset(("会签", party) for party in THREE[:2]))
    definition = flow(known, 2)
    move = next_move(definition, "起草", "送会签", roles={"拟稿人"}, facts=FACTS, known=found)
    assert (move.target, [str(step) for step in move.then]) == ("签发", ["typeset", "typeset"])
    assert [(call.party, call.stands) for call in move.opens] == [("市财政局", True), ("市教育局", True)]
    with pytest.raises(Refused, match="文稿尚未排版"):
        next_move(definition, "起草", "送会签", roles={"拟稿人"}, facts=(), known=found)


def test_options_say_whose_turn_it_is_and_why_this_person_waits(known: Known) -> None:
    found = Round(tasks(False, True, False), seats("市妇联"))
    option = options(flow(known, in_order=True), "会签", roles={"会签人"}, facts=FACTS, known=found)[0]
    assert (option.turn, option.open) == (("市财政局",), False)
    assert option.waits == "依次办理，还没有轮到市妇联，先由市财政局办理"
    option = options(flow(known), "会签", roles={"会签人"}, facts=FACTS, known=found)[0]
    assert (option.turn, option.open, option.waits) == (("市财政局", "市妇联"), True, "")


def test_a_flow_can_be_walked_without_any_party(known: Known) -> None:
    """Simulation and checks know no parties: the move is taken as a whole."""
    move = next_move(flow(known, 2), "会签", "会签", roles={"会签人"}, facts=FACTS)
    assert (move.target, move.opens, move.closes) == ("签发", (), False)


PARTIES = ("甲局", "乙局", "丙局", "丁局", "戊局")
PEOPLE = {
    **{f"{party[0]}一": (party,) for party in PARTIES},
    "代一": ("甲局", "丙局"),
    "外人": ("外局",),
}
"""Who may act for whom; 代一 is an officer of 甲局 and the deputy of one of 丙局."""


class Countersigning(RuleBasedStateMachine):
    """Any sequence of signing, returning, adding, withdrawing, acting as a deputy and coming back with or without what
    still stands, as the office would apply it. Every act keeps to its stage, else most would be refused unseen."""

    definition: Definition
    stage, round = "起草", Round()

    @initialize(at_least=st.none() | st.integers(1, 5), in_order=st.booleans(), parties=st.integers(1, 4))
    def begin(self, at_least: int | None, in_order: bool, parties: int) -> None:
        self.definition = flow(KNOWN[0], at_least, in_order=in_order)
        self.parties = PARTIES[:parties]
        self.rule = self.definition.stage("会签").task
        self.signed: set[str] = set()

    def is_here(self) -> bool:
        return self.stage == "会签"

    def is_away(self) -> bool:
        return self.stage != "会签"

    def _take(
        self, action: str, person: str = "", role: str = "会签人", standing: frozenset[str] = frozenset(), **asked: str
    ) -> Move | None:
        held = frozenset(Seat(role, party) for party in PEOPLE.get(person, ()))
        stands = frozenset(("会签", party) for party in standing)
        known = Round(self.round.tasks, held, {"联办单位": self.parties}, stands)
        try:
            move = next_move(self.definition, self.stage, action, roles={role}, facts=FACTS, known=known, **asked)
        except (Refused, BadInput):
            return None
        self._apply(move, person)
        SEEN.add((action, move.target))
        return move

    def _apply(self, move: Move, person: str) -> None:
        """What the registry does in one transaction."""
        kept = [Task(t.party, True, person) if move.closes and t.party == move.party else t for t in self.round.tasks]
        if move.target != self.stage:
            assert {task.party for task in kept if not task.done} == set(move.cancels)
            kept = [Task(call.party, call.stands) for call in move.opens if call.stage == move.target]
        self.stage, self.round = move.target, Round(tuple(kept))

    @precondition(is_away)
    @rule(data=st.data(), to=st.sampled_from(("起草", "会签")))
    def send(self, data: st.DataObject, to: str) -> None:
        """Sent round (again), also straight from 签发; some of those who have signed before need not sign again."""
        standing = data.draw(st.frozensets(st.sampled_from(sorted(self.signed)))) if self.signed else frozenset()
        if self.stage == "签发":
            move = self._take("退回", role="签发人", to=to, standing=standing)
        else:
            self.stage, self.round = "起草", Round()
            move = self._take("送会签", role="拟稿人", standing=standing)
        if move and (self.stage == "会签" or move.opens):
            needed = self.rule.parties.needed(len(self.parties))
            assert (self.stage == "签发") is (len(standing & set(self.parties)) >= needed)

    @precondition(is_here)
    @rule(data=st.data(), by_turn=st.booleans(), deputy=st.booleans(), named=st.booleans())
    def sign(self, data: st.DataObject, by_turn: bool, deputy: bool, named: bool) -> None:
        """Somebody signs: mostly who may, for whom they may, once more right after."""
        before, turn = self.round, self.round.turn(self.rule)
        party = data.draw(st.sampled_from(turn if by_turn else PARTIES))
        person = "代一" if deputy and party in PEOPLE["代一"] else f"{party[0]}一"
        mine = [task.party for task in before.tasks if task.party in PEOPLE[person]]
        move = self._take("会签", person, party=party if named else "")
        able = party in turn if named else len(mine) == 1 and mine[0] in turn
        assert (move is not None) is able
        if move:
            enough = sum(task.done for task in before.tasks) + 1 >= self.rule.parties.needed(len(before.tasks))
            assert (move.target == "签发", move.party in mine) == (enough, True)
            self.signed.add(move.party)
            again, stage = self.round, self.stage
            assert self._take("会签", person, party=move.party) is None
            assert (self.round, self.stage) == (again, stage)

    @precondition(is_here)
    @rule(party=st.sampled_from(PARTIES), to=st.sampled_from(("", "起草")))
    def send_back(self, party: str, to: str) -> None:
        mine = party in {task.party for task in self.round.tasks}
        assert (self._take("退回", f"{party[0]}一", to=to) is not None) is (mine and bool(to))

    @precondition(is_here)
    @rule()
    def withdraw(self) -> None:
        assert self._take("撤回", role="拟稿人")

    @precondition(is_here)
    @rule(party=st.sampled_from(PARTIES))
    def add(self, party: str) -> None:
        """加签: one more at the end, unless it has a task already."""
        if party not in {task.party for task in self.round.tasks}:
            self.round = Round((*self.round.tasks, Task(party)))

    @invariant()
    def no_open_task_outside_its_stage(self) -> None:
        assert self.is_here() or not self.round.open

    @invariant()
    def one_task_for_one_party(self) -> None:
        names = [task.party for task in self.round.tasks]
        assert len(names) == len(set(names))

    @invariant()
    def somebody_can_always_act(self) -> None:
        if self.is_here():
            first = self.round.open[:1] if self.rule.parties.in_order else self.round.open
            assert self.round.turn(self.rule) == first != ()
            assert sum(task.done for task in self.round.tasks) < self.rule.parties.needed(len(self.round.tasks))


SEEN: set[tuple[str, str]] = set()
"""The moves that were taken, so that a machine which only ever meets refusals does not pass for a proof."""
KNOWN: list[Known] = []


def test_no_sequence_of_acts_loses_or_doubles_a_task(known: Known) -> None:
    KNOWN[:] = [known]
    SEEN.clear()
    run_state_machine_as_test(
        Countersigning, settings=settings(max_examples=80, stateful_step_count=30, deadline=None, derandomize=True)
    )
    wanted = {
        ("送会签", "会签"),
        ("送会签", "签发"),
        ("会签", "会签"),
        ("会签", "签发"),
        ("退回", "起草"),
        ("退回", "会签"),
    }
    assert {*wanted, ("撤回", "起草")} <= SEEN

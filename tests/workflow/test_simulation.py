"""推演: walks through the shipped and through small definitions, taken with the engine itself."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from gongwen.workflow import Definition, Known, days_of, next_move, read, simulate

SMALL = """\
name: small
title: 小流程
roles: [经办人, 负责人]
stages:
  申报:
    phase: 立项
    deadline: 5个工作日
    moves:
      - {do: 提交, to: 批准, by: 经办人, then: [{draft: 立项批复}]}
  批准:
    phase: 立项
    deadline: 7天
    moves:
      - {do: 批准, to: 归档, by: 负责人, needs: [立项批复已印发]}
      - {do: 退回, to: 申报, by: 负责人, reason: true}
      - {do: 不批, to: 作废, by: 负责人, reason: true}
  归档: {phase: 归档, moves: []}
  作废: {moves: []}
"""


@pytest.fixture
def small(known: Known) -> Definition:
    return read(SMALL, known)


def test_the_same_seed_walks_the_same_ways(project: Definition, known: Known) -> None:
    first, again = (simulate(project, known, runs=30, seed=7) for _ in range(2))
    assert first.walks == again.walks
    assert first.walks != simulate(project, known, runs=30, seed=8).walks


def test_the_shortest_and_the_worst_way_are_reckoned_not_guessed(small: Definition, known: Known) -> None:
    """5 + 7·5/7 working days straight through; each of two returns costs both deadlines again and a second paper."""
    made = simulate(small, known, runs=50, seed=1, returns=2)
    assert made.shortest and made.worst
    assert (made.shortest.days, made.shortest.stages) == (10, ("申报", "批准", "归档"))
    assert (made.worst.days, made.worst.returns, made.worst.papers) == (30, 2, ("立项批复",) * 3)
    through = [walk.days for walk in made.ends["归档"]]
    assert made.shortest.days == min(through) and made.worst.days >= max(through)


def test_walks_are_told_by_where_they_end(small: Definition, known: Known) -> None:
    made = simulate(small, known, runs=200, seed=1)
    assert list(made.ends) == ["归档", "作废"]
    assert sum(len(walks) for walks in made.ends.values()) == 200
    average, most = made.papers["立项批复"]
    assert most == 3 and 1 < average < 3
    assert made.never_visited == ()


def test_returns_are_bounded(small: Definition, known: Known) -> None:
    straight = simulate(small, known, runs=60, seed=3, returns=0)
    assert {walk.returns for walk in straight.walks} == {0}
    assert max(walk.returns for walk in simulate(small, known, runs=200, seed=3, returns=1).walks) == 1


def test_every_step_of_a_walk_is_one_the_engine_allows(shipped: Definition, known: Known) -> None:
    """The walk is taken again, move by move, each with what it needs."""
    made = simulate(shipped, known, runs=20, seed=5)
    for walk in (*made.walks, made.shortest, made.worst):
        assert walk and not walk.stuck
        stage = shipped.first.name
        for source, action, target in walk.moves:
            rule = shipped.stage(stage).rule(action)
            assert source == stage and rule and target in rule.targets
            if len(rule.targets) == 1:
                move = next_move(shipped, stage, action, roles=set(rule.by), facts=set(rule.needs))
                assert move.target == target
            stage = target
        assert shipped.stage(stage).closes


def test_a_shipped_flow_can_be_walked_to_each_of_its_stages(shipped: Definition, known: Known) -> None:
    made = simulate(shipped, known, runs=600, seed=1)
    closed = {stage.name for stage in shipped.stages if stage.closes}
    assert set(made.never_visited) <= closed
    assert made.shortest and made.worst and made.shortest.days <= made.worst.days


def test_a_condition_counts_only_after_a_move_that_brings_it_about(project: Definition, known: Known) -> None:
    made = simulate(project, known, runs=100, seed=2)
    for walk in made.ends["归档"]:
        actions = [action for _, action, _ in walk.moves]
        assert actions.index("批准立项") < actions.index("送审") < actions.index("通知检查")


def test_a_flow_in_which_nothing_more_can_be_done_says_where_and_what_is_missing(
    small: Definition, known: Known
) -> None:
    """No check would let such a flow pass; the walk does not turn in circles over it."""
    first, second, *ends = small.stages
    idle = replace(first, moves=(replace(first.moves[0], then=()),))
    vain = replace(small, stages=(idle, replace(second, moves=second.moves[:1]), *ends))
    made = simulate(vain, known, runs=5, seed=1)
    assert made.shortest is None and made.worst is None
    assert {walk.stuck for walk in made.walks} == {"停在「批准」再也办不下去：条件「立项批复已印发」不成立"}
    assert set(made.never_visited) == {"归档", "作废"}


@pytest.mark.parametrize(("written", "days"), [("5个工作日", 5), ("7天", 5), ("24小时", Fraction(5, 7))])
def test_deadlines_count_as_working_days(written: str, days: Fraction, known: Known) -> None:
    definition = read(SMALL.replace("5个工作日", written), known)
    assert days_of(definition.first.deadline) == days


def test_of_ways_that_take_equally_long_the_shortest_is_the_one_with_fewest_moves(known: Known) -> None:
    """A move that stays in its stage costs no time, and is not needed."""
    text = SMALL.replace(
        "      - {do: 退回,",
        "      - {do: 补记, to: 批准, by: 负责人, form: [{name: note_opinion, label: 补充意见}]}\n      - {do: 退回,",
    )
    made = simulate(read(text, known), known, runs=5, seed=1)
    assert made.shortest and [action for _, action, _ in made.shortest.moves] == ["提交", "批准"]
    assert made.worst and "补记" in [action for _, action, _ in made.worst.moves]

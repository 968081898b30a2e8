"""字句的种错: of all rules that read words the planted one speaks first, and none at a good neighbour."""

from __future__ import annotations

import pytest

from gongwen.proofing import CHECKS
from planted import printed, test_planted, words

FAULTS, NEIGHBOURS = tuple(words.faults()), tuple(words.neighbours())


@pytest.mark.parametrize(("rule", "name", "said"), FAULTS, ids=[f"{rule}-{name}" for rule, name, _ in FAULTS])
def test_planted_words_are_told_first_and_what_else_is_told_names_them(rule: str, name: str, said) -> None:
    found = words.told(said)
    assert found, f"{rule} did not speak"
    assert (found[0].rule, found[0].because) == (rule, None)
    assert {one.because for one in found if one.rule != rule} <= {rule}
    (check,) = [one for one in CHECKS if one.id == rule]
    assert {one.severity for one in found if one.rule == rule} == {check.level}


@pytest.mark.parametrize(("rule", "name", "said"), NEIGHBOURS, ids=[f"{rule}-{name}" for rule, name, _ in NEIGHBOURS])
def test_neighbouring_words_are_left_alone(rule: str, name: str, said) -> None:
    assert {one.rule for one in words.told(said)} == words.OTHERS.get((rule, name), set())


@pytest.mark.parametrize("rule", test_planted.RULES)
def test_every_rule_has_a_planted_fault_and_a_good_neighbour(rule: str) -> None:
    """Who adds a rule plants a fault for it here, in Word files or in the tables of pages."""
    seen = {one.rule for one in test_planted.TABLE} | {one[0] for one in FAULTS}
    near = {one.rule for one in test_planted.TABLE if one.near} | {one[0] for one in NEIGHBOURS}
    assert rule in seen, f"{rule} has no planted fault"
    assert rule in near, f"{rule} has no good neighbour"


def test_hundreds_of_faults_are_planted() -> None:
    assert len(test_planted.TABLE) >= 100
    assert len(printed.TABLE) >= 60
    assert len(FAULTS) >= 100

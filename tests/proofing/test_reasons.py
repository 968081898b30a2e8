"""原因: of several findings of one fault the root stands first, and the others name it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.document.findings import Finding
from gongwen.document.model import Paper
from gongwen.document.sheet import Measured
from gongwen.proofing import comparing, findings
from gongwen.proofing.reasons import CAUSES, covers, explained
from gongwen.proofing.rules import CHECKS
from proofing import test_details, test_endings, test_formats, test_rules
from proofing.sheets import PAPER, moved, right_paper

SEVERAL = ("margins.right", "geometry.profile", "margins.top", "number.gap", "seals.apart", "attachments.numbered",
           "imprint.outer", "imprint.even", "title.orphan")  # fmt: skip
"""Plants of test_rules that are several faults at once; the other files plant most of these alone."""


def case(module, rule: str) -> tuple[Measured, Measured, Paper, bool]:
    """The right pages, those with the planted fault, the paper asked for, and whether its head is pre-printed."""
    name, fault, _ = module.PLANTED[rule]
    make, paper = module.RIGHT[name]
    titled = module is test_details and rule.startswith("title")
    return make(), fault(make()), replace(paper, attachments=()) if titled else paper, name == "preprinted"


ALONE = [
    *(
        pytest.param(right_paper(), fault(right_paper()), test_rules.ASKED.get(rule, PAPER), False, rule, id=rule)
        for rule, fault in test_rules.PLANTED.items()
        if rule not in SEVERAL
    ),
    *(
        pytest.param(*case(module, rule), rule, id=f"{module.__name__.rpartition('_')[2]}-{rule}")
        for module in (test_formats, test_endings, test_details)
        for rule in module.PLANTED
    ),
]


@pytest.mark.parametrize(("right", "measured", "paper", "preprinted", "rule"), ALONE)
def test_a_planted_fault_stands_first_and_explains_all_others(right, measured, paper, preprinted, rule) -> None:
    before = {one.rule for one in findings(right, paper, preprinted=preprinted)} - {rule}
    found = [one for one in findings(measured, paper, preprinted=preprinted) if one.rule not in before]
    assert (found[0].rule, found[0].because) == (rule, None)
    assert {one.because for one in found if one.rule != rule} <= {rule}


def test_every_rule_of_the_table_exists() -> None:
    known = {check.id for check in CHECKS} | {check.id for check in comparing()} | {"text.lost", "glyphs.missing"}
    groups = {rule.partition(".")[0] + "." for rule in known}
    named = {name for cause in CAUSES for name in (cause.root, *cause.effects)}
    assert {name for name in named if name not in known | groups} == set()


def test_no_rule_explains_itself_by_way_of_others() -> None:
    rules = {check.id for check in CHECKS}
    edges = {rule: {cause.root for cause in CAUSES if covers(cause, rule)} for rule in rules}
    for start in rules:
        seen, todo = set(), set(edges[start])
        while todo:
            rule = todo.pop()
            assert rule != start, f"{start} explains itself"
            todo |= edges.get(rule, set()) - seen
            seen.add(rule)


def a(rule: str, severity: str = "error", page: int = 1, **more) -> Finding:
    return Finding(rule=rule, clause="条", strength="规定", severity=severity, message="某处不符。", page=page, **more)


def test_a_chain_of_reasons_ends_at_the_root() -> None:
    found = explained([a("grid.characters", "warning", 3), a("type_area.width", page=2), a("margins.left", page=2)])
    assert [(one.rule, one.because) for one in found] == [
        ("margins.left", None),
        ("type_area.width", "margins.left"),
        ("grid.characters", "margins.left"),
    ]


def test_a_warning_stands_before_the_error_it_explains() -> None:
    found = explained([a("glyphs.lost"), a("title.kind", "warning")])
    assert [one.rule for one in found] == ["title.kind", "glyphs.lost"]


def test_two_gaps_that_are_both_too_wide_are_two_faults() -> None:
    """An element that moved takes from one gap what it gives the other; two wide gaps have nothing to do with it."""
    both = moved("各县（区）", down=10)(moved("关于做好", down=5)(right_paper()))
    assert {one.because for one in findings(both, PAPER) if one.rule == "recipients.gap"} == {None}
    one = moved("关于做好", down=5)(right_paper())
    assert {found.because for found in findings(one, PAPER) if found.rule == "recipients.gap"} == {"title.gap"}


def test_a_face_of_the_right_size_has_nothing_to_do_with_the_line_pitch() -> None:
    face = a("fonts.body", "warning", found="16 磅宋体", wanted="16 磅仿宋")
    size = a("fonts.body", "warning", found="14 磅仿宋", wanted="16 磅仿宋")
    pitch = a("grid.lines", "warning", page=2)
    assert {one.because for one in explained([face, pitch])} == {None}
    assert [one.because for one in explained([size, pitch])] == [None, "fonts.body"]


def test_a_mark_is_explained_by_the_upper_margin_only_when_it_moved_with_it() -> None:
    margin = a("margins.top", page=2, found="40.2 mm", wanted="37 mm ± 1 mm")
    moved_along, alone = (a("mark.top", found=found, wanted="72 mm ± 1 mm") for found in ("75.2 mm", "45.6 mm"))
    assert [one.because for one in explained([margin, moved_along])] == [None, "margins.top"]
    assert [one.because for one in explained([margin, alone])] == [None, None]


def test_a_misplaced_line_explains_only_its_own_overhang() -> None:
    far, near = (10.0, 200.0, 40.0, 206.0), (150.0, 100.0, 190.0, 106.0)
    found = explained([a("margins.right", box=near), a("margins.right", box=far), a("number.place", box=near)])
    assert [(one.rule, one.because) for one in found] == [
        ("margins.right", None),
        ("number.place", None),
        ("margins.right", "number.place"),
    ]

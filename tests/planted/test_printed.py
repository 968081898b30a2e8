"""真印的种错: a good paper's Word file with one thing changed is printed, and the rule of that thing speaks first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from gongwen import drafting, printing
from gongwen.document.findings import SEVERITIES, Finding
from gongwen.document.sheet import Measured
from gongwen.office.pressroom import papers
from gongwen.proofing import measure
from planted.planting import MACHINE, Case, changed_boxes, overlap
from planted.printed import TABLE, Change, Printed
from planted.test_planted import RULES

SAMPLES = Path(__file__).parents[2] / "samples" / "papers"
Judged = tuple[Measured, tuple[Finding, ...]]
Judge = Callable[[str, Change], Judged]


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    """Prints a sample's Word file after a change, and judges the pages by the sample's own paper file."""
    with printing.open_printer() as printer:
        base = cache(lambda name: _settled(name, printer))

        @cache
        def judged(name: str, change: Change) -> Judged:
            docx, case = base(name)
            measured = measure(printer.to_pdf(change(docx)))
            found = Case(measured, case.paper, wording=case.wording).findings()
            return measured, tuple(one for one in found if one.rule not in MACHINE)

        yield judged


def _settled(name: str, printer: printing.Printer) -> tuple[bytes, Case]:
    content, paper = papers.content_of(drafting.read_paper_file(SAMPLES / name / "PAPER.yaml"))
    assert paper is not None
    made = papers.settle(content, paper, printer)
    return made.docx, Case(made.measured, paper, wording=drafting.wording_of(content))


def as_it_is(docx: bytes) -> bytes:
    return docx


@pytest.mark.slow
@pytest.mark.parametrize("planting", TABLE, ids=lambda one: f"{one.rule}-{one.name}")
def test_a_planted_fault_is_told_first_at_its_place(planting: Printed, judge: Judge) -> None:
    good, known = judge(planting.base, as_it_is)
    bad, every = judge(planting.base, planting.fault)
    found = [one for one in every if one.rule not in {other.rule for other in known}]
    assert found, f"{planting.rule} did not speak"
    assert (found[0].rule, found[0].because) == (planting.rule, None)
    assert {one.because for one in found if one.rule != planting.rule} <= {planting.rule}
    assert sorted({one.rule for one in found if one.rule != planting.rule}) == sorted(planting.because)
    where = changed_boxes(good, bad)
    for one in (one for one in found if one.rule == planting.rule):
        assert SEVERITIES.index(one.severity) >= SEVERITIES.index(RULES[one.rule].level)
        if one.page:
            assert one.page in where, f"told on page {one.page}, planted on {sorted(where)}"
            assert one.box is None or any(overlap(one.box, box) for box in where[one.page])


@pytest.mark.slow
@pytest.mark.parametrize("planting", [one for one in TABLE if one.near], ids=lambda one: f"{one.rule}-{one.name}")
def test_a_good_neighbour_is_not_told(planting: Printed, judge: Judge) -> None:
    assert planting.near is not None
    _, known = judge(planting.base, as_it_is)
    _, found = judge(planting.base, planting.near)
    assert [one.rule for one in found if one not in known and one.rule not in {k.rule for k in known}] == []

"""套打: onto paper with a pre-printed red head everything but the red is printed, in the same place."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen.document.layout import RED
from gongwen.document.sheet import Measured
from gongwen.errors import BadInput
from gongwen.office.pressroom import papers

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples" / "papers"
SAMPLED = ("单独行文通知", "十部门成立通知", "上行请示三签发人", "Word页面设置")
TEMPLATES = ("商请函", "会议纪要")
Both = tuple[papers.Typeset, papers.Typeset]


@pytest.fixture(scope="module", params=(*SAMPLED, *TEMPLATES))
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, printer: papers.Prints
) -> Iterator[Both]:
    """A paper printed with its head, and the same one for paper that has it."""
    path = SAMPLES / request.param / "PAPER.yaml"
    if request.param in TEMPLATES:
        path = tmp_path_factory.mktemp("paper") / "PAPER.yaml"
        path.write_text(from_template(request.param), "utf-8")
    yield papers.draft_file(path, printer), papers.draft_file(path, printer, preprinted=True)


def from_template(name: str) -> str:
    """A PAPER.yaml that fills the template with its own example."""
    values = (ROOT / "templates" / name / "example.yaml").read_text("utf-8")
    return f"template: {name}\nissuers: [青禾市民政局]\ndate: 2026-03-02\nfields:\n{textwrap.indent(values, '  ')}"


def words(measured: Measured, *, red: bool) -> list[tuple[int, str, float, float]]:
    """Every line of one colour: page, text, left edge and baseline (mm)."""
    return [
        (sheet.number, line.text, round(line.x0, 1), round(line.baseline, 1))
        for sheet in measured.sheets
        for line in sheet.lines
        if (line.colour == RED) is red
    ]


def rules(measured: Measured, *, red: bool) -> list[tuple[int, float, float]]:
    return [
        (sheet.number, round(rule.y, 1), round(rule.weight, 2))
        for sheet in measured.sheets
        for rule in sheet.rules
        if (rule.colour == RED) is red
    ]


def test_nothing_red_is_printed(both: Both) -> None:
    whole, onto_red = (made.measured for made in both)
    assert words(whole, red=True) and rules(whole, red=True)
    assert words(onto_red, red=True) == [] == rules(onto_red, red=True)


def test_every_other_line_and_rule_stays_where_it_is(both: Both) -> None:
    whole, onto_red = (made.measured for made in both)
    assert words(onto_red, red=False) == words(whole, red=False)
    assert rules(onto_red, red=False) == rules(whole, red=False)


def test_nothing_is_found_that_is_not_found_with_the_head(both: Both) -> None:
    """No false alarm about the head that is not there."""
    whole, onto_red = ({found.message for found in made.findings if found.severity != "note"} for made in both)
    assert onto_red <= whole


def test_sample_seals_are_drawn_onto_pre_printed_paper_too(printer: papers.Prints) -> None:
    path = SAMPLES / "单独行文通知" / "PAPER.yaml"
    made = papers.draft_file(path, printer, sample_seals=True, preprinted=True)
    assert [len(sheet.pictures) for sheet in made.measured.sheets] == [0, 1]
    assert words(made.measured, red=True) == []


def test_a_form_has_no_head_to_leave_out(printer: papers.Prints) -> None:
    with pytest.raises(BadInput, match="不能用 --preprinted"):
        papers.draft_file(SAMPLES / "模板合同书" / "PAPER.yaml", printer, preprinted=True)

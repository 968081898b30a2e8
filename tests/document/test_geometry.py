"""The page set-ups: where they put the first and the last line of a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen.document import layout
from gongwen.document.geometry import GEOMETRIES, NATIONAL, WORD_37_35, Geometry, geometry
from gongwen.document.model import Paper
from gongwen.errors import BadInput


def test_the_national_page_set_up_puts_the_characters_where_the_standard_measures():
    assert NATIONAL.first_top.mm == pytest.approx(layout.TOP_MARGIN.mm, abs=0.05)
    assert NATIONAL.last_bottom.mm == pytest.approx(layout.TYPE_BOTTOM.mm, abs=0.1)


def test_words_own_page_set_up_begins_three_millimetres_lower():
    assert WORD_37_35.first_top.mm == pytest.approx(40.2, abs=0.05)
    assert WORD_37_35.last_bottom.mm == pytest.approx(260.3, abs=0.1)


@pytest.mark.parametrize("name", GEOMETRIES)
def test_every_page_set_up_holds_22_lines_and_not_23(name: str):
    assert int(GEOMETRIES[name].room // GEOMETRIES[name].pitch) == layout.LINES_PER_PAGE


def test_a_paper_without_a_profile_has_the_national_page_set_up():
    assert Paper().geometry is NATIONAL
    assert Paper(profile="word-37-35").geometry is WORD_37_35


def test_an_unknown_profile_is_told_with_those_that_exist():
    with pytest.raises(BadInput, match="没有名为「省厅」的版面配置，可用：national、word-37-35"):
        geometry("省厅")


PAGE = (Path(__file__).parents[2] / "docs" / "geometry.md").read_text("utf-8")


def edges(geometry: Geometry, above: float) -> str:
    """The first line's upper and the last line's lower edge as the page of the documents states them (mm)."""
    first = geometry.top.mm + above
    last = first + (layout.LINES_PER_PAGE - 1) * geometry.pitch.mm + layout.SIZE_3.mm
    return f"{first:.2f}、{last:.2f} 毫米"


def row(begins: str) -> list[str]:
    """The two cells of the page's table in the row that begins so."""
    [line] = [line for line in PAGE.splitlines() if line.startswith(f"| {begins}")]
    return [cell.strip() for cell in line.strip("|").split("|")[1:]]


def test_the_positions_that_the_documents_state_for_word_are_those_that_are_calculated():
    """Both assumptions: the baseline at 0.8 of the line; the character box in the middle of the line."""
    baseline = [
        edges(one, one.pitch.mm * layout.BASELINE_IN_EXACT_LINE - layout.SIZE_3.mm * layout.EM_ABOVE_BASELINE)
        for one in (NATIONAL, WORD_37_35)
    ]
    middle = [edges(one, (one.pitch.mm - layout.SIZE_3.mm) / 2) for one in (NATIONAL, WORD_37_35)]
    assert row("同上两项，Word、WPS 计算值（假定甲）") == baseline
    assert row("同上两项，Word、WPS 计算值（假定乙）") == middle


def test_the_documents_name_margins_and_pitch_as_they_are():
    assert row("上、下页边距") == [f"{one.top.mm:g}、{one.bottom.mm:g} 毫米" for one in (NATIONAL, WORD_37_35)]
    assert row("行距") == [f"{one.pitch.pt:g} 磅" for one in (NATIONAL, WORD_37_35)]

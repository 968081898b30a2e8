"""The page set-ups: where they put the first and the last line of a page."""

from __future__ import annotations

import pytest

from gongwen.document import layout
from gongwen.document.geometry import GEOMETRIES, NATIONAL, WORD_37_35, geometry
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

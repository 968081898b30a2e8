"""版面条带: heights that add up, and what is left out on pre-printed paper keeps its room."""

from __future__ import annotations

from docx.oxml.ns import qn

from gongwen.document import layout
from gongwen.document.lengths import pt
from gongwen.drafting.word import band
from gongwen.drafting.word.band import Band


def test_what_is_preprinted_is_left_out_and_its_height_kept():
    mark = Band(pt(80), band.rule(pt(1), layout.RED).elements, preprinted=True)
    number = band.gap(pt(30))
    made = band.left_out([mark, number])
    assert band.height(made) == band.height([mark, number])
    assert made[1] is number
    [line] = made[0].elements
    assert line.findall(f".//{qn('w:shd')}") == []
    assert line.pPr.spacing.get(qn("w:line")) == str(pt(80).twips)

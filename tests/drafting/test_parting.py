"""A paragraph parted where a page ends: nothing lost, nothing doubled, and together the parts look as one."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from drafting import joint_page
from drafting.papers import a_paper
from drafting.settling import settled
from gongwen.document import body
from gongwen.document.model import Organ
from gongwen.drafting.text import parting
from gongwen.drafting.word import styles, wordml

LONG = "青禾市人力资源和社会保障局劳动保障监察综合行政执法支队"
SENTENCE = "各县（区）要组织力量对辖区内困难家庭逐户走访，建立台账，做到一户一档、动态更新。"


@given(st.lists(st.text("困难家庭帮扶 24小时，。", min_size=1, max_size=9), min_size=1, max_size=5), st.data())
def test_the_two_parts_hold_the_text_once_and_in_order(pieces, data):
    text = "".join(pieces)
    count = data.draw(st.integers(0, len(text.replace(" ", ""))))
    first, second = parting.parted(wordml.paragraph(styles.BODY.id, *pieces), count)
    assert wordml.text_of(first) + wordml.text_of(second) == text
    assert len(wordml.text_of(first).replace(" ", "")) == count


def test_tabs_and_breaks_stay_with_what_they_follow():
    runs = wordml.text_run("困难\t家庭\n帮扶")
    first, second = parting.parted(wordml.paragraph(styles.BODY.id, runs), 4)
    assert (wordml.text_of(first), wordml.text_of(second)) == ("困难\t家庭\n", "帮扶")


def test_the_first_part_fills_its_last_line_and_the_second_begins_a_page_without_indent():
    first, second = parting.parted(wordml.paragraph(styles.BODY.id, SENTENCE), 20)
    assert first.pPr.find(qn("w:jc")).get(qn("w:val")) == "distribute"
    assert second.pPr.find(qn("w:pageBreakBefore")) is not None
    assert second.pPr.find(qn("w:ind")).get(qn("w:firstLine")) == "0"


@pytest.mark.slow
def test_seals_after_a_paragraph_that_fills_its_page_from_the_top_still_have_text_beside_them(printed):
    """Its last lines go over to the seals, though no paragraph begins on the page they leave."""
    names = ("市残联", LONG, "青禾市卫生健康委员会")
    text = f"为健全困难家庭帮扶救助工作机制，经研究，现就有关事项通知如下。\n{SENTENCE * 7}"
    issuers = tuple(Organ(names[i % 3], seal_mm=50) for i in range(5))
    paper = a_paper(issuers=issuers, blocks=body.blocks(text))
    result = settled(printed, paper, sample_seals=True)
    joint_page.check(paper, result.measured)
    lines = [line for sheet in result.measured.sheets for line in sheet.lines if 15.5 < line.size < 16.5]
    assert "".join(line.text for line in lines).count(SENTENCE[:12]) == 7
    assert result.fit.parted > 0
    foot = [line for line in result.measured.sheets[1].lines if line.top < 262][-1]
    assert foot.x1 == pytest.approx(184, abs=1)

"""Numbers in running text stay with their units, by the spacing of one line; the text itself is never touched."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.papers import a_paper
from gongwen.document import layout
from gongwen.document.model import Heading, Text
from gongwen.drafting import controls, first_fit, frame, text_of, write_content
from gongwen.drafting.text import keeping, quantities
from gongwen.drafting.word import styles, widths, wordml

WHOLE = (
    *("120万元", "36户", "85.5%", "2026年", "5个工作日", "1,205,000.00元", "第12号", "30天", "3000名", "12.5亿元"),
    *("〔2026〕12号", "——", "……", "第三条", "第二季度", "10%～15%", "2026年—2028年"),
)
PARTED = [(whole[:i], whole[i:]) for whole in WHOLE for a, b in quantities.spans(whole) for i in range(a + 1, b)]


def spans(text: str) -> list[str]:
    return [text[a:b] for a, b in quantities.spans(text)]


def test_what_is_kept_whole():
    assert spans("安排120万元，帮扶36户，完成85.5%，见青民〔2026〕12号第三条，于5个工作日内——不含节假日……报送") == [
        "120万元", "36户", "85.5%", "〔2026〕12号", "第三条", "5个工作日", "——", "……",
    ]  # fmt: skip
    assert spans("2026年—2028年，10%～15%，版本2.1.3") == ["2026年—", "2028年", "10%～", "15%", "2.1.3"]
    assert spans("五月七日，帮扶办，第一书记") == []


def test_a_line_that_parts_nothing_keeps_its_spacing():
    assert keeping.stretches("甲" * 200) == []
    assert keeping.stretches("今年安排120万元，帮扶36户。") == []


def test_one_character_is_drawn_up_and_more_are_moved_on():
    (up,) = keeping.stretches("甲" * 23 + "2026年" + "乙" * 40)
    assert up.by < 0 and up.end == 28
    (on,) = keeping.stretches("甲" * 24 + "120万元" + "乙" * 40)
    assert on.by > 0 and on.end == 24


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from((*WHOLE, "甲", "，", "困难家庭", "（", "）", "A4")), max_size=60).map("".join))
def test_spacing_changes_by_little_and_lines_do_not_overlap(text):
    found = keeping.stretches(text)
    assert all(-0.8 <= one.by.pt <= 2.5 and one.start < one.end for one in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_the_text_stays_and_only_spacing_is_added():
    heading = "（一）" + "甲" * 14 + "。"
    paragraph = wordml.paragraph(
        styles.BODY.id, wordml.text_run(heading, style=styles.RUN_2.id), "乙" * 6 + "120万元，" + "丙" * 60
    )
    before = wordml.text_of(paragraph)
    keeping.keep_numbers([paragraph])
    assert wordml.text_of(paragraph) == before
    spaced = list(paragraph.iter(wordml.qn("w:spacing")))
    assert spaced and {one.getparent().getparent().tag for one in spaced} == {wordml.qn("w:r")}
    faces = [one.get(wordml.qn("w:val")) for one in paragraph.iter(wordml.qn("w:rStyle"))]
    assert set(faces) == {styles.RUN_2.id}, "a run-in heading keeps its face"


def test_paragraphs_that_hold_more_than_text_are_left_alone():
    paragraph = wordml.paragraph(styles.BODY.id, "甲" * 24 + "120万元\n" + "乙" * 40)
    before = wordml.etree.tostring(paragraph) if hasattr(wordml, "etree") else repr(wordml.text_of(paragraph))
    keeping.keep_numbers([paragraph])
    assert not list(paragraph.iter(wordml.qn("w:spacing"))) and before


@pytest.mark.slow
def test_no_line_on_paper_parts_a_number_wherever_it_falls(printed):
    """Every kind of quantity at every place near a line's end, in plain paragraphs and after run-in headings."""
    rows = [Text("甲" * k + whole + "乙丙丁戊己庚辛" * 4) for whole in WHOLE for k in range(16, 29)]
    rows += [
        Heading(2, "（一）" + "甲" * 9 + "。", "乙" * k + whole + "丙" * 20) for whole in WHOLE for k in range(4, 16)
    ]
    paper = a_paper(blocks=tuple(rows))
    content = write_content(paper)
    docx = frame(content, paper, first_fit(content, paper))
    measured = printed(docx)
    lines = [line.text.replace(" ", "") for sheet in measured.sheets for line in sheet.lines]
    parted = [
        (before[-8:], after[:8])
        for before, after in itertools.pairwise(lines)
        for head, tail in PARTED
        if before.endswith(head) and after.startswith(tail) and re.search(r"[甲乙]", before)
    ]
    assert parted == []
    assert "120万元" in text_of(docx) and controls(docx)["gw:title"] == paper.title
    right = max(line.x1 for sheet in measured.sheets for line in sheet.lines)
    assert right <= layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm + 0.6


@pytest.mark.slow
def test_lines_are_reckoned_as_they_are_printed(printed):
    """The reckoning stands or falls with this: of ordinary text nearly every line ends where it was reckoned."""
    text = (
        "各县（区）要在2026年11月30日前完成困难家庭走访，逐户核对台账。对因病因灾造成基本生活暂时困难的家庭，"
        "由乡镇（街道）在24小时内先行救助，每户不超过3000元；符合低保条件的，5个工作日内办结，救助率达到98.5%以上。"
    ) * 12
    measured = printed(write_content(a_paper(blocks=(Text(text),))))
    lines = [line.text.replace(" ", "") for sheet in measured.sheets for line in sheet.lines]
    reckoned, start, room = [], 0, layout.TYPE_WIDTH - layout.CHAR * 2
    while start < len(text):
        end = keeping._line_end(text, start, room)
        reckoned.append(text[start:end])
        start, room = end, layout.TYPE_WIDTH
    assert len(reckoned) > 40 and sum(one in lines for one in reckoned) >= len(reckoned) * 0.97
    assert widths.body_width(reckoned[3]) <= layout.TYPE_WIDTH

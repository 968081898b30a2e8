"""实测（真印）: what LibreOffice prints from settings we know is measured at the places we know."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, Twips
from docx.text.paragraph import Paragraph

from gongwen import printing
from gongwen.document.sheet import Measured
from gongwen.proofing import measure

SENTENCE = "帮助困难家庭渡过难关过上安稳日子是各级政府的重要职责各部门要密切配合把好事办好把实事办实"


def set_in_size_3(paragraph: Paragraph) -> None:
    """仿宋 16 pt, -0.25 pt tracking, exact 592 twips: the recipe of 22 lines by 28 characters."""
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Twips(592)
    shape.widow_control = False
    for run in paragraph.runs:
        run.font.size = Pt(16)
        properties = run._r.get_or_add_rPr()
        fonts = OxmlElement("w:rFonts")
        fonts.set(qn("w:eastAsia"), "仿宋_GB2312")
        tracking = OxmlElement("w:spacing")
        tracking.set(qn("w:val"), "-5")
        properties.insert(0, fonts)
        properties.append(tracking)


def a_known_document() -> bytes:
    """Two pages of running text, then a rule of one point as wide as 版心 and a table of two columns."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(33.6), Mm(33.5)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    set_in_size_3(document.add_paragraph(SENTENCE * 30))
    ruled = document.add_paragraph("青民〔2026〕7号")
    set_in_size_3(ruled)
    border = '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="FF0000"/>'
    ruled._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>"))
    table = document.add_table(rows=1, cols=2)
    table.style = "Table Grid"
    table.cell(0, 0).text, table.cell(0, 1).text = "序号", "户数"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.fixture(scope="module")
def printed() -> Measured:
    with printing.open_printer() as printer:
        return measure(printer.to_pdf(a_known_document()))


@pytest.mark.slow
def test_a_page_of_running_text_is_22_lines_of_28_characters_in_place(printed: Measured) -> None:
    lines = printed.sheets[0].lines
    assert (printed.sheets[0].width, printed.sheets[0].height) == (
        pytest.approx(210, abs=0.1),
        pytest.approx(297, abs=0.1),
    )
    assert [len(line.glyphs) for line in lines] == [28] * 22
    assert all(line.x0 == pytest.approx(28, abs=0.1) and line.x1 <= 184.1 for line in lines)
    assert lines[0].top == pytest.approx(36.98, abs=0.1)
    assert lines[-1].bottom == pytest.approx(261.91, abs=0.1)
    assert "".join(line.text for line in lines) == (SENTENCE * 30)[: 22 * 28]


@pytest.mark.slow
def test_a_paragraph_border_is_a_rule_of_its_width_and_weight(printed: Measured) -> None:
    (rule,) = [rule for sheet in printed.sheets for rule in sheet.rules if rule.colour == "FF0000"]
    assert rule.x1 - rule.x0 == pytest.approx(156, abs=0.1)
    assert rule.weight == pytest.approx(25.4 / 72, abs=0.02)


@pytest.mark.slow
def test_the_cells_of_a_table_are_lines_of_their_own_between_its_borders(printed: Measured) -> None:
    last = printed.sheets[-1]
    assert [line.text for line in last.lines][-2:] == ["序号", "户数"]
    upright = sorted(rule.x0 for rule in last.rules if not rule.horizontal)
    assert len(upright) == 3
    assert upright[2] - upright[0] == pytest.approx(156, abs=0.2)


@pytest.mark.slow
def test_every_font_of_a_printed_paper_is_embedded(printed: Measured) -> None:
    assert printed.fonts and all(font.embedded for font in printed.fonts)

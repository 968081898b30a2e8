"""The named styles, as XML facts that Word, WPS and LibreOffice need."""

from __future__ import annotations

from docx import Document
from docx.oxml.ns import qn

from gongwen.document.geometry import NATIONAL
from gongwen.drafting.word import styles
from gongwen.drafting.word.blank import blank

SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


def _style(document, name):
    return next(
        s for s in document.styles.element.findall(qn("w:style")) if s.find(qn("w:name")).get(qn("w:val")) == name
    )


def test_every_style_names_all_four_font_slots_and_no_theme():
    root = blank().styles.element
    fonts = list(root.iter(qn("w:rFonts")))
    assert len(fonts) > len(styles.PARAGRAPH_STYLES)
    for one in fonts:
        assert all(one.get(qn(f"w:{slot}")) for slot in SLOTS)
        assert not any("Theme" in name for name in one.attrib)


def test_body_text_is_set_to_592_twips_and_a_quarter_point_closer():
    body = _style(blank(), "公文正文")
    spacing = body.find(qn("w:pPr")).find(qn("w:spacing"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("592", "exact")
    assert body.find(qn("w:rPr")).find(qn("w:spacing")).get(qn("w:val")) == "-5"


def test_the_page_has_our_margins_and_no_grid():
    section = blank().sections[0]

    assert section._sectPr.find(qn("w:docGrid")) is None
    assert abs(section.top_margin - NATIONAL.top) < 1000


def test_installing_twice_leaves_one_style_of_each_name():
    document = Document()
    styles.install(document)
    styles.install(document)
    names = [s.find(qn("w:name")).get(qn("w:val")) for s in document.styles.element.findall(qn("w:style"))]
    assert len(names) == len(set(names))


def test_a_style_of_ours_under_a_foreign_id_is_replaced_and_its_paragraphs_follow():
    """WPS gives ids of its own to Chinese style names."""
    document = Document()
    style = document.styles.add_style("公文正文", 1)
    style.element.set(qn("w:styleId"), "a7")
    paragraph = document.add_paragraph("内容")
    paragraph._p.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), "a7")
    styles.install(document)
    assert paragraph._p.pPr.pStyle.get(qn("w:val")) == "GwBody"
    assert paragraph.style.name == "公文正文"

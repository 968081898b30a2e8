"""文字提要: what a reviewer reads instead of a binary file."""

from __future__ import annotations

import io

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from gongwen.drafting.word import package
from gongwen.drafting.word.blank import blank
from gongwen.drafting.word.outline import outline


def _lines(document) -> list[str]:
    package.describe(document, "")
    return outline(package.saved(document)).splitlines()


def test_a_paragraph_shows_style_what_is_set_on_it_and_text():
    document = blank()
    document.add_paragraph("关于走访的通知", "公文标题")
    aside = document.add_paragraph("特此通知。", "公文正文")
    aside.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    aside.paragraph_format.left_indent = Mm(10)
    document.add_paragraph("", "公文正文")
    assert _lines(document)[:3] == [
        "公文标题 | 关于走访的通知",
        "公文正文 | 右对齐，左缩进10.0毫米 | 特此通知。",
        "公文正文 | （空）",
    ]


def test_runs_in_a_character_style_tabs_breaks_and_fields_are_marked():
    document = blank()
    paragraph = document.add_paragraph(style="公文正文")
    paragraph.add_run("（一）走访。", "二级标题字")
    paragraph.add_run("逐户\t走访\n登记")
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:instrText> PAGE </w:instrText></w:r>"))
    assert _lines(document)[0] == "公文正文 | ［二级标题字：（一）走访。］逐户→走访⏎登记［域 PAGE］"


def test_content_controls_show_their_tags():
    control = f"""<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="gw:number"/></w:sdtPr>
        <w:sdtContent><w:r><w:t>青民发〔2026〕7号</w:t></w:r></w:sdtContent></w:sdt>"""
    document = blank()
    document.add_paragraph("发文字号：", "公文正文")._p.append(parse_xml(control))
    assert _lines(document)[0] == "公文正文 | 发文字号：〈gw:number：青民发〔2026〕7号〉"


def test_tables_show_columns_heading_rows_and_merged_cells():
    document = blank()
    table = document.add_table(rows=3, cols=2)
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    table.cell(0, 0).merge(table.cell(0, 1)).text = "任务"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "走访"
    table.cell(1, 1).text, table.cell(2, 1).text = "五月", "六月"
    for cell in (table.cell(0, 0), table.cell(1, 0), table.cell(1, 1), table.cell(2, 1)):
        cell.paragraphs[0].style = "表格文字"
    lines = [line.strip() for line in _lines(document) if "毫米" not in line]
    assert lines == ["表头行", "格（跨2列） 表格文字 | 任务", "行", "表格文字 | 走访", "表格文字 | 五月", "行",
                     "格（并入上格）", "表格文字 | 六月"]  # fmt: skip


def test_each_section_shows_its_direction_margins_headers_and_footers():
    document = blank()
    document.add_paragraph("正文", "公文正文")
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    turned = document.add_section()
    turned.orientation, turned.page_width, turned.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    turned.top_margin = Mm(28)
    lines = _lines(document)
    assert lines[-1].startswith("节 | 横向，上下左右边距 28.0、")
    assert [line for line in lines if "页脚" in line] == ["  页脚 Footer | — 1 —"]
    assert any(line.startswith("节 | 纵向") for line in lines)


def test_a_document_made_elsewhere_can_be_outlined():
    document = Document()
    document.add_heading("标题", 1)
    document.add_paragraph("正文").paragraph_format.first_line_indent = Pt(24)
    buffer = io.BytesIO()
    document.save(buffer)
    lines = outline(buffer.getvalue()).splitlines()
    assert "heading 1 | 标题" in lines or "Heading 1 | 标题" in lines
    assert "（默认样式） | 首行缩进8.5毫米 | 正文" in lines

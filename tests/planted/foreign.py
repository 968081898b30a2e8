"""外来文稿: papers as other offices type them, with the mistakes that one meets every day; by python-docx alone."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

CENTRE, RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
TITLE = "青禾市民政局关于做好困难家庭冬季取暖帮扶工作的通知"
TEXT = (
    "为保障困难家庭温暖过冬，现就做好冬季取暖帮扶工作有关事项通知如下。",
    "一、摸清底数。各县（区）民政局要会同街道、乡镇逐户走访低保对象、特困人员和受灾家庭，"
    "了解取暖方式、燃料储备和房屋保暖情况，逐户登记，做到底数清、情况明。",
    "二、落实补助。取暖补助按户发放，每户六百元，由县（区）民政局通过一卡通发到户，不得以实物抵顶，不得截留挪用。",
    "三、做好服务。对行动不便的老人和残疾人，由村（社区）安排专人代办申请、代购燃料，定期上门查看取暖设备是否安全。",
    "四、加强监督。补助对象和金额在村（社区）公示七天，接受群众监督。市民政局适时抽查，对群众反映的问题限期办结。",
    "五、备足物资。各县（区）救灾物资储备库要备足棉被、棉衣和取暖器，遇有强降温提前调运到乡镇，保证急用时拿得出、送得到。",
    "六、关心安全。入户走访时要向群众讲清楚煤炉、电热毯的安全使用方法，逐户检查烟道，发现隐患当场帮助整改。",
    "七、守住底线。走访中发现生活确有困难而没有纳入救助范围的家庭，要当场登记，先行救助，再按程序补办手续。",
    "八、及时救助。遇有火灾、重病等急难情形，乡镇可以先发放临时救助金，救助后十个工作日内补齐材料，不得因材料不全耽误救助。",
    "九、按时报告。各县（区）民政局每月5日前把上月发放户数和金额报市民政局，遇有紧急情况随时报告。",
)


@dataclass(frozen=True)
class Hand:
    """How an office sets papers: font, size and line spacing of the text, and margins (top, bottom, left, right)."""

    font: str = "仿宋_GB2312"
    size: float = 16
    pitch: float = 28
    margins: tuple[float, float, float, float] = (37, 35, 28, 26)
    title_font: str = "方正小标宋简体"


def typed(
    document: Docx, text: str, hand: Hand, *, font: str = "", size: float = 0, indent: float = 0, pitch: float = 0
) -> Paragraph:
    """A paragraph in one font and size, with exact line spacing."""
    made = document.add_paragraph()
    lettered(made, text, font or hand.font, size or hand.size)
    shape = made.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch or hand.pitch)
    shape.first_line_indent = Pt(indent * (size or hand.size))
    return made


def lettered(paragraph: Paragraph, text: str, font: str, size: float, colour: str = "") -> None:
    """A run in one font and size."""
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), font
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def begun(hand: Hand) -> Docx:
    """An empty A4 paper with the hand's margins."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, bottom, left, right = hand.margins
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    return document


def red_head(document: Docx, hand: Hand, size: float, number: str, *, ruled: bool) -> None:
    """A red head typed as text; the red rule as a border under the number, where there is one."""
    mark = typed(document, "", hand, pitch=size * 1.4)
    lettered(mark, "青禾市民政局文件", hand.title_font, size, "FF0000")
    mark.alignment = CENTRE
    typed(document, "", hand)
    line = typed(document, number, hand)
    line.alignment = CENTRE
    if ruled:
        border = '<w:bottom w:val="single" w:sz="12" w:space="4" w:color="FF0000"/>'
        line._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>"))
    typed(document, "", hand)


def body(document: Docx, hand: Hand) -> None:
    """Title, addressees and text, each paragraph indented by two characters."""
    typed(document, TITLE, hand, font=hand.title_font, size=22, pitch=32).alignment = CENTRE
    typed(document, "", hand)
    typed(document, "各县（区）民政局：", hand)
    for text in TEXT:
        typed(document, text, hand, indent=2).alignment = JUSTIFY


def signed(document: Docx, hand: Hand) -> None:
    """Name and date flush right, as they are often typed."""
    typed(document, "", hand)
    typed(document, "青禾市民政局", hand).alignment = RIGHT
    typed(document, "2026年11月10日", hand).alignment = RIGHT


def enclosed(document: Docx, hand: Hand, label: str, title: str, *rows: str) -> None:
    """An attachment on a page of its own."""
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    typed(document, label, hand)
    typed(document, title, hand, font=hand.title_font, size=22, pitch=32).alignment = CENTRE
    for row in rows:
        typed(document, row, hand, indent=2)


def tabled_imprint(document: Docx, hand: Hand) -> None:
    """版记 as a table with all its borders, where the text ends."""
    table = document.add_table(rows=2, cols=1)
    table.style = "Table Grid"
    printed = f"青禾市民政局办公室{'　' * 9}2026年11月11日印发"
    for row, text in zip(table.rows, ("抄送：市财政局，市残联。", printed), strict=True):
        lettered(row.cells[0].paragraphs[0], text, hand.font, 14)
    document.add_paragraph()


def numbered_pages(document: Docx, before: str, after: str, font: str, size: float) -> None:
    """Page numbers in the middle of the footer."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = CENTRE
    lettered(paragraph, before, font, size)
    for part in (
        '<w:fldChar {} w:fldCharType="begin"/>', "<w:instrText {}> PAGE </w:instrText>",
        '<w:fldChar {} w:fldCharType="separate"/>', "<w:t {}>1</w:t>", '<w:fldChar {} w:fldCharType="end"/>',
    ):  # fmt: skip
        lettered(paragraph, "", font, size)
        paragraph.runs[-1]._r.append(parse_xml(part.format(nsdecls("w"))))
    lettered(paragraph, after, font, size)


def word_defaults() -> Docx:
    """Word as it opens: 宋体 小四, margins 2.54 and 3.18 cm, a red head of 初号 without a rule, the year in ( )."""
    hand = Hand("宋体", 12, 20, (25.4, 25.4, 31.8, 31.8), "黑体")
    document = begun(hand)
    red_head(document, hand, 42, "青民(2026)18号", ruled=False)
    body(document, hand)
    typed(document, "附件：取暖补助发放表。", hand, indent=2)
    signed(document, hand)
    enclosed(document, hand, "附件：", "取暖补助发放登记表", "一、填报范围", "二、填报时间")
    tabled_imprint(document, hand)
    numbered_pages(document, "-", "-", "Times New Roman", 10.5)
    return document


def twenty_eight_points() -> Docx:
    """What is handed on from office to office: 37/35/28/26 mm, 仿宋, 28 pt, `-1-` in the middle, 版记 in a table."""
    hand = Hand()
    document = begun(hand)
    red_head(document, hand, 48, "青民〔2026〕18号", ruled=True)
    body(document, hand)
    signed(document, hand)
    tabled_imprint(document, hand)
    numbered_pages(document, "-", "-", "宋体", 14)
    return document


def document_grid() -> Docx:
    """Word's own 22 lines by 28 characters: a document grid of lines and characters, single spacing."""
    hand = Hand(pitch=28.95)
    document = begun(hand)
    section = document.sections[0]._sectPr
    for old in section.findall(qn("w:docGrid")):
        section.remove(old)
    grid = '<w:docGrid {} w:type="linesAndChars" w:linePitch="579" w:charSpace="-843"/>'
    section.append(parse_xml(grid.format(nsdecls("w"))))
    document.sections[0].footer_distance = Cm(2.5)
    red_head(document, hand, 48, "青民〔2026〕18号", ruled=True)
    body(document, hand)
    signed(document, hand)
    numbered_pages(document, "— ", " —", "宋体", 14)
    return document


PAPERS: dict[str, Callable[[], Docx]] = {
    "Word默认设置": word_defaults,
    "通行的28磅设置": twenty_eight_points,
    "文档网格": document_grid,
}


def file_of(name: str) -> bytes:
    """The Word file of a paper."""
    target = io.BytesIO()
    PAPERS[name]().save(target)
    return target.getvalue()

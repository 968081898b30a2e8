"""The general format around a paper: XML facts, and figures read from the printed page."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree

from drafting.papers import a_paper, organs
from gongwen.document import layout
from gongwen.document.model import Attachment, Member, Organ, Roster, Signer, Table, Text
from gongwen.drafting import controls, first_fit, frame, write_content
from gongwen.errors import BadInput

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def framed(paper, **more):
    content = write_content(paper)
    return frame(content, paper, first_fit(content, paper), **more)


def parts(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist()}


def line(measured, text):
    return next(one for sheet in measured.sheets for one in sheet.lines if one.text.startswith(text))


# --- facts that Word and WPS need


@pytest.fixture(scope="module")
def joint():
    return parts(framed(a_paper(issuers=organs(10))))


@pytest.fixture(scope="module")
def everything():
    """A paper that has a bit of everything."""
    table = Table(("序号", "项目"), (("1", "走访慰问"),), caption="项目表")
    paper = a_paper(
        issuers=organs(3),
        direction="上行",
        signers=(Signer("沈某"), Signer("秦某某"), Signer("陆某某")),
        secrecy="秘密★1年",
        urgency="加急",
        blocks=(Text("正文。"), table),
        attachments=(
            Attachment("项目表", (replace(table, landscape=True),)),
            Attachment("名单", roster=Roster("领导小组", (Member("组长", "沈行", "市长"),))),
        ),
    )
    return parts(framed(paper))


def test_no_part_of_the_paper_speaks_of_themes_or_grids(joint):
    for name, part in joint.items():
        if name.endswith(".xml"):
            assert b"Theme=" not in part and b"docGrid" not in part, name


def test_all_tables_have_a_grid_and_a_width(joint):
    root = etree.fromstring(joint["word/document.xml"])
    tables = list(root.iter(f"{W}tbl"))
    assert len(tables) == 2
    for table in tables:
        assert table.findall(f"{W}tblGrid/{W}gridCol")
        assert table.find(f"{W}tblPr/{W}tblW").get(f"{W}type") == "dxa"


def test_page_number_fields_are_complete_and_sides_differ(joint):
    footers = [etree.fromstring(part) for name, part in joint.items() if "footer" in name and name.endswith(".xml")]
    assert len(footers) == 2
    for footer in footers:
        kinds = [one.get(f"{W}fldCharType") for one in footer.iter(f"{W}fldChar")]
        assert kinds == ["begin", "separate", "end"]
        assert footer.find(f".//{W}instrText").text.strip() == "PAGE"
    assert {footer.find(f".//{W}jc").get(f"{W}val") for footer in footers} == {"left", "right"}
    assert b"evenAndOddHeaders" in joint["word/settings.xml"]


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs kinsoku overflowPunct "
    "autoSpaceDE autoSpaceDN adjustRightInd snapToGrid spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b color spacing kern sz szCs lang",
    "tblPr": "tblW jc tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan tcBorders vAlign",
    "sectPr": "reference type pgSz pgMar",
    "sdtPr": "alias tag id",
}


def test_properties_stand_in_the_order_that_word_insists_on(everything):
    """Word calls a file damaged whose properties are out of order; LibreOffice does not mind."""
    roots = [etree.fromstring(part) for name, part in everything.items() if name.startswith("word/") and "xml" in name]
    seen = set()
    for holder in (one for root in roots for one in root.iter() if isinstance(one.tag, str)):
        kind = etree.QName(holder).localname
        if kind in ORDER and len(holder):
            names = [re.sub(".*Reference", "reference", etree.QName(child).localname) for child in holder]
            order = ORDER[kind].split()
            assert names == sorted(names, key=order.index), kind
            seen.add(kind)
    assert seen == set(ORDER)


def test_tables_neither_touch_nor_end_the_document(everything):
    """Word joins tables that touch, and wants a paragraph after the last."""
    body = etree.fromstring(everything["word/document.xml"]).find(f"{W}body")
    tags = [etree.QName(one).localname for one in body]
    assert ("tbl", "tbl") not in set(pairwise(tags))
    assert tags[-2:] == ["p", "sectPr"]


def test_a_paper_that_ends_with_seals_still_ends_with_a_paragraph():
    docx = framed(a_paper(issuers=organs(2), note="", cc=(), printed_by=""))
    body = etree.fromstring(parts(docx)["word/document.xml"]).find(f"{W}body")
    assert [etree.QName(one).localname for one in body][-3:] == ["tbl", "p", "sectPr"]


def test_modern_drawings_always_have_a_fallback(joint):
    root = etree.fromstring(joint["word/document.xml"])
    choices = list(root.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"))
    assert len(choices) == 10
    for choice in choices:
        assert len(choice.getnext()) == 1


def test_every_seal_has_a_named_frame(joint):
    root = etree.fromstring(joint["word/document.xml"])
    names = [
        one.get("name")
        for one in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    ]
    assert names == [f"seal:{i}" for i in range(1, 11)]


def test_number_date_title_and_recipients_stand_in_controls():
    found = controls(framed(a_paper()))
    assert found["gw:number"] == "青卫〔2026〕67号"
    assert found["gw:date"] == "2026年10月9日"
    assert found["gw:title"] == a_paper().title
    assert found["gw:recipients"] == "各县（区）卫生健康局，委直属各单位："
    assert found["gw:printed_on"] == "2026年10月10日"


@pytest.mark.parametrize("text", ["甲&乙<丙>“丁”", "笑脸😀和𠮷野家", "控制\x00\x0b字\ud800符"])
def test_awkward_characters_in_a_title_never_break_the_file(text):
    docx = framed(a_paper(title=f"关于{text}的通知", blocks=(Text(text),)))
    etree.fromstring(parts(docx)["word/document.xml"])
    assert controls(docx)["gw:title"].startswith("关于")


def test_the_same_paper_is_the_same_file():
    assert framed(a_paper()) == framed(a_paper())


# --- the printed page


@pytest.mark.slow
def test_the_head_of_a_single_organ_stands_where_the_standard_has_it(printed):
    measured = printed(framed(a_paper()))
    mark, number = line(measured, "青禾市卫生健康委员会文件"), line(measured, "青卫〔2026〕67号")
    rule = next(one for one in measured.sheets[0].rules if one.colour == "FF0000")
    title = line(measured, "青禾市卫生健康委员会关于")
    assert mark.top == pytest.approx(layout.MARK_TOP.mm, abs=0.3)
    assert mark.colour == "FF0000"
    assert number.top - mark.bottom == pytest.approx(layout.MARK_TO_NUMBER.mm, abs=0.3)
    assert rule.y - number.bottom == pytest.approx(layout.NUMBER_TO_RULE.mm, abs=0.3)
    assert rule.x1 - rule.x0 == pytest.approx(layout.RED_RULE_LENGTH.mm, abs=0.3)
    assert title.top - rule.y == pytest.approx(layout.RULE_TO_TITLE.mm, abs=0.4)


@pytest.mark.slow
def test_a_full_page_holds_22_lines_of_28_characters(printed):
    measured = printed(framed(a_paper(blocks=tuple(Text("帮扶" * 140) for _ in range(8)))))
    lines = [one for one in measured.sheets[1].lines if one.bottom < 264]
    full = [one for one in lines if len(one.text) == 28]
    assert len(lines) == 22
    assert len(full) >= 18
    assert lines[0].top == pytest.approx(37, abs=0.5)
    assert lines[-1].bottom == pytest.approx(262, abs=0.5)
    assert min(one.x0 for one in full) == pytest.approx(28, abs=0.3)
    assert max(one.x1 for one in full) == pytest.approx(184, abs=0.6)


@pytest.mark.slow
def test_the_imprint_ends_on_the_lower_edge_of_the_type_area(printed):
    last = printed(framed(a_paper())).sheets[-1]
    weights = [round(rule.weight, 2) for rule in last.rules]
    assert weights == [0.35, 0.25, 0.35]
    assert last.rules[-1].y == pytest.approx(layout.IMPRINT_FOOT.mm, abs=0.3)
    assert all(rule.x1 - rule.x0 == pytest.approx(156, abs=0.3) for rule in last.rules)


@pytest.mark.slow
def test_an_organ_without_short_name_prints_too(printed):
    assert printed(framed(a_paper(issuers=(Organ("临溪县民政局"),)))).pages == 2


def test_an_imprint_that_is_taller_than_a_page_is_refused():
    many = tuple(f"青禾市第{number}社会福利机构办公室" for number in range(1, 90))
    framed(a_paper(cc=many[:40]))
    with pytest.raises(BadInput, match=r"版记要排 \d+ 行，一页最多 28 行，排不下；请把主送、抄送机关"):
        framed(a_paper(cc=many))


def test_a_line_before_a_long_address_is_not_drawn_wide_apart():
    """The address goes to the next line as a whole; what stands before it is set flush left."""
    address = "请登录 https://www.qinghe.example/help/2026/summer/visit 填报。"
    content = write_content(a_paper(blocks=(Text(address), Text("请于6月底前填报。"))))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    aligned = {"".join(one.itertext()): [jc.get(f"{W}val") for jc in one.iter(f"{W}jc")] for one in body.iter(f"{W}p")}
    assert (aligned[address], aligned["请于6月底前填报。"]) == (["left"], [])

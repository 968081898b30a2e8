"""表单和合同: the whole-page templates are well made, print what they are given and nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from gongwen.document import contract_check
from gongwen.drafting.templates import shipped
from gongwen.drafting.templates.template import Template
from gongwen.errors import BadInput

FORMS = ("项目合同书", "立项申报书", "监督检查记录表", "评估评分表", "成员名单", "案卷封面", "卷内目录")
_TWIPS_PER_MM = 1440 / 25.4


@cache
def form(name: str) -> Template:
    return shipped.find_template(name)


@cache
def example(name: str) -> bytes:
    return form(name).prove()


def opened(docx: bytes) -> Any:
    return Document(io.BytesIO(docx)).element.body


def text_of(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def texts(docx: bytes) -> list[str]:
    """The text of every paragraph, those in tables included, in order."""
    return [text_of(paragraph) for paragraph in opened(docx).iter(qn("w:p"))]


def required_only(template: Template) -> dict[str, Any]:
    """The example's values without anything that may be left out."""
    wanted = {field.name for field in template.fields if field.required}
    return {name: value for name, value in template.example.items() if name in wanted}


def parts(docx: bytes) -> Iterator[Any]:
    """The body, and each header and footer of its own."""
    document = Document(io.BytesIO(docx))
    yield document.element.body
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_footer):
            if not part.is_linked_to_previous:
                yield part._element


@pytest.mark.parametrize("name", FORMS)
def test_each_form_is_a_whole_page_and_its_example_renders(name: str) -> None:
    assert form(name).frame == "none"
    assert not re.search(r"\{\{|\{%|None|True|False", "".join(texts(example(name))))


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("whole", [True, False], ids=["whole", "required only"])
def test_word_can_open_what_is_made(name: str, whole: bool) -> None:
    """A cell ends with a paragraph, and a paragraph follows every table: Word refuses a file without them, and
    LibreOffice 7.4 drops the last rows of a table that ends the file."""
    body = opened(example(name) if whole else form(name).render(required_only(form(name))))
    assert [cell for cell in body.iter(qn("w:tc")) if cell[-1].tag != qn("w:p")] == []
    followers = [table.getnext().tag for table in body.iter(qn("w:tbl"))]
    assert set(followers) <= {qn("w:p")}


@pytest.mark.parametrize("name", FORMS)
def test_every_paragraph_has_a_named_style_and_all_four_font_slots(name: str) -> None:
    document = Document(io.BytesIO(form(name).docx))
    styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
    for part in parts(form(name).docx):
        for paragraph in part.iter(qn("w:p")):
            style = styles[paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))]
            assert style.get(qn("w:styleId")).startswith("Gw"), text_of(paragraph)
            fonts = style.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
            assert {key.rpartition("}")[2] for key in fonts.attrib} == {"ascii", "hAnsi", "eastAsia", "cs"}


@pytest.mark.parametrize("name", FORMS)
def test_no_theme_font_no_character_grid(name: str) -> None:
    document = Document(io.BytesIO(form(name).docx))
    attributes = {key for node in document.styles.element.iter() for key in node.attrib}
    assert not [key for key in attributes if "Theme" in key]
    assert list(document.element.body.iter(qn("w:docGrid"))) == []


@pytest.mark.parametrize("name", FORMS)
def test_tables_state_their_widths_and_stay_inside_the_page(name: str) -> None:
    document = Document(io.BytesIO(example(name)))
    section = document.sections[0]
    room = (section.page_width - section.left_margin - section.right_margin) / 635
    for table in document.element.body.iter(qn("w:tbl")):
        columns = [int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))]
        width = table.find(f"{qn('w:tblPr')}/{qn('w:tblW')}")
        assert width.get(qn("w:type")) == "dxa"
        assert abs(int(width.get(qn("w:w"))) - sum(columns)) <= len(columns)
        assert sum(columns) <= room + _TWIPS_PER_MM
        for row in table.iter(qn("w:tr")):
            assert sum(map(span, row.iter(qn("w:tc")))) == len(columns)


def span(cell: Any) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if found is None else int(found.get(qn("w:val")))


@pytest.mark.parametrize("name", FORMS)
def test_rows_stay_whole_and_heads_of_lists_repeat(name: str) -> None:
    """Only a row that holds long text may break across pages; a table that grows with its data repeats its head."""
    for table in opened(form(name).docx).iter(qn("w:tbl")):
        rows = list(table.iter(qn("w:tr")))
        for row in rows:
            settings = row.find(qn("w:trPr"))
            kept = settings is not None and settings.find(qn("w:cantSplit")) is not None
            assert kept or "|lines" in text_of(row)
        if any("{%tr" in text_of(row) for row in rows):
            assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


@pytest.mark.parametrize("name", ["项目合同书", "立项申报书", "监督检查记录表", "评估评分表", "成员名单"])
def test_the_footer_counts_pages_with_complete_fields(name: str) -> None:
    document = Document(io.BytesIO(example(name)))
    footer = document.sections[0].footer._element
    kinds = [node.get(qn("w:fldCharType")) for node in footer.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"] * 2
    assert [node.text.strip() for node in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert re.search(r"第 \d+ 页　共 \d+ 页$", text_of(footer))


@pytest.mark.parametrize("name", FORMS)
def test_no_example_holds_personal_data_of_the_families_helped(name: str) -> None:
    text = "\n".join(texts(example(name)))
    assert not re.search(r"(?<![\dA-Z])\d{17}[\dX](?![\dA-Z])", text), "an identity card number"
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text), "a mobile number"


def test_markup_and_odd_characters_in_data_print_as_they_are() -> None:
    odd = "甲&乙<丙>“丁”🙂{{ 戊 }}"
    cover = form("案卷封面")
    assert odd in texts(cover.render(dict(cover.example) | {"title": odd + "\x07"}))


@pytest.mark.parametrize("name", FORMS)
def test_several_missing_fields_are_told_at_once(name: str) -> None:
    wanted = [field for field in form(name).fields if field.required and field.default is None]
    with pytest.raises(BadInput) as refusal:
        form(name).check({})
    assert list(refusal.value.faults) == [
        f"模板「{name}」缺栏目「{field.name}」（{field.label}），请补填。" for field in wanted
    ]


def test_the_example_contract_passes_the_contract_check() -> None:
    contract = form("项目合同书")
    assert contract_check.faults(contract.check(contract.example)) == []


def test_the_application_totals_its_budget_in_figures_and_words() -> None:
    values = dict(form("立项申报书").example) | {
        "budget": [{"name": "取暖器", "amount": "1409.50"}, {"name": "安装", "amount": 90}]
    }
    text = "\n".join(texts(form("立项申报书").render(values)))
    assert "1,499.50元（大写：人民币壹仟肆佰玖拾玖元伍角）" in text


def test_the_application_lists_families_by_code_only_when_it_is_given_them() -> None:
    application = form("立项申报书")
    assert "临溪-003" in texts(application.prove())
    without = {key: value for key, value in application.example.items() if key != "beneficiaries"}
    assert not any(text == "户编号" for text in texts(application.render(without)))


def test_a_blank_opinion_leaves_room_to_sign_by_hand() -> None:
    text = "\n".join(texts(form("立项申报书").render(required_only(form("立项申报书")))))
    assert "同意立项" not in text
    assert "审核人（签字）：" in text and "批准人（签字）：" in text


RECHECK = {
    "rechecked_on": "2026-08-14",
    "rechecks": [
        {"item": "鸡舍改造", "requirement": "18处", "found": "全部完工", "result": "符合", "evidence": "照片"}
    ],
    "recheck_opinion": "整改到位。",
}


def test_an_inspection_record_becomes_a_recheck_record_by_its_date() -> None:
    record = form("监督检查记录表")
    first, second = texts(record.prove()), texts(record.render(dict(record.example) | RECHECK))
    assert "项目监督检查记录表" in first and "2026年7月21日" in first
    assert "项目监督复查记录表" in second and "2026年8月14日" in second and "整改到位。" in second


def test_the_kind_of_inspection_can_be_set_against_the_date() -> None:
    record = form("监督检查记录表")
    rows = texts(record.render(dict(record.example) | RECHECK | {"round": "检查"}))
    assert "项目监督检查记录表" in rows and "整改到位。" not in rows


def test_an_inspection_counts_its_items_and_lists_what_does_not_conform() -> None:
    record = form("监督检查记录表")
    values = {key: value for key, value in record.example.items() if key != "problems"}
    rows = texts(record.render(values))
    assert "共检查6项，符合4项，不符合2项。" in rows
    assert "1.鸡舍改造：完成16处；临溪-006、临溪-013两处尚未完工。" in rows


@pytest.mark.parametrize("style", ["空格", "括注"])
def test_a_member_list_prints_both_styles(style: str) -> None:
    rows = texts(form("成员名单").render(dict(form("成员名单").example) | {"style": style}))
    wanted = {"空格": "成　员：丁　卫　市委宣传部副部长", "括注": "成　员：丁　卫（市委宣传部副部长）"}
    assert wanted[style] in rows


def test_contents_and_closing_sheet_can_be_printed_apart() -> None:
    values = dict(form("卷内目录").example)
    contents = "\n".join(texts(form("卷内目录").render(values | {"part": "目录"})))
    closing = "\n".join(texts(form("卷内目录").render(values | {"part": "备考表"})))
    assert "卷　内　目　录" in contents and "卷 内 备 考 表" not in contents
    assert "卷 内 备 考 表" in closing and "卷　内　目　录" not in closing and "立　卷　人：" in closing


def marked_by(names: list[str]) -> dict[str, Any]:
    """The example of the score sheet as if these persons had marked it."""
    values = dict(form("评估评分表").example)
    marks = [{"assessor": name, "value": 90} for name in names]
    sheets = [{"assessor": name, "unit": "青禾市财政局"} for name in names]
    lines = [dict(row) | {"marks": marks} for row in values["lines"]]
    return values | {"counted": names, "sheets": sheets, "lines": lines}


@pytest.mark.parametrize("number", [1, 4, 5, 7])
def test_a_score_sheet_has_a_column_for_each_assessor_and_keeps_its_width(number: int) -> None:
    names = [f"评估员{index}" for index in range(number)]
    table = list(opened(form("评估评分表").render(marked_by(names))).iter(qn("w:tbl")))[1]
    rows = list(table.iter(qn("w:tr")))
    widths = {sum(map(span, row.iter(qn("w:tc")))) for row in rows}
    assert widths == {len(table.find(qn("w:tblGrid")))}
    assert [text_of(cell) for cell in rows[1].iter(qn("w:tc")) if text_of(cell)] == names


def test_indicators_of_one_group_share_one_merged_cell() -> None:
    table = list(opened(example("评估评分表")).iter(qn("w:tbl")))[1]
    merges = [cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") for cell in first_cells(table)[2:]]
    kinds = [None if merge is None else merge.get(qn("w:val")) for merge in merges]
    groups = [row["group"] for row in form("评估评分表").example["lines"]]
    firsts = [index == 0 or groups[index - 1] != group for index, group in enumerate(groups)]
    assert kinds == ["restart" if first else "continue" for first in firsts] + [None]


def first_cells(table: Any) -> list[Any]:
    return [row.find(qn("w:tc")) for row in table.iter(qn("w:tr"))]


def test_a_sheet_of_one_assessor_shows_no_grade() -> None:
    rows = texts(form("评估评分表").render(marked_by(["陈志远"]) | {"sheet": "个人"}))
    assert "项目评估评分表" in rows
    assert not any("等次" in row for row in rows)

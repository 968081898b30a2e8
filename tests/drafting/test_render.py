"""套用模板: whatever people type is printed as typed, and never breaks or runs."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from gongwen.document.fields import clean
from gongwen.drafting.templates.render import render
from gongwen.drafting.templates.template import Template
from gongwen.drafting.word import package
from gongwen.drafting.word.blank import blank
from gongwen.errors import BadInput

FIELDS = """\
name: 便条
title: 便条
frame: none
fields:
  - {name: a, label: 甲}
  - {name: b, label: 乙, type: longtext}
  - {name: rows, label: 丙, type: table, columns: [{name: c, label: 丁}]}
"""


def _docx() -> bytes:
    document = blank()
    document.add_paragraph("始[{{ a }}]终", "公文正文")
    for text in ("{%p for para in b|lines %}", "{{ para }}", "{%p endfor %}"):
        document.add_paragraph(text, "公文正文")
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).text, table.cell(2, 0).text = "{%tr for row in rows %}", "{%tr endfor %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{ row.c }}", "{{ a }}"
    document.sections[0].footer.paragraphs[0].text = "脚[{{ a }}]"
    return package.saved(document)


TEMPLATE = Template.from_files(
    {"fields.yaml": FIELDS.encode(), "example.yaml": b"a: x", "template.docx": _docx()}, "便条"
)

NASTY = st.text(alphabet=st.characters(codec=None), max_size=40) | st.sampled_from(
    [
        "{{ 7*7 }}",
        "{% for x in range(9) %}",
        "{{ ''.__class__.__mro__ }}",
        "{_{ 7*7 }_}",
        "{_% if %_}",
        "{#",
        "</w:t></w:r></w:p>",
        "<w:t>&amp;</w:t>",
        "]]>",
        "项目<申报>&“评审”'单'\"双\"",
        "\x00\x01\x0b\x1b\x7f",
        "\ud800 半个",
        "\ufffe\uffff",
        "😀👨‍👩‍👧 𠮷野家",
        "a\tb",
        "一\n二\r\n三\f四",
        "\\1 \\g<0>",
        "%s %(a)s",
    ]
)


def _texts(docx: bytes) -> tuple[str, list[str], list[tuple[str, ...]], str]:
    document = Document(io.BytesIO(docx))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    rows = [tuple(cell.text for cell in row.cells) for row in document.tables[0].rows] if document.tables else []
    return paragraphs[0], paragraphs[1:], rows, document.sections[0].footer.paragraphs[0].text


def _well_formed(docx: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(docx)) as package_file:
        assert package_file.testzip() is None
        for name in package_file.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package_file.read(name))


@settings(max_examples=25, deadline=None)
@given(a=NASTY, b=NASTY, c=NASTY)
@example(a="{{ 7*7 }}", b="&lt;", c="{%tr endfor %}")
def test_what_is_typed_is_what_is_printed(a, b, c):
    docx = TEMPLATE.render({"a": a, "b": b, "rows": [{"c": c}]})
    _well_formed(docx)
    first, rest, rows, foot = _texts(docx)
    wanted = clean(a).strip()
    assert first == f"始[{wanted}]终"
    assert rest == [line.strip() for line in clean(b).strip().splitlines() if line.strip()]
    assert rows == [(clean(c).strip(), wanted)]
    assert foot == f"脚[{wanted}]"


def test_nothing_is_lost_behind_a_control_character():
    first, *_ = _texts(TEMPLATE.render({"a": "前\x01后<申报>&评审"}))
    assert first == "始[前后<申报>&评审]终"


FOOTNOTES = """<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:id="2"><w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p></w:footnote></w:footnotes>"""
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def _with_footnotes(docx: bytes) -> bytes:
    """The same file with a footnotes part that holds a tag."""
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{CONTENT_TYPE}"/></Types>'
    relation = f'<Relationship Id="rId99" Type="{RELATION}" Target="footnotes.xml"/></Relationships>'
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode().replace("</Types>", override)
            if name == "word/_rels/document.xml.rels":
                text = text.replace("</Relationships>", relation)
            new.writestr(name, text)
        new.writestr("word/footnotes.xml", FOOTNOTES)
    return target.getvalue()


def test_data_in_a_footnote_is_never_executed_however_many_sections_there_are():
    document = blank()
    document.add_paragraph("正文")
    document.add_section()
    document.add_section()
    docx = render(_with_footnotes(package.saved(document)), {"a": "{{ 7*7 }}"}, "模板")
    with zipfile.ZipFile(io.BytesIO(docx)) as made:
        assert ">{{ 7*7 }}<" in made.read("word/footnotes.xml").decode()


def test_the_files_own_title_is_the_papers_and_is_escaped_once():
    document = blank()
    document.add_paragraph("关于{{ a }}的通知", "公文标题")
    made = Document(io.BytesIO(render(package.saved(document), {"a": "甲&乙"}, "模板")))
    properties = made.core_properties
    assert (properties.title, properties.author, properties.comments) == ("关于甲&乙的通知", "", "")


def _rendered(text: str, **values) -> str:
    document = blank()
    document.add_paragraph(text)
    return Document(io.BytesIO(render(package.saved(document), values, "模板「便条」"))).paragraphs[0].text


@pytest.mark.parametrize("attack", ["{{ a.__class__ }}", "{{ a.format.__globals__ }}", "{{ rows.append(1) }}"])
def test_a_template_cannot_reach_behind_its_values(attack):
    with pytest.raises(BadInput, match="模板「便条」套用时出错"):
        _rendered(attack, a="x", rows=[])


def test_a_name_without_value_is_an_error_and_not_a_gap():
    with pytest.raises(BadInput) as error:
        _rendered("到{{ place }}", a="x")
    assert str(error.value) == "模板「便条」套用时出错：「place」没有值，请核对模板中的写法和栏目。"


def test_filters_print_money_words_days_numerals_and_names():
    values = {
        "m": Decimal("120000"),
        "d": date(2026, 3, 9),
        "n": "肖捷",
        "gap": None,
        "ok": True,
        "list": ["甲", "乙"],
    }
    text = "{{ m|money }} {{ m|words }} {{ d|day }} {{ d }} {{ 11|cn }} {{ 30|cn }} {{ n|name }} {{ ok }} {{ list }}"
    assert _rendered(text, **values) == (
        "120,000.00 人民币壹拾贰万元整 2026年3月9日 2026年3月9日 十一 三十 肖　捷 是 甲、乙"
    )
    assert _rendered("[{{ gap }}{{ gap|money }}{{ gap|words }}{{ gap|day }}{{ gap|name }}]", **values) == "[]"


def test_a_span_of_days_prints_what_there_is_of_it():
    values = {"a": date(2026, 7, 13), "b": date(2026, 7, 17), "gap": None}
    assert _rendered("{{ a|span(b) }} {{ a|span(gap) }} {{ gap|span(b) }}[{{ gap|span(gap) }}]", **values) == (
        "2026年7月13日至17日 2026年7月13日 2026年7月17日[]"
    )


def test_figures_that_a_template_cannot_reckon_with_are_bad_input():
    with pytest.raises(BadInput, match="模板「便条」套用时出错：所填的值不合模板中的算式"):
        _rendered("{{ a / b }}", a=Decimal(1), b=Decimal(0))


def test_texts_that_people_close_in_different_ways_fit_into_a_sentence():
    values = {"a": "一是走访；\n二是送医。", "gap": None}
    assert _rendered("据{{ a|phrase }}，{{ a|sentence }}{{ gap|sentence }}", **values) == (
        "据一是走访；二是送医，一是走访；二是送医。"
    )


@pytest.mark.parametrize("style", ["空格", "括注"])
def test_a_table_of_members_becomes_printed_lines(style):
    rows = [{"post": "组长", "name": "周望", "title": "市长"}]
    text = "{% for line in rows|roster_lines(style) %}{{ line.text }}{% endfor %}"
    wanted = {"空格": "组　长：周　望　市长", "括注": "组　长：周　望（市长）"}
    assert _rendered(text, rows=rows, style=style) == wanted[style]


def test_control_tags_that_open_and_close_at_different_depths_are_refused():
    document = blank()
    table = document.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "{%p if a %}"
    document.add_paragraph("{%p endif %}")
    with pytest.raises(BadInput, match="套用后不成文件"):
        render(package.saved(document), {"a": ""}, "模板")

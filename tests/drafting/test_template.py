"""模板: what a template folder may hold, and what is said when it is wrong."""

from __future__ import annotations

import io

import pytest
from docx import Document

from gongwen.drafting.templates.template import Template
from gongwen.drafting.word import package
from gongwen.drafting.word.blank import blank
from gongwen.errors import BadInput

FIELDS = """\
name: 慰问通知
title: 走访慰问通知
frame: 文件
kind: 通知
paper: {direction: 下行, note: 此件公开发布}
fields:
  - {name: place, label: 走访地点, required: true, source: case.place}
  - {name: amount, label: 慰问金（元）, type: money, required: true, source: case.approved_amount}
  - {name: starts, label: 开始日期, type: date}
  - name: tasks
    label: 任务
    type: table
    source: case.plan
    columns:
      - {name: items, label: 事项, required: true}
      - {name: by, label: 责任人}
"""
EXAMPLE = "place: 临溪县\namount: 50000\n"
BODY = (
    ("公文标题", "关于开展走访慰问的通知"),
    ("公文正文", "到{{ place }}走访，慰问金{{ amount|money }}元（大写：{{ amount|words }}）。"),
    ("公文正文", "{%p if starts %}"),
    ("公文正文", "自{{ starts|day }}起。"),
    ("公文正文", "{%p endif %}"),
    ("公文正文", "{%p for row in tasks %}"),
    ("公文正文", "{{ loop.index|cn }}是{{ row.items }}{% if row.by %}，由{{ row.by }}负责{% endif %}。"),
    ("公文正文", "{%p endfor %}"),
)


def docx_of(*rows: tuple[str, str]) -> bytes:
    document = blank()
    for style, text in rows:
        document.add_paragraph(text, style)
    return package.saved(document)


def a_template(fields: str = FIELDS, body=BODY, example: str = EXAMPLE) -> Template:
    files = {"fields.yaml": fields.encode(), "example.yaml": example.encode(), "template.docx": docx_of(*body)}
    return Template.from_files(files, "慰问通知")


def texts(docx: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs]


def test_values_stand_in_the_paper_and_empty_optional_ones_leave_no_gap():
    assert texts(a_template().prove()) == [
        "关于开展走访慰问的通知",
        "到临溪县走访，慰问金50,000.00元（大写：人民币伍万元整）。",
    ]


def test_rows_may_have_columns_named_like_what_a_mapping_does():
    tasks = [{"items": "送米面油", "by": "村委会"}, {"items": "量血压"}]
    made = a_template().render({"place": "望山区", "amount": "1", "starts": "2026-03-09", "tasks": tasks})
    assert texts(made)[2:] == ["自2026年3月9日起。", "一是送米面油，由村委会负责。", "二是量血压。"]


def test_paper_defaults_are_arguments_of_a_paper():
    defaults = {"kind": "通知", "layout": "文件", "direction": "下行", "note": "此件公开发布"}
    assert a_template().paper_defaults == defaults


def test_a_missing_field_is_named_with_its_label_and_template():
    with pytest.raises(BadInput) as error:
        a_template().render({"amount": 1})
    assert str(error.value) == "模板「慰问通知」缺栏目「place」（走访地点），请补填。"


def test_wrong_fields_are_all_told_at_once():
    with pytest.raises(BadInput) as error:
        a_template().check({"place": "县", "amount": "五万", "starts": "昨天", "tasks": [{"by": "甲"}], "phone": "1"})
    assert error.value.faults == (
        "模板「慰问通知」没有「phone」这个栏目，请删去或改正。",
        "模板「慰问通知」的栏目「amount」（慰问金（元））应当是金额（元），现为「五万」。",
        "模板「慰问通知」的栏目「starts」（开始日期）的日期「昨天」无法识别，请写成 2026-07-04 这样的形式。",
        "模板「慰问通知」的栏目「tasks」（任务）第1行缺栏目「items」（事项），请补填。",
    )


def test_values_are_gathered_from_the_case_and_rows_cut_to_the_columns():
    case = {"place": "桃园县", "approved_amount": 3, "plan": [{"items": "走访", "by": None, "starts": "2026-01-01"}]}
    assert a_template().gather({"case": case}) == {
        "place": "桃园县",
        "amount": 3,
        "tasks": [{"items": "走访"}],
    }


def test_a_column_may_take_its_value_from_deeper_and_a_single_record_is_one_row():
    fields = FIELDS.replace("source: case.plan", "source: case").replace(
        "label: 责任人", "label: 责任人, source: unit.name"
    )
    case = {"items": "走访", "unit": {"name": "柳林村村民委员会"}}
    assert a_template(fields=fields).gather({"case": case})["tasks"] == [{"items": "走访", "by": "柳林村村民委员会"}]


def test_two_renderings_are_the_same_bytes():
    assert a_template().prove() == a_template().prove()


def test_the_version_changes_with_every_file():
    versions = {
        a_template().version,
        a_template(fields=FIELDS + "help: 备注\n").version,
        a_template(example=EXAMPLE + "starts: 2026-01-01\n").version,
        a_template(body=(*BODY, ("公文正文", "完"))).version,
    }
    assert len(versions) == 4


def faults_of(**changes) -> tuple[str, ...]:
    with pytest.raises(BadInput) as error:
        a_template(**changes)
    return error.value.faults


def with_line(text: str) -> tuple[tuple[str, str], ...]:
    return (*BODY, ("公文正文", text))


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{{ plase }}", "模板「慰问通知」用了没有登记的栏目「plase」，请在 fields.yaml 中登记或改正。"),
        (
            "{% for t in tasks %}{{ t.who }}{% endfor %}",
            "模板「慰问通知」中「t.who」没有着落：「t」只有items、by。",
        ),
        (
            "{% for t in tasks|selectattr('by') %}{{ t.who }}{% endfor %}",
            "模板「慰问通知」中「t.who」没有着落：「t」只有items、by。",
        ),
        (
            "共{{ amount|yuan }}",
            "模板「慰问通知」的标记写得不对（在「共{{ amount|yuan }}」附近）：不认识的过滤器「yuan」，"
            "可用：abs、blocks、cn、day、default、first、int、join、last、length、lines、list、map、money、name、people、phrase、"
            "reject、rejectattr、replace、reverse、roster_lines、round、select、selectattr、sentence、sort、span、sum、trim、"
            "unique、words。",
        ),
        (
            "{%p if place %}请注意",
            "模板「慰问通知」的控制标记 {%p if place %} 没有独占一段（「{%p if place %}请注意」），"
            "同段的文字会丢失，请分开。",
        ),
        ("{{r place }}", "模板「慰问通知」的「{{r place }}」应当写成 {{ 栏目 }}，不用 {{p、{{tr、{{r。"),
        ("{% include 'a' %}", "模板「慰问通知」用了不允许的写法（include、import、macro、block），请删去。"),
        ("{{ place.ljust(999999999) }}", "模板「慰问通知」用了不允许的写法「ljust(…)」，请改用过滤器或删去。"),
        ("{{ '{:>9}'.format(place) }}", "模板「慰问通知」用了不允许的写法「format(…)」，请改用过滤器或删去。"),
    ],
)
def test_a_fault_in_the_docx_is_found_when_the_template_is_loaded(line, fault):
    assert fault in faults_of(body=with_line(line))


@pytest.mark.parametrize("line", ["{{ place * 999999999 }}", "{{ 9 ** 9 ** 9 }}", "{{ '%999999999d' % 1 }}"])
def test_a_template_that_would_fill_the_memory_is_refused(line):
    """A template somebody uploads is a program: it reckons with numbers, and makes no text longer than its parts."""
    with pytest.raises(BadInput, match="只能用来算两个数的积或余数"):
        a_template(body=with_line(line)).prove()
    assert "共 60 元" in "".join(texts(a_template(body=with_line("共 {{ 30 * 2 }} 元")).prove()))


def test_an_unclosed_tag_is_told_with_the_text_near_it():
    (fault,) = faults_of(body=with_line("到{{ place }走访"))
    assert fault.startswith("模板「慰问通知」的标记写得不对（在「到{{ place }走访」附近）：")


def test_a_declared_field_must_be_used():
    assert faults_of(fields=FIELDS + "  - {name: phone, label: 电话}\n") == (
        "模板「慰问通知」登记了栏目「phone」（电话）却没有用到，请在 template.docx 中写入或删去它。",
    )


def test_every_fault_of_the_sidecar_is_told_with_its_line():
    wrong = """\
name: 慰问通知
titel: 走访
frame: 便函
kind: 通告书
paper: {direction: 横向, date: 2026-01-01}
fields:
  - {name: place, label: 地点, type: 地名}
  - {name: place, label: 地点}
"""
    assert faults_of(fields=wrong) == (
        "模板「慰问通知」的 fields.yaml 第2行：不认识的项「titel」，"
        "可用：name、title、frame、kind、paper、joint、fields、help。",
        "模板「慰问通知」的 fields.yaml：缺 title，请补填。",
        "模板「慰问通知」的 fields.yaml 第3行：frame「便函」不认识，可用：文件、信函、命令、纪要、none。",
        "模板「慰问通知」的 fields.yaml 第5行：paper 里不能预设「date」，可用：direction、profile、masthead、mark、"
        "secrecy、urgency、recipients、sign_off、note、cc、printed_by、even_page。",
        "模板「慰问通知」的 fields.yaml 第4行：kind「通告书」不认识，可用：决议、决定、命令、公报、公告、通告、意见、"
        "通知、通报、报告、请示、批复、议案、函、纪要。",
        "模板「慰问通知」的 fields.yaml 第5行：direction「横向」不认识，可用：下行、平行、上行。",
        "模板「慰问通知」的 fields.yaml 第7行的栏目「place」的 type「地名」不认识，可用：text、longtext、integer、"
        "number、money、date、choice、list、table、record、file、photos、flag。",
        "模板「慰问通知」的 fields.yaml 第8行：栏目「place」重复。",
    )


def test_a_key_written_twice_is_refused_with_its_line():
    (fault,) = faults_of(fields="name: 甲\nname: 乙\n")
    assert fault.startswith("模板「慰问通知」的 fields.yaml 第2行：同一个项写了两次，请删去一处")


def test_a_file_that_is_no_docx_is_refused():
    files = {"fields.yaml": FIELDS.encode(), "example.yaml": EXAMPLE.encode(), "template.docx": b"PK\x03\x04..."}
    with pytest.raises(BadInput, match=r"template\.docx 不是完好的 Word 文件"):
        Template.from_files(files, "慰问通知")


def test_a_folder_lacking_files_is_refused(tmp_path):
    with pytest.raises(BadInput, match=r"缺文件：template\.docx、fields\.yaml、example\.yaml"):
        Template.load(tmp_path)

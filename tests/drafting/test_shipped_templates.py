"""随附模板: every shipped template works with its own example, with and without what is optional."""

from __future__ import annotations

import io
import re
from functools import cache

import pytest
from docx import Document
from docx.document import Document as DocxDocument

from gongwen.document.dates import printed
from gongwen.document.fields import Field
from gongwen.document.kinds import KINDS
from gongwen.drafting.filters import cn
from gongwen.drafting.outline import outline
from gongwen.drafting.shipped import OUTLINE, find_template, refresh_outlines, shipped_templates, template_names
from gongwen.drafting.template import Template
from gongwen.drafting.yaml_source import load, read_text
from gongwen.errors import BadInput

NAMES = template_names()
REFRESH = 'python -c "from gongwen.drafting.shipped import refresh_outlines; refresh_outlines()"'
OURS = ("领导小组成立通知", "立项批复", "监督检查通知", "整改通知书", "评估结果通报", "表彰决定", "处理决定")
CONTENT_STYLES = {
    *("公文标题", "主送机关", "公文正文", "一级标题", "二级标题", "三级标题", "四级标题"),
    *("附件标题", "名单", "表题", "表头", "表格文字", "表格数字"),
}
DANGLING = re.compile(
    r"[，、；：。][，、；。]|（[，、；。）]|[，、；：（“《]\s*$(?<!：)|^[，、；。：）]|None|\{\{|\{%|“”|《》|  "
)


@cache
def a_template(name: str) -> Template:
    return find_template(name)


@cache
def proof(name: str) -> bytes:
    return a_template(name).prove()


@cache
def every_variant(name: str) -> list[list[tuple[str, str]]]:
    return [paragraphs(a_template(name).render(values)) for values in variants(a_template(name))]


def paragraphs(docx: bytes) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in Document(io.BytesIO(docx)).paragraphs]


def cells(document: DocxDocument) -> list[str]:
    return [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def all_text(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells(document))


def variants(template: Template) -> list[dict]:
    """The example whole, without anything optional, and without each optional field by itself."""
    whole = dict(template.example)
    optional = [field.name for field in template.fields if field.name in whole and not field.required]
    bare = {name: value for name, value in whole.items() if name not in optional}
    return [whole, bare, *({k: v for k, v in whole.items() if k != name} for name in optional)]


def test_the_seven_papers_with_a_head_are_there():
    assert {name for name in NAMES if a_template(name).frame == "文件"} == set(OURS)


@pytest.mark.parametrize("name", OURS)
def test_the_example_is_printed_with_every_value_it_gives(name):
    template = a_template(name)
    text = all_text(proof(template.name))
    values = template.check(template.example)
    missing = [word for field in template.fields for word in words(field, values[field.name]) if word not in text]
    assert missing == []


def words(field: Field, value) -> list[str]:
    """What must be readable of a value; figures and choices appear in several forms and are left to other tests."""
    if not value or field.name in ("issuers", "scope"):
        return []
    if field.type in ("table", "record"):
        rows = value if field.type == "table" else [value]
        return [word for row in rows for column in field.columns for word in words(column, row[column.name])]
    if field.type == "date":
        return [printed(value)]
    if field.type == "longtext":
        return [line.rstrip("。；") for line in value.splitlines()]
    if field.type == "list":
        return [item.rstrip("。；") for item in value]
    return [value.rstrip("。")] if field.type == "text" and field.name != "name" else []


@pytest.mark.parametrize("name", OURS)
def test_what_is_optional_leaves_no_gap_when_it_is_empty(name):
    for rows in every_variant(name):
        assert [text for _, text in rows if not text.strip()] == []
        assert [text for _, text in rows if DANGLING.search(text)] == []


@pytest.mark.parametrize("name", OURS)
def test_headings_count_without_a_gap_whatever_is_left_out(name):
    for rows in every_variant(name):
        heads = [text.partition("、")[0] for style, text in rows if style == "一级标题"]
        assert heads == [cn(number) for number in range(1, len(heads) + 1)]
        assert second_levels(rows) == []


def second_levels(rows: list[tuple[str, str]]) -> list[str]:
    """（一） headings that do not follow the one before them."""
    wrong, last = [], 0
    for style, text in rows:
        found = re.match(r"（([一二三四五六七八九十]+)）", text)
        if style == "一级标题":
            last = 0
        elif found and found[1] == cn(last + 1):
            last += 1
        elif found:
            wrong.append(text)
    return wrong


@pytest.mark.parametrize("name", OURS)
def test_the_content_keeps_the_contract_with_the_frame(name):
    rows = paragraphs(proof(name))
    assert [style for style, _ in rows[:2]] == ["公文标题", "主送机关"]
    assert [style for style, _ in rows].count("公文标题") == 1
    assert rows[1][1].endswith("：")
    assert {style for style, _ in rows} <= CONTENT_STYLES
    assert set(cell_styles(proof(name))) <= CONTENT_STYLES


def cell_styles(docx: bytes) -> list[str]:
    tables = Document(io.BytesIO(docx)).tables
    return [p.style.name for t in tables for row in t.rows for cell in row.cells for p in cell.paragraphs]


@pytest.mark.parametrize("name", OURS)
def test_the_title_ends_with_its_kind_and_says_about_what(name):
    template = a_template(name)
    title = paragraphs(proof(template.name))[0][1]
    assert template.kind in KINDS
    assert re.fullmatch(rf".+关于.+{template.kind}", title)


CLOSINGS = {
    "领导小组成立通知": "特此通知。",
    "立项批复": "此复。",
    "监督检查通知": "特此通知。",
    "整改通知书": "特此通知。",
    "评估结果通报": "特此通报。",
    "处理决定": "本决定自印发之日起执行。",
}


@pytest.mark.parametrize(("name", "closing"), CLOSINGS.items())
def test_the_body_closes_as_its_kind_does(name, closing):
    rows = paragraphs(proof(name))
    body = [text for style, text in rows if style == "公文正文"]
    assert closing in body


@pytest.mark.parametrize("name", NAMES)
def test_the_text_outline_beside_each_template_is_fresh(name):
    folder = shipped_templates() / name
    kept = (folder / OUTLINE).read_text(encoding="utf-8") if (folder / OUTLINE).is_file() else ""
    fresh = outline((folder / "template.docx").read_bytes())
    assert kept == fresh, f"template.outline.txt of {name} is stale; refresh it with: {REFRESH}"


@pytest.mark.parametrize("name", NAMES)
def test_sources_start_where_the_office_gathers(name):
    roots = {field.source.split(".")[0] for field in a_template(name).fields if field.source}
    assert roots <= {"case", "file", "office", "group", "issuing", "papers", "today"}


@pytest.mark.parametrize("name", NAMES)
def test_each_missing_field_is_named_with_label_and_template(name):
    template = a_template(name)
    for field in template.fields:
        if field.required and field.default is None:
            values = {key: value for key, value in template.example.items() if key != field.name}
            with pytest.raises(BadInput) as error:
                template.render(values)
            assert str(error.value) == f"模板「{name}」缺栏目「{field.name}」（{field.label}），请补填。"


def test_a_single_project_and_a_whole_year_read_naturally_in_one_circular():
    template = a_template("评估结果通报")
    one = dict(template.example) | {
        "results": [template.example["results"][0]],
        "score_lines": [
            {"group": "资金管理", "name": "专款专用", "weight": 15, "points": 14.7, "evidence": "明细账"},
            {"group": "组织实施", "name": "进度按期", "weight": 10, "points": 7.5, "evidence": "实施计划"},
        ],
    }
    text = all_text(template.render(one))
    assert "关于临溪县青溪镇因病致困家庭紧急救助项目评估结果的通报" in text
    assert "得分率在90%以上的指标：专款专用（14.7分，权重15分）。" in text
    assert "得分率不足80%的指标：进度按期（7.5分，权重10分）。" in text
    assert "等次为“优”，评分明细见附件2。" in text


def test_a_circular_takes_the_case_itself_for_its_only_row():
    case = {"code": "QHBF-2026-009", "title": "某项目", "unit": {"name": "某村委会"}, "grade": "良"}
    case["score"] = {"total": "85.00", "lines": [], "counted": ["甲"]}
    gathered = a_template("评估结果通报").gather({"case": case})
    assert gathered["results"] == [
        {"code": "QHBF-2026-009", "title": "某项目", "unit": "某村委会", "total": "85.00", "grade": "良"}
    ]


def test_the_approval_asks_for_a_new_budget_only_when_the_amounts_differ():
    template = a_template("立项批复")
    same = dict(template.example) | {"budget_total": template.example["approved_amount"]}
    assert "请你单位在签订合同前按核定金额调整预算明细" in all_text(proof(template.name))
    assert "调整预算明细" not in all_text(template.render(same))


def test_a_sanction_never_cuts_help_to_the_families():
    text = all_text(a_template("处理决定").prove())
    assert "受益困难家庭的帮扶不因本决定减少或者中断" in text
    assert "38,600.00元（大写：人民币叁万捌仟陆佰元整）" in text


def test_an_unknown_template_name_is_answered_with_the_names_there_are():
    with pytest.raises(BadInput) as error:
        find_template("立项批覆")
    assert str(error.value) == f"没有名为「立项批覆」的模板，现有：{'、'.join(NAMES)}。"


def test_stale_outlines_are_written_anew(tmp_path):
    folder = tmp_path / "立项批复"
    folder.mkdir()
    for file in (shipped_templates() / "立项批复").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    assert refresh_outlines(tmp_path) == ()
    (folder / OUTLINE).write_text("旧", encoding="utf-8")
    assert refresh_outlines(tmp_path) == ("立项批复",)


COMPUTED = {
    "code",
    "title",
    "kind",
    "unit",
    "budget_total",
    "instalments_total",
    "score",
    "grade",
    "grade_why",
    "proposal",
}


def forms_in(node) -> list:
    """Every form field of the shipped project flow, wherever it is asked for."""
    if isinstance(node, dict):
        return list(node.get("form", [])) + [field for value in node.values() for field in forms_in(value)]
    return [field for item in node for field in forms_in(item)] if isinstance(node, list) else []


def flow_fields() -> dict[str, set[str]]:
    """Names of the flow's fields and, for tables, of their columns."""
    flow = load(read_text(shipped_templates().parent / "workflows" / "project.yaml"), "project.yaml")
    return {field["name"]: {column["name"] for column in field.get("columns", [])} for field in forms_in(flow)}


@pytest.mark.parametrize("name", OURS)
def test_the_project_flow_asks_for_everything_a_paper_takes_from_the_case(name):
    known = flow_fields()
    for field in a_template(name).fields:
        root, _, path = field.source.partition(".")
        if root == "case" and path:
            assert path.split(".")[0] in known.keys() | COMPUTED
        if root == "case" and known.get(path) and field.columns:
            assert {column.source or column.name for column in field.columns} <= known[path]

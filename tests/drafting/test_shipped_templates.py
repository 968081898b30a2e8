"""随附模板: every shipped template works with its own example, with and without what is optional."""

from __future__ import annotations

import io
import re
from functools import cache

import pytest
from docx import Document
from docx.document import Document as DocxDocument

from gongwen.document.fields import Field
from gongwen.document.kinds import KINDS
from gongwen.drafting.templates.filters import cn
from gongwen.drafting.templates.shipped import (
    OUTLINE,
    find_template,
    refresh_outlines,
    shipped_templates,
    template_names,
)
from gongwen.drafting.templates.template import Template
from gongwen.drafting.word.outline import outline
from gongwen.drafting.yaml_source import load, read_text
from gongwen.errors import BadInput

NAMES = template_names()
REFRESH = 'python -c "from gongwen.drafting.templates.shipped import refresh_outlines; refresh_outlines()"'
ADDRESSED = (
    *("领导小组成立通知", "立项批复", "监督检查通知", "整改通知书", "评估结果通报", "表彰决定", "处理决定"),
    *("一般通知", "商请函", "复函", "领导小组调整通知", "会议通知", "年度考核评估通知", "年度考核评估通报"),
)
OURS = (*ADDRESSED, "会议纪要")
CONTENT_STYLES = {
    *("公文标题", "主送机关", "公文正文", "一级标题", "二级标题", "三级标题", "四级标题"),
    *("与会人员", "附件标题", "名单", "表题", "表头", "表格文字", "表格数字"),
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


def test_the_papers_with_a_head_are_these():
    assert {name for name in NAMES if a_template(name).frame != "none"} == set(OURS)


@pytest.mark.parametrize("name", OURS)
def test_the_example_is_printed_with_every_value_it_gives(name):
    template = a_template(name)
    text = all_text(proof(template.name)).replace("　", "")  # names of two characters are padded in lists
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
        return [f"{value.day}日"]  # a span of dates prints year and month once
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


@pytest.mark.parametrize("name", ADDRESSED)
def test_the_content_keeps_the_contract_with_the_frame(name):
    rows = paragraphs(proof(name))
    assert [style for style, _ in rows[:2]] == ["公文标题", "主送机关"]
    assert [style for style, _ in rows].count("公文标题") == 1
    assert rows[1][1].endswith("：")
    assert {style for style, _ in rows} <= CONTENT_STYLES
    assert set(cell_styles(proof(name))) <= CONTENT_STYLES


@pytest.mark.parametrize("name", OURS)
def test_no_heading_stays_behind_at_the_foot_of_a_page(name):
    headings = [p for p in Document(io.BytesIO(proof(name))).paragraphs if p.style.name in ("一级标题", "二级标题")]
    assert headings
    assert [p.text for p in headings if not p.paragraph_format.keep_with_next] == []


def test_minutes_tell_when_who_and_what_then_who_was_there():
    rows = paragraphs(proof("会议纪要"))
    assert rows[0] == ("公文标题", "青禾市困难家庭帮扶工作领导小组2026年第三次会议纪要")
    assert rows[1][1].startswith("2026年10月22日，副市长、领导小组组长沈行在市民政局三楼会议室主持召开")
    people = [text for style, text in rows if style == "与会人员"]
    assert [style for style, _ in rows[-3:]] == ["与会人员"] * 3
    assert people[0].startswith("出席：沈　行　秦建国　陆　敏")
    assert people[1:] == [
        "请假：市教育局王海（参加省里会议）",
        "列席：临溪县民政局周正、李新；望山区民政局孙立；桃园县民政局吴文、钱多多；云台区民政局郑小满",
    ]


@pytest.mark.parametrize(("name", "layout"), [("商请函", "信函"), ("复函", "信函"), ("会议纪要", "纪要")])
def test_letters_and_minutes_bring_their_format(name, layout):
    assert a_template(name).paper_defaults["layout"] == layout
    assert a_template(name).paper_defaults.get("sign_off") == ("none" if layout == "纪要" else None)


def cell_styles(docx: bytes) -> list[str]:
    tables = Document(io.BytesIO(docx)).tables
    return [p.style.name for t in tables for row in t.rows for cell in row.cells for p in cell.paragraphs]


@pytest.mark.parametrize("name", ADDRESSED)
def test_the_title_ends_with_its_kind_and_says_about_what(name):
    template = a_template(name)
    title = paragraphs(proof(template.name))[0][1]
    assert template.kind in KINDS
    assert re.fullmatch(rf".+关于.+{template.kind}", title)


CLOSINGS = {
    "领导小组成立通知": "特此通知。",
    "领导小组调整通知": "特此通知。",
    "会议通知": "特此通知。",
    "立项批复": "此复。",
    "监督检查通知": "特此通知。",
    "整改通知书": "特此通知。",
    "评估结果通报": "特此通报。",
    "商请函": "特此函商，盼复。",
    "复函": "特此函复。",
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
    assert roots <= {"case", "file", "office", "group", "issuing", "papers", "party", "sheet", "today"}


@pytest.mark.parametrize("name", NAMES)
def test_each_missing_field_is_named_with_label_and_template(name):
    template = a_template(name)
    for field in template.fields:
        if field.required and field.default is None:
            values = {key: value for key, value in template.example.items() if key != field.name}
            with pytest.raises(BadInput) as error:
                template.render(values)
            assert str(error.value) == f"模板「{name}」缺栏目「{field.name}」（{field.label}），请补填。"


def circular_of_one(grade: str = "优", lines: list[tuple[str, str, str]] | None = None) -> str:
    """The circular on one project; `lines` are indicator, weight and points."""
    template = a_template("评估结果通报")
    marked = [
        {"group": "资金管理", "name": name, "weight": weight, "points": points, "evidence": "明细账"}
        for name, weight, points in lines or ()
    ]
    one = [dict(template.example["results"][0]) | {"grade": grade}]
    return all_text(template.render(dict(template.example) | {"results": one, "score_lines": marked}))


def test_a_circular_on_one_project_names_it_and_carries_only_its_marks():
    text = circular_of_one(lines=[("专款专用", "15", "14.70"), ("进度按期", "10", "7.50")])
    assert "关于临溪县青溪镇因病致困家庭紧急救助项目评估结果的通报" in text
    assert "得分率在90%以上的指标：专款专用（14.70分，权重15分）。" in text
    assert "得分率不足80%的指标：进度按期（7.50分，权重10分）。" in text
    assert "等次为“优”，评分明细见附件。" in text
    assert "评分明细表" in text
    assert "评估结果一览表" not in text


@pytest.mark.parametrize(
    ("points", "high", "low"),
    [("13.50", True, False), ("13.49", False, False), ("12.00", False, False), ("11.99", False, True)],
)
def test_the_edges_of_90_and_80_percent_are_reckoned_exactly(points, high, low):
    """Of a weight of 15, 13.50 is exactly 90 % and 12.00 exactly 80 %."""
    printed = f"专款专用（{points}分，权重15分）"
    text = circular_of_one(lines=[("专款专用", "15", points)])
    assert (f"得分率在90%以上的指标：{printed if high else '无'}。") in text
    assert (f"得分率不足80%的指标：{printed if low else '无'}。") in text


def test_whole_and_broken_weights_have_the_same_edges():
    """A Decimal 0.8 is below the float 0.8, so that comparing with floats would list exactly 80 % as 不足80%."""
    marks = [("甲", "7", "5.60"), ("乙", "7", "6.30"), ("丙", "0.7", "0.56"), ("丁", "0.7", "0.63")]
    text = circular_of_one(lines=marks)
    assert "得分率在90%以上的指标：乙（6.30分，权重7分）、丁（0.63分，权重0.7分）。" in text
    assert "得分率不足80%的指标：无。" in text


CONSEQUENCES = {
    "优": ("由领导小组办公室按程序办理表彰", "办理表彰和兑付手续"),
    "良": ("由项目单位提出改进措施", "办理兑付手续"),
    "合格": ("由项目单位提出改进措施", "办理兑付手续"),
    "不合格": ("停止支付尾款", "办理停付和追回手续"),
}


@pytest.mark.parametrize("grade", CONSEQUENCES)
def test_a_circular_on_one_project_tells_only_what_its_own_grade_brings(grade):
    text = circular_of_one(grade)
    assert all(words in text for words in CONSEQUENCES[grade])
    others = {words for other in CONSEQUENCES.values() for words in other} - set(CONSEQUENCES[grade])
    assert [words for words in others if words in text] == []
    assert "等次为" in text
    assert "“不合格”的" not in text


def test_a_circular_on_several_projects_tells_what_each_grade_brings():
    text = all_text(proof("评估结果通报"))
    assert "办理表彰、兑付或者追回手续" in text
    assert "评估结果一览表" in text
    assert all(f"（{number}）" in text for number in "一二三")


@pytest.mark.parametrize(
    ("joint", "start"),
    [
        (10, "青禾市民政局等十部门关于"),
        (3, "青禾市民政局等三部门关于"),
        (2, "青禾市民政局 中共青禾市委宣传部关于"),
        (1, "青禾市民政局关于"),
    ],
)
@pytest.mark.parametrize("name", ["领导小组成立通知", "评估结果通报"])
def test_a_joint_title_names_its_organs_as_the_office_hands_them(name, joint, start):
    template = a_template(name)
    organs = template.example["issuers"][:joint]
    gathered = template.gather({"issuing": {"lead": organs[0], "joint": organs, "single": organs[0]}})
    title = paragraphs(template.render(dict(template.example) | gathered))[0][1]
    assert title.startswith(start)


def test_a_list_of_honourees_tells_its_order_only_when_there_is_one():
    template = a_template("表彰决定")
    one = dict(template.example) | {"honourees": template.example["honourees"][:1]}
    assert "（共2个，表彰名额3个，按评估得分从高到低排列）" in all_text(proof("表彰决定"))
    text = all_text(template.render(one))
    assert "（共1个，表彰名额3个）" in text
    assert "1.临溪县" not in text
    assert "决定授予临溪县青溪镇人民政府“" in text


def test_a_span_of_dates_prints_year_and_month_once():
    assert "实施期限为2026年4月1日至9月30日。" in all_text(proof("立项批复"))
    assert "2026年4月1日至20日" in all_text(proof("立项批复"))
    assert "于2026年10月26日至30日公示" in all_text(proof("评估结果通报"))
    assert "于2026年10月26日至30日公示" in all_text(proof("表彰决定"))


def test_further_terms_of_an_approval_run_in_when_there_is_only_one():
    template = a_template("立项批复")
    rows = paragraphs(proof("立项批复"))
    assert any(text.startswith("（六）其他要求。紧急救助金") for _, text in rows)
    two = paragraphs(template.render(dict(template.example) | {"approval_terms": "甲。\n乙。"}))
    at = two.index(("二级标题", "（六）其他要求"))
    assert two[at + 1 : at + 3] == [("公文正文", "甲。"), ("公文正文", "乙。")]


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


def test_a_sanction_without_money_to_recover_speaks_of_none():
    template = a_template("处理决定")
    rows = paragraphs(template.render(dict(template.example) | {"recovered_amount": 0}))
    text = "\n".join(text for _, text in rows)
    assert [words for words in ("0.00元", "零元", "资金退回\n", "账号", "一次退回下列账户") if words in text] == []
    assert "2.自本决定印发之日起两年内" in text
    assert "四、受益家庭的后续帮扶\n" in text
    assert "五、申请复核的权利\n" in text
    assert "复核期间，本决定第四部分所列后续帮扶照常进行" in text
    heads = [text.partition("、")[0] for style, text in rows if style == "一级标题"]
    assert heads == ["一", "二", "三", "四", "五"]


def test_a_sanction_without_further_measures_does_not_number_a_single_one():
    template = a_template("处理决定")
    rows = paragraphs(template.render(dict(template.example) | {"recovered_amount": 0, "measures": []}))
    assert ("公文正文", "停止支付该项目尚未支付的款项，项目合同中未履行的部分按照合同约定办理终止手续。") in rows


def test_who_takes_over_the_families_comes_from_the_case_or_stands_as_usual():
    template = a_template("处理决定")
    assert template.gather({"case": {"successor": "望山区民政局"}})["follow_up_by"] == "望山区民政局"
    values = {name: value for name, value in template.example.items() if name != "follow_up_by"}
    assert "移交项目实施地县（区）民政局，由其在" in all_text(template.render(values))


def test_a_unit_that_had_nothing_to_say_is_not_quoted():
    template = a_template("处理决定")
    text = all_text(template.render(dict(template.example) | {"unit_statement": "无意见。"}))
    assert "我办告知你单位可以陈述和申辩，你单位表示没有意见。经核实，" in text


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
    "left",
    "joined",
    "decisions",
    "ranking",
}


def forms_in(node) -> list:
    """Every form field of a shipped flow, wherever it is asked for."""
    if isinstance(node, dict):
        return list(node.get("form", [])) + [field for value in node.values() for field in forms_in(value)]
    return [field for item in node for field in forms_in(item)] if isinstance(node, list) else []


def flow_fields() -> dict[str, set[str]]:
    """Names of the fields of every shipped flow and, for tables, of their columns."""
    found: dict[str, set[str]] = {}
    for path in sorted((shipped_templates().parent / "workflows").glob("*.yaml")):
        for field in forms_in(load(read_text(path), path.name)):
            found.setdefault(field["name"], set()).update(column["name"] for column in field.get("columns", []))
    return found


@pytest.mark.parametrize("name", OURS)
def test_a_shipped_flow_asks_for_everything_a_paper_takes_from_the_case(name):
    known = flow_fields()
    for field in a_template(name).fields:
        root, _, path = field.source.partition(".")
        if root == "case" and path and field.default is None:  # an office's own flow may ask for what has a default
            assert path.split(".")[0] in known.keys() | COMPUTED
        if root == "case" and known.get(path) and field.columns:
            assert {column.source or column.name for column in field.columns} <= known[path]

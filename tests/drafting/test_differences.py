"""模板的改动: fields in words, the Word file and the example line by line."""

from __future__ import annotations

import pytest

from gongwen.drafting import Line, Template, field_changes, head_changes, line_changes, outline_changes
from gongwen.drafting.word import package
from gongwen.drafting.word.blank import blank

FIELDS = """\
name: 慰问通知
title: 走访慰问通知
frame: 文件
kind: 通知
paper: {direction: 下行}
fields:
  - {name: place, label: 走访地点, required: true, source: case.place}
  - name: tasks
    label: 任务
    type: table
    columns:
      - {name: item, label: 事项, required: true}
"""
BODY = ("到{{ place }}走访。", "{%p for row in tasks %}", "{{ row.item }}", "{%p endfor %}")


def docx_of(*rows: str) -> bytes:
    document = blank()
    for text in rows:
        document.add_paragraph(text, "公文正文")
    return package.saved(document)


def a_template(*changes: tuple[str, str], body: tuple[str, ...] = BODY) -> Template:
    text = FIELDS
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    docx = docx_of(*body)
    files = {"fields.yaml": text.encode(), "example.yaml": "place: 临溪县\n".encode(), "template.docx": docx}
    return Template.from_files(files, "慰问通知")


CHANGES = {
    "required": (("label: 走访地点, required: true", "label: 走访地点"), "走访地点 必填由「是」改为「否」"),
    "source": (("source: case.place", "source: case.town"), "走访地点 取自由「<case.place>」改为「<case.town>」"),
    "type": (("label: 走访地点,", "label: 走访地点, type: list,"), "走访地点 类型由「文字」改为「多项」"),
    "a column": (("label: 事项, required: true}", "label: 事项, help: 一行一件}"), "任务的事项 必填由「是」改为「否」"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_field_is_told_in_words(name):
    change, wanted = CHANGES[name]
    assert wanted in told(a_template(), a_template(change))


def test_a_field_that_comes_or_goes_is_told():
    new = a_template(
        ("  - name: tasks", "  - {name: phone, label: 电话}\n  - name: tasks"), body=(*BODY, "电话：{{ phone }}")
    )
    assert told(a_template(), new) == ["电话 新增，可不填"]
    assert told(new, a_template()) == ["电话 删去"]


def test_what_the_template_is_is_told():
    new = a_template(("title: 走访慰问通知", "title: 慰问通知"), ("{direction: 下行}", "{direction: 平行, note: 公开}"))
    assert head_changes(a_template(), new) == [
        "标题由「走访慰问通知」改为「慰问通知」",
        "行文方向由「下行」改为「平行」",
        "附注由「无」改为「公开」",
    ]
    assert head_changes(new, new) == []


def test_the_word_file_is_compared_as_its_outline():
    new = a_template(body=("到{{ place }}走访慰问。", *BODY[1:]))
    changed = outline_changes(a_template().docx, new.docx)
    assert [line.mark for line in changed if "走访" in line.text] == ["-", "+"]
    assert outline_changes(new.docx, new.docx) == []


def test_of_two_long_texts_only_the_places_that_changed_are_shown():
    old = "\n".join(map(str, range(100)))
    new = old.replace("10\n", "十\n", 1).replace("\n80\n", "\n", 1)
    assert line_changes(old, new) == [
        *(Line(" ", text) for text in ("8", "9")), Line("-", "10"), Line("+", "十"), Line(" ", "11"), Line(" ", "12"),
        Line("…", ""),
        *(Line(" ", text) for text in ("78", "79")), Line("-", "80"), Line(" ", "81"), Line(" ", "82"),
    ]  # fmt: skip


def told(old: Template, new: Template) -> list[str]:
    changes = field_changes(old.fields, new.fields, lambda source: f"<{source}>")
    return [f"{change.label} {change.text}" for change in changes]

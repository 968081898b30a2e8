"""粘贴: what Word, WPS and pages put on the clipboard becomes clean body text, and what was changed is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document import body
from gongwen.document.model import Heading
from gongwen.drafting.pasting import pasted

CLIPS = Path(__file__).parent / "clipboard"


def clip(name: str) -> str:
    return (CLIPS / name).read_text(encoding="utf-8")


def test_a_word_document_keeps_its_words_and_numbers_and_loses_its_looks() -> None:
    made = pasted(clip("word.html"))
    assert made.text.splitlines() == [
        "一、总体要求",
        "坚持应帮尽帮，对全市1236户困难家庭逐户核实，用好Excel 2019台账。",
        "（一）摸清底数",
        "1.逐户上门，2026年4月底前完成。",
        "2.建立台账。",
        "（二）落实帮扶",
        "请各县（区）抓好落实。",
    ]
    assert made.told == (
        "自动编号 5 处改成了打出来的编号。",
        "软回车（手动换行）1 处，句中的接起来，其余另成一段。",
        "多余的空格和制表符 1 处去掉了。",
        "修订中删去的文字 1 处没有带入。",
        "隐藏文字 1 处没有带入。",
        "脚注、尾注和批注 2 处没有带入，需要的请写进正文。",
        "图片 1 幅没有带入，请作为附件。",
        "表格 1 个没有带入，表格请作为附件。",
    )


def test_a_wps_document_too() -> None:
    made = pasted(clip("wps.html"))
    assert made.text.splitlines() == [
        "一、工作目标",
        "到2026年底，帮扶对象满意度达到95%以上。",
        "（一）加强走访",
        "1.每月走访一次。",
    ]
    assert "编号的写法 2 处改成了“一、”“（一）”“1.”“（1）”。" in made.told


def test_the_heads_it_leaves_are_the_headings_of_the_body() -> None:
    levels = [block.level for block in body.blocks(pasted(clip("word.html")).text) if isinstance(block, Heading)]
    assert levels == [1, 2, 3, 3, 2]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("一. 总则", "一、总则"), ("(一)范围", "（一）范围"), ("（一）、范围", "（一）范围"), ("㈡范围", "（二）范围"),
        ("1、起草", "1.起草"), ("１．起草", "1.起草"), ("⒊起草", "3.起草"),
        ("(1)起草", "（1）起草"), ("⑵起草", "（2）起草"),
        ("1.5万元由市财政负担", "1.5万元由市财政负担"), ("2026年3月", "2026年3月"), ("一是抓落实", "一是抓落实"),
        ("（2026年3月2日印发）", "（2026年3月2日印发）"),
    ],
)  # fmt: skip
def test_typed_numbers_become_those_of_a_body(typed: str, wanted: str) -> None:
    assert pasted("", typed).text == wanted


def test_real_lists_are_counted_and_bullets_are_told() -> None:
    made = pasted(
        '<ol start="3"><li>甲<li>乙</ol><ol style="list-style-type:cjk-ideographic"><li>总则</ol><ul><li>丙</ul>'
    )
    assert made.text == "3.甲\n4.乙\n一、总则\n丙"
    assert made.told == ("自动编号 3 处改成了打出来的编号。", "项目符号 1 个去掉了，需要编号的请补上。")


def test_a_soft_line_end_inside_a_sentence_is_gone_and_elsewhere_parts_the_text() -> None:
    assert (
        pasted("<p>各县（区）<br>民政局：<br>请抓好落实。<br>特此通知。</p>").text
        == "各县（区）民政局：\n请抓好落实。\n特此通知。"
    )


def test_blanks_stay_between_latin_words_only() -> None:
    assert pasted("", "　　使用 Excel 2019　和 WPS Office 登记 3 户").text == "使用Excel 2019和WPS Office登记3户"


def test_what_no_one_sees_and_what_no_font_has_is_gone_and_told() -> None:
    made = pasted("", "帮\u200b扶\ufeff对象\ue123。")
    assert made.text == "帮扶对象。"
    assert made.told == ("看不见的字符 2 个去掉了。", "造字或符号字体的字符 1 个去掉了，请改用通用字补上。")


def test_a_raised_figure_is_told_for_it_would_say_something_else() -> None:
    made = pasted("<p>面积10<sup>2</sup>平方米</p>")
    assert made.text == "面积102平方米" and "请核对" in made.told[0]


@pytest.mark.parametrize("markup", ["", "<p", "<!--[if gte mso 9]><xml></xml><![endif]-->", "\x00", "<ol start=x><li>"])
def test_broken_markup_falls_back_on_the_plain_text(markup: str) -> None:
    assert pasted(markup, "甲\r\n乙").text == "甲\n乙"


@given(st.text())
def test_clean_text_is_clean_whatever_was_pasted_and_stays_as_it_is(text: str) -> None:
    once = pasted("", text).text
    assert pasted("", once).text == once
    assert not re.search("[\t\v\f\r\u200b\ufeff\u3000\ue000-\uf8ff]", once)
    assert all(line == line.strip() and line for line in once.split("\n")) or once == ""


@given(st.lists(st.text(alphabet="帮扶救助对象核实，。；abc123 ", min_size=1), min_size=1))
def test_no_word_is_lost_and_none_comes_in(lines: list[str]) -> None:
    """Of plain words, not even the order changes; only blanks and numbers' marks may."""
    kept = "".join("".join(lines).split())
    assert "".join(pasted("", "\n".join(lines)).text.split()) == kept


@given(st.recursive(st.text(alphabet="帮扶救助<>&1一、（）"), lambda inner: st.builds(
    lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
    st.sampled_from(["p", "span", "b", "li", "ol", "ul", "div", "o:p", "table", "font"]), st.lists(inner, max_size=3),
), max_leaves=8))  # fmt: skip
def test_any_markup_is_read_without_a_fault_and_leaves_no_tag(markup: str) -> None:
    once = pasted(markup).text
    assert pasted("", once).text == once

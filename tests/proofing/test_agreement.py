"""文稿对照: what the pages say otherwise than the draft is told with both wordings and its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document.findings import Finding
from gongwen.document.model import Attachment, Paper
from gongwen.document.sheet import Measured
from gongwen.document.wording import Wording
from gongwen.proofing import comparing, findings
from gongwen.proofing.comparison import Difference, Printed, differences
from proofing import sheets
from proofing.sheets import PAPER, Fault, on_line, on_page, reworded, right_paper

SENTENCE = "帮扶困难家庭" * 4 + "扶危济困"
DRAFTED = replace(PAPER, attachments=(Attachment("帮扶项目清单"),), note="此件公开发布")


def wording(measured: Measured) -> Wording:
    """The words that the right pages show: a paragraph a line."""
    lines = [line for sheet in measured.sheets for line in sheet.lines if line.text == SENTENCE]
    return Wording(
        PAPER.title,
        "各县（区）人民政府：",
        tuple(line.text for line in lines),
        (("帮扶项目清单", ("一、望山区助学项目",)),),
    )


def compared(fault: Fault, paper: Paper = DRAFTED, words: Wording | None = None) -> list[Finding]:
    """What the comparison tells of right pages with a fault."""
    right = right_paper()
    return list(findings(fault(right), paper, comparing(words or wording(right))))


def test_pages_that_say_what_was_drafted_are_silent() -> None:
    assert compared(lambda measured: measured) == []


@pytest.mark.parametrize(
    ("rule", "fault", "severity", "found", "wanted"),
    [
        ("paper.number", reworded("青民〔", "青民〔2026〕8号"), "error", "青民〔2026〕8号", "青民〔2026〕7号"),
        ("paper.title", reworded("关于做好", "关于做好困难家庭救助工作的通知"), "error",
         "关于做好困难家庭救助工作的通知", "关于做好困难家庭帮扶工作的通知"),
        ("paper.recipients", reworded("各县（区）", "各县人民政府："), "error", "各县人民政府", "各县（区）人民政府"),
        ("paper.date", reworded("2026年7月4日", "2026年7月14日", page=3), "error", "2026年7月14日", "2026年7月4日"),
        ("paper.cc", reworded("抄送：", "抄送：市政府办公室。"), "error", None, "市委办公室"),
        ("paper.printed_by", reworded("7月5日印发", "2026年7月6日印发"), "warning", None, "2026年7月5日印发"),
    ],
)  # fmt: skip
def test_an_element_that_says_something_else_is_told_with_both_wordings(rule, fault, severity, found, wanted) -> None:
    (told,) = [one for one in compared(fault) if one.rule == rule]
    assert (told.severity, told.strength, told.wanted) == (severity, "规定", wanted)
    assert found is None or told.found.rstrip("：") == found
    assert told.box and told.message.endswith("请核对。")


def test_an_element_that_is_missing_is_told() -> None:
    (told,) = compared(on_line("青民〔", lambda line: None))
    assert (told.rule, told.found, told.message) == (
        "paper.number", "没有", "发文字号与文稿不同：文稿为“青民〔2026〕7号”，版面上没有，请核对。",
    )  # fmt: skip


def test_an_element_that_the_draft_leaves_open_is_not_compared() -> None:
    open_ = replace(DRAFTED, number="", date=None, cc=(), printed_by="", printed_on=None)
    assert compared(reworded("青民〔", "青民〔2026〕9号"), open_) == []


def test_a_changed_word_of_the_text_warns_and_says_where() -> None:
    fault = on_page(2, lambda sheet: replace(sheet, lines=(
        sheets.line("各县（区）于月底前发放救济物资。", 28, 37, page=2), *sheet.lines[1:])))  # fmt: skip
    right = right_paper()
    lines = list(wording(right).body)
    first = sum(1 for line in right.sheets[0].lines if line.text == SENTENCE)
    lines[first] = "各县（区）于月底前发放救助物资。"
    (told,) = compared(fault, words=replace(wording(right), body=tuple(lines)))
    assert (told.rule, told.severity, told.page) == ("paper.body", "warning", 2)
    assert told.message == "第2页正文与文稿不同：文稿为“前发放救助”，版面为“前发放救济”，请核对。"
    assert told.box and told.box[1] == pytest.approx(37, abs=0.1)


def test_a_line_that_is_missing_and_one_too_many_are_told() -> None:
    lines = Wording(body=("第一段讲核实情况。", "第二段讲发放物资。", "第三段讲总结上报。"))

    def pages(*texts: str) -> list[Difference]:
        shown = Printed(sheets.line(text, 28, 37 + n * 10) for n, text in enumerate(texts))
        return list(differences(lines.body, shown))

    (missing,) = pages(lines.body[0], lines.body[2])
    assert (missing.drafted, missing.printed) == ("第二段讲发放物资。", "")
    (added,) = pages(*lines.body, "另行通知如下。")
    assert (added.drafted, added.printed, added.lines[0].text) == ("", "另行通知如下。", "另行通知如下。")
    (other,) = pages(lines.body[0], "第二段讲发放资金。", lines.body[2])
    assert ("物资" in other.drafted, "资金" in other.printed) == (True, True)


def test_a_cell_that_wraps_beside_others_is_found() -> None:
    shown = Printed(
        sheets.line(text, 28, 37 + n * 5) for n, text in enumerate(("甲", "甲方办公", "按月", "地点", "报送"))
    )
    assert list(differences(("甲方办公地点", "按月报送", "甲"), shown)) == []


def test_heads_of_tables_that_repeat_are_not_too_much() -> None:
    shown = Printed(sheets.line(text, 28, 37 + n * 5) for n, text in enumerate(("姓名", "范某", "姓名", "石某")))
    assert list(differences(("姓名", "范某", "石某"), shown)) == []


def test_a_wholly_other_text_is_counted_rather_than_listed() -> None:
    other = Wording(body=tuple(f"甲乙丙丁{n}戊己庚辛{n}。" for n in range(40)))
    found = [one for one in compared(lambda measured: measured, words=other) if one.rule == "paper.body"]
    assert 1 <= len(found) <= 13


def test_a_form_is_compared_by_its_words_alone() -> None:
    right = right_paper()
    found = findings(right, None, comparing(Wording(body=("此句没有印出。",))))
    assert {one.rule for one in found} == {"paper.body"}


WORD = st.text(alphabet="帮扶救助困难家庭核实发放", min_size=1, max_size=12)


@given(st.lists(WORD, min_size=1, max_size=8), st.data())
def test_the_same_words_are_never_different_however_the_lines_break(texts: list[str], data) -> None:
    run = "".join(texts)
    cuts = sorted(data.draw(st.sets(st.integers(1, max(len(run) - 1, 1)), max_size=6)))
    edges = [0, *(cut for cut in cuts if cut < len(run)), len(run)]
    lines = (run[a:b] for a, b in pairwise(edges))
    shown = Printed(sheets.line(text, 28, 37 + n * 10) for n, text in enumerate(lines))
    assert list(differences(texts, shown)) == []


def test_the_day_of_another_month_does_not_pass_for_the_day() -> None:
    paper = replace(DRAFTED, date=date(2026, 7, 4))
    fault: Callable[[Measured], Measured] = reworded("2026年7月4日", "2026年17月4日", page=3)
    assert "paper.date" in {one.rule for one in compared(fault, paper)}

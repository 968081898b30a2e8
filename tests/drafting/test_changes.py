"""改动: nothing that was changed goes untold; what no uploader can call a slip is named with its reason."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from time import perf_counter

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen import drafting
from gongwen.drafting import Change, Marker, Passage, Protected, changes, contents, redline, too_many
from gongwen.drafting.revision.changes import applied, text_of
from kit.editing import edited, replaced, with_paragraph

OFFICE = Protected(
    names=frozenset({"李明远", "顾言之"}), organs=frozenset({"青禾市民政局", "市民政局"}), codes=frozenset({"青帮办"})
)


def passages(text: str) -> tuple[Passage, ...]:
    return tuple(Passage(f"正文第{at}段", line) for at, line in enumerate(text.split("\n"), 1))


def between(before: str, after: str) -> tuple[Change, ...]:
    return changes(passages(before), passages(after), OFFICE)


LINES = st.lists(st.text("一二三同意不同意。，12 3a\ufdd0\ufdd1〔〕", max_size=12), max_size=6)


@given(LINES, LINES)
@settings(max_examples=300, deadline=None)
def test_the_changes_applied_to_the_former_give_the_later(before: list[str], after: list[str]) -> None:
    old, new = (tuple(Passage("正文", line) for line in lines) for lines in (before, after))
    found = changes(old, new, OFFICE)
    assert applied(text_of(old), found) == text_of(new)
    assert bool(found) == (text_of(old) != text_of(new))


@given(LINES, LINES)
@settings(max_examples=100, deadline=None)
def test_every_change_is_really_one(before: list[str], after: list[str]) -> None:
    for one in changes(*(tuple(Passage("正文", line) for line in lines) for lines in (before, after))):
        assert one.before != one.after
        assert one.kind == ("增" if not one.before else "删" if not one.after else "改")


def test_a_long_table_is_compared_in_seconds() -> None:
    """Thousands of equal cells, a figure changed at each end."""
    old = [Passage("表1", text, "格") for _ in range(2500) for text in ("", "无", "否")]
    new = list(old)
    new[1], new[-1] = Passage("表1", "8", "格"), Passage("表1", "9", "格")
    started = perf_counter()
    found = changes(old, new, OFFICE)
    assert applied(text_of(old), found) == text_of(new) and perf_counter() - started < 5


def test_figures_are_told_whole_and_with_their_place() -> None:
    [one] = between("第一段。\n补助1,200元。", "第一段。\n补助1,500元。")
    assert (one.kind, one.before, one.after, one.place) == ("改", "1,200", "1,500", "正文第2段")


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("资助12户", "资助15户", "数字或金额"),
        ("资助十二户", "资助十五户", "数字或金额"),
        ("增长5％", "增长5‰", "数字或金额"),
        ("10户", "10万户", "数字或金额"),
        ("3户", "3人", "数字或金额"),
        ("电话0990-5550130", "电话0990-5550131", "数字或金额"),
        ("大写伍万元", "大写陆万元", "数字或金额"),
        ("12月20日前", "12月25日前", "日期或期限"),
        ("二〇二六年", "二〇二七年", "日期或期限"),
        ("按月报送", "按季度报送", "日期或期限"),
        ("本月底前", "下月底前", "日期或期限"),
        ("李明远牵头", "李明元牵头", "人名"),
        ("由张伟同志负责", "由王伟同志负责", "人名"),
        ("联系人：周岚", "联系人：周兰", "人名"),
        ("成员：白云起、许知行。", "成员：白云起、许知航。", "人名"),
        ("报市民政局", "报市民正局", "机关名称"),
        ("抄送教育局", "抄送财政局", "机关名称"),
        ("青帮办〔2026〕1号", "青帮办〔2026〕2号", "发文字号或代字"),
        ("青帮办", "青卫办", "发文字号或代字"),
        ("按期完成", "不按期完成", "改变意思的字词"),
        ("应当公示", "可以公示", "改变意思的字词"),
        ("12户以上", "12户以下", "改变意思的字词"),
        ("甲和乙", "甲或乙", "改变意思的字词"),
        ("同意立项。\n此复。", "同意立项。\n请抓紧办。\n此复。", "整段增删"),
        ("认真贯彻", "认真贯彻落实部署结合实际抓紧组织实施到位", "改动超过12个字"),
    ],
)
def test_what_is_substance_whatever_is_declared(before: str, after: str, reason: str) -> None:
    for one, other in ((before, after), (after, before)):
        found = between(one, other)
        assert found and reason in {change.protected for change in found}, found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("认真贯彻洛实", "认真贯彻落实"),
        ("因地置宜", "因地制宜"),
        ("通迅地址", "通讯地址"),
        ("在帐户中", "在账户中"),
        ("相映的措施", "相应的措施"),
        ("做好工作，", "做好工作。"),
        ("不段完善", "不断完善"),
        ("第3条的规定、", "第3条的规定，"),
    ],
)
def test_a_slip_of_the_pen_may_be_declared(before: str, after: str) -> None:
    found = between(before, after)
    assert found and not any(one.protected for one in found)


def test_the_recipients_are_always_substance() -> None:
    old, new = (Passage("主送机关", text) for text in ("各县：", "各县区："))
    assert [one.protected for one in changes([old], [new], OFFICE)] == ["主送机关"]


def test_a_cell_that_is_a_name_is_substance() -> None:
    old, new = (Passage("表1第2行第1列", text, "行") for text in ("方志远", "方致远"))
    assert [one.protected for one in changes([old], [new], OFFICE)] == ["人名"]


def test_many_small_slips_are_no_slip() -> None:
    old = "洛实" * 40
    assert too_many(between(old, "落实" * 40)) and not too_many(between("洛实", "落实"))


# 花脸稿


def paper() -> bytes:
    document = docx.Document()
    document.add_paragraph("各单位应当于6月10日前完成走访，结果及时上报。")
    document.add_paragraph("此段将被删去。")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("县区", "户数", "临溪县", "12"), strict=True):
        cell.text = text
    document.add_paragraph("特此通知。")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def accepted(data: bytes) -> bytes:
    """The file after somebody accepted every change in an editor."""

    def accept(document) -> None:  # type: ignore[no-untyped-def]
        body = document.element.body
        for paragraph in list(body.iter(qn("w:p"))):
            if paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None:
                paragraph.getparent().remove(paragraph)
        for row in list(body.iter(qn("w:tr"))):
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                row.getparent().remove(row)
        for one in list(body.iter(qn("w:del"))):
            one.getparent().remove(one)
        for one in list(body.iter(qn("w:ins"))):
            for child in list(one):
                one.addprevious(child)
            one.getparent().remove(one)

    return edited(data, accept)


def changed(data: bytes) -> bytes:
    def without(document) -> None:  # type: ignore[no-untyped-def]
        gone = next(one for one in document.paragraphs if "删去" in one.text)
        gone._p.getparent().remove(gone._p)
        row = document.tables[0].add_row()
        row.cells[0].text, row.cells[1].text = "望山区", "18"

    return with_paragraph(replaced(replaced(edited(data, without), "10日", "20日"), "12", "15"), "特此", "请抓紧办理。")


def marked(tracked: bool) -> bytes:
    before, after = paper(), changed(paper())
    found = changes(contents(before), contents(after), OFFICE)
    marker = Marker("周晓岚", datetime(2026, 3, 2, 1, tzinfo=UTC), tracked)
    return redline(before, after, "第1稿与第2稿比较", found, marker)


def test_accepting_all_changes_of_a_redline_gives_the_later_version() -> None:
    """Also the row that came in and the paragraph that went out."""
    after = accepted(marked(tracked=True))
    lines = [one.line for one in contents(after) if one.place not in ("页眉", "页脚")]
    wanted = [one.line for one in contents(changed(paper()))]
    assert lines[: len(wanted)] == wanted and lines[len(wanted)].startswith("改动清单")


def test_a_printed_redline_holds_what_went_and_what_came_in_red() -> None:
    document = docx.Document(io.BytesIO(marked(tracked=False)))
    runs = [run for paragraph in document.element.body.iter(qn("w:p")) for run in paragraph.iter(qn("w:r"))]

    def of(look: str) -> set[str]:
        found = [run for run in runs if run.find(f"{qn('w:rPr')}/{qn(look)}") is not None]
        assert all(run.find(f"{qn('w:rPr')}/{qn('w:color')}").get(qn("w:val")) == "D60000" for run in found)
        return {"".join(one.text or "" for one in run.iter(qn("w:t"))) for run in found}

    assert {"10", "此段将被删去。", "12"} <= of("w:strike") and {"20", "请抓紧办理。", "15", "望山区"} <= of("w:u")
    assert document.sections[0].header.paragraphs[0].text == "花脸稿：第1稿与第2稿比较"
    assert drafting.unfit(marked(tracked=False)), "a redline is never taken for the paper"

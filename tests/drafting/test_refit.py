"""Settling a paper by its printed pages: where 版记 goes, and text beside every sign-off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafting.papers import a_paper, organs
from drafting.settling import settled
from gongwen.document import layout
from gongwen.document.lengths import pt
from gongwen.document.model import Text
from gongwen.document.sheet import Glyph, Measured, Rule, Sheet, TextLine
from gongwen.drafting import fit as fits
from gongwen.drafting import mark, refit
from gongwen.drafting.fit import Fit

FIT = Fit(pt(36), pt(40))
PARAGRAPH = "各单位要高度重视困难家庭帮扶救助工作，明确责任，密切配合，于规定时间前将落实情况报市帮扶办。"


def long(paragraphs, **more):
    return a_paper(blocks=tuple(Text(PARAGRAPH) for _ in range(paragraphs)), **more)


def a_line(page, y, text, size=16.0, colour="000000"):
    step = size * 0.35
    glyphs = tuple(Glyph(c, 28 + i * step, 28 + (i + 1) * step, y, size, "F", colour) for i, c in enumerate(text))
    return TextLine(page, glyphs)


def a_sheet(number, *texts, imprint=False, title=False):
    lines = [a_line(number, 130, "关于走访慰问的通知", 22)] if title else []
    lines += [a_line(number, 150 + 10 * i, text) for i, text in enumerate(texts)]
    rules = []
    if imprint:
        lines.append(a_line(number, 258, "青禾市民政局办公室 2026年10月10日印发", 14))
        rules = [Rule(number, 28, y, 184, y, 0.35) for y in (252.0, layout.IMPRINT_FOOT.mm)]
    return Sheet(number, 210, 297, tuple(lines), tuple(rules))


def pages(*sheets):
    return Measured(sheets, ())


FIRST = ("各县（区）民政局：", "正文第一行。")
SIGNED = ("正文末行。", "青禾市卫生健康委员会", "2026年10月9日")


def test_a_settled_paper_is_left_alone():
    measured = pages(a_sheet(1, *FIRST, title=True), a_sheet(2, *SIGNED, imprint=True))
    assert refit(a_paper(), FIT, measured) is None


def test_an_imprint_on_an_odd_page_moves_to_the_next():
    measured = pages(a_sheet(1, *FIRST, *SIGNED, title=True, imprint=True))
    better = refit(a_paper(), FIT, measured)
    assert better is not None and better.imprint == "next"


def test_without_the_even_page_rule_it_stays():
    measured = pages(a_sheet(1, *FIRST, *SIGNED, title=True, imprint=True))
    assert refit(a_paper(even_page=False), FIT, measured) is None


def test_an_imprint_that_does_not_fit_an_even_page_goes_behind_a_blank_one():
    full = [f"第{i}行正文。" for i in range(9)]
    measured = pages(a_sheet(1, *FIRST, title=True), a_sheet(2, *full, *SIGNED), a_sheet(3, imprint=True))
    better = refit(a_paper(), replace(FIT, carried=1), measured)
    assert better is not None and better.imprint == "after blank"
    assert (
        refit(a_paper(), replace(better, passes=1), pages(*measured.sheets[:2], a_sheet(3), a_sheet(4, imprint=True)))
        is None
    )


def test_a_sign_off_without_text_draws_the_last_lines_of_page_one_to_it():
    measured = pages(a_sheet(1, *FIRST, "第二行。", "第三行。", title=True), a_sheet(2, *SIGNED[1:], imprint=True))
    better = refit(long(6), FIT, measured)
    assert better is not None and better.held > 0
    assert refit(long(6), better, measured) is None, "once is enough"


def test_on_later_pages_it_draws_a_paragraph_to_it():
    texts = [f"第{i}行正文。" for i in range(9)]
    sheets = (a_sheet(1, *FIRST, title=True), a_sheet(2, *texts), a_sheet(3, *SIGNED[1:]), a_sheet(4, imprint=True))
    better = refit(long(6), replace(FIT, imprint="next"), pages(*sheets))
    assert better is not None and better.carried == 1


def test_a_single_line_of_text_stays_on_page_one():
    measured = pages(a_sheet(1, *FIRST, title=True), a_sheet(2, *SIGNED[1:], imprint=True))
    assert refit(long(1), FIT, measured) is None


def test_a_first_page_without_text_gives_way_in_the_head():
    measured = pages(a_sheet(1, FIRST[0], title=True), a_sheet(2, "正文。", *SIGNED, imprint=True))
    paper = a_paper(issuers=organs(8))
    start = next(fits.ways(paper, mark.largest_size(paper)))
    better = refit(paper, start, measured)
    assert better is not None and better.mark_pitch < start.mark_pitch


def test_it_gives_up_after_a_few_passes():
    measured = pages(a_sheet(1, *FIRST, *SIGNED, title=True, imprint=True))
    assert refit(a_paper(), replace(FIT, passes=9), measured) is None


# --- the printed page


@pytest.mark.slow
@pytest.mark.parametrize("paragraphs", [1, 2, 3, 5, 14, 15, 17])
def test_every_length_of_paper_settles_with_its_imprint_on_an_even_page(printed, paragraphs):
    result = settled(printed, long(paragraphs))
    last = result.measured.sheets[-1]
    assert result.measured.pages % 2 == 0
    assert last.rules[-1].y == pytest.approx(layout.IMPRINT_FOOT.mm, abs=0.5)
    first = [line.text for line in result.measured.sheets[0].lines]
    assert any(PARAGRAPH.startswith(text[:8]) for text in first)


@pytest.mark.slow
def test_the_only_paragraph_is_parted_so_that_seals_and_page_one_both_have_text(printed):
    text = PARAGRAPH.replace("。", "，") + PARAGRAPH
    result = settled(printed, a_paper(issuers=organs(5), blocks=(Text(text),)))
    body = [line for sheet in result.measured.sheets for line in sheet.lines if line.text[:6] in text]
    assert {line.page for line in body} >= {1, 2}


@pytest.mark.slow
def test_a_page_of_its_own_is_numbered_but_none_behind_a_blank_page(printed):
    alone = settled(printed, long(1))
    assert alone.fit.imprint == "next"
    assert "— 2 —" in alone.texts(2)
    behind = settled(printed, long(11, cc=tuple(f"青禾市第{i}帮扶救助工作办公室" for i in range(40))))
    assert behind.fit.imprint == "after blank"
    assert behind.texts(behind.measured.pages - 1) == []
    assert not any("—" in text for text in behind.texts(behind.measured.pages))


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 5, 8, 10, 12])
def test_joint_papers_show_text_on_page_one(printed, count):
    result = settled(printed, a_paper(issuers=organs(count)))
    lines = result.measured.sheets[0].lines
    title = max(
        i for i, line in enumerate(lines) if line.size == pytest.approx(22, abs=0.5) and line.colour == "000000"
    )
    assert any(line.text.startswith("为健全困难家庭") for line in lines[title:])
    names = [line for line in lines if line.colour == "FF0000" and "文件" not in line.text]
    assert min(line.top for line in names) == pytest.approx(layout.MARK_TOP.mm, abs=0.5)
    word = next(line for line in lines if line.colour == "FF0000" and line.text.endswith("文件"))
    stack = (names[0].top + max(line.bottom for line in lines if line.colour == "FF0000")) / 2
    assert (word.top + word.bottom) / 2 == pytest.approx(stack, abs=0.5)

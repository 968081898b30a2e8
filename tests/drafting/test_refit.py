"""Settling a paper by its printed pages: where 版记 goes, and text beside every sign-off, in three prints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafting.papers import a_paper, organs
from drafting.settling import settled
from gongwen.document import layout
from gongwen.document.lengths import pt
from gongwen.document.model import Heading, Table, Text
from gongwen.document.sheet import Glyph, Measured, Rule, Sheet, TextLine
from gongwen.drafting import refit
from gongwen.drafting.page import fit as fits
from gongwen.drafting.page import mark
from gongwen.drafting.page.fit import Fit, Piece

PARAGRAPH = "各单位要高度重视困难家庭帮扶救助工作，明确责任，密切配合，于规定时间前将落实情况报市帮扶办。"
PITCH = layout.LINE_PITCH.mm
TOP, FOOT = 33.6, 263.5
NAME, DATE = "青禾市卫生健康委员会", "2026年10月9日"


def long(paragraphs, **more):
    return a_paper(blocks=tuple(Text(PARAGRAPH) for _ in range(paragraphs)), **more)


# --- pages drawn by hand: a body of single-line paragraphs on the grid, sign-off and 版记


def a_line(page, top, text, size=16.0, left=39.2, colour="000000"):
    step = size * 0.35
    baseline = top + PITCH * layout.BASELINE_IN_EXACT_LINE
    glyphs = (Glyph(c, left + i * step, left + (i + 1) * step, baseline, size, "F", colour) for i, c in enumerate(text))
    return TextLine(page, tuple(glyphs))


def rows(page, texts, top=TOP):
    return [a_line(page, top + i * PITCH, text) for i, text in enumerate(texts)]


def a_sheet(number, lines=(), signed=None, imprint=False):
    """A page with these lines, the name at the height `signed`, and 版记 at its foot."""
    lines, rules = list(lines), []
    if signed:
        lines += [a_line(number, signed, NAME, left=110), a_line(number, signed + PITCH, DATE, left=110)]
    if imprint:
        lines.append(a_line(number, 250, "青禾市民政局办公室 2026年10月10日印发", 14, left=33))
        rules = [Rule(number, 28, y, 184, y, 0.35) for y in (251.0, layout.IMPRINT_FOOT.mm)]
    return Sheet(number, 210, 297, tuple(lines), tuple(rules))


def body(count):
    return tuple(f"第{'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'[i % 22]}{i}行正文到此为止。" for i in range(count))


def a_fit(texts, **more):
    return Fit(pt(36), pt(40), body=tuple(map(Piece, texts)), **more)


def measured(*sheets):
    return Measured(sheets, ())


FIRST_TOP = 200.0
"""Six rows stand on page 1."""


def first_page(texts, **more):
    return a_sheet(1, rows(1, texts, FIRST_TOP), **more)


def short_paper(**more):
    return a_paper(note="", **more)


def test_a_settled_paper_is_left_alone():
    texts = body(9)
    pages = measured(first_page(texts[:6]), a_sheet(2, rows(2, texts[6:]), signed=90, imprint=True))
    assert refit(short_paper(), a_fit(texts), pages) is None


def test_an_imprint_on_an_odd_page_moves_to_the_next():
    texts = body(2)
    pages = measured(a_sheet(1, rows(1, texts, 120), signed=170, imprint=True))
    better = refit(short_paper(), a_fit(texts), pages)
    assert better is not None and better.imprint == "next"
    assert refit(short_paper(even_page=False), a_fit(texts), pages) is None


def test_a_sign_off_without_text_draws_the_last_lines_to_it():
    texts = body(6)
    pages = measured(first_page(texts), a_sheet(2, signed=70, imprint=True))
    better = refit(short_paper(), a_fit(texts), pages)
    assert better is not None
    assert better.cut == 4 and better.broken_before == 4, "two lines of their own paragraphs go over"
    assert better.conceded[-1] == "末段移至落款页"


def test_a_line_inside_a_paragraph_goes_over_by_room_kept_at_the_foot():
    words = PARAGRAPH.replace("。", "，") * 4
    lines = tuple(words[i : i + 26] for i in range(0, 26 * 6, 26))
    sheet = rows(1, lines, FIRST_TOP)
    indented = [sheet[0], *(a_line(1, FIRST_TOP + i * PITCH, text, left=28) for i, text in enumerate(lines) if i)]
    pages = measured(a_sheet(1, indented), a_sheet(2, signed=70, imprint=True))
    better = refit(short_paper(), a_fit([words]), pages)
    assert better is not None
    assert better.cut == 4 and better.broken_before is None and better.held_at == 0
    assert better.held.mm == pytest.approx(FOOT - FIRST_TOP - 4 * PITCH - PITCH / 2, abs=0.1)


def test_a_heading_does_not_stay_behind_alone():
    texts = body(6)
    fit = a_fit(texts)
    fit = replace(fit, body=tuple(replace(one, kind="heading" if i == 3 else "text") for i, one in enumerate(fit.body)))
    pages = measured(first_page(texts), a_sheet(2, signed=70, imprint=True))
    better = refit(short_paper(), fit, pages)
    assert better is not None and better.cut == 3


def test_a_sign_off_that_lacks_little_is_drawn_up_by_closer_lines():
    """20 rows leave 42.5 mm for 40.8 mm of sign-off; a seal would reach under 版心, so the lines move closer."""
    texts = body(20)
    top = FOOT - 20 * PITCH - 42.5 + 1.9
    pages = measured(a_sheet(1, rows(1, texts, top)), a_sheet(2, signed=70, imprint=True))
    better = refit(short_paper(), a_fit(texts), pages)
    assert better is not None and better.cut is None
    assert layout.LINE_PITCH > better.body_pitch >= pt(28)
    assert better.conceded[-1] == "压缩正文行距"


def test_closer_lines_save_a_sheet():
    """Two pages and a line: at 23 lines a page the third page, and with it a sheet, is not needed."""
    texts = body(6 + 22 + 1)
    plain = a_paper(note="", sign_off="none", date=None)
    pages = measured(
        first_page(texts[:6]), a_sheet(2, rows(2, texts[6:28])), a_sheet(3, rows(3, texts[28:]), imprint=True)
    )
    better = refit(replace(plain, cc=(), printed_by=""), a_fit(texts), pages)
    assert better is not None and better.body_pitch < layout.LINE_PITCH


def test_an_imprint_that_does_not_fit_an_even_page_takes_text_and_sign_off_along():
    """Better than a blank page: lines go over with the sign-off, 版记 stands alone on the next, numbered page."""
    texts = body(6 + 17)
    pages = measured(first_page(texts[:6]), a_sheet(2, rows(2, texts[6:]), signed=243), a_sheet(3, imprint=True))
    better = refit(short_paper(cc=("市委办公室",) * 30), a_fit(texts), pages)
    assert better is not None and better.imprint in ("next", "here")


def test_a_blank_page_is_left_where_nothing_else_works():
    """The last page holds an attachment, which neither closer lines nor other breaks move."""
    texts = body(3)
    attached = [a_line(2, TOP, "附件", left=28), *rows(2, ["附件内容。"] * 21, TOP + PITCH)]
    pages = measured(a_sheet(1, rows(1, texts, 120), signed=190), a_sheet(2, attached), a_sheet(3, imprint=True))
    better = refit(short_paper(), a_fit(texts), pages)
    assert better is not None and better.imprint == "after blank"


def test_what_was_printed_counts_for_more_than_what_was_reckoned():
    """A way that came out wrong is not taken again."""
    texts = body(6)
    first = refit(short_paper(), a_fit(texts), measured(first_page(texts), a_sheet(2, signed=70, imprint=True)))
    assert first is not None and len(first.tried) == 1
    again = refit(short_paper(), first, measured(first_page(texts), a_sheet(2, signed=70, imprint=True)))
    assert again is not None and again.cut != first.cut


def test_a_first_page_without_text_gives_way_in_the_head():
    texts = body(3)
    pages = measured(
        a_sheet(1, [a_line(1, 150, "关于走访慰问的通知", 22)]), a_sheet(2, rows(2, texts), signed=120, imprint=True)
    )
    paper = short_paper(issuers=organs(8), sign_off="plain")
    start = replace(next(fits.ways(paper, mark.largest_size(paper))), body=tuple(map(Piece, texts)))
    better = refit(paper, start, pages)
    assert better is not None and better.mark_pitch < start.mark_pitch
    assert better.body == start.body


def test_after_three_prints_only_what_is_wrong_counts():
    texts = body(6)
    wrong = measured(first_page(texts), a_sheet(2, signed=70, imprint=True))
    assert refit(short_paper(), a_fit(texts, passes=2), wrong) is not None, "said so"
    sparing = body(6 + 22 + 1)
    pages = measured(first_page(sparing[:6]), a_sheet(2, rows(2, sparing[6:28])), a_sheet(3, rows(3, sparing[28:])))
    paper = a_paper(note="", sign_off="none", date=None, cc=(), printed_by="")
    assert refit(paper, a_fit(sparing, passes=2), pages) is None, "a sheet could be saved, but no fourth print is made"


def test_pages_that_cannot_be_read_still_get_their_imprint():
    pages = measured(a_sheet(1, [a_line(1, 120, "别的文字")], imprint=True))
    better = refit(short_paper(), a_fit(body(2)), pages)
    assert better is not None and better.imprint == "next"


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
    lines = [line for sheet in result.measured.sheets for line in sheet.lines if line.text[:6] in text]
    assert {line.page for line in lines} >= {1, 2}


@pytest.mark.slow
def test_a_page_of_its_own_is_numbered_but_none_behind_a_blank_page(printed):
    alone = settled(printed, long(1))
    assert alone.fit.imprint == "next"
    assert "— 2 —" in alone.texts(2)
    rows_of_it = tuple((str(i), "柳林村", "入户走访") for i in range(1, 30))
    table = Table(("序号", "村", "事项"), rows_of_it)
    behind = settled(printed, a_paper(blocks=(Text(PARAGRAPH), table), sign_off="none", date=None, note="",
                                      cc=tuple(f"青禾市第{i}帮扶救助工作办公室" for i in range(40))))  # fmt: skip
    assert behind.fit.imprint == "after blank"
    assert behind.texts(behind.measured.pages - 1) == []
    assert not any("—" in text for text in behind.texts(behind.measured.pages))


@pytest.mark.slow
def test_lines_go_over_on_any_page_and_inside_a_paragraph(printed):
    """Text that fills page 3 exactly: its last paragraph's lines go over to the sign-off, page 2 stays full."""
    blocks = (Heading(1, "一、总体要求"), *(Text(PARAGRAPH) for _ in range(25)), Text(PARAGRAPH * 3))
    result = settled(printed, a_paper(blocks=blocks, issuers=organs(6)))
    signed = next(line for sheet in result.measured.sheets for line in sheet.lines if DATE in line.text)
    beside = [text for text in result.texts(signed.page) if text[:8] in PARAGRAPH * 3]
    assert beside
    full = [line for line in result.measured.sheets[1].lines if line.bottom < FOOT]
    assert len(full) == 22


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

"""实测: figures read from PDFs whose geometry is known, to 0.05 mm."""

from __future__ import annotations

import io
import time
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.document.sheet import Font, Measured, Rule, TextLine
from gongwen.document.turns import PDFIUM
from gongwen.errors import BadInput
from gongwen.printing import pictures
from gongwen.proofing.measuring import measure
from proofing.tiny_pdf import filled, latin, stroked, tiny_pdf, words

EM = 16 * 25.4 / 72


def near(value: float) -> object:
    return pytest.approx(value, abs=0.05)


def lines(measured: Measured, page: int = 1) -> list[TextLine]:
    return list(measured.sheets[page - 1].lines)


def rules(content: str) -> list[Rule]:
    return list(measure(tiny_pdf(content)).sheets[0].rules)


def test_a_page_is_as_large_as_its_box() -> None:
    sheet = measure(tiny_pdf("", width=210, height=297)).sheets[0]
    assert (sheet.number, sheet.width, sheet.height) == (1, near(210), near(297))


def test_a_character_has_its_cell_baseline_size_font_and_colour() -> None:
    (line,) = lines(measure(tiny_pdf(words("口", 28, 41.95, 16, colour="1 0 0"))))
    (glyph,) = line.glyphs
    assert (glyph.text, glyph.font, glyph.colour) == ("口", "TestFang-Regular", "FF0000")
    assert (glyph.x0, glyph.x1, glyph.baseline, glyph.size) == (near(28), near(28 + EM), near(41.95), near(16))
    assert (glyph.top, glyph.bottom) == (near(41.95 - 0.88 * EM), near(41.95 + 0.12 * EM))


def test_the_cells_of_a_line_follow_the_advances() -> None:
    (line,) = lines(measure(tiny_pdf(words("困难家庭", 28, 50) + latin("AB", 100, 60))))[:1]
    assert [g.x0 for g in line.glyphs] == [near(28 + n * EM) for n in range(4)]
    (second,) = lines(measure(tiny_pdf(latin("AB", 100, 60))))
    assert [g.x1 for g in second.glyphs] == [near(100 + 0.667 * EM), near(100 + 2 * 0.667 * EM)]


def test_a_latin_glyph_that_hangs_over_its_cell_still_starts_at_its_origin() -> None:
    (line,) = lines(measure(tiny_pdf(latin("j", 50, 60))))
    assert line.x0 == near(50)


@pytest.mark.parametrize(("rotate", "size"), [(0, (210, 297)), (180, (210, 297)), (90, (297, 210)), (270, (297, 210))])
def test_a_rotated_page_is_measured_as_it_is_seen(rotate: int, size: tuple[float, float]) -> None:
    """Text set so that it reads upright on the rotated page stands at 28, 50 mm of the page as seen."""
    text = words("困难", 0, 0, page=0)
    set_upright = {
        0: f"1 0 0 1 28 {297 - 50} cm ",
        180: f"-1 0 0 -1 {210 - 28} 50 cm ",
        90: "0 1 -1 0 50 28 cm ",
        270: f"0 -1 1 0 {210 - 50} {297 - 28} cm ",
    }[rotate]
    sheet = measure(tiny_pdf(set_upright + text, rotate=rotate)).sheets[0]
    assert (sheet.width, sheet.height) == (near(size[0]), near(size[1]))
    assert (sheet.lines[0].x0, sheet.lines[0].x1, sheet.lines[0].baseline) == (near(28), near(28 + 2 * EM), near(50))


def test_a_page_box_away_from_the_origin_moves_nothing() -> None:
    sheet = measure(tiny_pdf(words("口", 28, 50) + stroked(28, 60, 184, 60, 0.35), shift=(30, -12))).sheets[0]
    assert (sheet.lines[0].x0, sheet.lines[0].baseline) == (near(28), near(50))
    assert (sheet.rules[0].x0, sheet.rules[0].y) == (near(28), near(60))


def test_what_a_group_draws_is_measured_where_it_is_seen() -> None:
    sheet = measure(tiny_pdf("1 0 0 1 40 97 cm /F Do")).sheets[0]
    assert (sheet.rules[0].x0, sheet.rules[0].x1, sheet.rules[0].y) == (near(40), near(90), near(200))
    assert sheet.rules[0].weight == near(0.5)
    assert (sheet.lines[0].text, sheet.lines[0].x0, sheet.lines[0].size) == ("组", near(40), near(5 * 72 / 25.4))


def test_a_stroked_line_and_a_thin_filled_box_are_rules() -> None:
    red, black = rules(stroked(28, 100, 184, 100, 0.53, "1 0 0") + filled(28, 261.825, 156, 0.35))
    assert red == Rule(1, near(28), near(100), near(184), near(100), near(0.53), "FF0000")  # type: ignore[arg-type]
    assert (black.y, black.x1 - black.x0, black.weight, black.colour) == (near(262), near(156), near(0.35), "000000")


def test_a_stroked_box_has_four_rules() -> None:
    found = rules("0.2 w 30 100 50 20 re S")
    assert [(r.horizontal, round(abs(r.x1 - r.x0) + abs(r.y1 - r.y0))) for r in found] == [
        (True, 50), (False, 20), (False, 20), (True, 50),
    ]  # fmt: skip


def test_pieces_of_one_line_are_one_rule_and_others_are_not() -> None:
    pieces = stroked(28, 100, 80, 100, 0.25) + stroked(80, 100, 184, 100, 0.25) + stroked(28, 100, 80, 100, 0.25)
    assert [(r.x0, r.x1) for r in rules(pieces)] == [(near(28), near(184))]
    assert len(rules(stroked(28, 100, 80, 100, 0.25) + stroked(90, 100, 184, 100, 0.25))) == 2
    assert len(rules(stroked(28, 100, 80, 100, 0.25) + stroked(80, 100, 184, 100, 0.5))) == 2


def test_a_block_of_colour_a_curve_and_a_white_line_are_no_rules() -> None:
    curve = "30 100 m 40 120 60 120 90 100 c S "
    assert rules(filled(28, 100, 100, 40) + curve + stroked(28, 50, 90, 50, 1, "1 1 1")) == []


def test_a_picture_is_placed() -> None:
    (picture,) = measure(tiny_pdf("q 42 0 0 42 100 55 cm /P Do Q")).sheets[0].pictures
    assert (picture.x0, picture.y0, picture.x1, picture.y1) == (near(100), near(200), near(142), near(242))


def test_text_on_one_baseline_is_one_line_and_a_wide_gap_a_blank() -> None:
    (line,) = lines(measure(tiny_pdf(words("印发", 160, 250, 14) + words("市帮扶办", 33, 250, 14))))
    assert line.text == "市帮扶办 印发"


def test_a_border_parts_the_cells_of_a_table() -> None:
    content = words("序号", 30, 50) + words("姓名", 60, 50) + stroked(50, 40, 50, 55, 0.2)
    assert [line.text for line in lines(measure(tiny_pdf(content)))] == ["序号", "姓名"]


def test_blanks_at_the_ends_are_left_out_and_inside_kept() -> None:
    (line,) = lines(measure(tiny_pdf(words("　肖　捷　", 28, 50))))
    assert (line.text, line.x0) == ("肖　捷", near(28 + EM))


def test_lines_go_down_the_page_whatever_the_order_of_the_file() -> None:
    content = words("三", 28, 70) + words("一", 28, 50) + words("二", 28, 60)
    assert [line.text for line in lines(measure(tiny_pdf(content)))] == ["一", "二", "三"]


def test_turned_and_invisible_text_is_not_part_of_the_lines() -> None:
    watermark = "q 0.7 0.7 -0.7 0.7 60 100 cm " + words("样稿", 0, 0, page=0) + "Q "
    hidden = "3 Tr " + words("暗", 28, 80) + "0 Tr "
    assert [line.text for line in lines(measure(tiny_pdf(watermark + hidden + words("明", 28, 50))))] == ["明"]


def test_what_runs_down_a_landscape_page_is_a_line_of_the_page_held_upright() -> None:
    """Clause 8: 28 mm from the upright page's left edge, 271 mm below its upper edge."""
    number = f"0 -1 1 0 {297 - 271} {210 - 28} cm " + words("4", 0, 0, 14, page=0)
    watermark = "q 0.7 0.7 -0.7 0.7 60 100 cm " + words("样稿", 0, 0, page=0) + "Q "
    sheet = measure(tiny_pdf(watermark + number, width=297, height=210)).sheets[0]
    assert (sheet.lines, [line.text for line in sheet.turned]) == ((), ["4"])
    assert (sheet.turned[0].x0, sheet.turned[0].baseline) == (near(28), near(271))
    assert measure(tiny_pdf(number)).sheets[0].turned == ()


def test_papers_are_measured_from_several_threads_at_once() -> None:
    """PDFium itself would mix the documents up or crash; other rooms take their turn with the same lock."""
    pdfs = [tiny_pdf(*[words(f"第{n}份", 28, 50) for _ in range(30)]) for n in range(4)]
    with ThreadPoolExecutor(8) as pool:
        drawn = pool.map(pictures, [tiny_pdf("")] * 4)
        measured = list(pool.map(measure, pdfs * 8))
        assert [len(pages) for pages in drawn] == [1] * 4
    texts = [{line.text for sheet in one.sheets for line in sheet.lines} for one in measured]
    assert texts == [{f"第{n}份"} for n in range(4)] * 8


def test_measuring_waits_for_its_turn() -> None:
    with ThreadPoolExecutor(1) as pool:
        with PDFIUM:
            waiting = pool.submit(measure, tiny_pdf(""))
            assert not waiting.done()
            time.sleep(0.2)
            assert not waiting.done()
        assert waiting.result(timeout=30).pages == 1


def test_fonts_tell_whether_they_are_embedded() -> None:
    measured = measure(tiny_pdf(words("口", 28, 50), latin("A", 28, 50)))
    assert measured.fonts == (Font("Helvetica", False), Font("TestFang-Regular", True))
    assert measured.pages == 2


def test_a_file_that_is_no_pdf_is_refused_in_one_sentence() -> None:
    for rubbish in (b"", b"hello", tiny_pdf("")[:200]):
        with pytest.raises(BadInput, match=r"^无法测量版面：.*重新生成。$"):
            measure(rubbish)


def test_a_pdf_with_a_password_is_refused_with_advice() -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(tiny_pdf(words("口", 28, 50)))) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    with pytest.raises(BadInput, match="取消密码保护"):
        measure(target.getvalue())


WHOLE = tiny_pdf(words("困难家庭帮扶", 28, 50) + stroked(28, 60, 184, 60, 0.35) + "/F Do q 9 0 0 9 50 50 cm /P Do Q")


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=40), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_damaged_pdf_is_measured_or_refused_but_never_an_accident(bites: list[tuple[int, int]], cut: bool) -> None:
    damaged = bytearray(WHOLE)
    for place, byte in bites:
        damaged[place] = byte
    try:
        measured = measure(bytes(damaged[: bites[0][0]] if cut else damaged))
    except BadInput as refusal:
        assert str(refusal).startswith("无法测量版面：")
    else:
        assert all(sheet.number == place for place, sheet in enumerate(measured.sheets, 1))

"""版心的行: first and last line on the glyph, on every page, by the page set-up the paper was printed with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.document.geometry import NATIONAL, WORD_37_35, Geometry
from gongwen.document.sheet import Measured, Picture, Sheet
from gongwen.proofing import findings
from proofing import sheets
from proofing.sheets import PAPER, PITCH, body, line, on_page, right_paper, shifted

WORD = replace(PAPER, profile="word-37-35")


def pages_of_text(top: float, pitch: float, count: int = 22) -> Measured:
    """Pages 2 and 3 of a right paper filled with text from `top` on, `count` lines a page at `pitch` (mm)."""

    def filled(sheet: Sheet) -> Sheet:
        lines = (
            replace(shifted(line, 0, n * (pitch - PITCH)), page=sheet.number)
            for n, line in enumerate(body(top, count, sheet.number))
        )
        return replace(sheet, lines=(*lines, sheets.folio(sheet.number)))

    return on_page(3, filled)(on_page(2, filled)(right_paper()))


PLANTED = ("grid.squeezed",)
"""Rules whose faults are planted here and nowhere else."""


def placed_by(geometry: Geometry) -> Measured:
    label = sheets.moved("附件", down=geometry.first_top.mm - 37, page=4)
    return label(pages_of_text(geometry.first_top.mm, geometry.pitch.mm))


def told(measured: Measured, paper=PAPER) -> list[tuple[str, int | None]]:
    """Rule and page of what is found about lines, whatever else there is."""
    rules = ("margins.top", "type_area.bottom", "grid.lines", "grid.squeezed", "geometry.profile")
    return [(found.rule, found.page) for found in findings(measured, paper) if found.rule in rules]


def test_pages_set_by_the_national_geometry_are_right() -> None:
    assert told(placed_by(NATIONAL)) == []


@pytest.mark.parametrize(("drift", "wrong"), [(0.9, False), (-0.9, False), (1.2, True), (-1.2, True)])
def test_first_and_last_line_of_every_page_are_held_against_37_and_262_mm(drift: float, wrong: bool) -> None:
    """A page whose text stops before its foot has no last line to judge: page 3 ends the body."""
    found = told(pages_of_text(37.0 + drift, PITCH))
    wanted = [("margins.top", 2), ("margins.top", 3), ("type_area.bottom", 2)] if wrong else []
    assert sorted(one for one in found if one != ("type_area.bottom", 3)) == wanted


def test_a_page_that_begins_with_an_indented_paragraph_or_an_attachment_is_judged_too() -> None:
    low = on_page(2, lambda sheet: replace(sheet, lines=tuple(shifted(one, 0, 1.5) for one in sheet.lines)))
    indented = on_page(
        2, lambda sheet: replace(sheet, lines=(sheets.line("（一）困难家庭", 39, 37, page=2), *sheet.lines[1:]))
    )
    assert ("margins.top", 2) in told(low(indented(right_paper())))
    assert ("margins.top", 2) not in [(f.rule, f.page) for f in findings(low(indented(right_paper())))]
    label = on_page(4, lambda sheet: replace(sheet, lines=(shifted(sheet.lines[0], 0, 1.5), *sheet.lines[1:])))
    assert ("margins.top", 4) in told(label(right_paper()))


def test_a_full_page_that_ends_a_line_early_is_told_unless_word_kept_two_lines_together() -> None:
    early = pages_of_text(37.0, PITCH, 21)
    assert told(early) == [("type_area.bottom", 2)]
    assert [f.rule for f in findings(early) if f.rule == "type_area.bottom"] == []


def test_closer_lines_are_no_fault_as_long_as_no_further_line_would_fit() -> None:
    """7.3.5.5: the line pitch may give way; 28.6 pt is one of the steps. The report says so once."""
    assert told(pages_of_text(36.9, 28.6 * sheets.MM)) == [("grid.squeezed", 2)]
    (found,) = [f for f in findings(pages_of_text(36.9, 28.6 * sheets.MM), PAPER) if f.rule == "grid.squeezed"]
    assert found.severity == "note" and "28.60 磅（通常 29.6 磅）" in found.message
    assert told(pages_of_text(36.9, 28.6 * sheets.MM, 20)) == [("type_area.bottom", 2), ("grid.squeezed", 2)]


def test_lines_closer_than_may_be_and_those_of_a_paper_made_elsewhere_are_told() -> None:
    assert set(told(pages_of_text(36.9, 27.5 * sheets.MM, 23))) == {("grid.lines", 2), ("grid.lines", 3)}
    foreign = [f.rule for f in findings(pages_of_text(36.9, 28.1 * sheets.MM, 23)) if f.rule.startswith("grid")]
    assert set(foreign) == {"grid.lines"}


def test_a_page_with_a_picture_need_not_be_full() -> None:
    picture = on_page(2, lambda sheet: replace(sheet, pictures=(Picture(2, 40, 200, 90, 250),)))
    assert told(picture(pages_of_text(37.0, PITCH, 15))) == []


def test_the_word_page_setup_is_held_against_its_own_figures_and_always_told() -> None:
    (found,) = [f for f in findings(placed_by(WORD_37_35), WORD) if f.rule.startswith(("margins", "type", "geometry"))]
    assert (found.rule, found.severity, found.strength) == ("geometry.profile", "note", "实务")
    assert found.message == (
        "本件按版面配置「word-37-35」排印：Word 页面设置 37/35 毫米（上边距 37 毫米、下边距 35 毫米、行距 28.95 磅），"
        "首行字身上边缘 40.2 mm、末行字身下边缘 260.3 mm（国标从字身量取为 37 mm 和 262 mm），"
        "版心位置按此配置核对，按国标送检请换用 national。"
    )


def test_a_departure_from_a_page_setup_of_its_own_is_never_told_as_the_national_standard() -> None:
    found = [f for f in findings(placed_by(NATIONAL), WORD) if f.rule in ("margins.top", "type_area.bottom")]
    assert {f.rule for f in found} == {"margins.top", "type_area.bottom"}
    assert {(f.clause, f.strength, f.severity) for f in found} == {("版面配置 word-37-35", "推算", "warning")}
    assert "应为 40.2 mm ± 1 mm" in found[0].message


def test_pages_set_by_the_word_setup_are_told_when_the_standard_is_asked_for() -> None:
    """The usual settings miss the standard by 3 mm."""
    assert {rule for rule, _ in told(placed_by(WORD_37_35))} == {"margins.top", "grid.squeezed"}
    assert {rule for rule, _ in told(placed_by(NATIONAL))} == set()


def test_a_page_may_end_early_for_the_lines_that_go_with_the_sign_off() -> None:
    """7.3.5.5: two lines of text on the sign-off's page are enough, more would have stayed where they were."""

    def with_few(count: int) -> Measured:
        ending = lambda sheet: replace(sheet, lines=(*body(37, count, 3), *sheet.lines[6:]))  # noqa: E731
        early = pages_of_text(37.0, PITCH, 18)
        return replace(early, sheets=(*early.sheets[:2], ending(right_paper().sheets[2]), early.sheets[3]))

    assert told(with_few(2)) == []
    assert told(with_few(6)) == [("type_area.bottom", 2)]


def test_a_line_that_lost_a_character_to_the_next_is_no_short_line() -> None:
    """。 may not begin a line, so that the 28th character goes down with it; without the mark 27 are told."""

    def rules(second: str) -> set[str]:
        rows = ("帮扶困难家庭" * 4 + "扶危济", f"困{second}帮扶困难家庭" * 3 + "扶危济") * 11
        lines = tuple(line(text, 28, 37 + n * PITCH) for n, text in enumerate(rows))
        return {found.rule for found in findings(Measured((Sheet(1, 210, 297, lines, ()),), ()), PAPER)}

    assert "grid.characters" not in rules("。")
    assert "grid.characters" in rules("难")


def test_a_full_line_over_one_whose_second_character_is_a_mark_is_no_long_line() -> None:
    rows = ("帮扶困难家庭" * 4 + "扶危济困", "困。帮扶困难家庭" * 3 + "扶危济困") * 11
    lines = tuple(line(text, 28, 37 + n * PITCH) for n, text in enumerate(rows))
    found = findings(Measured((Sheet(1, 210, 297, lines, ()),), ()), PAPER)
    assert "grid.characters" not in {one.rule for one in found}

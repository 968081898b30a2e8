"""A fault of the machine spoils a print; what is a fact of the paper is only reported."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from gongwen.printing import Printed, PrintedFont, PrintReport, fonts
from gongwen.printing.faces import FONT_FILES
from gongwen.printing.verdict import asked_fonts, judge
from printing.word import paragraph, word

FANG = PrintedFont("FandolFang-Regular", True, ("仿宋",))
DOCX = word(paragraph("帮扶"))


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of stand-ins in which one character is common to all; fontconfig lists one real font."""
    monkeypatch.setattr(fonts, "names_of", lambda families, folder: frozenset({fonts.bare("SimFang")}))
    for number, file in enumerate(FONT_FILES):
        a_font(tmp_path / file.name, f"帮{chr(ord('一') + number)}a")
    return tmp_path


def a_font(target: Path, characters: str) -> None:
    """A font with an empty glyph for each of the characters."""
    names = {character: f"g{ord(character)}" for character in characters}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(character): name for character, name in names.items()})
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in (".notdef", *names.values())})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", *names.values()), (1000, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    builder.save(target)


@pytest.fixture
def fault_of(ours: Path) -> Callable[..., str]:
    def told(*fonts: PrintedFont, pages: int = 1, missing: str = "", docx: bytes = DOCX) -> str:
        report = PrintReport(1, (FANG, *fonts), tuple(missing))
        return judge(Printed(b"", report), pages, docx, ours).fault

    return told


def test_a_good_print_is_believed(fault_of: Callable[..., str]):
    assert fault_of() == ""


def test_a_print_with_another_number_of_pages_than_laid_out_is_not(fault_of: Callable[..., str]):
    assert fault_of(pages=3) == "版面有 3 页，PDF 里却有 1 页"
    assert fault_of(pages=0) == "版面有 0 页，PDF 里却有 1 页"


def test_a_font_that_is_not_in_the_file_is_a_fault(fault_of: Callable[..., str]):
    assert fault_of(PrintedFont("SimFang", False, ())) == "字体 SimFang 没有嵌入 PDF"


def test_a_common_character_that_came_out_in_a_strange_font_or_in_none_is_a_fault(fault_of: Callable[..., str]):
    assert fault_of(PrintedFont("DroidSansFallback", True, (), "帮☑")) == "「帮」没有用规定的字体或其替代字体印出"
    assert "「帮」" in fault_of(missing="帮")


def test_any_other_character_is_reported_and_no_fault(ours: Path):
    """☑ is in no font of ours, 一 in one of them, and a font that has both takes a Latin letter along."""
    strange = PrintedFont("Symbola", True, (), "☑一a")
    verdict = judge(Printed(b"", PrintReport(1, (FANG, strange), ("\U0002ebf5",))), 1, DOCX, ours)
    assert verdict.fault == ""
    assert verdict.printed and verdict.printed.report.undeclared == (strange,)
    assert not verdict.printed.report.sound


def test_without_a_complete_set_of_stand_ins_nothing_is_held_against_the_machine(ours: Path):
    (ours / "FandolKai-Regular.ttf").unlink()
    strange = PrintedFont("DroidSansFallback", True, (), "帮")
    assert judge(Printed(b"", PrintReport(1, (strange,), ())), 1, DOCX, ours).fault == ""


def test_a_real_font_that_is_asked_for_is_expected(ours: Path):
    verdict = judge(Printed(b"", PrintReport(1, (PrintedFont("Sim-Fang", True, (), "帮"),), ())), 1, DOCX, ours)
    assert verdict.fault == "" and verdict.printed and verdict.printed.report.undeclared == ()


def test_a_font_that_the_paper_brings_along_is_no_fault(fault_of: Callable[..., str]):
    own = word(paragraph("帮扶"), parts={"word/fonts/font1.odttf": b"font"})
    assert fault_of(PrintedFont("OfficeOwn", True, (), "帮"), docx=own) == ""


def test_the_fonts_a_paper_asks_for_are_read_from_all_its_parts():
    theme = '<a:theme xmlns:a="a"><a:latin typeface="Calibri"/></a:theme>'
    asked = asked_fonts(word(paragraph("帮扶", "楷体_GB2312"), parts={"word/theme/theme1.xml": theme}))
    assert asked == {"楷体_GB2312", "Times New Roman", "Calibri"}


@pytest.mark.slow
def test_fontconfig_names_the_fonts_of_a_family(tmp_path: Path):
    names = fonts.names_of({"FandolFang R", "Noto Serif SC SemiBold"}, fonts.font_folder())
    assert {"fandolfangregular", "fandolfangr", "notoserifscsemibold"} <= names
    assert "fandolkairegular" not in names

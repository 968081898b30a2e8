"""What a print holds is told, and what is no PDF is refused."""

import pytest

from gongwen.errors import BadInput
from gongwen.printing import PrintedFont, PrintReport, check_print

FANG = PrintedFont("FandolFang-Regular", True, ("仿宋",))


def test_what_is_no_pdf_is_refused():
    with pytest.raises(BadInput, match="打不开这个 PDF"):
        check_print(b"no pdf at all")


def test_a_print_is_sound_only_with_pages_expected_embedded_fonts_and_no_missing_character():
    assert PrintReport(1, (FANG,), ()).sound
    assert not PrintReport(0, (FANG,), ()).sound
    assert not PrintReport(1, (FANG,), ("\U0002ebf5",)).sound
    assert not PrintReport(1, (PrintedFont("Arial", False, ()),), ()).sound
    assert not PrintReport(1, (FANG,), (), (PrintedFont("DroidSansFallback", True, (), "喆"),)).sound


def test_stand_ins_and_libreoffices_own_font_are_declared():
    names = ("FandolFang-Regular", "NotoSerifSC-SemiBold", "LXGWWenKai-Light", "LiberationSans", "OpenSymbol")
    assert all(PrintedFont(name, True, ()).declared for name in names)
    assert not PrintedFont("DroidSansFallback", True, ()).declared

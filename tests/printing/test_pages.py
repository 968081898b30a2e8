"""The check of a print and the pictures of its pages refuse what is no PDF."""

import pytest

from gongwen.errors import BadInput
from gongwen.printing import PrintedFont, PrintReport, check_print, pictures

FANG = PrintedFont("FandolFang-Regular", True, ("仿宋",))


@pytest.mark.parametrize("look", [check_print, pictures])
def test_what_is_no_pdf_is_refused(look):
    with pytest.raises(BadInput, match="打不开这个 PDF"):
        look(b"no pdf at all")


def test_a_print_is_sound_only_with_pages_embedded_fonts_and_no_missing_character():
    assert PrintReport(1, (FANG,), ()).sound
    assert not PrintReport(0, (FANG,), ()).sound
    assert not PrintReport(1, (FANG,), ("\U0002ebf5",)).sound
    assert not PrintReport(1, (PrintedFont("Arial", False, ()),), ()).sound

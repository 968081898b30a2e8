"""字体核对: a character that only a font of this machine has is told, with its page and its font."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from gongwen import printing
from gongwen.document.sheet import Font, Glyph, Measured, Sheet, TextLine
from gongwen.office.pressroom import lettering, papers

RARE_IN_NO_FONT = "\U0002ebf5"


def a_file(text: str = "") -> bytes:
    document, out = Document(), BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def a_print(*fonts: str) -> Measured:
    """Page 1 with the text 已办 in the first font and ☑ in the last."""
    glyphs = [Glyph(c, 28 + 5 * n, 33 + 5 * n, 40, 16, font) for n, (c, font) in enumerate(zip("已办", fonts * 2))]  # noqa: B905
    glyphs.append(Glyph("☑", 50, 55, 40, 16, fonts[-1]))
    return Measured((Sheet(1, 210, 297, (TextLine(1, tuple(glyphs)),), ()),), tuple(Font(name, True) for name in fonts))


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without fonts of its own: fontconfig lists none under a name that papers ask for."""
    monkeypatch.setattr(printing.fonts, "names_of", lambda families, folder: frozenset())


@pytest.mark.usefixtures("bare_machine")
def test_stand_ins_that_everyone_has_are_not_told() -> None:
    assert lettering.strange_fonts(a_file(), a_print("FandolFang-Regular")) == ()


@pytest.mark.usefixtures("bare_machine")
def test_a_character_in_a_font_of_this_machine_alone_is_a_warning_that_names_both() -> None:
    [finding] = lettering.strange_fonts(a_file(), a_print("FandolFang-Regular", "Symbola"))
    assert (finding.severity, finding.page, finding.found) == ("warning", 1, "Symbola")
    assert "「办☑」是用本机的 Symbola 印的" in finding.message


@pytest.mark.slow
def test_what_was_printed_as_an_empty_box_is_an_error_also_when_its_neighbour_is_to_blame() -> None:
    """A rare name that has a glyph is printed; beside a character that no font has, LibreOffice loses both."""
    with printing.open_printer() as printer:
        whole = papers.print_form(a_file("户主李𠮷。"), printer)
        spoilt = papers.print_form(a_file(f"户主李喆{RARE_IN_NO_FONT}。"), printer)
    assert [finding for finding in whole.findings if finding.severity == "error"] == []
    [missing] = [finding for finding in spoilt.findings if finding.rule == "glyphs.missing"]
    assert missing.severity == "error" and "印成了空框" in missing.message
    assert papers.has_error(spoilt.findings)

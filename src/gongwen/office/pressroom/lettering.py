"""字体核对: a character printed as an empty box is told, and one that owes its shape to a font of this one machine."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen import printing
from gongwen.document.findings import Finding
from gongwen.document.sheet import Measured, Sheet

_SHOWN = 10  # characters quoted in a sentence


def missing_glyphs(pdf: bytes) -> tuple[Finding, ...]:
    """An error that names the characters printed as the empty box of a font that lacks them."""
    missing = "".join(printing.check_print(pdf).missing)
    if not missing:
        return ()
    return (
        Finding(
            rule="glyphs.missing",
            clause="ISO 19005-1:2005 6.3.4",
            strength="规定",
            severity="error",
            message=f"「{missing[:_SHOWN]}」没有字形，印成了空框，同一段里别的字也可能如此；"
            "请换用规范字，或安装含有该字的字体后重新排版。",
            where="缺字",
            found=missing,
            wanted="每个字都有字形",
        ),
    )


def strange_fonts(docx: bytes, measured: Measured) -> tuple[Finding, ...]:
    """A warning on each page for each font that the paper does not ask for and that is no declared stand-in."""
    strange = printing.undeclared([font.name for font in measured.fonts], docx)
    return tuple(finding for sheet in measured.sheets for finding in _on_page(sheet, strange)) if strange else ()


def _on_page(sheet: Sheet, strange: frozenset[str]) -> Iterator[Finding]:
    for font in sorted(strange):
        glyphs = (glyph.text for line in sheet.lines for glyph in line.glyphs if glyph.font == font)
        text = "".join(dict.fromkeys(glyphs))
        if text:
            yield Finding(
                rule="fonts.undeclared",
                clause="GB/T 33476.2—2016 5",
                strength="规定",
                severity="warning",
                message=f"「{text[:_SHOWN]}」是用本机的 {font} 印的，这种字体不在规定字体和替代字体之内；"
                "换一台机器可能印成别的样子或印不出，请换用规范字。",
                page=sheet.number,
                where="字体",
                found=font,
                wanted="规定的字体或其替代字体",
            )

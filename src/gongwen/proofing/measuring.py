"""实测: a PDF into plain figures (`Measured`): characters, lines, rules, pictures and fonts of every page.

Safe to call from several threads: PDFium is not made for that, so all rooms that use it take turns
(`gongwen.document.turns`), and a process reads one PDF after the other.
"""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

from gongwen.document.sheet import Font, Measured, Sheet, TextLine
from gongwen.document.turns import PDFIUM
from gongwen.errors import BadInput
from gongwen.proofing.glyphs import read_glyphs
from gongwen.proofing.lines import text_lines
from gongwen.proofing.space import Handle, PageSpace, read_space
from gongwen.proofing.strokes import read_strokes

_WHY = {
    pdfium.FPDF_ERR_PASSWORD: "文件加了打开密码，请先取消密码保护",
    pdfium.FPDF_ERR_SECURITY: "文件的加密方式无法识别，请先取消加密",
    pdfium.FPDF_ERR_FORMAT: "文件不是PDF或者已经损坏，请重新生成",
}


def measure(pdf: bytes) -> Measured:
    """The figures of a rendered paper, in mm from each page's top left corner; BadInput when it cannot be read."""
    with PDFIUM, _opened(pdf) as document:
        fonts: set[Font] = set()
        sheets = tuple(_sheet(document, index, fonts) for index in range(len(document)))
    return Measured(sheets, tuple(sorted(fonts, key=lambda font: font.name)))


def _opened(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        why = _WHY.get(error.err_code or 0, "文件读不出来，请重新生成")
        raise BadInput(f"无法测量版面：{why}。") from error


def _sheet(document: pypdfium2.PdfDocument, index: int, fonts: set[Font]) -> Sheet:
    page = pdfium.FPDF_LoadPage(document.raw, index)
    if not page:
        raise BadInput(f"无法测量版面：PDF第{index + 1}页已经损坏，请重新生成。")
    try:
        space = read_space(page)
        glyphs, used = read_glyphs(page, space)
        fonts |= used
        rules, pictures = read_strokes(page, index + 1, space)
        lines = text_lines(index + 1, glyphs, rules)
        return Sheet(index + 1, *space.size, lines, rules, pictures, _turned(page, index + 1, space, fonts))
    finally:
        pdfium.FPDF_ClosePage(page)


def _turned(page: Handle, number: int, space: PageSpace, fonts: set[Font]) -> tuple[TextLine, ...]:
    """What reads on a landscape page when it is held upright, as its page number does."""
    if space.size[0] <= space.size[1]:
        return ()
    glyphs, used = read_glyphs(page, space.upright)
    fonts |= used
    return text_lines(number, glyphs, ())

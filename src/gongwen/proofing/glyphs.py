"""字: every printed character of a page with its cell, baseline, size, font and colour."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import hypot

import pypdfium2.raw as pdfium

from gongwen.document.sheet import Font, Glyph
from gongwen.proofing.space import Handle, PageSpace

UNKNOWN = "\ufffd"
"""Stands for a glyph whose character the PDF does not tell."""
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)  # how pdfium gives a rare character: in two halves
_LINE_END_HYPHEN = "\x02"  # how pdfium gives a hyphen at the end of a line


@dataclass(frozen=True)
class _Ink:
    """What the characters of one text object share."""

    size: float
    font: str
    colour: str
    hidden: bool


def read_glyphs(page: Handle, space: PageSpace) -> tuple[list[Glyph], set[Font]]:
    """The glyphs of a page in the order of the PDF, and the fonts they use.

    Text that does not run left to right (a slanting watermark, the ring of a stamp) and invisible text (the layer
    under a scan) are left out: they are no lines of the paper.
    """
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        fonts: set[Font] = set()
        return list(_glyphs(text_page, space, fonts)), fonts
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _glyphs(text_page: Handle, space: PageSpace, fonts: set[Font]) -> Iterator[Glyph]:
    inks: dict[int, _Ink] = {}
    last: Glyph | None = None
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        if pdfium.FPDFText_IsGenerated(text_page, index) == 1 or _is_second_half(text_page, index):
            continue
        ink = _ink(text_page, index, inks, space, fonts)
        if ink is None or ink.hidden:
            continue
        glyph = _glyph(text_page, index, ink, space)
        if last and (last.x0, last.x1, last.baseline) == (glyph.x0, glyph.x1, glyph.baseline):
            last = replace(last, text=last.text + glyph.text)  # one ligature, given letter by letter
            continue
        if last:
            yield last
        last = glyph
    if last:
        yield last


def _glyph(text_page: Handle, index: int, ink: _Ink, space: PageSpace) -> Glyph:
    """One character; its cell runs from its origin over its advance."""
    x, y, cell = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
    pdfium.FPDFText_GetLooseCharBox(text_page, index, cell)
    left, baseline = space.point(x.value, y.value)
    right = space.box(cell.left, cell.bottom, cell.right, cell.top)[2]
    return Glyph(_character(text_page, index), left, right, baseline, ink.size, ink.font, ink.colour)


def _character(text_page: Handle, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(text_page, index)
    if code in _HIGH and _is_second_half(text_page, index + 1):
        return chr(0x10000 + ((code - _HIGH[0]) << 10) + pdfium.FPDFText_GetUnicode(text_page, index + 1) - _LOW[0])
    if code == 0 or pdfium.FPDFText_HasUnicodeMapError(text_page, index) == 1 or 0xD800 <= code <= 0xDFFF:
        return UNKNOWN
    return "-" if chr(code) == _LINE_END_HYPHEN else chr(code)


def _is_second_half(text_page: Handle, index: int) -> bool:
    """Whether this is the second of the two places at which pdfium gives a rare character (beyond U+FFFF)."""
    if pdfium.FPDFText_GetUnicode(text_page, index) not in _LOW or index == 0:
        return False
    return pdfium.FPDFText_GetUnicode(text_page, index - 1) in _HIGH


def _ink(text_page: Handle, index: int, inks: dict[int, _Ink], space: PageSpace, fonts: set[Font]) -> _Ink | None:
    text_object = pdfium.FPDFText_GetTextObject(text_page, index)
    if not text_object:
        return None
    address = ctypes.addressof(text_object.contents)
    if address not in inks:
        font = _font(pdfium.FPDFTextObj_GetFont(text_object))
        inks[address] = _read_ink(text_page, index, text_object, font.name, space)
        if not inks[address].hidden:
            fonts.add(font)
    return inks[address]


def _read_ink(text_page: Handle, index: int, text_object: Handle, font: str, space: PageSpace) -> _Ink:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text_page, index) * hypot(matrix.c, matrix.d)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object)
    invisible = mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
    hidden = invisible or space.turned(matrix.a, matrix.b)
    return _Ink(round(size, 3), font, fill_colour(text_object), hidden)


def _font(font: Handle) -> Font:
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    name = ctypes.create_string_buffer(max(length, 1))
    pdfium.FPDFFont_GetBaseFontName(font, name, length)
    plain = _SUBSET.sub("", name.value.decode("utf-8", "replace"))
    return Font(plain, pdfium.FPDFFont_GetIsEmbedded(font) == 1)


def fill_colour(page_object: Handle) -> str:
    """The colour an object is filled with, RGB hex."""
    return _colour(pdfium.FPDFPageObj_GetFillColor, page_object)


def stroke_colour(page_object: Handle) -> str:
    """The colour an object's outline is drawn with, RGB hex."""
    return _colour(pdfium.FPDFPageObj_GetStrokeColor, page_object)


def _colour(getter: Callable[..., int], page_object: Handle) -> str:
    parts = [ctypes.c_uint() for _ in range(4)]
    getter(page_object, *parts)
    return "".join(f"{part.value:02X}" for part in parts[:3])

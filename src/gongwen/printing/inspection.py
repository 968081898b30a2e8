"""验印: what a printed PDF holds: pages, fonts, characters that came out as boxes or in a font nobody declared."""

from __future__ import annotations

import io
import re
import sys
import tempfile
import unicodedata
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
from fontTools.ttLib import TTFont, TTLibError

from gongwen.errors import BadInput
from gongwen.printing.faces import FACES, FONT_FILES, OWN_FONTS


@dataclass(frozen=True)
class PrintedFont:
    """One font of a PDF: PostScript name without subset mark, and the faces it stands in for, none if it is not ours.

    `text` is, of a font that is no declared stand-in, what is printed in it (a real face, or a font nobody declared).
    """

    name: str
    embedded: bool
    stands_in_for: tuple[str, ...]
    text: str = ""

    @property
    def declared(self) -> bool:
        """Whether `is_declared` says so of its name."""
        return is_declared(self.name)


@dataclass(frozen=True)
class PrintReport:
    """What came out: page count, fonts, every character printed as an empty box or nothing (missing glyph), and the
    fonts that are neither asked for nor declared stand-ins (`undeclared`; only a printer can tell).
    """

    pages: int
    fonts: tuple[PrintedFont, ...]
    missing: tuple[str, ...]
    undeclared: tuple[PrintedFont, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether there are pages, every font is embedded and expected, and no character is missing."""
        return self.pages > 0 and not self.missing and not self.undeclared and all(font.embedded for font in self.fonts)


def is_declared(name: str) -> bool:
    """Whether a printed font is one of the stand-ins that the set-up brings, or a font of LibreOffice's own."""
    return plain(name) in _declared_fonts()


def check_print(pdf: bytes) -> PrintReport:
    """Look through a PDF that `to_pdf` made; BadInput when it cannot be read."""
    with tempfile.TemporaryDirectory(prefix="gongwen-check-") as place:
        try:
            with opened(pdf, Path(place)) as book:
                return inspect(book)
        except pikepdf.PdfError as fault:
            raise BadInput("打不开这个 PDF，可能未传完或已损坏，请重新生成或重新上传。") from fault


@contextmanager
def opened(pdf: bytes, folder: Path) -> Iterator[pikepdf.Pdf]:
    """The PDF as pikepdf reads it, from a file in `folder`: from memory it takes three times as long."""
    source = folder / "whole.pdf"
    source.write_bytes(pdf)
    with pikepdf.open(source, attempt_recovery=False) as book:
        yield book


def inspect(book: pikepdf.Pdf) -> PrintReport:
    """The report of an open PDF."""
    fonts = list(_fonts(book))
    printed = sorted({_printed_font(font) for font in fonts}, key=lambda each: (each.name, each.text))
    missing = dict.fromkeys(character for font in fonts for character in _missing(font))
    return PrintReport(len(book.pages), tuple(printed), tuple(missing))


def _fonts(book: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every font object of the file, wherever it is used (page, header, frame, form)."""
    for found in book.objects:
        if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/Font" and "/DescendantFonts" not in found:
            yield found


def _printed_font(font: pikepdf.Object) -> PrintedFont:
    name = re.sub(r"^[A-Z]{6}\+", "", str(font.get("/BaseFont", ""))[1:])
    descriptor = font.get("/FontDescriptor", {})
    embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    made = PrintedFont(name, embedded, _faces_by_font().get(plain(name), ()))
    return made if made.declared else PrintedFont(name, embedded, (), _text(font))


def _text(font: pikepdf.Object) -> str:
    if "/ToUnicode" not in font:
        return ""
    return "".join(filter(_visible, _characters(font.ToUnicode.read_bytes()).values()))


@cache
def _faces_by_font() -> dict[str, tuple[str, ...]]:
    """Plain names of the stand-in files → the faces whose list of stand-ins begins with their family."""
    first = {face.stand_ins[0]: face.name for face in FACES}
    second = {name: face.name for face in reversed(FACES) for name in face.stand_ins[1:]}
    chosen = {file: first.get(file.family) or second.get(file.family) for file in FONT_FILES}
    return {plain(file.name.removesuffix(".ttf")): (face,) for file, face in chosen.items() if face}


@cache
def _declared_fonts() -> frozenset[str]:
    return frozenset(plain(name.removesuffix(".ttf")) for name in (*OWN_FONTS, *(file.name for file in FONT_FILES)))


def plain(name: str) -> str:
    """A font's name without what differs between PostScript and file names (NotoSerifSC-Regular, …_400Regular)."""
    return re.sub(r"[^A-Za-z]|Regular$", "", name)


def _missing(font: pikepdf.Object) -> Iterator[str]:
    """Characters for which the font's own "no such glyph" outline was printed."""
    descriptor = font.get("/FontDescriptor", {})
    if "/FontFile2" not in descriptor or "/ToUnicode" not in font:
        return
    try:
        outlines = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()), lazy=True)
    except TTLibError:
        return
    drawn = _outlines(outlines)
    if drawn.count(drawn[0]) == 1:
        return  # nothing else looks like "no such glyph"; the usual case, told without reading the tables
    characters = _characters(font.ToUnicode.read_bytes())
    for code, name in outlines["cmap"].tables[0].cmap.items():
        character = characters.get(code, "")
        if _visible(character) and drawn[outlines.getGlyphID(name)] == drawn[0]:
            yield character


def _visible(character: str) -> bool:
    """Whether ink is expected; characters Unicode does not know yet, or leaves to private use, count as visible."""
    return bool(character) and unicodedata.category(character[0]) not in {"Zs", "Zl", "Zp", "Cc", "Cf"}


def _outlines(font: TTFont) -> list[bytes]:
    """The stored outline of each glyph, the first being "no such glyph"; equal bytes are equal pictures."""
    long_offsets = font.reader["head"][50:52] != b"\0\0"
    places = array("I" if long_offsets else "H", font.reader["loca"])
    if sys.byteorder == "little":
        places.byteswap()
    scale, data = (1, 2)[not long_offsets], font.reader["glyf"]
    return [data[start * scale : end * scale] for start, end in pairwise(places)]


_RANGE = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def _characters(mapping: bytes) -> dict[int, str]:
    """What each code of a font stands for, from its ToUnicode table as LibreOffice writes it."""
    pairs = (pair for block in _RANGE.findall(mapping) for pair in _PAIR.findall(block))
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace") for code, text in pairs}

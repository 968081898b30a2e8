"""印制结论: whether a print is to be believed: a fault of the machine spoils it, a fact of the paper is reported.

A character may come out as an empty box, or in a font that nobody declared. A common Chinese character, which the first
stand-in of every face has, can only do so when the machine lost its fonts: the paper is printed again. With any other
character that is the paper's own fact: the print stands and the report says so.
"""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from gongwen.printing import fonts
from gongwen.printing.faces import FACES, FONT_FILES, LAST_RESORT, OTHER_FAMILIES
from gongwen.printing.finishing import Printed
from gongwen.printing.inspection import PrintReport, is_declared

DECLARED = frozenset(
    [name for face in FACES for name in (*face.families, *face.stand_ins)]
    + [name for _, stand_ins in OTHER_FAMILIES for name in stand_ins]
    + list(LAST_RESORT)
)
_ASKED = re.compile(r'\b(?:w:ascii|w:hAnsi|w:eastAsia|w:cs|typeface)="([^"]+)"')
_HAN_FIRST, _HAN_LAST = 0x4E00, 0x9FFF
_SHOWN = 10  # characters quoted in a sentence


@dataclass(frozen=True)
class Verdict:
    """A print, None when there is no whole PDF; `fault` says what makes it not to be believed, empty when nothing."""

    printed: Printed | None
    fault: str = ""


def judge(printed: Printed, pages: int, docx: bytes, folder: Path) -> Verdict:
    """The verdict on a print of `docx`, of which LibreOffice laid out `pages`; `folder` holds the stand-in fonts."""
    report = _mark_undeclared(printed.report, docx, folder)
    made = replace(printed, report=report)
    fault = _wrong_pages(report, pages) or _not_embedded(report) or _fonts_lost(report, docx, folder)
    return Verdict(made, fault)


def _mark_undeclared(report: PrintReport, docx: bytes, folder: Path) -> PrintReport:
    strange = undeclared([font.name for font in report.fonts], docx, folder)
    return replace(report, undeclared=tuple(font for font in report.fonts if font.name in strange))


def undeclared(names: Iterable[str], docx: bytes, folder: Path | None = None) -> frozenset[str]:
    """Those of the `names` of printed fonts that are neither stand-ins nor real ones of a family that we declare or
    that the Word file asks for: on another machine their characters come out differently, or not at all.
    """
    unknown = [name for name in names if not is_declared(name)]
    if not unknown:
        return frozenset()
    known = fonts.names_of(DECLARED | asked_fonts(docx), folder or fonts.font_folder())
    return frozenset(name for name in unknown if fonts.bare(name) not in known)


def asked_fonts(docx: bytes) -> frozenset[str]:
    """Every family name that the Word file asks for, in its text, styles, lists and theme."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist() if name.endswith(".xml")]
    return frozenset(name for part in parts for name in _ASKED.findall(part))


def _wrong_pages(report: PrintReport, pages: int) -> str:
    if report.pages == pages > 0:
        return ""
    return f"版面有 {pages} 页，PDF 里却有 {report.pages} 页"


def _not_embedded(report: PrintReport) -> str:
    names = "、".join(font.name or "（无名）" for font in report.fonts if not font.embedded)
    return f"字体 {names} 没有嵌入 PDF" if names else ""


def _fonts_lost(report: PrintReport, docx: bytes, folder: Path) -> str:
    astray = dict.fromkeys((*report.missing, *(character for font in report.undeclared for character in font.text)))
    if not astray or _brings_fonts(docx):
        return ""
    lost = "".join(character for character in astray if character in common_characters(folder))
    if not lost:
        return ""
    return f"「{lost[:_SHOWN]}」{'等字' if len(lost) > _SHOWN else ''}没有用规定的字体或其替代字体印出"


def _brings_fonts(docx: bytes) -> bool:
    """Whether the Word file has fonts of its own inside, which nobody else can list."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return any(name.endswith(".odttf") for name in package.namelist())


@functools.cache
def common_characters(folder: Path) -> frozenset[str]:
    """The Chinese characters for which no face ever needs a second stand-in; none when `folder` lacks a first one."""
    first = {face.stand_ins[0] for face in FACES if face.name != "西文"}
    files = [_codes(folder / file.name) for file in FONT_FILES if file.family in first]
    return frozenset(chr(code) for code in set.intersection(*files) if _HAN_FIRST <= code <= _HAN_LAST)


def _codes(file: Path) -> set[int]:
    try:
        with TTFont(file, lazy=True) as font:
            return set(font.getBestCmap())
    except (OSError, TTLibError):
        return set()

"""发文机关标志: one organ's name with 文件, or the names of joint organs, stacked and spread to one width, with 文件
at the right and in the middle of the stack (GB/T 9704—2012 7.2.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongwen.document import layout
from gongwen.document.lengths import Length, pt
from gongwen.document.model import Paper
from gongwen.drafting.page.fit import Fit
from gongwen.drafting.text import tables
from gongwen.drafting.word import band, styles, widths, wordml
from gongwen.drafting.word.band import Band
from gongwen.drafting.word.wordml import Element, element
from gongwen.errors import BadInput

_GAP = 0.5
"""Between the names and 文件, in characters of the mark."""
_STILL_LARGE = Length(pt(20))
_NARROWEST = 0.7
"""How narrow the characters of long names are set at the least (实务: 7.2.4 leaves the size of a mark free)."""
_SLACK = Length(pt(3))
"""Spare width of a cell, so that rounding never breaks a name."""
_PARTING = 0.35
"""Between the name and the word of minutes on two lines, in characters of the mark."""
_WHOLE = Length(pt(26))
"""Where one line would be smaller than this, minutes bear their word on a second one under the organ's name."""


def largest_size(paper: Paper) -> Length:
    """The largest whole-point size at which the mark fits 版心, up to the limit; BadInput when 16 pt is too wide.

    Names too long for 20 pt are set in narrower characters, at 22 pt if these fit, before they are set smaller.
    """
    if not paper.mark_names:
        raise BadInput("公文缺发文机关（issuers），请至少填写一个发文机关。")
    chars = _chars(paper)
    size = _filling(chars)
    if size < _STILL_LARGE:
        size = max(size, min(layout.MARK_SHRINK_FIRST, _filling(chars * _NARROWEST)))
    size = min(size, layout.LETTER_MARK_MAX_SIZE if paper.layout == "信函" else layout.MARK_MAX_SIZE)
    if size < layout.MARK_MIN_SIZE:
        longest = max(paper.mark_names, key=widths.width)
        instead = (
            "改用规范化简称，或者只标主办机关：在公文中写 masthead: lead" if paper.mark_names[1:] else "改用规范化简称"
        )
        raise BadInput(f"发文机关「{longest}」名称过长，发文机关标志一行排不下，请{instead}。")
    return size


def narrowness(paper: Paper, size: Length) -> float:
    """How narrow the mark's characters are set at this size: 1 as they are, less where names are long."""
    return min(1.0, int(_room() / (size * _chars(paper)) * 100) / 100)


def _chars(paper: Paper) -> float:
    """The characters across: the longest name and, beside it, the word that follows."""
    names, word = paper.mark_names, paper.mark_word
    beside = len(word) + (_GAP if len(names) > 1 else 0)
    return max(map(widths.width, names)) + (0 if _parted(paper) else beside)


def _room() -> Length:
    return Length(layout.TYPE_WIDTH - 2 * _SLACK)


def _filling(chars: float) -> Length:
    """The whole-point size at which so many characters fill 版心."""
    return Length(pt(int(_room().pt / chars)))


def _parted(paper: Paper) -> bool:
    """Whether the word of minutes stands under a name too long for both on one line (10.3 leaves that open)."""
    return paper.layout == "纪要" and not paper.mark and _filling(widths.width(paper.mark_text)) < _WHOLE


def mark(paper: Paper, fit: Fit) -> Band:
    """The mark in red at the size and line height of the fit."""
    names, word = paper.mark_names, paper.mark_word
    letters = Letters(fit.mark_size, fit.mark_pitch, narrowness(paper, fit.mark_size))
    if _parted(paper):
        parting = band.gap(fit.mark_size * _PARTING)
        lines = (letters.line(names[0], "center"), *parting.elements, letters.line(word, "center"))
        return Band(Length(fit.mark_pitch * 2 + parting.height), lines, preprinted=True)
    if len(names) == 1:
        return Band(fit.mark_pitch, (letters.line(names[0] + word, "center"),), preprinted=True)
    return Band(Length(fit.mark_pitch * len(names)), (_stack(names, word, letters),), preprinted=True)


@dataclass(frozen=True)
class Letters:
    """How the mark is set: size, exact line height, and width of its characters (1 = as they are)."""

    size: Length
    pitch: Length
    narrow: float

    def wide(self, chars: float) -> Length:
        """A cell for so many characters."""
        return Length(self.size * (chars * self.narrow) + _SLACK)

    def line(self, text: str, align: str) -> Element:
        """One line of the mark."""
        half_points = round(self.size.pt * 2)
        look = [element("w:sz", val=half_points), element("w:szCs", val=half_points)]
        if self.narrow < 1:
            look.insert(0, element("w:w", val=round(self.narrow * 100)))
        return wordml.paragraph(styles.MARK.id, wordml.text_run(text, properties=look), pitch=self.pitch, align=align)


def _stack(names: Sequence[str], word: str, letters: Letters) -> Element:
    left, right = letters.wide(max(map(widths.width, names))), letters.wide(len(word) + _GAP)
    cells = (
        tables.cell(left, *(letters.line(name, "distribute") for name in names)),
        tables.cell(right, letters.line(word, "right")),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", w=one.twips) for one in (left, right)))
    tall = element("w:trHeight", val=letters.pitch.twips * len(names), hRule="atLeast")
    return element("w:tbl", _properties(left, right), grid, element("w:tr", element("w:trPr", tall), *cells))


def _properties(left: Length, right: Length) -> Element:
    return element(
        "w:tblPr",
        element("w:tblW", w=left.twips + right.twips, type="dxa"),
        element("w:jc", val="center"),
        element("w:tblLayout", type="fixed"),
        tables.margins(Length(0)),
    )

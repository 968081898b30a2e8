"""发文机关标志: one organ's name with 文件, or the names of joint organs, stacked and spread to one width, with 文件
at the right and in the middle of the stack (GB/T 9704—2012 7.2.4)."""

from __future__ import annotations

from collections.abc import Sequence

from gongwen.document import layout
from gongwen.document.lengths import Length, pt
from gongwen.document.model import Paper
from gongwen.drafting import styles, tables, widths, wordml
from gongwen.drafting.band import Band
from gongwen.drafting.fit import Fit
from gongwen.drafting.wordml import Element, element
from gongwen.errors import BadInput

_GAP = 0.5
"""Between the names and 文件, in characters of the mark."""
_SLACK = Length(pt(3))
"""Spare width of a cell, so that rounding never breaks a name."""
_WHOLE = Length(pt(26))
"""Where one line would be smaller than this, minutes bear their word on a second one under the organ's name."""


def largest_size(paper: Paper) -> Length:
    """The largest whole-point size at which the mark fits 版心, up to the limit; BadInput when 16 pt is too wide."""
    names, word = paper.mark_names, paper.mark_word
    if not names:
        raise BadInput("公文缺发文机关（issuers），请至少填写一个发文机关。")
    longest = max(names, key=widths.width)
    beside = len(word) + (_GAP if len(names) > 1 else 0)
    size = _filling(widths.width(longest) + (0 if _parted(paper) else beside))
    size = min(size, layout.LETTER_MARK_MAX_SIZE if paper.layout == "信函" else layout.MARK_MAX_SIZE)
    if size < layout.MARK_MIN_SIZE:
        raise BadInput(f"发文机关「{longest}」名称过长，发文机关标志一行排不下，请改用规范化简称。")
    return size


def _filling(chars: float) -> Length:
    """The whole-point size at which so many characters fill 版心."""
    return Length(pt(int((layout.TYPE_WIDTH - 2 * _SLACK).pt / chars)))


def _parted(paper: Paper) -> bool:
    """Whether the word of minutes stands under a name too long for both on one line (10.3 leaves that open)."""
    return paper.layout == "纪要" and not paper.mark and _filling(widths.width(paper.mark_text)) < _WHOLE


def mark(paper: Paper, fit: Fit) -> Band:
    """The mark in red at the size and line height of the fit."""
    names, word = paper.mark_names, paper.mark_word
    if _parted(paper):
        lines = tuple(_line(text, fit, "center") for text in (*names, word))
        return Band(Length(fit.mark_pitch * len(lines)), lines, preprinted=True)
    if len(names) == 1:
        return Band(fit.mark_pitch, (_line(names[0] + word, fit, "center"),), preprinted=True)
    return Band(Length(fit.mark_pitch * len(names)), (_stack(names, word, fit),), preprinted=True)


def _line(text: str, fit: Fit, align: str) -> Element:
    half_points = round(fit.mark_size.pt * 2)
    size = (element("w:sz", val=half_points), element("w:szCs", val=half_points))
    return wordml.paragraph(styles.MARK.id, wordml.text_run(text, properties=size), pitch=fit.mark_pitch, align=align)


def _stack(names: Sequence[str], word: str, fit: Fit) -> Element:
    left = Length(fit.mark_size * max(map(widths.width, names)) + _SLACK)
    right = Length(fit.mark_size * (len(word) + _GAP) + _SLACK)
    cells = (
        tables.cell(left, *(_line(name, fit, "distribute") for name in names)),
        tables.cell(right, _line(word, fit, "right")),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", w=one.twips) for one in (left, right)))
    tall = element("w:trHeight", val=fit.mark_pitch.twips * len(names), hRule="atLeast")
    return element("w:tbl", _properties(left, right), grid, element("w:tr", element("w:trPr", tall), *cells))


def _properties(left: Length, right: Length) -> Element:
    return element(
        "w:tblPr",
        element("w:tblW", w=left.twips + right.twips, type="dxa"),
        element("w:jc", val="center"),
        element("w:tblLayout", type="fixed"),
        tables.margins(Length(0)),
    )

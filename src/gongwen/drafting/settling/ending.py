"""文末高度: how much room sign-off and 附注 take, from the paragraphs that will be set (GB/T 9704—2012 7.3.5).

All of them stand together on one page, so one height is enough to know beforehand on which page they will come out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docx.oxml.ns import qn

from gongwen.document import layout
from gongwen.document.lengths import Length, twips
from gongwen.document.model import Paper
from gongwen.drafting.page import sign_off
from gongwen.drafting.page.fit import Fit
from gongwen.drafting.text.content import style_of
from gongwen.drafting.word import styles, widths, wordml
from gongwen.drafting.word.blank import blank
from gongwen.drafting.word.wordml import Element

_PITCHES = {style.id: style.pitch for style in styles.PARAGRAPH_STYLES}


@dataclass(frozen=True)
class Ending:
    """The height of sign-off and 附注, how far its last line's foot lies above its end, and a seal reaches below it."""

    height: Length
    tail: Length
    under: Length


def ending(paper: Paper, fit: Fit) -> Ending:
    """What stands under the text."""
    height = tail = lowest = Length(0)
    for one in sign_off.elements(sign_off.Desk(blank(paper.geometry), paper, fit)):
        lowest = max([lowest, *(height + foot for foot in _feet(one))])
        tail = _tail(one, paper.geometry.pitch)
        height = height + _tall(one, paper.geometry.pitch)
    return Ending(height, tail, Length(max(0, lowest - height)))


def _tall(one: Element, pitch: Length) -> Length:
    if one.tag == qn("w:tbl"):
        heights = one.iterfind(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:trHeight')}")
        return Length(sum(_of_twips(height, "w:val") for height in heights))
    own = one.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    style = style_of(one)
    line = _of_twips(own, "w:line") if own is not None and own.get(qn("w:line")) else _PITCHES.get(style) or pitch
    return Length(line * _lines(one, style))


def _tail(one: Element, pitch: Length) -> Length:
    """What is left of the last row of seals under its last cell's lines."""
    if one.tag != qn("w:tbl"):
        return Length(0)
    row = one.findall(qn("w:tr"))[-1]
    tall = _of_twips(row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}"), "w:val")
    return Length(tall - sum(_tall(line, pitch) for line in row.findall(qn("w:tc"))[-1].iterfind(qn("w:p"))))


def _of_twips(one: Element, name: str) -> Length:
    return Length(twips(int(one.get(qn(name)))))


def _lines(paragraph: Element, style: str) -> int:
    if style == styles.NOTE.id:
        return widths.body_lines(wordml.text_of(paragraph), layout.PARAGRAPH_INDENT_CHARS)
    return 1 + wordml.text_of(paragraph).count("\n")


def _feet(one: Element) -> Iterable[Length]:
    """How far below a paragraph's top the seals that hang on it end; those in a table end in their own rows."""
    if one.tag != qn("w:p"):
        return
    for anchor in one.iter(qn("wp:anchor")):
        top = anchor.find(f"{qn('wp:positionV')}/{qn('wp:posOffset')}")
        yield Length(int(top.text) + int(anchor.find(qn("wp:extent")).get("cy")))

"""正文入版: the body as its fit wants it: closer lines, a new page before a paragraph, or room kept at a foot."""

from __future__ import annotations

from collections.abc import Iterable

from docx.oxml.ns import qn

from gongwen.document.geometry import Geometry
from gongwen.drafting.page.fit import Fit, Piece
from gongwen.drafting.text import parting
from gongwen.drafting.text.content import style_of
from gongwen.drafting.word import band, styles, wordml
from gongwen.drafting.word.wordml import Element


def pieces(elements: Iterable[Element]) -> tuple[Piece, ...]:
    """What the body consists of, one piece an element."""
    return tuple(Piece(wordml.text_of(one), _kind(one)) for one in elements)


def _kind(one: Element) -> str:
    if one.tag == qn("w:tbl"):
        return "whole table" if _keeps(next(one.iter(qn("w:p")))) else "table"
    if any(True for _ in one.iter(qn("w:drawing"))):
        return "picture"
    return "heading" if _keeps(one) or style_of(one) == styles.CAPTION.id else "text"


def _keeps(paragraph: Element) -> bool:
    """Whether a paragraph stays with the one after it."""
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def poured(elements: Iterable[Element], note: Iterable[Element], geometry: Geometry, fit: Fit) -> list[Element]:
    """The elements of the body and its 附件说明, changed as the fit says; a picture keeps its own line height."""
    made: list[Element] = []
    for number, one in enumerate(elements):
        if fit.held.twips > 0 and number == fit.held_at:
            made += band.foot(fit.held)
        if number == fit.broken_before and one.tag == qn("w:p"):
            made += _broken(one, geometry, fit)
        if number >= fit.closer_from and _kind(one) != "picture":
            _close(one, geometry, fit)
        made.append(one)
    under = list(note)
    for one in under:
        _close(one, geometry, fit)
    return [*made, *under]


def _broken(one: Element, geometry: Geometry, fit: Fit) -> list[Element]:
    """Let a page begin with the paragraph, or with what comes after its first characters; the part before that."""
    if not fit.parted:
        one.get_or_add_pPr().get_or_add_pageBreakBefore()
        return []
    before, _ = parting.parted(one, fit.parted)
    _close(before, geometry, fit)
    return [before]


def _close(one: Element, geometry: Geometry, fit: Fit) -> None:
    if fit.body_pitch != geometry.pitch and one.tag == qn("w:p"):
        band.set_pitch(one, fit.body_pitch)

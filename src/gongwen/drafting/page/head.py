"""版头: 份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人 and the red rule (GB/T 9704—2012 7.2), as bands."""

from __future__ import annotations

from dataclasses import replace

from gongwen.document import layout
from gongwen.document.layout import SIZE_3
from gongwen.document.lengths import Length
from gongwen.document.model import Paper
from gongwen.drafting.page import mark, signers
from gongwen.drafting.page.controls import control
from gongwen.drafting.page.fit import Fit
from gongwen.drafting.word import band, styles, wordml
from gongwen.drafting.word.band import Band
from gongwen.drafting.word.wordml import Element

_UNNUMBERED = {"文件": "〔　　　　〕　号", "信函": "〔　　　　〕　号", "命令": "第　号", "纪要": "第　期"}
_UNCOUNTED = "　　　　　　"


def bands(paper: Paper, fit: Fit) -> list[Band]:
    """The head of the general format from the page's first line to the red rule."""
    number = signers.lines(paper.signers, number_control(paper)) if paper.upward else [number_line(paper)]
    return [*to_number(paper, fit, layout.MARK_TOP, number), *red_rule(paper)]


def to_number(paper: Paper, fit: Fit, mark_top: Length, number: list[Element]) -> list[Band]:
    """A head down to its number, whose lines are given: 份号, 密级, 紧急程度, the mark at its place, two rows."""
    pitch = paper.geometry.pitch
    above_mark = mark_top - paper.geometry.top - band.above(fit.mark_pitch, fit.mark_size)
    notes = _note_bands(paper, Length(above_mark))
    between = fit.row(layout.MARK_TO_NUMBER) - band.below(fit.mark_pitch, fit.mark_size) - band.above(pitch, SIZE_3)
    return [
        *notes,
        band.gap(Length(above_mark - band.height(notes))),
        mark.mark(paper, fit),
        band.gap(Length(between)),
        *(band.lines(one, 1, pitch) for one in number),
    ]


def red_rule(paper: Paper) -> list[Band]:
    """The red rule 4 mm under the characters of the line above it (7.2.7)."""
    rule = replace(band.rule(layout.RED_RULE_WEIGHT, layout.RED), preprinted=True)
    return [band.gap(Length(layout.NUMBER_TO_RULE - band.below(paper.geometry.pitch, SIZE_3))), rule]


def notes(paper: Paper) -> list[list[Element]]:
    """What stands in the lines of 份号, 密级和保密期限 and 紧急程度, as far as the paper has them."""
    made = []
    if paper.copy is not None or paper.secrecy:
        number = _UNCOUNTED if paper.copy is None else f"{paper.copy:06d}"
        made.append([control("gw:copy", wordml.text_run(number))])
    texts = (paper.secrecy, paper.urgency)
    return made + [[wordml.text_run(text, style=styles.HEI.id)] for text in texts if text]


def _note_bands(paper: Paper, room: Length) -> list[Band]:
    """份号, 密级, 紧急程度: a line each from the first of 版心 on, flush left; closer where the mark stands high."""
    geometry, lines = paper.geometry, notes(paper)
    first = others = geometry.pitch
    if len(lines) > 1 and first * len(lines) > room:
        to_first = layout.TOP_MARGIN - geometry.top + SIZE_3 * layout.EM_ABOVE_BASELINE
        first = Length(to_first / layout.BASELINE_IN_EXACT_LINE)
        others = Length((room - first) / (len(lines) - 1))
    pitches = [first, *([others] * (len(lines) - 1))]
    return [
        band.lines(wordml.paragraph(styles.HEAD_NOTE.id, *one, pitch=pitch), 1, pitch)
        for one, pitch in zip(lines, pitches, strict=False)
    ]


def number_control(paper: Paper) -> Element:
    """发文字号, 令号 or 期号 in its control, with room for one until it is registered."""
    return control("gw:number", wordml.text_run(paper.number or paper.blank_number or _UNNUMBERED[paper.layout]))


def number_line(paper: Paper) -> Element:
    """The number on a line of its own, in the middle."""
    return wordml.paragraph(styles.NUMBER.id, number_control(paper))

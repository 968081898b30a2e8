"""版头: 份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人 and the red rule (GB/T 9704—2012 7.2), as bands."""

from __future__ import annotations

from gongwen.document import layout
from gongwen.document.layout import CHAR, SIZE_3
from gongwen.document.lengths import Length
from gongwen.document.model import Paper, Signer
from gongwen.drafting import band, mark, styles, widths, wordml
from gongwen.drafting.band import Band
from gongwen.drafting.controls import control
from gongwen.drafting.fit import Fit
from gongwen.drafting.wordml import Element

_UNNUMBERED = "〔　　　　〕　号"
_UNCOUNTED = "　　　　　　"
_SIGNERS_A_LINE = 2
_LABEL = "签发人："


def bands(paper: Paper, fit: Fit) -> list[Band]:
    """The head from the page's first line to the red rule."""
    pitch = paper.geometry.pitch
    notes = [band.lines(one, 1, pitch) for one in _notes(paper)]
    top = layout.MARK_TOP - paper.geometry.top - band.height(notes)
    number = _signed_number(paper) if paper.upward else [_number(paper)]
    return [
        *notes,
        band.gap(Length(top - band.above(fit.mark_pitch, fit.mark_size))),
        mark.mark(paper, fit),
        band.gap(
            fit.row(layout.MARK_TO_NUMBER) - band.below(fit.mark_pitch, fit.mark_size) - band.above(pitch, SIZE_3)
        ),
        *(band.lines(one, 1, pitch) for one in number),
        band.gap(Length(layout.NUMBER_TO_RULE - band.below(pitch, SIZE_3))),
        band.rule(layout.RED_RULE_WEIGHT, layout.RED),
    ]


def _notes(paper: Paper) -> list[Element]:
    """份号, 密级和保密期限, 紧急程度: each on its line from the first of 版心 on, flush left."""
    made = []
    if paper.copy is not None or paper.secrecy:
        number = _UNCOUNTED if paper.copy is None else f"{paper.copy:06d}"
        made.append(wordml.paragraph(styles.HEAD_NOTE.id, control("gw:copy", wordml.text_run(number))))
    made += [wordml.paragraph(styles.HEAD_NOTE.id, text) for text in (paper.secrecy, paper.urgency) if text]
    return made


def _number_control(paper: Paper) -> Element:
    return control("gw:number", wordml.text_run(paper.number or paper.blank_number or _UNNUMBERED))


def _number(paper: Paper) -> Element:
    return wordml.paragraph(styles.NUMBER.id, _number_control(paper))


def _signed_number(paper: Paper) -> list[Element]:
    """签发人 at the right, inset one character, two a line; the number at the left on the last of these lines."""
    rows = [paper.signers[i : i + _SIGNERS_A_LINE] for i in range(0, len(paper.signers), _SIGNERS_A_LINE)] or [()]
    column = max((widths.width(one.name) for one in paper.signers), default=3) + 1
    across = min(len(paper.signers), _SIGNERS_A_LINE) or 1
    start = layout.TYPE_WIDTH - CHAR - _set(widths.width(_LABEL) + column * across - 1)
    names = [Length(start + _set(widths.width(_LABEL) + column * i)) for i in range(across)]
    return [_signer_line(paper, row, i, Length(start), names, i == len(rows) - 1) for i, row in enumerate(rows)]


def _signer_line(
    paper: Paper, row: tuple[Signer, ...], index: int, start: Length, names: list[Length], last: bool
) -> Element:
    inside: list[Element] = [_number_control(paper)] if last else []
    tabs = [("left", start)] if index == 0 else []
    if index == 0:
        inside.append(wordml.text_run("\t" + _LABEL))
    for i, signer in enumerate(row):
        if index or i:
            tabs.append(("left", names[i]))
            inside.append(wordml.text_run("\t"))
        inside.append(wordml.text_run(signer.name, style=styles.KAI.id))
    return wordml.paragraph(styles.SIGNER.id, *inside, left=CHAR, tabs=tabs)


def _set(chars: float) -> Length:
    return Length(CHAR * chars)

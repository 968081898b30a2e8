"""信函格式: the head of a letter between two red double rules, on its first page only (GB/T 9704—2012 10.1).

Mark and first double rule stand above the text area, wider than it: they are a Word frame at a fixed place of the page,
under which the text begins. The second double rule is a frame in the first page's own footer, which has no page number.
"""

from __future__ import annotations

from gongwen.document import layout
from gongwen.document.layout import SIZE_3
from gongwen.document.lengths import Length, pt
from gongwen.document.model import Paper
from gongwen.drafting.page import head, mark
from gongwen.drafting.page.fit import Fit
from gongwen.drafting.word import band, styles, wordml
from gongwen.drafting.word.band import Band
from gongwen.drafting.word.wordml import Element, element

_THICK, _THIN, _BETWEEN = Length(pt(2.25)), Length(pt(0.75)), Length(pt(1))
"""The two lines of a double rule and the space between them (实务: the standard says thick and thin only)."""
_DOUBLE = Length(_THICK + _BETWEEN + _THIN)


def bands(paper: Paper, fit: Fit) -> list[Band]:
    """The head of a letter: mark and double rule, then 份号, 密级, 紧急程度 at the left and the number at the right."""
    pitch = paper.geometry.pitch
    first, *others = head.notes(paper) or [[]]
    right = [("right", layout.TYPE_WIDTH)]
    line = wordml.paragraph(
        styles.NUMBER.id, *first, wordml.text_run("\t"), head.number_control(paper), align="left", tabs=right
    )
    return [
        _letterhead(paper, fit),
        band.gap(Length(layout.LETTER_GAP - band.above(pitch, SIZE_3))),
        band.lines(line, 1, pitch),
        *(band.lines(wordml.paragraph(styles.HEAD_NOTE.id, *one), 1, pitch) for one in others),
    ]


def foot_rule(*, preprinted: bool) -> list[Element]:
    """The second double rule, thin over thick, its middle 20 mm from the foot of page 1, for that page's footer;
    nothing where the sheet bears it already."""
    if preprinted:
        return []
    rules = [band.rule(_THIN, layout.RED), band.gap(_BETWEEN), band.rule(_THICK, layout.RED)]
    return _framed(band.elements(rules), layout.PAGE_HEIGHT - layout.LETTER_FOOT_RULE - _DOUBLE * 0.5)


def _letterhead(paper: Paper, fit: Fit) -> Band:
    """Mark and first double rule, thick over thin; as tall as they reach into the text area."""
    top = layout.LETTER_MARK_TOP - band.above(fit.mark_pitch, fit.mark_size)
    inside = [
        mark.mark(paper, fit),
        band.gap(Length(layout.LETTER_RULE_GAP - band.below(fit.mark_pitch, fit.mark_size))),
        band.rule(_THICK, layout.RED),
        band.gap(_BETWEEN),
        band.rule(_THIN, layout.RED),
    ]
    end = top + band.height(inside)
    return Band(Length(end - paper.geometry.top), tuple(_framed(band.elements(inside), top)), preprinted=True)


def _framed(paragraphs: list[Element], top: Length) -> list[Element]:
    """The paragraphs in a Word frame as wide as the double rules, centred on the page, `top` from its upper edge."""
    left = (layout.PAGE_WIDTH - layout.LETTER_RULE_LENGTH) * 0.5
    for one in paragraphs:
        frame = element(
            "w:framePr", w=layout.LETTER_RULE_LENGTH.twips, wrap="notBeside", vAnchor="page", hAnchor="page",
            x=left.twips, y=top.twips,
        )  # fmt: skip
        one.pPr.insert(1, frame)
    return paragraphs

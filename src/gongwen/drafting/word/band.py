"""版面条带: pieces of the page with their heights, so that what is reckoned before printing is what is set.

Every line has an exact height; the character box (em box) stands in it as measured on the printed page
(`layout.BASELINE_IN_EXACT_LINE`), so distances between characters and rules can be reckoned to the twip.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docx.oxml.ns import qn

from gongwen.document import layout
from gongwen.document.lengths import Length
from gongwen.drafting.word import styles, wordml
from gongwen.drafting.word.wordml import Element, element


@dataclass(frozen=True)
class Band:
    """Elements that stand under one another and the height they take.

    `preprinted`: what they print stands on pre-printed 红头 paper already (发文机关标志, red rules).
    """

    height: Length
    elements: tuple[Element, ...]
    preprinted: bool = False


def height(bands: Iterable[Band]) -> Length:
    """The height of all of them."""
    return sum((band.height for band in bands), Length(0))


def elements(bands: Iterable[Band]) -> list[Element]:
    """Their elements in order."""
    return [one for band in bands for one in band.elements]


def left_out(bands: Iterable[Band]) -> list[Band]:
    """The bands for pre-printed paper (套打): what stands on the sheet already is left out, its height kept."""
    return [gap(band.height) if band.preprinted else band for band in bands]


def above(pitch: Length, size: Length) -> Length:
    """From the top of an exact line to the top of its characters; negative when they stand out."""
    return pitch * layout.BASELINE_IN_EXACT_LINE - size * layout.EM_ABOVE_BASELINE


def below(pitch: Length, size: Length) -> Length:
    """From the bottom of the characters to the bottom of their exact line."""
    return pitch * (1 - layout.BASELINE_IN_EXACT_LINE) - size * layout.EM_BELOW_BASELINE


def gap(tall: Length, *, keep: bool = False) -> Band:
    """Empty space of an exact height, as one empty line; nothing when there is no room to leave.

    `keep` holds it on the page of what follows.
    """
    if tall.twips <= 0:
        return Band(Length(0), ())
    return Band(tall, (wordml.paragraph(styles.SPACE.id, pitch=tall, keep=keep),))


def foot(tall: Length) -> list[Element]:
    """Empty space at the foot of the page that the next paragraph begins on; text goes on above it and overleaf."""
    return framed([wordml.paragraph(styles.SPACE.id, pitch=tall)]) if tall.twips > 0 else []


def framed(paragraphs: list[Element]) -> list[Element]:
    """The paragraphs in a Word frame at the foot of the type area, as wide as it, without text beside it."""
    for one in paragraphs:
        frame = element(
            "w:framePr", w=layout.TYPE_WIDTH.twips, wrap="notBeside", vAnchor="margin", hAnchor="margin",
            xAlign="left", yAlign="bottom",
        )  # fmt: skip
        one.pPr.insert(1, frame)
    return paragraphs


def rule(weight: Length, colour: str = "000000") -> Band:
    """A rule as wide as 版心: a shaded line of exact height, which every program prints with its true thickness."""
    line = wordml.paragraph(styles.RULE.id, pitch=weight)
    line.pPr.insert(1, element("w:shd", val="clear", color="auto", fill=colour))
    return Band(weight, (line,))


def lines(paragraph: Element, count: int, pitch: Length) -> Band:
    """A paragraph that takes `count` lines of `pitch`."""
    return Band(pitch * count, (paragraph,))


def set_pitch(paragraph: Element, pitch: Length) -> None:
    """Give a paragraph an exact line height of its own."""
    spacing = paragraph.get_or_add_pPr().get_or_add_spacing()
    spacing.set(qn("w:line"), str(pitch.twips))
    spacing.set(qn("w:lineRule"), "exact")

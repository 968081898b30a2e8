"""签发人: the lines of an upward paper with 签发人 at the right and 发文字号 at the left (GB/T 9704—2012 7.2.6)."""

from __future__ import annotations

from collections.abc import Sequence

from gongwen.document import layout, names
from gongwen.document.layout import CHAR
from gongwen.document.lengths import Length
from gongwen.document.model import Signer
from gongwen.drafting.word import styles, widths, wordml
from gongwen.drafting.word.wordml import Element

_LABEL = "签发人："
_MOST_A_LINE = 2


def lines(signers: Sequence[Signer], number: Element) -> list[Element]:
    """签发人 inset one character from the right, two a line, names under each other; the number on the last line.

    Names too long for two beside the number stand one a line; a number too long for that stands on a line of its own.
    """
    shown = names.padded(one.name for one in signers) if len(signers) > 1 else [one.name for one in signers] or [""]
    wide = widths.body_width(wordml.text_of(number))
    across = next((count for count in range(_MOST_A_LINE, 0, -1) if _left_of(shown, count) >= wide), 0)
    columns = _columns(shown, across or 1)
    rows = [shown[i : i + len(columns)] for i in range(0, len(shown), len(columns))]
    made = [_line(row, columns, labelled=i == 0) for i, row in enumerate(rows)]
    if not across:
        return [*made, wordml.paragraph(styles.SIGNER.id, number, left=CHAR)]
    made[-1].pPr.addnext(number)
    return made


def _columns(shown: list[str], across: int) -> list[Length]:
    """Where the names begin, from the left edge of 版心: as far right as the longest allow, one character apart."""
    columns: list[Length] = []
    edge = Length(layout.TYPE_WIDTH - CHAR)
    for i in reversed(range(min(across, len(shown)))):
        columns.insert(0, Length(edge - max(map(widths.body_width, shown[i::across]))))
        edge = Length(columns[0] - CHAR)
    return columns


def _left_of(shown: list[str], across: int) -> Length:
    """The room for the number on the last line: inset one character and one away from what follows."""
    columns = _columns(shown, across)
    alone = len(shown) <= len(columns)
    return Length(columns[0] - (widths.body_width(_LABEL) if alone else 0) - CHAR * 2)


def _line(row: list[str], columns: list[Length], *, labelled: bool) -> Element:
    """A line of names at their columns; the first has the label right before them."""
    inside, tabs = [], []
    if labelled:
        tabs.append(("left", Length(columns[0] - widths.body_width(_LABEL))))
        inside.append(wordml.text_run("\t" + _LABEL))
    for i, name in enumerate(row):
        if i or not labelled:
            tabs.append(("left", columns[i]))
            inside.append(wordml.text_run("\t"))
        inside.append(wordml.text_run(name, style=styles.KAI.id))
    return wordml.paragraph(styles.SIGNER.id, *inside, left=CHAR, tabs=tabs)

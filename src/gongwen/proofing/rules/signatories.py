"""署名单元: the names of a sign-off one by one, also where they stand side by side and on two lines each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gongwen.document.sheet import TextLine
from gongwen.proofing import zones
from gongwen.proofing.rules.check import Box, Proof

_GAP_EMS = 0.25
"""A gap wider than this many characters parts two names of one row."""
_NEXT_ROW = 1.4
"""Lines further apart than this many line pitches belong to different rows of names."""


@dataclass(frozen=True)
class Cell:
    """A name of the sign-off with its box in mm."""

    page: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def box(self) -> Box:
        """The box of the name, rounded to a hundredth of a millimetre."""
        return round(self.x0, 2), round(self.top, 2), round(self.x1, 2), round(self.bottom, 2)


def cells(proof: Proof) -> tuple[Cell, ...]:
    """The names in order of reading: row by row, each row from left to right, the lines of one name together."""
    return tuple(cell for row in _rows(proof) for cell in _columns(row))


def posts(proof: Proof) -> tuple[Cell, ...]:
    """Titles of office over 签名章, one a row; 市　长 is padded and still one."""
    return tuple(_cell(row) for row in _rows(proof))


def _rows(proof: Proof) -> Iterator[list[TextLine]]:
    lines, pitch = proof.zones.of(zones.SIGNATURE), proof.geometry.pitch.mm
    row: list[TextLine] = []
    for line in sorted(lines, key=lambda one: (one.page, one.baseline)):
        if row and (line.page != row[-1].page or line.baseline - row[-1].baseline > _NEXT_ROW * pitch):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _columns(row: Sequence[TextLine]) -> list[Cell]:
    """The pieces of a row that lie over one another, as one name each."""
    columns: list[list[TextLine]] = []
    for piece in (part for line in row for part in _parts(line)):
        own = [column for column in columns if any(_over(piece, other) for other in column)]
        own[0].append(piece) if own else columns.append([piece])
    return sorted((_cell(column) for column in columns), key=lambda cell: cell.x0)


def _parts(line: TextLine) -> Iterator[TextLine]:
    em = line.size * 25.4 / 72
    glyphs = [glyph for glyph in line.glyphs if glyph.text.strip()]
    cuts = [0, *(n for n, (a, b) in enumerate(pairwise(glyphs), 1) if b.x0 - a.x1 > _GAP_EMS * em), len(glyphs)]
    return (replace(line, glyphs=tuple(glyphs[start:end])) for start, end in pairwise(cuts))


def _over(one: TextLine, other: TextLine) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.baseline != other.baseline


def _cell(column: Sequence[TextLine]) -> Cell:
    return Cell(
        column[0].page,
        "".join("".join(piece.text.split()) for piece in column),
        min(piece.x0 for piece in column),
        min(piece.top for piece in column),
        max(piece.x1 for piece in column),
        max(piece.bottom for piece in column),
    )

"""表格列宽: how wide each column is, in which size the table is set, and how its cells stand, from what they hold.

No figure and no Latin word is parted as long as the columns can be shared out so; where they cannot, the whole table is
set smaller, down to 小五.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongwen.document import layout
from gongwen.document.lengths import Length, mm, pt
from gongwen.document.model import Table
from gongwen.drafting.text import quantities
from gongwen.drafting.word import widths

FIGURES = re.compile(r"[￥¥]?[-−+]?\d[\d,]*(?:\.\d+)?[%％‰]?")
NOTHING = re.compile(r"[-—/／无]?")
"""What stands for nothing in a column of figures."""
_SETTINGS = ((layout.SIZE_4_SMALL, pt(20), pt(4)), (pt(10.5), pt(18), pt(3)), (pt(9), pt(15), pt(2)))
"""Sizes of a table (小四, 五号, 小五), their line heights, and the room on either side of a cell's text."""
_LEAST, _WIDEST, _LONGEST_WORD = 2.0, 22.0, 14.0
_SHORT = 3
_MORE_LINES, _TELLING = 1.4, 60
_SLACK = 1.03
"""Room a column has to spare, so that a figure that fits on paper fits in print."""
_WHOLE_TABLE = Length(mm(60))
_WHOLE_ROW = Length(mm(150))
_WHOLE_TURNED_ROW = Length(mm(90))


@dataclass(frozen=True)
class Plan:
    """A table's columns: widths, how the cells of each stand, the size of its words, and the room beside them.

    It `fits` where no figure or word need be parted.
    """

    columns: tuple[Length, ...]
    aligns: tuple[str, ...]
    size: Length
    pitch: Length
    margin: Length
    fits: bool = True

    def lines_of(self, block: Table) -> int:
        """Lines of the head and the first rows together, as many as tell what the table is like."""
        return round(sum(self.row_height(row) for row in (block.columns, *block.rows[:_TELLING])) / self.pitch)

    def row_height(self, row: tuple[str, ...]) -> Length:
        """How tall a row comes out."""
        return Length(self.pitch * max(map(self._lines, row, self.columns), default=1))

    def _lines(self, text: str, wide: Length) -> int:
        room = Length(wide - self.margin * 2)
        return sum(self._line_count(line, room) for line in text.split("\n"))

    def _line_count(self, line: str, room: Length) -> int:
        if self.size * widths.width(line) <= room:
            return 1
        return widths.lines(line, first=room, others=room, size=self.size, tracking=Length(0))


def planned(block: Table) -> Plan:
    """The plan of a table as wide as 版心, of one that lies as wide as 版心 is tall.

    It is set as large as its figures and words stay whole and its rows do not grow much longer than in the smallest.
    """
    full = Length(layout.TYPE_HEIGHT if block.landscape else layout.TYPE_WIDTH)
    plans = [_plan(block, full, *map(Length, setting)) for setting in _SETTINGS]
    most = plans[-1].lines_of(block) * _MORE_LINES
    fitting = (plan for plan in plans if plan.fits and (keeps_together(block, plan) or plan.lines_of(block) <= most))
    return next(fitting, plans[-1])


def _plan(block: Table, full: Length, size: Length, pitch: Length, margin: Length) -> Plan:
    count = max([len(block.columns), *map(len, block.rows)])
    cells = [_cells(block, i) for i in range(count)]
    least = [_least(one, size, margin) for one in cells]
    wide = _given(block, count, full) or _shared(least, [_natural(one, size, margin) for one in cells], full)
    aligns = tuple(_align(one[1:]) for one in cells)
    return Plan(tuple(wide), aligns, size, pitch, margin, fits=sum(least) <= full)


def stays_whole(block: Table, plan: Plan, row: tuple[str, ...]) -> bool:
    """Whether a row is short enough to be kept on one page; a taller one goes on overleaf rather than be lost."""
    return plan.row_height(row) <= (_WHOLE_TURNED_ROW if block.landscape else _WHOLE_ROW)


def keeps_together(block: Table, plan: Plan) -> bool:
    """Whether a table is so short that it goes over to the next page whole."""
    return sum(map(plan.row_height, (block.columns, *block.rows))) <= _WHOLE_TABLE


def _cells(block: Table, column: int) -> list[str]:
    """The texts of a column, its head first."""
    return [row[column] if column < len(row) else "" for row in (block.columns, *block.rows)]


def _given(block: Table, count: int, full: Length) -> list[Length]:
    """The widths that the paper itself gives, in proportion."""
    if len(block.widths) != count:
        return []
    return _filling([full * share / sum(block.widths) for share in block.widths], full)


def _shared(least: list[Length], natural: list[Length], full: Length) -> list[Length]:
    """Columns as wide as their longest line where that fits; else the widest give way to one common width first."""
    if sum(least) > full:
        return _filling([one * full / sum(least) for one in least], full)
    if sum(natural) <= full:
        return _filling([one * full / sum(natural) for one in natural], full)
    low, high = 0, int(full)
    while high - low > 1:
        common = (low + high) // 2
        low, high = (low, common) if sum(_capped(least, natural, common)) > full else (common, high)
    return _filling(_capped(least, natural, low), full)


def _capped(least: list[Length], natural: list[Length], common: int) -> list[float]:
    return [max(need, min(wish, common)) for need, wish in zip(least, natural, strict=True)]


def _filling(wide: list[float], full: Length) -> list[Length]:
    """Whole lengths that add up to the full width."""
    made = [Length(int(one)) for one in wide]
    made[-1] = Length(made[-1] + full - sum(made))
    return made


def _least(cells: list[str], size: Length, margin: Length) -> Length:
    """Wide enough for the longest figure with its unit or Latin word, and for two characters."""
    longest = max(map(_longest_word, cells), default=0.0)
    return Length(int(size * max(_LEAST, min(longest, _LONGEST_WORD)) * _SLACK + margin * 2))


def _longest_word(text: str) -> float:
    words = [text[a:b] for a, b in quantities.spans(text)] + re.findall(r"[!-~]+", text)
    return max(map(widths.width, words), default=0.0)


def _natural(cells: list[str], size: Length, margin: Length) -> Length:
    """Wide enough for the longest line, within limits."""
    longest = max((widths.width(line) for cell in cells for line in cell.split("\n")), default=0.0)
    return Length(int(size * max(_LEAST, min(longest, _WIDEST)) * _SLACK + margin * 2))


def _align(cells: list[str]) -> str:
    """Figures at the right, 序号 and short words in the middle, text at the left."""
    held = [cell.strip() for cell in cells if not NOTHING.fullmatch(cell.strip())]
    figures = [cell for cell in held if FIGURES.fullmatch(cell)]
    counting = all(cell.isdigit() for cell in figures)
    if all(widths.width(cell) <= _SHORT for cell in held) and counting:
        return "center"
    return "right" if len(figures) * 2 > len(held) else "left"

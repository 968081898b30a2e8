"""联合用印: the seals of joint organs in neat rows, one over each name, the last on the date (GB/T 9704—2012 7.3.5.1).

Rows neither leave 版心 nor do seals touch. All rows stand together with text on one page; where that is short of room
the seals move closer, and where it does not help BadInput says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from gongwen.document import layout
from gongwen.document.geometry import Geometry
from gongwen.document.layout import SIZE_3
from gongwen.document.lengths import Length, mm
from gongwen.document.model import Organ, Paper
from gongwen.drafting.page import placing, signing
from gongwen.drafting.page.seals import Place
from gongwen.drafting.page.signing import NAME_UNDER_CENTRE, Desk
from gongwen.drafting.text import tables
from gongwen.drafting.word import band, styles, widths, wordml
from gongwen.drafting.word.wordml import Element, element
from gongwen.errors import BadInput

Row = tuple[Organ | None, ...]

_BEFORE_TITLES = 6
"""Characters before a title in 附件说明: the indent, 附件： and its number."""

_DISTANCES = (
    (Length(layout.SEAL_SPACING), signing.TEXT_TO_SEAL),
    (Length(layout.SEAL_SPACING), mm(2)),
    (mm(1), mm(1)),
    (mm(0.5), mm(0.5)),
)
"""Between seals, and from the text to the first of them: as wished for, closer, and where nothing else fits."""
_TEXT_LINES = 4
"""Lines of text that find room over the seals as long as closer seals can make it."""
_NAMES_APART, _EDGE = mm(3), mm(1)
"""Between two names side by side, and the spare width of a column, so that rounding never breaks a name."""
_LONGEST_DATE = "2026年12月31日"
"""The last column holds any date, as registration may yet fill it in."""
_RIM = mm(2)
"""How far inside the last seal's rim the date ends."""
_LINES_WISHED = 3
"""Lines a name had better not exceed under its seal."""


@dataclass(frozen=True)
class Grid:
    """The organs row by row (None = no seal there), the columns' widths, and the distances that were chosen."""

    rows: tuple[Row, ...]
    columns: tuple[Length, ...]
    spacing: Length
    to_text: Length

    def tall(self, row: Row) -> Length:
        """The diameter of the row's largest seal."""
        return mm(max(organ.seal_mm for organ in row if organ))

    @property
    def height(self) -> Length:
        """From the characters of the text to the foot of the last seals."""
        return Length(self.to_text + sum(map(self.tall, self.rows)) + self.spacing * (len(self.rows) - 1))

    @property
    def longest(self) -> int:
        """The most lines that a name takes."""
        return max(len(lines) for row in self.rows for lines in row_lines(row, self.columns))


# --- the plan, by arithmetic


def plan(organs: tuple[Organ, ...], geometry: Geometry, under: Length, listed: int = 0) -> Grid:
    """The grid that fits a page beneath some lines of text, at the least one, with `under` beneath it (附注).

    `listed` rows of 附件说明 between text and seals find room too, as long as closer seals can make it. BadInput where
    even the closest grid is taller than a page, or a seal wider than 版心.
    """
    grids = [list(_grids(organs, *distances)) for distances in _DISTANCES]
    wanted = range(listed + _TEXT_LINES, listed, -1)
    for allowed, rows in ((grids[:-1], wanted), (grids, wanted), (grids, range(listed, 0, -1))):
        for count, made in product(rows, allowed):
            room = geometry.room - geometry.pitch * count - band.below(geometry.pitch, SIZE_3) - under
            fitting = [grid for grid in made if grid.height <= room]
            if fitting:
                return min(fitting, key=lambda grid: (grid.longest > _LINES_WISHED, len(grid.rows)))
    raise BadInput(
        f"联合行文 {len(organs)} 个机关的印章在一页之内排不下（印章须与正文同页、互不相切、不出版心），"
        "请改为不加盖印章的落款：在公文中写 sign_off: plain；或核对印章直径 seal_mm。"
    )


def _grids(organs: tuple[Organ, ...], spacing: Length, to_text: Length) -> Iterator[Grid]:
    """A grid for every number of columns that stands in 版心, rows evenly filled."""
    for across in range(1, len(organs) + 1):
        rows = grid_rows(organs, across)
        columns = column_widths(rows, spacing)
        if columns and len(rows[0]) == across:
            yield Grid(rows, columns, spacing, to_text)


def grid_rows(organs: tuple[Organ, ...], across: int) -> tuple[Row, ...]:
    """Rows of at most `across`, evenly filled; the last stands at the right, as the last organ stands over the date."""
    rows = -(-len(organs) // across)
    columns = -(-len(organs) // rows)
    parts = (organs[i : i + columns] for i in range(0, len(organs), columns))
    return tuple((None,) * (columns - len(part)) + part for part in parts)


def column_widths(rows: tuple[Row, ...], spacing: Length) -> tuple[Length, ...]:
    """Columns as wide as 版心 that hold their seals, and their names on one line where there is room for that.

    Else they are even, as far as the seals let them; none at all where the seals do not stand side by side.
    """
    columns = list(zip(*rows, strict=True))
    least = [max(mm(organ.seal_mm) for organ in column if organ) + spacing for column in columns]
    least[-1] = max(least[-1], widths.body_width(_LONGEST_DATE) + _EDGE)
    if sum(least) > layout.TYPE_WIDTH:
        return ()
    even = Length(layout.TYPE_WIDTH * (1 / len(columns)))
    names = [max(_name_width(organ.name) for organ in column if organ) for column in columns]
    wanted = [max(pair) for pair in zip(least, names, strict=True)]
    if max(wanted) <= even or (sum(wanted) > layout.TYPE_WIDTH and max(least) <= even):
        return (even,) * len(columns)
    base = wanted if sum(wanted) <= layout.TYPE_WIDTH else least
    share = Length((layout.TYPE_WIDTH - sum(base)) // len(columns))
    return tuple(Length(wide + share) for wide in base)


def _name_width(name: str) -> Length:
    return Length(widths.body_width(name) + _NAMES_APART)


def row_lines(row: Row, columns: tuple[Length, ...]) -> list[tuple[str, ...]]:
    """The lines of a row's names: as few as fit the columns, more where names would else read as one."""
    made = [_lines(organ, Length(wide - _EDGE)) for organ, wide in zip(row, columns, strict=True)]
    free = [(wide - placing.widest(lines)) * 0.5 for lines, wide in zip(made, columns, strict=True)]
    if all(left + right >= _NAMES_APART for left, right in pairwise(free)):
        return made
    return [_lines(organ, Length(wide - _NAMES_APART)) for organ, wide in zip(row, columns, strict=True)]


def _lines(organ: Organ | None, room: Length) -> tuple[str, ...]:
    return placing.parted(organ.name, room) if organ else ()


# --- the table


def elements(desk: Desk, date: Element, under: Length) -> list[Element]:
    """The grid as a table without borders, rows of exact heights kept together; `date` is the last cell's."""
    grid = plan(desk.paper.issuers, desk.paper.geometry, under, _listed(desk.paper))
    numbers = iter(range(1, len(desk.paper.issuers) + 1))
    made = [_row(desk, grid, i, numbers, date) for i in range(len(grid.rows))]
    columns = element("w:tblGrid", *(element("w:gridCol", w=wide.twips) for wide in grid.columns))
    properties = element(
        "w:tblPr",
        element("w:tblW", w=sum(wide.twips for wide in grid.columns), type="dxa"),
        element("w:tblLayout", type="fixed"),
        tables.margins(Length(0)),
    )
    return [element("w:tbl", properties, columns, *made)]


def _listed(paper: Paper) -> int:
    """About how many rows 附件说明 takes, with the empty one over it."""
    rows = sum(widths.body_lines(one.title, _BEFORE_TITLES) for one in paper.attachments)
    return rows + 1 if rows else 0


def _row(desk: Desk, grid: Grid, index: int, numbers: Iterator[int], date: Element) -> Element:
    row, last = grid.rows[index], index == len(grid.rows) - 1
    above = desk.under_text(grid.to_text) if index == 0 else Length(0)
    centre = Length(above + grid.tall(row) * 0.5)
    cells = []
    for organ, wide, lines in zip(row, grid.columns, row_lines(row, grid.columns), strict=True):
        if organ:
            number = next(numbers)
            ends = [date] if number == len(desk.paper.issuers) else []
            inside = _cell(desk, Pressed(organ, number, lines, centre, wide), ends, keep=not last)
        else:
            inside = [wordml.paragraph(styles.SPACE.id, keep=not last)]
        cells.append(tables.cell(wide, *inside, align="top"))
    height = above + grid.tall(row) + (Length(0) if last else grid.spacing)
    exact = element("w:trHeight", val=height.twips, hRule="exact")
    return element("w:tr", element("w:trPr", element("w:cantSplit"), exact), *cells)


@dataclass(frozen=True)
class Pressed:
    """A name in its cell: its lines, the seal's number and how far its centre lies under the cell's top."""

    organ: Organ
    number: int
    lines: tuple[str, ...]
    centre: Length
    wide: Length


def _cell(desk: Desk, name: Pressed, ends: list[Element], *, keep: bool) -> list[Element]:
    """The name with its seal, and what ends the sign-off under it."""
    size = mm(name.organ.seal_mm)
    start = name_place(name, desk.pitch, dated=bool(ends))
    top = name.centre - start - size * 0.5
    place = Place(f"seal:{name.number}", name.number, (name.wide - size) * 0.5, top, size, size, column=True)
    text = wordml.text_run("\n".join(name.lines))
    pitch = placing.pitch_of(name.lines, desk.pitch)
    line = wordml.paragraph(
        styles.SIGNATURE.id, desk.seal(place), text, pitch=pitch, align=placing.CENTRED, keep=keep or bool(ends)
    )
    return [*band.gap(start, keep=True).elements, line, *ends]


def name_place(name: Pressed, pitch: Length, *, dated: bool) -> Length:
    """From the cell's top to the name's first line, whose middle comes a little under the seal's centre.

    A name over the date moves up as far as the date needs to end inside the seal; BadInput where name and date are
    taller than the seal.
    """
    own = placing.pitch_of(name.lines, pitch)
    top = name.centre + NAME_UNDER_CENTRE - placing.middle(own) - own * ((len(name.lines) - 1) / 2)
    size = mm(name.organ.seal_mm)
    to_foot = own * len(name.lines) + placing.middle(pitch) + SIZE_3 * 0.5
    if dated:
        rim = min(_RIM, (size - to_foot) * 0.5)
        top = Length(min(top, name.centre + size * 0.5 - rim - to_foot))
    if top < 0 or (dated and to_foot > size):
        raise BadInput(f"发文机关「{name.organ.name}」名称过长，印章下的署名排不下，请在 issuers 中改用规范化简称。")
    return Length(top)

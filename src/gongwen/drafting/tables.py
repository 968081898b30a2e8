"""表格: tables as wide as 版心, with repeated heads, rows that stay whole, and columns as wide as what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.oxml.ns import qn

from gongwen.document import layout
from gongwen.document.lengths import Length, pt
from gongwen.document.model import Table
from gongwen.drafting import page_setup, styles, widths, wordml
from gongwen.drafting.wordml import Element, element

_FIGURES = re.compile(r"[￥¥]?-?[\d,]+(?:\.\d+)?%?")
_CELL_MARGIN = Length(pt(4))
_NARROWEST, _WIDEST = 3.0, 22.0
_SHORT = 3
_BORDER = 4
"""Thickness of cell borders in eighths of a point."""


def table(block: Table) -> list[Element]:
    """The caption, if any, the table, and nothing after it."""
    full = layout.TYPE_HEIGHT if block.landscape else layout.TYPE_WIDTH
    columns = column_widths(block, Length(full))
    rows = [_row(_padded(block.columns, len(columns)), columns, head=True)]
    narrow = [_narrow(block, i) for i in range(len(columns))]
    rows += [_row(_padded(row, len(columns)), columns, narrow=narrow) for row in block.rows]
    grid = element("w:tblGrid", *(element("w:gridCol", w=one.twips) for one in columns))
    made = element("w:tbl", _properties(columns), grid, *rows)
    return [wordml.paragraph(styles.CAPTION.id, block.caption), made] if block.caption else [made]


def column_widths(block: Table, full: Length) -> list[Length]:
    """Widths that fill the line: as given, or in proportion to what the columns hold (within limits)."""
    count = max([len(block.columns), *map(len, block.rows)])
    shares = list(block.widths) if len(block.widths) == count else [_share(block, i) for i in range(count)]
    made = [Length(int(full * share / sum(shares))) for share in shares]
    made[-1] = made[-1] + (full - sum(made))
    return made


def _share(block: Table, column: int) -> float:
    cells = [row[column] for row in (block.columns, *block.rows) if column < len(row)]
    return min(max([_NARROWEST, *map(widths.width, cells)]), _WIDEST) + 1


def _padded(row: tuple[str, ...], count: int) -> tuple[str, ...]:
    return row + ("",) * (count - len(row))


def _properties(columns: list[Length]) -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = (element(f"w:{side}", val="single", sz=_BORDER, space=0, color="000000") for side in sides)
    return element(
        "w:tblPr",
        element("w:tblW", w=sum(one.twips for one in columns), type="dxa"),
        element("w:jc", val="center"),
        element("w:tblBorders", *borders),
        element("w:tblLayout", type="fixed"),
        margins(_CELL_MARGIN),
    )


def margins(side: Length) -> Element:
    """`w:tblCellMar`: nothing above and below, `side` left and right."""
    return element(
        "w:tblCellMar",
        element("w:top", w=0, type="dxa"),
        element("w:left", w=side.twips, type="dxa"),
        element("w:bottom", w=0, type="dxa"),
        element("w:right", w=side.twips, type="dxa"),
    )


def _narrow(block: Table, column: int) -> bool:
    """A column of numbers or short words, such as 序号, is centred."""
    return all(widths.width(row[column]) <= _SHORT for row in block.rows if column < len(row))


def _row(texts: tuple[str, ...], columns: list[Length], *, head: bool = False, narrow: Sequence[bool] = ()) -> Element:
    properties = element("w:trPr", element("w:cantSplit"))
    if head:
        properties.append(element("w:tblHeader"))
    centred = narrow or [False] * len(columns)
    cells = (_cell(*one, head) for one in zip(texts, columns, centred, strict=True))
    return element("w:tr", properties, *cells)


def _cell(text: str, wide: Length, centred: bool, head: bool) -> Element:
    align = "center" if centred else ""
    return cell(wide, *(wordml.paragraph(_style(line, head), line, align=align) for line in text.split("\n")))


def cell(wide: Length, *inside: Element, align: str = "center") -> Element:
    """A cell of a fixed width."""
    properties = element("w:tcPr", element("w:tcW", w=wide.twips, type="dxa"), element("w:vAlign", val=align))
    return element("w:tc", properties, *inside)


def _style(text: str, head: bool) -> str:
    if head:
        return styles.TABLE_HEAD.id
    return (styles.TABLE_FIGURES if _FIGURES.fullmatch(text.strip()) else styles.TABLE_TEXT).id


def section_end(*, landscape: bool) -> Element:
    """An empty paragraph that ends a section of upright or landscape pages."""
    properties = element("w:sectPr", element("w:type", val="nextPage"))
    page_setup.set_page(properties, landscape=landscape)
    made = wordml.paragraph(styles.SPACE.id, pitch=Length(pt(1)))
    made.find(qn("w:pPr")).append(properties)
    return made

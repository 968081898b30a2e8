"""表格: tables as wide as 版心, with repeated heads, rows that stay whole, and columns as wide as what they hold."""

from __future__ import annotations

from docx.oxml.ns import qn

from gongwen.document import layout
from gongwen.document.geometry import NATIONAL
from gongwen.document.layout import SIZE_4_SMALL
from gongwen.document.lengths import Length, pt
from gongwen.document.model import Table
from gongwen.drafting.text import table_columns
from gongwen.drafting.text.table_columns import FIGURES, NOTHING, Plan
from gongwen.drafting.word import page_setup, styles, widths, wordml
from gongwen.drafting.word.wordml import Element, element

_BORDER = 4
"""Thickness of cell borders in eighths of a point."""
_BETWEEN = Length(pt(14))
_HEADROOM = Length(layout.TOP_MARGIN - NATIONAL.top)


def table(block: Table) -> list[Element]:
    """表题 and 单位 above, where there are any, the table, and its note under it."""
    plan = table_columns.planned(block)
    grid = element("w:tblGrid", *(element("w:gridCol", w=one.twips) for one in plan.columns))
    rows = [_row(row, block, plan, head=number == 0) for number, row in enumerate((block.columns, *block.rows))]
    if table_columns.keeps_together(block, plan):
        _keep_together(rows[:-1])
    headroom = [] if block.landscape else [_headroom(plan)]
    made = [element("w:tbl", _properties(plan), grid, *headroom, *rows)]
    if block.unit:
        made.insert(0, wordml.paragraph(styles.TABLE_TEXT.id, block.unit, align="right", keep=True))
    if block.caption:
        made.insert(0, wordml.paragraph(styles.CAPTION.id, block.caption))
    if block.note:
        made.append(_note(block.note))
    return made


def _headroom(plan: Plan) -> Element:
    """An unruled row over the head, repeated with it.

    The text area begins a little above 版心, where only lines of text leave room over their characters: a table's upper
    rule would else stand there.
    """
    sides = (element(f"w:{side}", val="nil") for side in ("top", "left", "right"))
    properties = element(
        "w:tcPr",
        element("w:tcW", w=sum(one.twips for one in plan.columns), type="dxa"),
        element("w:gridSpan", val=len(plan.columns)),
        element("w:tcBorders", *sides),
    )
    empty = wordml.paragraph(styles.SPACE.id, pitch=Length(pt(1)), keep=True)
    height = element("w:trHeight", val=_HEADROOM.twips, hRule="exact")
    row = element("w:trPr", element("w:cantSplit"), height, element("w:tblHeader"))
    return element("w:tr", row, element("w:tc", properties, empty))


def between() -> Element:
    """The room between two tables that follow one another."""
    return wordml.paragraph(styles.SPACE.id, pitch=_BETWEEN)


def _note(text: str) -> Element:
    """注 under a table: wraps stand behind the label."""
    label = text.partition("：")[0] + "：" if "：" in text[:4] else ""
    hang = Length(SIZE_4_SMALL * widths.width(label))
    return wordml.paragraph(styles.TABLE_TEXT.id, text, left=hang, first=Length(-hang), align="both")


def _properties(plan: Plan) -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = (element(f"w:{side}", val="single", sz=_BORDER, space=0, color="000000") for side in sides)
    return element(
        "w:tblPr",
        element("w:tblW", w=sum(one.twips for one in plan.columns), type="dxa"),
        element("w:jc", val="center"),
        element("w:tblBorders", *borders),
        element("w:tblLayout", type="fixed"),
        margins(plan.margin),
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


def _row(texts: tuple[str, ...], block: Table, plan: Plan, *, head: bool) -> Element:
    """A row, kept whole unless it is too tall for that; the head stands again on every page."""
    row = texts + ("",) * (len(plan.columns) - len(texts))
    whole = head or table_columns.stays_whole(block, plan, row)
    properties = element("w:trPr", *([element("w:cantSplit")] if whole else []))
    if head:
        properties.append(element("w:tblHeader"))
    places = zip(row, plan.columns, plan.aligns, strict=True)
    cells = (_cell(text, wide, "" if head else align, plan, whole=whole) for text, wide, align in places)
    return element("w:tr", properties, *cells)


def _keep_together(rows: list[Element]) -> None:
    for paragraph in (one for row in rows for one in row.iter(qn("w:p"))):
        paragraph.get_or_add_pPr().get_or_add_keepNext()


def _cell(text: str, wide: Length, align: str, plan: Plan, *, whole: bool) -> Element:
    """One cell, of as many paragraphs as it has lines; without `align` it is one of the head."""
    lines = [_line(line, align, plan) for line in text.split("\n")]
    return cell(wide, *lines, align="center" if whole else "top")


def _line(text: str, align: str, plan: Plan) -> Element:
    style, stands = _look(text.strip(), align)
    smaller = [element("w:sz", val=_half_points(plan)), element("w:szCs", val=_half_points(plan))]
    run = wordml.text_run(text, properties=[] if plan.size == SIZE_4_SMALL else smaller)
    pitch = None if plan.size == SIZE_4_SMALL else plan.pitch
    return wordml.paragraph(style, *([run] if text else []), align=stands, pitch=pitch, keep=not align)


def _look(text: str, align: str) -> tuple[str, str]:
    """Style and place of a cell's line: in a column of figures words stand in the middle."""
    if not align:
        return styles.TABLE_HEAD.id, ""
    if align == "right" and FIGURES.fullmatch(text):
        return styles.TABLE_FIGURES.id, ""
    if align == "right" and NOTHING.fullmatch(text):
        return styles.TABLE_TEXT.id, "center"
    return styles.TABLE_TEXT.id, "center" if align == "center" else ""


def _half_points(plan: Plan) -> int:
    return round(plan.size.pt * 2)


def cell(wide: Length, *inside: Element, align: str = "center") -> Element:
    """A cell of a fixed width."""
    properties = element("w:tcPr", element("w:tcW", w=wide.twips, type="dxa"), element("w:vAlign", val=align))
    return element("w:tc", properties, *inside)


def section_end(*, landscape: bool) -> Element:
    """An empty paragraph that ends a section of upright or landscape pages."""
    properties = element("w:sectPr", element("w:type", val="nextPage"))
    page_setup.set_page(properties, landscape=landscape)
    made = wordml.paragraph(styles.SPACE.id, pitch=Length(pt(1)))
    made.find(qn("w:pPr")).append(properties)
    return made

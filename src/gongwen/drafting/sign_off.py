"""落款: organ, date and the space of the seals, sealed or not, one organ or many (GB/T 9704—2012 7.3.5), and 附注."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document as DocxDocument

from gongwen.document import dates, layout
from gongwen.document.layout import CHAR, SIZE_3
from gongwen.document.lengths import Length, mm
from gongwen.document.model import Organ, Paper, Signer
from gongwen.drafting import band, placing, seals, styles, tables, title, widths, wordml
from gongwen.drafting.controls import control
from gongwen.drafting.fit import Fit
from gongwen.drafting.seals import Place
from gongwen.drafting.wordml import Element, element

NAME_UNDER_CENTRE = mm(1.5)
"""How far the middle of the name lies under the seal's centre, so that name and date are pressed below it."""
_TEXT_TO_SEAL = mm(5)
_NAME_SLACK = mm(1.9)
"""Spare width beside a name in the grid."""
_STAMP_WIDE, _STAMP_TALL = mm(42), mm(20)


@dataclass(frozen=True)
class Desk:
    """What the sign-off is made from."""

    document: DocxDocument
    paper: Paper
    fit: Fit
    sample_seals: bool = False

    @property
    def date_text(self) -> str:
        return dates.printed(self.paper.date) if self.paper.date else dates.BLANK

    @property
    def pitch(self) -> Length:
        return self.paper.geometry.pitch

    @property
    def name_middle(self) -> Length:
        """From the top of the name's line to the middle of its characters."""
        return self.pitch * layout.BASELINE_IN_EXACT_LINE - SIZE_3 * 0.38

    def seal(self, place: Place) -> Element:
        return seals.sample(self.document, place) if self.sample_seals else seals.empty_frame(place)


def elements(desk: Desk) -> list[Element]:
    """Everything from the text's end to 附注."""
    kinds = {"sealed": _sealed, "plain": _plain, "stamp": _stamped}
    made = kinds[desk.paper.sign_off](desk) if desk.paper.sign_off in kinds else []
    if desk.paper.note:
        made.append(wordml.paragraph(styles.NOTE.id, f"（{desk.paper.note.strip().strip('（）')}）"))
    return made


def _date(desk: Desk, **where: Length | str) -> Element:
    date = control("gw:date", wordml.text_run(desk.date_text))
    in_grid = desk.paper.sign_off == "sealed" and len(desk.paper.issuers) > 1
    return wordml.paragraph(styles.DATE.id, date, keep=bool(desk.paper.note) and not in_grid, **where)


def _sealed(desk: Desk) -> list[Element]:
    return _one_seal(desk) if len(desk.paper.issuers) == 1 else _seal_grid(desk)


def _gap_to_text(desk: Desk) -> Length:
    """From the text's characters to the top of the first seals: within one row (7.3.5.1)."""
    return _TEXT_TO_SEAL * desk.fit.sign_off_gap


def _one_seal(desk: Desk) -> list[Element]:
    organ = desk.paper.issuers[0]
    size = mm(organ.seal_mm)
    left, right = placing.under_seal(organ.name, desk.date_text)
    middle = layout.TYPE_WIDTH - placing.middle_from_right(organ.name, desk.date_text)
    top = desk.name_middle - NAME_UNDER_CENTRE - size * 0.5
    frame = desk.seal(Place("seal:1", 1, middle - size * 0.5, top, size, size))
    name = wordml.paragraph(
        styles.SIGNATURE.id, frame, organ.name, left=left, right=Length(0), align=placing.CENTRED, keep=True
    )
    room = _gap_to_text(desk) - band.below(desk.pitch, SIZE_3) - top
    return [*band.gap(Length(room), keep=True).elements, name, _date(desk, right=right)]


# --- joint, sealed: a grid, a seal over each name, the date under the last (7.3.5.1, figures 7 and 8)


def grid_shape(count: int, diameter_mm: float) -> tuple[int, int]:
    """Rows and columns for `count` seals: as many a row as stand in 版心 without touching, rows evenly filled."""
    most = int((layout.TYPE_WIDTH.mm + layout.SEAL_SPACING.mm) // (diameter_mm + layout.SEAL_SPACING.mm))
    rows = -(-count // max(1, most))
    return rows, -(-count // rows)


def grid_rows(organs: tuple[Organ, ...]) -> list[list[Organ | None]]:
    """The organs row by row; the last row stands at the right, so that last organ and date end the sign-off."""
    rows, columns = grid_shape(len(organs), max(organ.seal_mm for organ in organs))
    made: list[list[Organ | None]] = []
    for i in range(rows):
        row: list[Organ | None] = list(organs[i * columns : (i + 1) * columns])
        made.append([None] * (columns - len(row)) + row)
    return made


def _seal_grid(desk: Desk) -> list[Element]:
    organs = desk.paper.issuers
    rows = grid_rows(organs)
    columns = column_widths(rows)
    numbers = iter(range(1, len(organs) + 1))
    made = [_grid_row(desk, row, columns, numbers, last=row is rows[-1]) for row in rows]
    grid = element("w:tblGrid", *(element("w:gridCol", w=wide.twips) for wide in columns))
    properties = element(
        "w:tblPr",
        element("w:tblW", w=sum(wide.twips for wide in columns), type="dxa"),
        element("w:tblLayout", type="fixed"),
        tables.margins(Length(0)),
    )
    return [element("w:tbl", properties, grid, *made)]


def column_widths(rows: list[list[Organ | None]]) -> list[Length]:
    """Columns that hold their longest name on one line where 版心 has room for that, else even ones.

    None is narrower than a seal and its distance to the next.
    """
    even = layout.TYPE_WIDTH * (1 / len(rows[0]))
    least = mm(max(organ.seal_mm for row in rows for organ in row if organ)) + layout.SEAL_SPACING
    needed = [max([least, *(_name_width(row[i]) for row in rows)]) for i in range(len(rows[0]))]
    spare = layout.TYPE_WIDTH - sum(needed)
    if spare < 0 or max(needed) <= even:
        return [even] * len(needed)
    return [wide + Length(int(spare / len(needed))) for wide in needed]


def _name_width(organ: Organ | None) -> Length:
    return widths.body_width(organ.name) + _NAME_SLACK if organ else Length(0)


def name_lines(name: str, wide: Length) -> tuple[str, ...]:
    """A name in as few lines as fit `wide`, of about the same length, parted between words."""
    count = 1
    while count < len(name) and max(map(widths.body_width, title.even(name, count))) > wide - _NAME_SLACK:
        count += 1
    return title.even(name, count)


def _grid_row(
    desk: Desk, row: list[Organ | None], columns: list[Length], numbers: Iterator[int], *, last: bool
) -> Element:
    size = mm(max(organ.seal_mm for organ in desk.paper.issuers))
    tall = size + layout.SEAL_SPACING
    cells = [
        tables.cell(wide, *_grid_cell(desk, organ, wide, next(numbers)), align="top")
        if organ
        else tables.cell(wide, wordml.paragraph(styles.SPACE.id), align="top")
        for organ, wide in zip(row, columns, strict=True)
    ]
    height = element("w:trHeight", val=tall.twips, hRule="atLeast" if last else "exact")
    return element("w:tr", element("w:trPr", element("w:cantSplit"), height), *cells)


def _grid_cell(desk: Desk, organ: Organ, wide: Length, number: int) -> list[Element]:
    size = mm(organ.seal_mm)
    row_size = mm(max(one.seal_mm for one in desk.paper.issuers))
    centre = _gap_to_text(desk) - band.below(desk.pitch, SIZE_3) + row_size * 0.5
    lines = name_lines(organ.name, wide)
    start = centre + NAME_UNDER_CENTRE - desk.name_middle - desk.pitch * ((len(lines) - 1) / 2)
    place = Place(f"seal:{number}", number, (wide - size) * 0.5, centre - start - size * 0.5, size, size, column=True)
    text = wordml.text_run("\n".join(lines))
    name = wordml.paragraph(styles.SIGNATURE.id, desk.seal(place), text, align=placing.CENTRED)
    made = [*band.gap(Length(start)).elements, name]
    if number == len(desk.paper.issuers):
        made.append(_date(desk, right=Length(0), align=placing.CENTRED))
    return made


# --- not sealed (7.3.5.2) and 签名章 (7.3.5.3)


def _plain(desk: Desk) -> list[Element]:
    names = [organ.name for organ in desk.paper.issuers]
    name_left, date_left = placing.unsealed(names, desk.date_text)
    lines = [
        wordml.paragraph(styles.SIGNATURE.id, name, left=name_left, right=Length(0), align=placing.FLUSH, keep=True)
        for name in names
    ]
    blank = band.gap(desk.pitch * desk.fit.sign_off_gap, keep=True).elements
    return [*blank, *lines, _date(desk, left=date_left, right=Length(0), align=placing.FLUSH)]


def _stamped(desk: Desk) -> list[Element]:
    """Title of office two characters left of the stamp, centred on its height; the stamp inset four characters."""
    signers = desk.paper.signature or (Signer(""),)
    inset = CHAR * layout.DATE_SEALED_RIGHT_CHARS
    made = list(band.gap(desk.pitch * 2 * desk.fit.sign_off_gap, keep=True).elements)
    for number, signer in enumerate(signers, 1):
        left = layout.TYPE_WIDTH - inset - _STAMP_WIDE
        top = desk.name_middle - _STAMP_TALL * 0.5
        lead = (_STAMP_TALL - desk.pitch) * 0.5
        frame = seals.empty_frame(Place(f"stamp:{number}", number, Length(left), top, _STAMP_WIDE, _STAMP_TALL))
        right = inset + _STAMP_WIDE + CHAR * 2
        made += band.gap(lead, keep=True).elements
        made.append(wordml.paragraph(styles.SIGNATURE.id, frame, signer.post, right=right, align="right", keep=True))
        made += band.gap(lead, keep=True).elements
    return [*made, *band.gap(desk.pitch, keep=True).elements, _date(desk)]

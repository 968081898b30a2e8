"""落款: organ, date and the space of the seals, sealed or not, one organ or many (GB/T 9704—2012 7.3.5), and 附注."""

from __future__ import annotations

from gongwen.document import layout
from gongwen.document.layout import CHAR
from gongwen.document.lengths import Length, mm
from gongwen.document.model import Paper
from gongwen.drafting.page import name_stamps, placing, seal_grid, signing
from gongwen.drafting.page.controls import control
from gongwen.drafting.page.seals import Place
from gongwen.drafting.page.signing import Desk
from gongwen.drafting.word import band, styles, widths, wordml
from gongwen.drafting.word.wordml import Element

__all__ = ["Desk", "elements"]


def elements(desk: Desk) -> list[Element]:
    """Everything from the text's end to 附注; BadInput where joint seals cannot stand on one page with text."""
    kinds = {"sealed": _sealed, "plain": _plain, "stamp": _stamped}
    made = kinds[desk.paper.sign_off](desk) if desk.paper.sign_off in kinds else []
    if desk.paper.note:
        made.append(wordml.paragraph(styles.NOTE.id, _note(desk.paper)))
    return made


def _note(paper: Paper) -> str:
    return f"（{paper.note.strip().strip('（）')}）" if paper.note else ""


def _date(desk: Desk, **where: Length | str) -> Element:
    date = control("gw:date", wordml.text_run(desk.date_text))
    return wordml.paragraph(styles.DATE.id, date, keep=bool(desk.paper.note), **where)


def _sealed(desk: Desk) -> list[Element]:
    if len(desk.paper.issuers) == 1:
        return _one_seal(desk)
    note = _note(desk.paper)
    under = desk.pitch * widths.body_lines(note, layout.PARAGRAPH_INDENT_CHARS) if note else Length(0)
    return seal_grid.elements(desk, _date(desk, right=Length(0), align=placing.CENTRED), under)


def _one_seal(desk: Desk) -> list[Element]:
    """The name centred on the date, the date inset four characters, the seal upright over both (7.3.5.1)."""
    organ = desk.paper.issuers[0]
    size = mm(organ.seal_mm)
    lines = placing.own_line(organ.name)
    pitch, text = placing.pitch_of(lines, desk.pitch), "\n".join(lines)
    left, right = placing.under_seal(text, desk.date_text)
    centre = layout.TYPE_WIDTH - placing.middle_from_right(text, desk.date_text)
    block = placing.middle(pitch) + pitch * ((len(lines) - 1) / 2)
    top = block - signing.NAME_UNDER_CENTRE - size * 0.5
    frame = desk.seal(Place("seal:1", 1, centre - size * 0.5, top, size, size))
    name = wordml.paragraph(
        styles.SIGNATURE.id, frame, wordml.text_run(text),
        pitch=pitch, left=left, right=Length(0), align=placing.CENTRED, keep=True,
    )  # fmt: skip
    room = desk.under_text(signing.TEXT_TO_SEAL * desk.fit.sign_off_gap) - top
    return [*band.gap(Length(room), keep=True).elements, name, _date(desk, right=right)]


def _plain(desk: Desk) -> list[Element]:
    """One blank row, the names one under another, the lead first, and the date (7.3.5.2)."""
    inset = CHAR * layout.NAME_PLAIN_RIGHT_CHARS
    names = [placing.own_line(organ.name, inset) for organ in desk.paper.issuers]
    name_left, date_left = placing.unsealed(map("\n".join, names), desk.date_text)
    made = list(band.gap(desk.pitch * desk.fit.sign_off_gap, keep=True).elements)
    for lines in names:
        where = {"pitch": placing.pitch_of(lines, desk.pitch), "left": name_left, "right": Length(0)}
        text = wordml.text_run("\n".join(lines))
        made.append(wordml.paragraph(styles.SIGNATURE.id, text, align=placing.FLUSH, keep=True, **where))
    return [*made, _date(desk, left=date_left, right=Length(0), align=placing.FLUSH)]


def _stamped(desk: Desk) -> list[Element]:
    return name_stamps.elements(desk, _date(desk))

"""纪要格式: mark, 期号, 印发机关 and date over the red rule; 出席, 请假, 列席 under the text (GB/T 9704—2012 10.3)."""

from __future__ import annotations

from collections.abc import Iterable

from gongwen.document import attendance, dates, layout, names
from gongwen.document.layout import CHAR
from gongwen.document.lengths import Length
from gongwen.document.model import Paper
from gongwen.drafting.page import head
from gongwen.drafting.page.controls import control
from gongwen.drafting.page.fit import Fit
from gongwen.drafting.word import band, styles, widths, wordml
from gongwen.drafting.word.band import Band
from gongwen.drafting.word.wordml import Element


def bands(paper: Paper, fit: Fit) -> list[Band]:
    """The head of minutes: the general one, with 印发机关 and date on a line of their own over the red rule."""
    lines = [head.number_line(paper), *_sent_by(paper)]
    return [*head.to_number(paper, fit, layout.MINUTES_MARK_TOP, lines), *head.red_rule(paper)]


def _sent_by(paper: Paper) -> list[Element]:
    """印发机关 at the left, 成文日期 at the right (实务); no date where a sign-off has it.

    Both are inset one character; flush where they need the room; on two lines where one has not enough of it.
    """
    organ = paper.printed_by or paper.lead_organ.name
    if paper.sign_off != "none":
        return [wordml.paragraph(styles.SIGNER.id, organ, left=CHAR)]
    day = dates.printed(paper.date) if paper.date else dates.BLANK
    date = control("gw:date", wordml.text_run(day))
    spare = layout.TYPE_WIDTH - widths.body_width(organ) - widths.body_width(day)
    inset = CHAR if spare > CHAR * 4 else Length(0)
    if spare < CHAR:
        alone = wordml.paragraph(styles.SIGNER.id, date, right=CHAR, align="right")
        return [wordml.paragraph(styles.SIGNER.id, organ, left=CHAR), alone]
    edge = [("right", Length(layout.TYPE_WIDTH - inset))]
    inside = (wordml.text_run(organ + "\t"), date)
    return [wordml.paragraph(styles.SIGNER.id, *inside, left=inset, right=inset, tabs=edge)]


def attendee_line(text: str) -> Element:
    """One of these as a paragraph: label in 黑体, names in 仿宋, none parted, wraps aligned after the colon (10.3)."""
    label, colon, people = text.partition(attendance.COLON)
    hang = CHAR * (len(label) + 1)
    left = styles.TWO_CHARS + hang
    inside = [wordml.text_run(label, style=styles.HEI.id), wordml.text_run(colon + "\n".join(_lines(people, left)))]
    return wordml.paragraph(styles.ATTENDEES.id, *inside, left=left, first=-hang)


def attended(texts: Iterable[str], pitch: Length) -> list[Element]:
    """The people of a meeting, one blank row under the text or 附件说明; nothing where nobody is named."""
    lines = [attendee_line(one) for one in texts]
    return [*band.gap(pitch).elements, *lines] if lines else []


def _lines(people: str, left: Length) -> list[str]:
    """The lines of a list, broken between people only; a space at a line's end is left out."""
    room = layout.TYPE_WIDTH - left
    lines = [""]
    for one in attendance.parted(people):
        if lines[-1] and widths.body_width((lines[-1] + one).rstrip(names.PAD)) > room:
            lines.append("")
        lines[-1] += one
    return [line.rstrip(names.PAD) for line in lines]

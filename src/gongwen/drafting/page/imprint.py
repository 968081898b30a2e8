"""版记: at the foot of the last page, its last rule on the lower edge of 版心 (GB/T 9704—2012 7.4).

It is a Word frame aligned to the bottom of the type area: text added above it in Word or WPS leaves it where it is. Its
rules are shaded lines of exact height.
"""

from __future__ import annotations

from gongwen.document import dates, layout
from gongwen.document.layout import SIZE_4
from gongwen.document.lengths import Length, pt
from gongwen.document.model import Paper
from gongwen.drafting.page.controls import control
from gongwen.drafting.page.fit import Fit
from gongwen.drafting.text import tables
from gongwen.drafting.word import band, styles, widths, wordml
from gongwen.drafting.word.wordml import Element
from gongwen.errors import BadInput

ANCHOR_PITCH = Length(pt(0.1))
"""Height of the empty line the frame hangs on: so small that a full page still holds it."""

_UNDER_TEXT = band.above(styles.IMPRINT_PITCH, SIZE_4) - band.below(styles.IMPRINT_PITCH, SIZE_4)
"""Under a line of text as much room as above it, so that it stands in the middle between its rules."""


def wanted(paper: Paper, fit: Fit) -> bool:
    """Whether the paper has a 版记 at all."""
    return bool(paper.cc or paper.sent_to_print_by or fit.recipients_in_imprint)


def elements(
    paper: Paper,
    fit: Fit,
    recipients: str,
    *,
    ruled: bool = True,
    new_section: bool = False,
) -> list[Element]:
    """版记 and the line it hangs on, on a page of its own where the fit says so; that of a letter is not `ruled`.

    `new_section`: a section ended just before, so that its page is a new one already. BadInput when it is taller than
    a page.
    """
    if not wanted(paper, fit):
        return []
    start: list[Element] = []
    if fit.imprint == "after blank":
        start = [anchor()] if new_section else [tables.section_end(landscape=False), anchor()]
    if fit.imprint != "here":
        start.append(anchor(new_page=True))
    named = _named(paper, fit, recipients)
    _require_room(paper, named)
    receivers = [_receivers(text) for text in named]
    framed = band.framed(_ruled(paper, receivers) if ruled else _bare(paper, receivers))
    return [*start, *framed, anchor()]


def anchor(*, new_page: bool = False) -> Element:
    """An empty line of next to no height."""
    return wordml.paragraph(styles.SPACE.id, pitch=ANCHOR_PITCH, new_page=new_page)


def _named(paper: Paper, fit: Fit, recipients: str) -> list[str]:
    """主送, where the first page had no room for it, and 抄送 under it; no rule between them (7.4.2)."""
    made = []
    if fit.recipients_in_imprint and recipients:
        made.append("主送：" + recipients.rstrip("：") + "。")
    if paper.cc:
        made.append("抄送：" + "，".join(one.strip().rstrip("。") for one in paper.cc) + "。")
    return made


def _require_room(paper: Paper, named: list[str]) -> None:
    """A frame that is taller than a page breaks the pages before it and loses its own text: it is not begun."""
    inside = Length(layout.TYPE_WIDTH - SIZE_4 * 5)
    room = {"first": Length(inside + SIZE_4 * 3), "others": inside, "size": SIZE_4, "tracking": Length(0)}
    rows = sum(widths.lines(text, **room) for text in named) + bool(paper.printed_by)
    most = int((layout.TYPE_HEIGHT - _UNDER_TEXT * 2) // styles.IMPRINT_PITCH)
    if rows > most:
        raise BadInput(
            f"版记要排 {rows} 行，一页最多 {most} 行，排不下；请把主送、抄送机关（recipients、cc）归并成统称，"
            "如 各县（区）人民政府，或另附名单。"
        )


def _ruled(paper: Paper, receivers: list[Element]) -> list[Element]:
    """The general 版记: its last rule on the lower edge of 版心."""
    made = list(band.rule(layout.IMPRINT_OUTER_RULE).elements)
    if receivers:
        made += [*receivers, *band.gap(_UNDER_TEXT).elements]
    if receivers and paper.printed_by:
        made += band.rule(layout.IMPRINT_INNER_RULE).elements
    if paper.printed_by:
        made += [_printed(paper), *band.gap(_UNDER_TEXT).elements]
    made += band.rule(layout.IMPRINT_OUTER_RULE).elements
    return [*made, *band.gap(_tail(paper)).elements]


def _bare(paper: Paper, receivers: list[Element]) -> list[Element]:
    """A letter's: the receivers alone, their last characters on the lower edge of 版心 (10.1)."""
    under = paper.geometry.foot - layout.TYPE_BOTTOM - band.below(styles.IMPRINT_PITCH, SIZE_4)
    return [*receivers, *band.gap(Length(under)).elements]


def _tail(paper: Paper) -> Length:
    """From the last rule down to the foot of the text area, which the frame stands on."""
    return Length(paper.geometry.foot - layout.IMPRINT_FOOT - layout.IMPRINT_OUTER_RULE * 0.5)


def _receivers(text: str) -> Element:
    """抄送 or 主送: inset one character both sides, wraps after the colon."""
    return wordml.paragraph(styles.COPIES.id, text, left=SIZE_4 * 4, right=SIZE_4, first=-SIZE_4 * 3)


def _printed(paper: Paper) -> Element:
    day = dates.printed(paper.printed_on) if paper.printed_on else dates.BLANK
    right = layout.TYPE_WIDTH - SIZE_4
    inside = (
        wordml.text_run(paper.printed_by + "\t"),
        control("gw:printed_on", wordml.text_run(day)),
        wordml.text_run("印发"),
    )
    return wordml.paragraph(styles.PRINTED.id, *inside, left=SIZE_4, tabs=[("right", right)])

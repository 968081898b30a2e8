"""复排: looks at the printed pages and mends what only they can show.

The first page must show text (7.3.3), no sign-off stands on a page without text (7.3.5), 版记 stands on the last page
and, where the profile asks for it, on an even one (GB/T 33476.2—2016 7.3.1). One measurement decides all of it: the
rows that were printed are poured again in every way that is open (`ways`), so that three prints are enough.
"""

from __future__ import annotations

from dataclasses import replace

from gongwen.document.model import Paper
from gongwen.document.sheet import Measured
from gongwen.drafting.page import fit as fits
from gongwen.drafting.page import mark
from gongwen.drafting.page.fit import Fit
from gongwen.drafting.settling import ways
from gongwen.drafting.settling.flow import Pages

MOST_PRINTS = 3


def refit(paper: Paper, fit: Fit, measured: Measured) -> Fit | None:
    """A better fit for the next printing, or None when the paper is settled.

    After the last print that is worth its time only what is wrong counts, no longer what could be better.
    """
    pages = Pages(paper, fit, measured)
    better = _show_text_first(pages) or _end_better(pages)
    if better is None or (fit.passes >= MOST_PRINTS - 1 and _is_right(pages)):
        return None
    return replace(better, passes=fit.passes + 1)


# --- the first page


def _show_text_first(pages: Pages) -> Fit | None:
    """The head gives way by the next step that gains a line (7.3.3)."""
    if pages.measured.pages == 1 or not pages.rows or pages.rows[0].page == 1:
        return None
    fit = pages.fit
    steps = list(fits.ways(pages.paper, mark.largest_size(pages.paper)))
    seen = next((i for i, step in enumerate(steps) if _head(step) == _head(fit)), len(steps))
    for step in steps[seen + 1 :]:
        if _gain(pages.paper, fit, step) >= pages.paper.geometry.pitch or step is steps[-1]:
            return replace(step, imprint=fit.imprint, body=fit.body)
    return None


def _head(fit: Fit) -> tuple[object, ...]:
    return fit.mark_size, fit.mark_pitch, fit.title_pitch, fit.blank_rows, fit.recipients_in_imprint


def _gain(paper: Paper, fit: Fit, step: Fit) -> int:
    """About how much lower the head is after a step, not counting 主送机关 that go to 版记."""
    if step.recipients_in_imprint and not fit.recipients_in_imprint:
        return int(paper.geometry.pitch)
    return int(fit.mark_pitch - step.mark_pitch) * len(paper.mark_organs) + int(fit.title_pitch - step.title_pitch)


# --- the end


def _end_better(pages: Pages) -> Fit | None:
    if not pages.rows:
        outcome = ways.seen(pages)
        place = ways.imprint_place(pages, outcome)
        tried = (*pages.fit.tried, (ways.way_of(pages.fit), outcome))
        return None if place == pages.fit.imprint else replace(pages.fit, imprint=place, tried=tried)
    way, outcome = ways.best(pages)
    place = ways.imprint_place(pages, outcome)
    if way == ways.way_of(pages.fit) and place == pages.fit.imprint:
        return None
    return replace(
        ways.fitted(pages, way, outcome), tried=(*pages.fit.tried, (ways.way_of(pages.fit), ways.seen(pages)))
    )


def _is_right(pages: Pages) -> bool:
    """Whether the printed pages break no rule, even if another way would be better."""
    outcome = ways.seen(pages)
    shown = not pages.rows or pages.rows[0].page == 1
    return shown and not outcome.bare and not outcome.over and ways.imprint_place(pages, outcome) == pages.fit.imprint

"""复排: looks at the printed pages and mends what only they can show.

The first page must show text (7.3.3), no sign-off stands on a page without text (7.3.5), 版记 stands on the last page
and, where the profile asks for it, on an even one (GB/T 33476.2—2016 7.3.1). `refit` is pure and settles in a few
passes: every change is tried once and given up when it did not help.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from gongwen.document import dates, layout
from gongwen.document.lengths import Length, mm, twips
from gongwen.document.model import Paper
from gongwen.document.sheet import Measured, Rule, Sheet, TextLine
from gongwen.drafting import band, imprint, mark
from gongwen.drafting import fit as fits
from gongwen.drafting.fit import Fit

_SQUEEZED = tuple(twips(value) for value in (584, 576, 568, 560))
_LINES_OVER = 2
_SEAL_OVER_NAME = 25.0
"""What a seal stands over the name it presses, mm."""
_SQUEEZE_WORDS = "压缩正文行距"
_RECEIVERS = ("主送：", "抄送：")
MOST_PASSES = 4


def refit(paper: Paper, fit: Fit, measured: Measured) -> Fit | None:
    """A better fit for the next printing, or None when the paper is settled."""
    if fit.passes >= MOST_PASSES:
        return None
    pages = Pages(paper, measured)
    better = _show_text_first(paper, fit, pages) or _join_sign_off(fit, pages) or _place_imprint(paper, fit, pages)
    return replace(better, passes=fit.passes + 1) if better else None


@dataclass(frozen=True)
class Pages:
    """The printed pages read as parts of a paper."""

    paper: Paper
    measured: Measured

    @property
    def top(self) -> float:
        """The upper edge of the text area, mm."""
        return self.paper.geometry.top.mm

    @property
    def foot(self) -> float:
        """The lower edge of the text area, mm."""
        return self.paper.geometry.foot.mm

    @property
    def pitch(self) -> Length:
        return self.paper.geometry.pitch

    def content(self, sheet: Sheet) -> list[TextLine]:
        """The lines of a page without page number and 版记."""
        top = self.imprint_top(sheet)
        return [line for line in sheet.lines if line.bottom < min(top, self.foot + 1)]

    def imprint_top(self, sheet: Sheet) -> float:
        """Where 版记 begins on the last page; the foot of the page elsewhere. That of a letter has no rules."""
        if self.paper.layout == "信函":
            return self._receivers_top(sheet)
        rules = [rule.y for rule in sheet.rules if rule.horizontal and rule.colour == "000000" and _wide(rule)]
        if sheet is not self.measured.sheets[-1] or not any(abs(y - layout.IMPRINT_FOOT.mm) < 2 for y in rules):
            return self.foot
        text = (line.bottom for line in sheet.lines if line.bottom < self.foot and line.size > 15)
        lowest_text = max(text, default=0.0)
        return min((y for y in rules if y > lowest_text), default=self.foot)

    def _receivers_top(self, sheet: Sheet) -> float:
        last = sheet is self.measured.sheets[-1]
        tops = (line.top for line in sheet.lines if line.size < 15 and line.text.startswith(_RECEIVERS))
        return min(tops, default=self.foot) if last else self.foot

    def first_page_text(self) -> list[TextLine]:
        """Lines of text on page 1 under title and 主送机关."""
        lines = self.content(self.measured.sheets[0])
        number = _tight(self.paper.number or self.paper.blank_number)
        titles = [i for i, line in enumerate(lines) if line.colour == "000000" and abs(line.size - 22) < 0.5]
        titles = titles or [i for i, line in enumerate(lines) if number and _tight(line.text) == number]
        under = lines[titles[-1] + 1 :] if titles else lines
        ends = [i for i, line in enumerate(under) if line.text.endswith("：")]
        return under[ends[0] + 1 :] if self.paper.recipients and ends else under

    def sign_off(self) -> list[TextLine]:
        """The lines of names and date, over all pages they stand on; none where the paper is not signed."""
        if self.paper.sign_off == "none":
            return []
        lines = [line for sheet in self.measured.sheets for line in self.content(sheet)]
        wanted = _tight(dates.printed(self.paper.date) if self.paper.date else "年月日")
        end = next((i for i, line in enumerate(lines) if wanted in _parts(line)), None)
        if end is None:
            return []
        start = end
        while start and self._only_names(lines[start - 1]):
            start -= 1
        note = end + 1 < len(lines) and bool(self.paper.note) and _is_note(lines[end + 1])
        return lines[start : end + 1 + note]

    def _only_names(self, line: TextLine) -> bool:
        """Whether a line holds names of organs or posts and nothing else, whole or parted, side by side."""
        signed = [organ.name for organ in self.paper.issuers] + [_tight(one.post) for one in self.paper.signature]
        pieces = {piece for name in signed for piece in _ends(name)}
        text = _tight(line.text)
        reached = {0}
        for at in range(len(text)):
            if at in reached:
                reached |= {at + len(piece) for piece in pieces if text.startswith(piece, at)}
        return len(text) in reached

    def text_on(self, number: int) -> list[TextLine]:
        """Lines of text on a page that belong neither to head nor sign-off."""
        sign_off = {id(line) for line in self.sign_off()}
        lines = self.first_page_text() if number == 1 else self.content(self.measured.sheets[number - 1])
        return [line for line in lines if id(line) not in sign_off and not _is_note(line)]


def _wide(rule: Rule) -> bool:
    return abs(abs(rule.x1 - rule.x0) - layout.TYPE_WIDTH.mm) < 2


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text)


def _parts(line: TextLine) -> list[str]:
    return [_tight(part) for part in line.text.split(" ") if _tight(part)]


def _ends(name: str) -> set[str]:
    """The name and every beginning and end of it."""
    return {name[:i] for i in range(1, len(name) + 1)} | {name[i:] for i in range(len(name))}


def _is_note(line: TextLine) -> bool:
    return line.text.startswith("（") and line.text.endswith("）")


# --- the first page


def _show_text_first(paper: Paper, fit: Fit, pages: Pages) -> Fit | None:
    if pages.measured.pages == 1 or pages.first_page_text():
        return None
    ways = list(fits.ways(paper, mark.largest_size(paper)))
    seen = next((i for i, way in enumerate(ways) if _same_head(way, fit)), None)
    if seen is None or seen + 1 == len(ways):
        return None
    return replace(ways[seen + 1], imprint=fit.imprint, carried=fit.carried, passes=fit.passes)


def _same_head(one: Fit, other: Fit) -> bool:
    return (one.mark_size, one.mark_pitch, one.title_pitch, one.blank_rows, one.recipients_in_imprint) == (
        other.mark_size, other.mark_pitch, other.title_pitch, other.blank_rows, other.recipients_in_imprint,
    )  # fmt: skip


# --- the sign-off


def _join_sign_off(fit: Fit, pages: Pages) -> Fit | None:
    """Draw the sign-off up to the text by closer lines; else carry the last paragraph over to it."""
    sign_off = pages.sign_off()
    numbers = sorted({line.page for line in sign_off})
    if not numbers or all(pages.text_on(number) for number in numbers):
        return None
    squeezed = _squeeze(fit, pages, _excess(sign_off, pages)) if len(numbers) == 1 else None
    if squeezed:
        return squeezed
    imprinted = pages.foot - pages.imprint_top(pages.measured.sheets[-1])
    needed = _height(sign_off) + _LINES_OVER * pages.pitch.mm + imprinted
    ends = not any(pages.text_on(number) for number in range(numbers[-1] + 1, pages.measured.pages + 1))
    apart = ends and fit.imprint == "here" and needed > pages.foot - pages.top
    overleaf = _overleaf(fit, pages, numbers[0])
    return replace(overleaf, imprint="next" if apart else fit.imprint) if overleaf else None


def _overleaf(fit: Fit, pages: Pages, number: int) -> Fit | None:
    """Text brought over to the sign-off's page: its last lines from page 1, else whole paragraphs."""
    if number > 2 or (number == 2 and pages.text_on(2)):
        return replace(_unsqueezed(fit, pages), carried=fit.carried + 1)
    lines = pages.first_page_text() if number == 2 else pages.text_on(1)
    if len(lines) < 2 or fit.held:
        return None
    stay = lines[-1 - min(_LINES_OVER, len(lines) - 1)]
    return replace(_unsqueezed(fit, pages), held=mm(pages.foot - stay.bottom) - pages.pitch * 0.5)


def _height(lines: list[TextLine]) -> float:
    """The height (mm) of a sign-off, also one that is parted by a page's end."""
    over = 0.0
    for number in {line.page for line in lines}:
        here = [line for line in lines if line.page == number]
        over += max(line.bottom for line in here) - min(line.top for line in here) + _SEAL_OVER_NAME
    return over


def _excess(sign_off: list[TextLine], pages: Pages) -> float:
    """How much (mm) the sign-off lacks on the page before."""
    before = pages.content(pages.measured.sheets[sign_off[0].page - 2])
    room = pages.foot - max((line.bottom for line in before), default=pages.foot)
    return sign_off[-1].bottom - pages.top - room + 2 * band.below(pages.pitch, layout.SIZE_3).mm


def _squeeze(fit: Fit, pages: Pages, lacking: float) -> Fit | None:
    """Closer lines of text, once, where they gain enough."""
    if fit.body_pitch != pages.pitch or fit.carried:
        return None
    sign_off = pages.sign_off()
    numbers = range(1, 1 + (sign_off[0].page if sign_off else pages.measured.pages))
    count = sum(len(pages.text_on(number)) for number in numbers)
    for pitch in _SQUEEZED:
        if (pages.pitch - pitch).mm * count > lacking + 1:
            return replace(fit, body_pitch=pitch, conceded=(*fit.conceded, _SQUEEZE_WORDS))
    return None


def _unsqueezed(fit: Fit, pages: Pages) -> Fit:
    kept = tuple(words for words in fit.conceded if words != _SQUEEZE_WORDS)
    return replace(fit, body_pitch=pages.pitch, conceded=kept)


# --- 版记


def _place_imprint(paper: Paper, fit: Fit, pages: Pages) -> Fit | None:
    """On the last page; with the even-page rule on an even one, its own where need be (standards: page algorithm)."""
    if not imprint.wanted(paper, fit):
        return None
    even = paper.wants_even_page
    alone = not pages.content(pages.measured.sheets[-1])
    used = pages.measured.pages - {"here": alone, "next": 1, "after blank": 2}[fit.imprint]
    if fit.imprint == "here":
        return _leave_last_page(fit, pages, used, even=even, alone=alone)
    if fit.imprint == "next" and even and used % 2 == 0:
        return replace(fit, imprint="here" if _imprint_excess(pages) < 0 else "after blank")
    if fit.imprint == "after blank" and used % 2:
        return replace(fit, imprint="next")
    return None


def _leave_last_page(fit: Fit, pages: Pages, used: int, *, even: bool, alone: bool) -> Fit | None:
    if not even:
        return replace(fit, imprint="next") if alone else None
    if used % 2:
        return replace(fit, imprint="next")
    if not alone:
        return None
    sign_off = pages.sign_off()
    ends_with_text = bool(sign_off) and sign_off[-1].page == used
    squeezed = _squeeze(fit, pages, _imprint_excess(pages)) if ends_with_text else None
    return squeezed or replace(_unsqueezed(fit, pages), imprint="after blank")


def _imprint_excess(pages: Pages) -> float:
    """How much (mm) 版记 lacks on the page before its own."""
    last, before = pages.measured.sheets[-1], pages.content(pages.measured.sheets[-2])
    room = pages.foot - max((line.bottom for line in before), default=0.0)
    return pages.foot - pages.imprint_top(last) + mm(2).mm - room

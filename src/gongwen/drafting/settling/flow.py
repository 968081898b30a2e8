"""正文行流: the printed pages read back as rows of text that can be poured into pages anew.

A closer line height or a break elsewhere leaves every line's own characters as they are, so rows once printed say
beforehand on which page each will come out. Pieces of the body are told by their first words, the rest by its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from gongwen.document import dates, layout
from gongwen.document.model import Paper
from gongwen.document.sheet import Measured, Rule, Sheet, TextLine
from gongwen.drafting.page.fit import Fit
from gongwen.drafting.settling.ending import Ending, ending
from gongwen.drafting.word import band

_ATTACHED = re.compile(r"附件\d*")
_UNDER = re.compile(r"附件：|(出席|请假|列席)：")
_IMPRINT = re.compile(r"(主送|抄送)：|.*日印发$")
_SMALL = 15.0
"""Text of tables is smaller than this, pt."""
_RULE_OVER = 6.0
"""The first rule of 版记 lies within so many mm over its first line."""
_TEXTS = ("text", "heading")
_INDENTED = layout.LEFT_MARGIN.mm + layout.CHAR.mm


def _heads_attachment(line: TextLine) -> bool:
    """Whether the main part ends before a page with this first line: a mark, or the title of what is issued."""
    return bool(_ATTACHED.fullmatch(_tight(line.text))) or abs(line.size - layout.SIZE_2.pt) < 0.5


@dataclass(frozen=True)
class Row:
    """A row of the body as printed: its piece, page and lower edge (mm), and by how much that lies under the row above
    or, where the row begins a page, under the page's upper edge.

    `starts` its piece; `keeps` to the row after it; stands `under` the body, as 附件说明 and 出席 do. `pitch` is the
    line height (mm) that a line of the body was printed with; tables, pictures and 出席 have none.
    """

    piece: int
    page: int
    low: float
    advance: float
    starts: bool = False
    keeps: bool = False
    under: bool = False
    pitch: float | None = None


@dataclass(frozen=True)
class Pages:
    """The printed pages of a paper, read by what must stand on them."""

    paper: Paper
    fit: Fit
    measured: Measured

    @property
    def foot(self) -> float:
        """The lower edge of the text area, mm."""
        return self.paper.geometry.foot.mm

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self.measured.sheets

    @cached_property
    def ending(self) -> Ending:
        """How much room sign-off and 附注 take."""
        return ending(self.paper, self.fit)

    # --- 版记

    @cached_property
    def imprint_top(self) -> float | None:
        """Where 版记 begins on the last page, mm; None where there is none."""
        last = self.sheets[-1]
        words = [line for line in last.lines if line.size < 15 and line.bottom < self.foot + 1]
        start = next((line for line in words if _IMPRINT.match(_tight(line.text))), None)
        if start is None:
            return None
        rules = (rule.y for rule in last.rules if _is_imprint_rule(rule))
        return min([start.top, *(y for y in rules if start.top - _RULE_OVER < y < start.top)])

    @property
    def imprint_height(self) -> float:
        """From the beginning of 版记 to the foot of the text area, mm."""
        return 0.0 if self.imprint_top is None else self.foot - self.imprint_top

    def _floor(self, sheet: Sheet) -> float:
        """How far down a page anything but 版记 and page number may reach, mm."""
        last = sheet is self.sheets[-1]
        return self.imprint_top - 0.1 if last and self.imprint_top is not None else self.foot + 1

    # --- lines

    def lines(self, sheet: Sheet) -> list[TextLine]:
        """The lines of a page without page number and 版记."""
        return [line for line in sheet.lines if line.bottom < self._floor(sheet)]

    @cached_property
    def text(self) -> list[TextLine]:
        """Every line from the body's first to the end of the main part, before the attachments."""
        made: list[TextLine] = []
        for sheet in self.sheets:
            lines = self.lines(sheet)
            if made and lines and _heads_attachment(lines[0]):
                break
            made += lines
        first = next((i for i, line in enumerate(made) if self._begins(line, 0)), None)
        return [] if first is None else made[first:]

    def _begins(self, line: TextLine, piece: int) -> bool:
        """Whether a piece of text begins with this line."""
        wanted, text = _tight(self.fit.body[piece].text), _tight(line.text)
        near = wanted.startswith(text) or text.startswith(wanted)
        return bool(wanted) and near and 13.5 < line.size < 16.5 and line.x0 > _INDENTED

    @cached_property
    def starts(self) -> dict[int, int]:
        """Of every piece of text, the number of the line that begins it."""
        made: dict[int, int] = {}
        at = 0
        for piece in (i for i, one in enumerate(self.fit.body) if one.kind in _TEXTS):
            found = next((i for i in range(at, len(self.text)) if self._begins(self.text[i], piece)), None)
            if found is not None:
                made[piece], at = found, found + 1
        return made

    # --- the sign-off

    @cached_property
    def sign_off(self) -> list[TextLine]:
        """The lines of names, date and 附注, over all pages they stand on."""
        start, end = self._signed
        return self.text[start:end]

    @cached_property
    def _signed(self) -> tuple[int, int]:
        """From which line of the text on, and before which, the sign-off stands; both its end where there is none."""
        none = (len(self.text), len(self.text))
        if self.paper.sign_off == "none":
            return none
        day = _tight(dates.printed(self.paper.date) if self.paper.date else dates.BLANK)
        last = max(self.starts.values(), default=0)
        end = next((i for i in range(last + 1, len(self.text)) if _tight(self.text[i].text).endswith(day)), None)
        if end is None:
            return none
        start = end
        while start > last + 1 and self._only_names(self.text[start - 1]):
            start -= 1
        return start, len(self.text)

    def _only_names(self, line: TextLine) -> bool:
        """Whether a line holds names of those who sign and nothing else, whole or parted, side by side."""
        names = [organ.name for organ in self.paper.issuers] + [one.post for one in self.paper.signature]
        parts = {part for name in names for part in _parts(_tight(name))}
        text = _tight(line.text)
        reached = {0}
        for at in range(len(text)):
            if at in reached:
                reached |= {at + len(part) for part in parts if text.startswith(part, at)}
        return len(text) in reached

    # --- where things end

    @property
    def first_top(self) -> float:
        """The upper edge of the body's first line box, mm."""
        return self.text[0].baseline - self._pitch(0) * layout.BASELINE_IN_EXACT_LINE

    @property
    def main_pages(self) -> int:
        """The page on which the main part ends."""
        return self.text[-1].page if self.text else self.used

    @property
    def main_foot(self) -> float:
        """The lower edge of the main part's last characters, mm."""
        return self.text[-1].bottom if self.text else 0.0

    @cached_property
    def used(self) -> int:
        """The last page with anything but 版记 on it."""
        full = (sheet.number for sheet in reversed(self.sheets) if self.lines(sheet) or sheet.pictures)
        return next(full, 1)

    @property
    def attached(self) -> int:
        """Pages of attachments."""
        return self.used - self.main_pages

    @property
    def room(self) -> float:
        """What is left at the foot of the last page used, mm; nothing on a landscape page."""
        sheet = self.sheets[self.used - 1]
        if sheet.width > sheet.height:
            return 0.0
        under = band.below(self.paper.geometry.pitch, layout.SIZE_3).mm
        edges = [line.bottom + under for line in self.lines(sheet)]
        edges += [rule.y for rule in sheet.rules if rule.y < self._floor(sheet)]
        edges += [one.y1 for one in sheet.pictures] if self.attached else []
        return self.foot - max(edges, default=self.paper.geometry.top.mm)

    # --- rows

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The body with 附件说明 and 出席, as rows in their order."""
        begun = sorted(self.starts.items())
        ends = [*(at for _, at in begun[1:]), self._signed[0]][: len(begun)]
        made: list[Row] = []
        for (piece, at), end in zip(begun, ends, strict=True):
            for row in self._rows_of(piece, at, end):
                same = bool(made) and made[-1].page == row.page
                above = made[-1].low if same else self.paper.geometry.top.mm if made else self.first_top
                made.append(replace(row, advance=max(0.0, row.low - above)))
        return tuple(made)

    def printed_before(self, cut: int) -> int:
        """How many characters of its piece stand in the rows above row `cut`."""
        piece = self.rows[cut].piece
        at, above = self.starts[piece], sum(row.piece == piece for row in self.rows[:cut])
        return sum(len(_tight(line.text)) for line in self.text[at : at + above])

    def _rows_of(self, piece: int, at: int, end: int) -> Iterator[Row]:
        """A piece of text, the tables and pictures after it, and what stands under the body after its last piece."""
        lines = self.text[at:end]
        small = [i for i, line in enumerate(lines) if i and line.size < _SMALL]
        under = next((i for i, line in enumerate(lines) if i and _UNDER.match(line.text)), end - at)
        own = small[0] if small else under
        pitch, keeps = self._pitch(piece), self.fit.body[piece].kind == "heading"
        for i, line in enumerate(lines[:own]):
            yield Row(piece, line.page, _low(line, pitch), 0, starts=i == 0, keeps=keeps, pitch=pitch)
        graphic = self._graphic_after(piece)
        if graphic is not None:
            yield from self._graphics(at + own - 1, at + (small[-1] + 1 if small else own), graphic)
        listed = under < len(lines) and lines[under].text.startswith("附件")
        for line in lines[under:]:
            yield Row(piece, line.page, _low(line, pitch), 0, under=True, pitch=pitch if listed else None)

    def _graphic_after(self, piece: int) -> int | None:
        """The table or picture behind a piece of text, over the empty line that may part them; None for more text."""
        after = (i for i in range(piece + 1, len(self.fit.body)) if self.fit.body[i].kind not in _TEXTS)
        found = next(after, None)
        parted = found is not None and any(one.text for one in self.fit.body[piece + 1 : found])
        return None if parted else found

    def _pitch(self, piece: int) -> float:
        """The line height a piece was printed with, mm."""
        return (self.fit.body_pitch if piece >= self.fit.closer_from else self.paper.geometry.pitch).mm

    def _graphics(self, before: int, after: int, piece: int) -> Iterator[Row]:
        """The rows of tables and the pictures between two lines."""
        line, ends = self.text[before], after == len(self.text)
        last = self.text[-1].page if ends else self.text[after].page
        keeps = self.fit.body[piece].kind == "whole table"
        for sheet in self.sheets[line.page - 1 : last]:
            low = line.bottom if sheet.number == line.page else 0.0
            high = self.text[after].top if sheet.number == last and not ends else self._floor(sheet)
            made = [Row(piece, sheet.number, edge, 0, keeps=keeps) for edge in _edges(sheet, low, high)]
            yield from made[:-1]
            yield from (replace(row, keeps=False) for row in made[-1:])


def _low(line: TextLine, pitch: float) -> float:
    """The lower edge of an exact line, mm."""
    return line.baseline + pitch * (1 - layout.BASELINE_IN_EXACT_LINE)


def _edges(sheet: Sheet, low: float, high: float) -> list[float]:
    """The lower edges of table rows and pictures between two heights of a page."""
    rules = sorted(rule.y for rule in sheet.rules if rule.horizontal and low < rule.y < high)
    apart = [y for i, y in enumerate(rules) if i == 0 or y - rules[i - 1] > 1]
    return sorted([*apart[1:], *(one.y1 for one in sheet.pictures if low < one.y0 and one.y1 < high)])


def _is_imprint_rule(rule: Rule) -> bool:
    wide = abs(abs(rule.x1 - rule.x0) - layout.TYPE_WIDTH.mm) < 2
    return rule.horizontal and rule.colour == "000000" and wide


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text)


def _parts(name: str) -> set[str]:
    """Every part of a name that may stand on a line of its own."""
    return {name[i:j] for i in range(len(name)) for j in range(i + 2, len(name) + 1)}

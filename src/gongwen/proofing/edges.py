"""版记和页码: what stands at the foot of the pages (GB/T 9704—2012 7.4, 7.5, 10.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongwen.document import layout
from gongwen.document.sheet import Measured, Rule, Sheet, TextLine
from gongwen.proofing.elements import FOLIO, FOOTER, IMPRINT, LONG_RULE, is_red

_FOOTER_DEPTH = 27.0
"""What stands so near the foot of the page (mm) is a footer of a form, no text."""
_DEEP_FOOTER_DEPTH = 20.0
"""The same on the first page of a letter, whose text may go down to the second double rule."""
_FOLIO = re.compile(r"[—–―-]?\s*\d{1,4}\s*[—–―-]?")
_COPIES = re.compile(r"(主\s*送|抄\s*送|抄\s*报)\s*[:：]")


@dataclass(frozen=True)
class Edges:
    """What bounds the text below: the rules of 版记, and where a letter's 版记 without rules begins."""

    pages: int
    imprint_rules: tuple[Rule, ...]
    letter_imprint: float | None = None
    letter: bool = False

    def zone(self, line: TextLine, sheet: Sheet) -> str:
        """版记, 页码 or 页脚; empty for what stands above them."""
        if self._in_imprint(line, sheet):
            return IMPRINT
        if is_folio(line, sheet.height):
            return FOLIO
        deep = self.letter and sheet.number == 1
        return FOOTER if line.top > sheet.height - (_DEEP_FOOTER_DEPTH if deep else _FOOTER_DEPTH) else ""

    def _in_imprint(self, line: TextLine, sheet: Sheet) -> bool:
        if sheet.number != self.pages:
            return False
        rules = self.imprint_rules
        if rules and rules[0].y < line.baseline < rules[-1].y:
            return True
        below = self.letter_imprint is not None and line.baseline >= self.letter_imprint
        return below and not is_folio(line, sheet.height)


def is_folio(line: TextLine, height: float) -> bool:
    """Whether a line is a page number: under 版心, nothing but a number and its dashes."""
    return line.top > height - layout.BOTTOM_MARGIN.mm - 1 and bool(_FOLIO.fullmatch(line.text))


def read_edges(measured: Measured, shown: str) -> Edges:
    """What bounds the text of a paper of a format below."""
    letter = shown == "信函"
    last = measured.sheets[-1]
    rules = _imprint_rules(last)
    return Edges(measured.pages, rules, _letter_imprint(last) if letter and not rules else None, letter)


def _imprint_rules(last: Sheet) -> tuple[Rule, ...]:
    """版记's rules: the long dark rules at the foot of the last page that enclose 主送, 抄送 or 印发."""
    uprights = [r for r in last.rules if not r.horizontal]
    rules = [r for r in last.rules if r.horizontal and r.x1 - r.x0 >= LONG_RULE and not is_red(r.colour)]
    rules = [r for r in rules if not any(min(u.y0, u.y1) - 0.5 <= r.y <= max(u.y0, u.y1) + 0.5 for u in uprights)]
    held = [line for line in last.lines if rules and rules[0].y < line.baseline < rules[-1].y]
    named = any(_COPIES.match(line.text) or line.text.rstrip().endswith("印发") for line in held)
    return tuple(rules) if named and len(rules) > 1 else ()


def _letter_imprint(last: Sheet) -> float | None:
    """The baseline on which a letter's 版记 begins: 抄送 in small type, with nothing larger under it."""
    lines: Sequence[TextLine] = [line for line in last.lines if not is_folio(line, last.height)]
    start: float | None = None
    for line in reversed(lines):
        if line.size > layout.SIZE_4.pt + 0.5:
            break
        if _COPIES.match(line.text):
            start = line.baseline
    return start

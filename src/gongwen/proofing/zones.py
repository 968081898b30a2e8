"""要素: which element of a paper each measured line is (版头 发文字号 标题 … 版记), told from its place and look alone.

Works on any rendered paper, also one made elsewhere; what cannot be told is 正文. Words and places are those of
GB/T 9704—2012 clause 7, of the special formats clause 10. Nothing needs the red head: on paper printed for a
pre-printed head (套打) the elements are told by their words and places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from gongwen.document.sheet import Measured, Rule, Sheet, TextLine
from gongwen.proofing.edges import Edges, is_folio, read_edges
from gongwen.proofing.elements import (
    ADOPTED,
    ATTENDED,
    BODY,
    DATE,
    ENCLOSED,
    FOLIO,
    FOOTER,
    HEAD,
    HEADLINE,
    IMPRINT,
    LABEL,
    LISTED,
    LONG_RULE,
    MARK,
    NOTE,
    NUMBER,
    RECIPIENTS,
    SIGNATURE,
    SIGNERS,
    TITLE,
    Placed,
    is_red,
    pieces,
)
from gongwen.proofing.heads import Head, read_head
from gongwen.proofing.parts import main_part

__all__ = [
    "ADOPTED", "ATTENDED", "BODY", "DATE", "ENCLOSED", "FOLIO", "FOOTER", "HEAD", "HEADLINE", "IMPRINT", "LABEL",
    "LISTED", "LONG_RULE", "MARK", "NOTE", "NUMBER", "RECIPIENTS", "SIGNATURE", "SIGNERS", "TITLE",
    "Placed", "Zones", "is_red", "pieces", "read_zones",
]  # fmt: skip


@dataclass(frozen=True)
class Zones:
    """A paper's lines with their elements, in order of reading, the format they show, and its rules.

    `layout` is the format that was asked for, else the one the first page shows (文件 信函 命令 纪要 其他).
    """

    measured: Measured
    placed: tuple[Placed, ...]
    layout: str
    red_rule: Rule | None
    imprint_rules: tuple[Rule, ...]
    head_rules: tuple[Rule, ...] = ()
    foot_rules: tuple[Rule, ...] = ()

    def of(self, *zones: str) -> tuple[TextLine, ...]:
        """The lines of the named elements."""
        return tuple(p.line for p in self.placed if p.zone in zones)

    def on(self, page: int) -> tuple[Placed, ...]:
        """What stands on a page."""
        return tuple(p for p in self.placed if p.line.page == page)

    def text(self, *zones: str) -> str:
        """The characters of the named elements without blanks."""
        return "".join("".join(line.text.split()) for line in self.of(*zones))

    @cached_property
    def inner_pages(self) -> tuple[int, ...]:
        """Pages that hold 正文, its ending, or attachments."""
        outer = (IMPRINT, FOLIO, FOOTER, HEAD, MARK)
        return tuple(sorted({p.line.page for p in self.placed if p.zone not in outer}))


def read_zones(measured: Measured, layout: str = "") -> Zones:
    """Tell the elements of a measured paper apart; `layout` is the format that was asked for, where it is known."""
    if not measured.sheets:
        return Zones(measured, (), layout or "其他", None, ())
    head = read_head(measured.sheets[0], layout)
    edges = read_edges(measured, head.layout)
    placed = [one for sheet in measured.sheets for line in sheet.lines for one in _outer(line, sheet, head, edges)]
    told = {id(one.line) for one in placed} | set(head.lines)
    text = [line for sheet in measured.sheets for line in sheet.lines if id(line) not in told]
    placed += [*main_part(text, head.layout), *_turned_folios(measured)]
    return Zones(
        measured, _in_order(placed, measured), head.layout,
        head.red_rule, edges.imprint_rules, head.head_rules, head.foot_rules,
    )  # fmt: skip


def _outer(line: TextLine, sheet: Sheet, head: Head, edges: Edges) -> Sequence[Placed]:
    """The elements of a line outside 主体: of 版记, the page number or the head."""
    zone = edges.zone(line, sheet)
    return (Placed(zone, line),) if zone else head.of(line)


def _turned_folios(measured: Measured) -> Iterator[Placed]:
    """The page numbers of landscape pages, where the upright page has them (clause 8)."""
    for sheet in measured.sheets:
        yield from (Placed(FOLIO, line) for line in sheet.turned if is_folio(line, sheet.width))


def _in_order(placed: Iterable[Placed], measured: Measured) -> tuple[Placed, ...]:
    """In the order of reading: page by page, line by line."""
    lines = (line for sheet in measured.sheets for line in (*sheet.lines, *sheet.turned))
    order = {id(glyph): n for n, glyph in enumerate(glyph for line in lines for glyph in line.glyphs)}
    return tuple(sorted(placed, key=lambda one: order[id(one.line.glyphs[0])]))

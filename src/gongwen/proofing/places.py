"""去处: where on the measured pages the words of each field stand, so that a click on a page finds the field, and one
on a field or a finding the place on the page.

Elements are told by their zone (标题, 主送, 版记); inside the text a field is found by its own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from gongwen.document.findings import Finding
from gongwen.document.sheet import Glyph, Measured, TextLine
from gongwen.proofing.rules.check import Box, box_of
from gongwen.proofing.zones import IMPRINT, Zones, read_zones

SHORTEST = 2
"""Characters of the shortest words that are looked for: a single one stands everywhere."""
MOST = 6
"""Places told of words that stand on the pages again and again."""
COPIED = "抄送"
"""The zone of 版记's line of 抄送, beside those of `zones`."""


@dataclass(frozen=True)
class Spot:
    """A field's words on a page: the box in mm from the page's top left corner; `line` is the place of the words among
    the field's lines, from 0; `whole` where it is the element itself."""

    field: str
    page: int
    box: Box
    line: int = 0
    whole: bool = False

    @property
    def area(self) -> float:
        """Square millimetres."""
        x0, y0, x1, y1 = self.box
        return max(0.0, x1 - x0) * max(0.0, y1 - y0)


def spots(
    measured: Measured, layout: str, elements: Mapping[str, str], words: Mapping[str, Sequence[str]]
) -> tuple[Spot, ...]:
    """Where fields stand: `elements` names the field of a zone, `words` what each field prints, a line of it each."""
    zones = read_zones(measured, layout)
    ink = _Ink(measured)
    found = [one for zone, name in elements.items() for one in _element(zones, zone, name)]
    for name, lines in words.items():
        for at, text in enumerate(lines):
            found += [Spot(name, page, box, at) for page, box in ink.boxes("".join(text.split()))]
    return tuple(dict.fromkeys(found))


def field_of(finding: Finding, known: Iterable[Spot], by_where: Mapping[str, str]) -> Spot | str:
    """What a finding is about: the smallest spot that its box touches, else the field that stands for what it names;
    empty where neither tells."""
    touched = [one for one in known if finding.box and one.page == finding.page and _touch(one.box, finding.box)]
    if touched:
        return min(touched, key=lambda one: one.area)
    return next((name for where, name in by_where.items() if finding.where.startswith(where)), "")


def _element(zones: Zones, zone: str, name: str) -> Iterator[Spot]:
    """The boxes of an element, one on each page that it stands on."""
    lines = _copied(zones) if zone == COPIED else zones.of(zone)
    for page, group in groupby(lines, key=lambda line: line.page):
        yield Spot(name, page, box_of(list(group)), whole=True)


def _copied(zones: Zones) -> list[TextLine]:
    """The lines of 抄送 in 版记, to the line before 印发机关."""
    lines, taken = [], False
    for line in zones.of(IMPRINT):
        text = "".join(line.text.split())
        taken = text.startswith(COPIED) or (taken and not text.endswith("印发"))
        lines += [line] if taken else []
    return lines


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


class _Ink:
    """All characters of the pages in the order of reading, to be searched across lines and pages."""

    def __init__(self, measured: Measured) -> None:
        lines = [line for sheet in measured.sheets for line in sheet.lines]
        inked = [(char, glyph, line) for line in lines for glyph in line.glyphs for char in glyph.text if char.strip()]
        self._text = "".join(char for char, *_ in inked)
        self._inked = [(glyph, line) for _, glyph, line in inked]

    def boxes(self, text: str) -> Iterator[tuple[int, Box]]:
        """The boxes of a text, one for each line that it runs over, wherever it stands."""
        at, times = self._text.find(text), 0
        while len(text) >= SHORTEST and at >= 0 and times < MOST:
            held = self._inked[at : at + len(text)]
            for _, group in groupby(held, key=lambda one: id(one[1])):
                part = list(group)
                yield part[0][1].page, _box([glyph for glyph, _ in part])
            at, times = self._text.find(text, at + len(text)), times + 1


def _box(glyphs: Sequence[Glyph]) -> Box:
    edges = (min(one.x0 for one in glyphs), min(one.top for one in glyphs),
             max(one.x1 for one in glyphs), max(one.bottom for one in glyphs))  # fmt: skip
    return tuple(round(edge, 2) for edge in edges)  # type: ignore[return-value]

"""目录行的位置: where each row of a printed 卷内目录 stands, so that it can be made a link.

The serial numbers of the left column are looked for in order. Unless every one is found, no place is given: a link that
leads to the wrong paper is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PageObject

from gongwen.archiving.catalogue import Row
from gongwen.archiving.pdf_parts import opened

_LEFT_COLUMN = 0.25
"""Serial numbers stand in this left share of the page's width."""


@dataclass(frozen=True)
class Place:
    """A row's box on page `page` (from 0) of the contents, in points from the page's lower left."""

    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class _Serial:
    page: int
    y: float
    size: float
    width: float


def row_places(contents: bytes, rows: Sequence[Row]) -> list[Place]:
    """A place for every row, or an empty list when they cannot all be told for certain."""
    serials = list(_serials(contents))
    found: list[_Serial] = []
    for row in rows:
        while serials and serials[0][0] != str(row.order):
            serials.pop(0)
        if not serials:
            return []
        found.append(serials.pop(0)[1])
    last = found[-1:]
    return [_place(serial, following) for serial, following in pairwise([*found, *last])] if found else []


def _place(serial: _Serial, following: _Serial) -> Place:
    """From just above the serial number down to the next one's, or three lines down at the foot of a page."""
    same_page = following.page == serial.page and following.y < serial.y
    foot = following.y + following.size * 1.3 if same_page else serial.y - serial.size * 2
    return Place(serial.page, (serial.width * 0.08, foot, serial.width * 0.92, serial.y + serial.size * 1.2))


def _serials(contents: bytes) -> Iterator[tuple[str, _Serial]]:
    """Numbers standing alone in the left column, down each page."""
    for index, page in enumerate(opened(contents, "卷内目录").pages):
        yield from sorted(_numbers(index, page), key=lambda found: -found[1].y)


def _numbers(index: int, page: PageObject) -> list[tuple[str, _Serial]]:
    width = float(page.mediabox.width)
    found: list[tuple[str, _Serial]] = []

    def look(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if text.strip().isdecimal() and x < width * _LEFT_COLUMN:
            found.append((text.strip(), _Serial(index, y, abs(size * tm[3] * cm[3]) or 12.0, width)))

    page.extract_text(visitor_text=look)
    return found

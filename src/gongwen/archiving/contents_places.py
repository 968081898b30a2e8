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
_SAME_COLUMN = 10
"""Points by which centred numbers of one and of three digits may begin apart."""


@dataclass(frozen=True)
class Place:
    """A row's box on page `page` (from 0) of the contents, in points from the page's lower left."""

    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class _Serial:
    text: str
    page: int
    x: float
    y: float
    size: float
    width: float


def row_places(contents: bytes, rows: Sequence[Row]) -> list[Place]:
    """A place for every row, or an empty list when they cannot all be told for certain."""
    serials = list(_serials(contents))
    for anchor in (serial for serial in serials if serial.text == "1"):
        column = [serial for serial in serials if abs(serial.x - anchor.x) <= _SAME_COLUMN]
        found = _in_order(column, [str(row.order) for row in rows])
        if found:
            return [_place(serial, following) for serial, following in pairwise([*found, found[-1]])]
    return []


def _in_order(column: Sequence[_Serial], wanted: Sequence[str]) -> list[_Serial]:
    """The serial numbers 1, 2, … one after another down the column, or nothing."""
    rest = iter(column)
    found = [next((serial for serial in rest if serial.text == number), None) for number in wanted]
    return [serial for serial in found if serial] if all(found) else []


def _place(serial: _Serial, following: _Serial) -> Place:
    """From just above the serial number down to the next one's, or three lines down at the foot of a page."""
    same_page = following.page == serial.page and following.y < serial.y
    foot = following.y + following.size * 1.3 if same_page else serial.y - serial.size * 2
    return Place(serial.page, (serial.width * 0.08, foot, serial.width * 0.92, serial.y + serial.size * 1.2))


def _serials(contents: bytes) -> Iterator[_Serial]:
    """Numbers standing alone in the left part, down each page."""
    for index, page in enumerate(opened(contents, "卷内目录").pages):
        yield from sorted(_numbers(index, page), key=lambda serial: -serial.y)


def _numbers(index: int, page: PageObject) -> list[_Serial]:
    width = float(page.mediabox.width)
    found: list[_Serial] = []

    def look(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if text.strip().isdecimal() and x < width * _LEFT_COLUMN:
            found.append(_Serial(text.strip(), index, x, y, abs(size * tm[3] * cm[3]) or 12.0, width))

    page.extract_text(visitor_text=look)
    return found

"""分页: which part of a list is asked for, and the part that was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gongwen import registry
from gongwen.errors import BadInput

SIZE = 30
"""Rows of a page: about two screens of an office PC."""


@dataclass(frozen=True)
class Part:
    """The `number`-th page (from 1) of so many rows each; `size` None: everything, as for an export."""

    number: int = 1
    size: int | None = SIZE

    def of(self, by: str, *, down: bool = False) -> registry.Slice:
        """The same part of a list in this order."""
        return registry.Slice(by=by, down=down, offset=(self.number - 1) * (self.size or 0), limit=self.size)


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows, and how many there are in all."""

    rows: tuple[dict[str, Any], ...]
    total: int
    part: Part = Part()

    @property
    def number(self) -> int:
        """Which page this is, from 1."""
        return self.part.number

    @property
    def count(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // (self.part.size or max(self.total, 1))))


def numbered(text: str) -> Part:
    """The page that an address names; BadInput when that is no number."""
    if not text:
        return Part()
    if not (text.isascii() and text.isdecimal() and len(text) < 7 and int(text) > 0):
        raise BadInput(f"页码「{text}」不对，请从列表下面的「上一页」「下一页」翻页。")
    return Part(int(text))

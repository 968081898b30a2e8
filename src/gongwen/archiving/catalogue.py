"""卷内目录和备考表: what the office prints into a bundle's contents and closing sheet, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongwen.archiving.items import PHASES, Item, arranged
from gongwen.archiving.pdf_parts import count_pages
from gongwen.document import dates


@dataclass(frozen=True)
class Row:
    """A line of the 卷内目录 (GB/T 9705). Pages count from 1 with the first paper; cover and contents have none."""

    order: int
    number: str
    issuer: str
    title: str
    day: date | None
    first_page: int
    pages: int
    phase: str
    note: str = ""

    @property
    def last_page(self) -> int:
        """The page on which the paper ends."""
        return self.first_page + self.pages - 1


@dataclass(frozen=True)
class Inventory:
    """A case file's rows and the figures of its 备考表: how many 件 and pages, from which day to which."""

    rows: tuple[Row, ...]
    pages: int
    first_day: date | None
    last_day: date | None

    def contents_rows(self) -> list[dict[str, Any]]:
        """Rows for the 卷内目录 template: order, number, issuer, title, date (YYYYMMDD), pages, note.

        页号 is the first page; the last row gives first and last page (DA/T 28—2018).
        """
        return [
            {
                "order": row.order,
                "number": row.number,
                "issuer": row.issuer,
                "title": row.title,
                "date": dates.compact(row.day) if row.day else "",
                "pages": f"{row.first_page}—{row.last_page}" if row is self.rows[-1] else str(row.first_page),
                "note": row.note,
            }
            for row in self.rows
        ]

    def closing_note(self) -> str:
        """本卷情况说明 of the 备考表: what the file holds, and what is to be known of single papers."""
        held = f"本卷共 {len(self.rows)} 件 {self.pages} 页"
        span = ""
        if self.first_day and self.last_day:
            span = f"，起止日期 {dates.printed(self.first_day)}至 {dates.printed(self.last_day)}"
        notes = "".join(f"第 {row.order} 件：{row.note}。" for row in self.rows if row.note)
        return f"{held}{span}。{notes or '整理时未发现缺损、修改、补充、移出和销毁情况。'}"


def contents(items: Sequence[Item], phases: Sequence[str] = PHASES) -> tuple[Row, ...]:
    """The rows of the 卷内目录 in filing order, page numbers as in the reading copy; BadInput names a broken PDF."""
    rows: list[Row] = []
    first = 1
    for order, item in enumerate(arranged(items, phases), 1):
        pages = sum(count_pages(part.pdf, part.title) for part in item.all_parts())
        rows.append(
            Row(order, item.number, item.issuer, item.title, item.day, first, pages, item.phase, item.note.rstrip("。"))
        )
        first += pages
    return tuple(rows)


def inventory(items: Sequence[Item], phases: Sequence[str] = PHASES) -> Inventory:
    """The figures of a case file; BadInput names a broken PDF."""
    rows = contents(items, phases)
    days = sorted(row.day for row in rows if row.day)
    return Inventory(rows, sum(row.pages for row in rows), *((days[0], days[-1]) if days else (None, None)))

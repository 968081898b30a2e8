"""Small PDFs and items for the tests of 归档."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from io import BytesIO

from pypdf import PdfWriter

from gongwen.archiving import Item


@lru_cache
def pdf(pages: int = 1, width: int = 595, rotation: int = 0) -> bytes:
    """Blank pages; widths differ so that a test can tell whose page it sees."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width, 842).rotate(rotation)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def item(order: int, phase: str = "立项", title: str = "", pages: int = 1, **more) -> Item:  # type: ignore[no-untyped-def]
    """A paper of so many pages, its title telling phase and order."""
    more.setdefault("day", date(2026, 3, order))
    return Item(order, phase, title or f"{phase}材料{order}", pdf(pages), **more)

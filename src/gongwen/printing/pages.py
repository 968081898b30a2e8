"""印样: pictures of the printed pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

from gongwen.document.turns import PDFIUM
from gongwen.errors import BadInput

POINTS_AN_INCH = 72


def pictures(pdf: bytes, dpi: int = 110) -> list[bytes]:
    """One PNG a page at `dpi` dots an inch; BadInput when `pdf` cannot be read."""
    with _opened(pdf) as book:
        return [_picture(page, dpi) for page in book]


def picture(pdf: bytes, number: int, dpi: int = 110) -> bytes:
    """The PNG of page `number` (from 1) at `dpi` dots an inch; BadInput when the PDF cannot be read or is shorter."""
    with _opened(pdf) as book:
        if not 1 <= number <= len(book):
            raise BadInput(f"这份文件共{len(book)}页，没有第{number}页。")
        return _picture(book[number - 1], dpi)


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF as its reader has it, one thread at a time."""
    with PDFIUM:
        try:
            book = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as fault:
            raise BadInput("打不开这个 PDF，可能未传完或已损坏，请重新生成或重新上传。") from fault
        try:
            yield book
        finally:
            book.close()


def _picture(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    target = io.BytesIO()
    page.render(scale=dpi / POINTS_AN_INCH).to_pil().save(target, "PNG", optimize=False)
    return target.getvalue()

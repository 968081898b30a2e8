"""印样: pictures of the printed pages."""

from __future__ import annotations

import io

import pypdfium2

from gongwen.document.turns import PDFIUM
from gongwen.errors import BadInput

POINTS_AN_INCH = 72


def pictures(pdf: bytes, dpi: int = 110) -> list[bytes]:
    """One PNG a page at `dpi` dots an inch; BadInput when `pdf` cannot be read."""
    with PDFIUM:
        try:
            book = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as fault:
            raise BadInput("打不开这个 PDF，可能未传完或已损坏，请重新生成或重新上传。") from fault
        try:
            return [_picture(page, dpi) for page in book]
        finally:
            book.close()


def _picture(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    target = io.BytesIO()
    page.render(scale=dpi / POINTS_AN_INCH).to_pil().save(target, "PNG", optimize=False)
    return target.getvalue()

"""案卷中的 PDF: opens a paper's PDF for reading, refusing what cannot be bound and naming it."""

from __future__ import annotations

import logging
from io import BytesIO

from pypdf import PdfReader

from gongwen.errors import BadInput

logging.getLogger("pypdf").addFilter(
    lambda record: record.levelno >= logging.ERROR
)  # repairs are not our user's affair


def count_pages(pdf: bytes, name: str = "PDF") -> int:
    """The number of pages; BadInput names the file when it is damaged, locked or empty."""
    return len(opened(pdf, name).pages)


def opened(pdf: bytes, name: str) -> PdfReader:
    """A reader whose every page can be reached; BadInput names the file otherwise."""
    try:
        reader = PdfReader(BytesIO(pdf), strict=False)
        locked = reader.is_encrypted
        pages = 0 if locked else sum(1 for page in reader.pages if page.mediabox.width > 0)
    except Exception as error:  # pypdf raises whatever the broken bytes lead it to
        raise BadInput(f"「{name}」不是完整的 PDF（文件损坏或不完整），请重新生成或重新扫描后归档。") from error
    if locked:
        raise BadInput(f"「{name}」加了密码或限制，不能编入案卷，请换成没有加密的 PDF。")
    if not pages:
        raise BadInput(f"「{name}」没有一页内容，请重新生成或重新扫描后归档。")
    return reader

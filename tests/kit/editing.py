"""What a person does to a DOCX in Word or WPS: words changed, a paragraph put in, any change of the document."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from io import BytesIO

import docx
import pikepdf
from docx.document import Document
from docx.oxml.ns import qn


class PrinterOfBlankPages:
    """A press that prints one empty sheet of A4, for what is not about the page."""

    def __init__(self) -> None:
        book, sheet = pikepdf.new(), BytesIO()
        book.add_blank_page(page_size=(595, 842))
        book.save(sheet)
        self._pdf = sheet.getvalue()

    def to_pdf(self, docx: bytes) -> bytes:
        return self._pdf


def edited(data: bytes, change: Callable[[Document], object]) -> bytes:
    """The DOCX after a person's change."""
    document = docx.Document(BytesIO(data))
    change(document)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def replaced(data: bytes, old: str, new: str) -> bytes:
    """The DOCX with these words of one run changed, wherever they first stand: text, table or title."""

    def change(document: Document) -> None:
        text = next(one for one in document.element.body.iter(qn("w:t")) if old in (one.text or ""))
        text.text = text.text.replace(old, new)

    return edited(data, change)


def with_paragraph(data: bytes, after: str, text: str) -> bytes:
    """The DOCX with one more paragraph behind the one that holds these words, of the same look."""

    def change(document: Document) -> None:
        found = next(one for one in document.paragraphs if after in one.text)
        added = deepcopy(found._p)
        found._p.addnext(added)
        runs = list(added.iter(qn("w:t")))
        runs[0].text = text
        for one in runs[1:]:
            one.text = ""

    return edited(data, change)

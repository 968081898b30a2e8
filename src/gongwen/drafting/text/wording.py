"""文稿文字: the words of a content DOCX, for whoever compares a printed page with what was drafted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docx.oxml.ns import qn

from gongwen.document.wording import Wording
from gongwen.drafting.text import content as content_file
from gongwen.drafting.word.wordml import Element, text_of


def wording_of(content: bytes) -> Wording:
    """Title, addressees, body and attachments of a content DOCX; BadInput when it is none."""
    read = content_file.read(content)
    parts = tuple((part.title, tuple(_paragraphs(part.elements))) for part in read.parts)
    return Wording(read.title, read.recipients, (*_paragraphs(read.body), *read.attendees), parts)


def _paragraphs(elements: Iterable[Element]) -> Iterator[str]:
    """The text of every paragraph that has one, those of a table's cells too."""
    for element in elements:
        for paragraph in element.iter(qn("w:p")):
            text = text_of(paragraph).strip()
            if text:
                yield text

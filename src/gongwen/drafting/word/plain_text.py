"""文稿文字: every character that a DOCX's body should print, for the check that none was lost on the way."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.oxml.ns import qn


def text_of(docx: bytes) -> str:
    """The body's characters in order: deleted and hidden text, field codes, heads and feet left out."""
    body = Document(BytesIO(docx)).element.body
    return "".join(node.text or "" for node in body.iter(qn("w:t")) if not _unprinted(node))


def pictures_in(docx: bytes) -> int:
    """How many pictures stand in the body's lines; seals, which hang over them, are not counted."""
    body = Document(BytesIO(docx)).element.body
    return sum(1 for inline in body.iter(qn("wp:inline")) if any(True for _ in inline.iter(qn("pic:pic"))))


def _unprinted(node) -> bool:  # type: ignore[no-untyped-def]
    """Whether a run of text is not for the page: deleted, moved away, hidden, or a fallback of what prints already."""
    for above in node.iterancestors():
        if above.tag in (qn("w:del"), qn("w:moveFrom")) or str(above.tag).endswith("}Fallback"):
            return True
        if above.tag == qn("w:r") and above.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None:
            return True
    return False

"""A press for stories in which the page itself does not matter: every paper comes out at once, as first framed.

The Word file is the real one; its PDF is one blank page, and proofing finds what the test says.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from gongwen import drafting
from gongwen.document.model import Paper
from gongwen.office.paperwork import typesetting
from gongwen.office.pressroom import papers


class QuickPress:
    """Prints nothing; `found` is what proofing finds on every page from now on."""

    def __init__(self) -> None:
        self.found: list[dict[str, Any]] = []
        self.printed = 0

    def to_pdf(self, docx: bytes) -> bytes:
        self.printed += 1
        return blank_page()


def quick(monkeypatch: pytest.MonkeyPatch) -> QuickPress:
    """Let the office believe such a press for the rest of the test."""
    press = QuickPress()
    monkeypatch.setattr(papers, "settle", lambda content, paper, printer, **more: _settled(content, paper, printer))
    monkeypatch.setattr(papers, "print_form", lambda docx, printer: _as_it_is(docx, printer))
    monkeypatch.setattr(papers, "print_signed", lambda docx, paper, printer: _as_it_is(docx, printer))
    monkeypatch.setattr(typesetting, "proof", lambda paper: press.found)
    return press


@cache
def blank_page() -> bytes:
    """A PDF of one empty A4 page."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(out)
    return out.getvalue()


def _settled(content: bytes, paper: Paper, printer: papers.Prints) -> papers.Typeset:
    return _as_it_is(_framed(content, paper), printer)


_FRAMED: dict[tuple[str, str], bytes] = {}


def _framed(content: bytes, paper: Paper) -> bytes:
    """The content in its frame, computed once a run: no story is about how."""
    key = (sha256(content).hexdigest(), repr(paper))
    if key not in _FRAMED:
        _FRAMED[key] = drafting.frame(content, paper, drafting.first_fit(content, paper))
    return _FRAMED[key]


def _as_it_is(docx: bytes, printer: papers.Prints) -> papers.Typeset:
    return papers.Typeset(docx, printer.to_pdf(docx), None, ())  # type: ignore[arg-type]

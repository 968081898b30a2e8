"""另订附件: attachments that are bound by themselves are printed and collated as files of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from gongwen import drafting, proofing
from gongwen.document.findings import Finding
from gongwen.document.model import Paper
from gongwen.office.pressroom import collating


class Prints(Protocol):
    """What the office needs of a printer; tests hand in doubles that fail on purpose."""

    def to_pdf(self, docx: bytes) -> bytes:
        """The PDF of a DOCX."""
        ...


@dataclass(frozen=True)
class Separate:
    """One such attachment: the name of its files without ending, the files, and what was found on its pages."""

    name: str
    docx: bytes
    pdf: bytes
    findings: tuple[Finding, ...] = ()


def separates(paper: Paper, printer: Prints) -> tuple[Separate, ...]:
    """Every attachment that is bound by itself and has something to print, by its number in 附件说明."""
    return tuple(_separate(paper, place, printer) for place in drafting.separate_places(paper))


def _separate(paper: Paper, place: int, printer: Prints) -> Separate:
    docx = drafting.frame_separate(paper, place)
    pdf = printer.to_pdf(docx)
    name = f"attachment-{sum(one.listed for one in paper.attachments[: place + 1])}"
    return Separate(name, docx, pdf, collating.lost(docx, proofing.measure(pdf)))

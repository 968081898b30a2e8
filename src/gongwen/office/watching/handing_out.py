"""取文: a paper's files for somebody who may have them; who is given a paper with personal data is journalled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongwen import archiving, registry
from gongwen.errors import Refused
from gongwen.office.paperwork import drafts
from gongwen.office.people import Actor
from gongwen.office.staffing import privacy
from gongwen.office.watching import case_data

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


@dataclass(frozen=True)
class HandedOut:
    """One file: its name as a person reads it, its bytes as checked against their hash, its media type."""

    name: str
    content: bytes
    media_type: str


def latest(flow: str, *, actor: Actor, now: datetime) -> tuple[HandedOut, ...]:
    """The newest DOCX and PDF of a paper, as far as there are such.

    Refused, with the fields masked, to a person whose roles have nothing to do with a paper that holds personal data.
    """
    paper = drafts.of_flow(flow)
    if why := privacy.why_closed(paper, actor, now):
        raise Refused.of([why, *(case_data.line(label, value) for label, value in privacy.masked_fields(paper))])
    privacy.note_fetched(paper, actor=actor, now=now)
    newest, stem = paper.versions[-1], archiving.file_name(paper.title)
    kept = ((newest.docx_sha, "docx", DOCX), (newest.pdf_sha, "pdf", PDF))
    return tuple(HandedOut(f"{stem}.{suffix}", registry.get(sha), kind) for sha, suffix, kind in kept if sha)

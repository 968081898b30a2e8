"""排版: a paper on record printed, its page settled while the template's, and the printed page proofed.

A paper is rendered from its template until a person edits its DOCX, and never again after that.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from gongwen import drafting, proofing, registry
from gongwen.document.model import Paper
from gongwen.errors import Refused
from gongwen.office.paperwork import context
from gongwen.office.paperwork.drafts import Hand
from gongwen.office.pressroom import papers
from gongwen.office.procedures import shelf


def typeset(paper: registry.PaperRow, printer: papers.Prints) -> papers.Typeset:
    """Print the latest version: settled on the page while it is the template's, as it stands once it is anybody's."""
    latest = paper.versions[-1]
    if latest.origin != "template" or not paper.flow:
        return as_it_stands(registry.get(latest.docx_sha or ""), paper, printer)
    template, _ = shelf.template(paper.template, paper.template_hash)
    values = template.check(paper.inputs["values"])
    return papers.settle(template.render(values), _head(template, paper), printer)


def keep_print(paper: registry.PaperRow, made: papers.Typeset, hand: Hand) -> None:
    """Record a print: the PDF joins its version; a DOCX that typesetting changed becomes the next one."""
    latest = paper.versions[-1]
    findings = [finding.as_dict() for finding in made.findings]
    if registry.digest(made.docx) == latest.docx_sha:
        registry.complete_version(paper.id, latest.no, pdf=made.pdf, findings=findings, **hand)
    else:
        says = drafting.substance(made.docx)
        registry.add_version(
            paper.id, docx=made.docx, pdf=made.pdf, findings=findings, origin="template", substance=says, **hand
        )


def proof(paper: registry.PaperRow) -> list[dict[str, Any]]:
    """What the rules find on the latest printed page, the content compared with the version that was signed."""
    latest = paper.versions[-1]
    if not latest.pdf_sha:
        raise Refused(f"《{paper.title}》尚未排版，不能核稿，请先重试排版。")
    docx, pdf = registry.get(latest.docx_sha or ""), registry.get(latest.pdf_sha)
    measured, known = proofing.measure(pdf), context.known(_day(paper))
    return [one.as_dict() for one in papers.findings(docx, pdf, measured, head_of(paper), facts=known)]


def keep_findings(paper: registry.PaperRow, rows: list[dict[str, Any]], hand: Hand) -> None:
    """What proofing found joins the version it was found in."""
    registry.complete_version(paper.id, registry.paper(paper.id).versions[-1].no, findings=rows, **hand)


def _day(paper: registry.PaperRow) -> date:
    """The paper's own day: when it was signed, until then when it was drafted."""
    signed = registry.case(paper.flow).data.get("issued_on") if paper.flow else None
    return date.fromisoformat(signed or paper.inputs["drafted_on"])


def head_of(paper: registry.PaperRow) -> Paper | None:
    """Head and foot of a 公文 as drafted; None for a form or a contract."""
    if not paper.flow:
        return None
    template, _ = shelf.template(paper.template, paper.template_hash)
    return _head(template, paper)


def _head(template: drafting.Template, paper: registry.PaperRow) -> Paper:
    """The head as of the day of drafting; a paper keeps issuers and page set-up when the office changes its own."""
    head = context.head(template, date.fromisoformat(paper.inputs["drafted_on"]), paper.inputs.get("head"))
    return replace(head, profile=paper.inputs.get("profile"))


def as_it_stands(docx: bytes, paper: registry.PaperRow, printer: papers.Prints) -> papers.Typeset:
    """Print a form, or a paper that is a person's or the registrar's already: what is there is what is printed."""
    head = head_of(paper)
    return papers.print_signed(docx, head, printer) if head else papers.print_form(docx, printer)

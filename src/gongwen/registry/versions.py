"""稿本: the versions of a paper, each a DOCX, its PDF, and what proofing found on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from gongwen.errors import BadInput, Refused
from gongwen.registry import moments, store
from gongwen.registry.canonical import plain
from gongwen.registry.models import Paper, PaperVersion
from gongwen.registry.paper_register import CORRECTION, find, note, paper, version_row
from gongwen.registry.transactions import writing
from gongwen.registry.values import ORIGINS, PaperRow, VersionRow

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PDF = "application/pdf"
_SHEET = "sheet"


def add_version(
    paper_id: int,
    *,
    docx: bytes | None,
    pdf: bytes | None = None,
    findings: Iterable[Mapping[str, Any]] = (),
    origin: str,
    substance: str = "",
    corrects: int | None = None,
    actor: str,
    now: datetime,
) -> VersionRow:
    """Add a version. The bytes and origin of the latest version again are no new version: a PDF that it lacks is
    filled in, otherwise nothing changes. `findings` are `Finding.as_dict()`s, `substance` the digest of what the DOCX
    says; `corrects` is the version of which this one is declared a 文字更正."""
    if origin not in ORIGINS:
        raise BadInput(f"稿本来源「{origin}」不认识，可用：{'、'.join(ORIGINS)}。")
    if docx is None and pdf is None:
        raise BadInput("稿本没有文件，请附上 DOCX 或 PDF。")
    with writing():
        row = find(paper_id)
        docx_sha, pdf_sha = _keep(row, docx, "docx", _DOCX), _keep(row, pdf, "pdf", _PDF)
        latest = row.versions.order_by("-no").first()
        if latest and (latest.origin, latest.docx_id) == (origin, docx_sha) and pdf_sha in (None, latest.pdf_id):
            return version_row(latest)
        if latest and (latest.origin, latest.docx_id, latest.pdf_id) == (origin, docx_sha, None):
            return _complete(row, latest, pdf_sha, findings, actor, now)
        made = PaperVersion.objects.create(
            paper=row,
            no=latest.no + 1 if latest else 1,
            docx_id=docx_sha,
            pdf_id=pdf_sha,
            findings=_listed(findings),
            origin=origin,
            substance=substance,
            declared="" if corrects is None else CORRECTION.format(corrects),
            by=actor,
            at=moments.utc(now),
        )
        note(
            "存稿", row, actor=actor, now=now, no=made.no, docx=docx_sha, pdf=pdf_sha, origin=origin,
            substance=substance, declared=made.declared, files=(docx_sha, pdf_sha),
        )  # fmt: skip
        return version_row(made)


def complete_version(
    paper_id: int,
    no: int,
    *,
    pdf: bytes | None = None,
    findings: Iterable[Mapping[str, Any]] | None = None,
    actor: str,
    now: datetime,
) -> VersionRow:
    """Add the PDF or the findings that belong to a version's DOCX; what it has already changes nothing.

    A PDF may be printed again (a font was missing) until the paper is issued, then it is Refused.
    """
    with writing():
        row = find(paper_id)
        found = row.versions.filter(no=no).first()
        if found is None:
            raise BadInput(f"文件「{row.title}」没有第 {no} 稿，请核对。")
        pdf_sha = _keep(row, pdf, "pdf", _PDF) or found.pdf_id
        if pdf_sha != found.pdf_id and found.pdf_id and row.issued_on:
            raise Refused(f"文件「{row.title}」已印发，第 {no} 稿的 PDF 不能更换；确需更改请另存新稿。")
        return _complete(row, found, pdf_sha, findings, actor, now)


def keep_sheet(paper_id: int, *, docx: bytes, pdf: bytes, actor: str, now: datetime) -> PaperRow:
    """Keep the paper's 发文稿纸, which its `inputs` name as `sheet`; drawn again, the new one takes its place."""
    with writing():
        row = find(paper_id)
        name = f"{row.title}（发文稿纸）"
        kept = {
            "docx": store.put(docx, f"{name}.docx", _DOCX).sha,
            "pdf": store.put(pdf, f"{name}.pdf", _PDF).sha,
        }
        if row.inputs.get(_SHEET) != kept:
            Paper.objects.filter(pk=row.pk).update(inputs={**row.inputs, _SHEET: kept})
            note("存发文稿纸", row, actor=actor, now=now, files=kept.values(), **kept)
        return paper(paper_id)


def _complete(
    row: Paper,
    found: PaperVersion,
    pdf_sha: str | None,
    findings: Iterable[Mapping[str, Any]] | None,
    actor: str,
    now: datetime,
) -> VersionRow:
    before = (found.pdf_id, found.findings)
    found.pdf_id = pdf_sha
    found.findings = found.findings if findings is None else _listed(findings)
    if (found.pdf_id, found.findings) != before:
        found.save(update_fields=["pdf", "findings"])
        note(
            "补稿本版式", row, actor=actor, now=now, no=found.no, pdf=pdf_sha, replaced=before[0], files=(pdf_sha,)
        )  # fmt: skip
    return version_row(found)


def _keep(row: Paper, data: bytes | None, suffix: str, media_type: str) -> str | None:
    return None if data is None else store.put(data, f"{row.title}.{suffix}", media_type).sha


def _listed(findings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [plain(dict(finding)) for finding in findings]

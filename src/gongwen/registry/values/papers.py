"""文件: a paper, its versions, the opinions on them and where it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongwen.document.reference import Reference

PAPER_STANDINGS = ("有效", "作废", "撤销", "废止")
"""Of a paper: in force; given up before it was issued; void from the beginning; void from its day (条例 33)."""
RECIPIENT_PARTS = ("主送", "抄送")
ORIGINS = ("template", "hand", "registration", "scan")
"""Where a version's bytes come from: drawn from the template, edited by a person, filled in at 编号, or scanned."""


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """稿本: one version of a paper; `docx_sha` or `pdf_sha` may be missing, never both. `origin`: see ORIGINS.

    `substance` is the digest of what its DOCX says (not how it looks); `corrects` the version of which its uploader
    declared this one a mere 文字更正.
    """

    no: int
    docx_sha: str | None
    pdf_sha: str | None
    findings: tuple[dict[str, Any], ...]
    origin: str
    by: str
    at: datetime
    substance: str = ""
    corrects: int | None = None


@dataclass(frozen=True, kw_only=True)
class PaperRow:
    """文件: a paper of a case (`case`), with its own 发文 flow (`flow`) where it has one; versions oldest first.
    `standing` is one of PAPER_STANDINGS, since `standing_from` and on the ground of `standing_basis`."""

    id: int
    case: str | None
    flow: str | None
    template: str
    template_hash: str
    kind: str
    title: str
    occasion: str
    inputs: dict[str, Any]
    filed: bool
    issued_on: date | None
    reference: Reference | None
    versions: tuple[VersionRow, ...]
    standing: str = PAPER_STANDINGS[0]
    standing_from: date | None = None
    standing_basis: str = ""

    @property
    def latest(self) -> VersionRow | None:
        """The newest version, None when nothing is drafted yet."""
        return self.versions[-1] if self.versions else None


@dataclass(frozen=True, kw_only=True)
class RecipientRow:
    """收文单位: an organ (or 各县……, as the paper names them) that a paper goes to, `part` 主送 or 抄送; how and when
    it was sent, who confirmed it when, or `note`: why no receipt will come."""

    paper: int
    name: str
    part: str
    copies: int
    how: str
    sent_by: str
    sent_at: datetime | None
    received_by: str
    received_at: datetime | None
    note: str


@dataclass(frozen=True, kw_only=True)
class OpinionRow:
    """意见: what a person said about exactly the version with this SHA-256, and that version's substance.

    `role` and `organ` are those they spoke in and for; a deputy's opinion names the principal in `for_whom`.
    """

    id: int
    paper: int
    person: str
    kind: str
    text: str
    version_sha: str
    at: datetime
    role: str = ""
    organ: str = ""
    for_whom: str = ""
    substance: str = ""

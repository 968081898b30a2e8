"""回传件: signed copies that come back page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

RETURN_STATES = ("收页中", "待核对", "已核对", "已退回")
"""Of a signed copy that comes back: its pages are being sent; a person is to match it; matched; sent back."""


@dataclass(frozen=True, kw_only=True)
class ReturnPageRow:
    """回传的一页: one upload of a signed return: a photo is one page, a PDF may be several; `fault` says why it is
    to be sent again."""

    id: int
    no: int
    sha: str
    name: str
    media_type: str
    pages: int
    fault: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReturnRow:
    """回传件: a signed copy that comes back page by page; `issued` is the SHA-256 of the PDF it must match, `form` the
    rest of the move's form, `file` the assembled copy once a person found that it matches (`ticks`: what they saw)."""

    id: int
    case: str
    paper: int | None
    action: str
    party: str
    state: str
    issued: str | None
    form: Mapping[str, Any]
    pages: tuple[ReturnPageRow, ...]
    file: str | None
    by: str
    at: datetime
    handed_in_by: str
    handed_in_at: datetime | None
    checked_by: str
    checked_at: datetime | None
    ticks: tuple[str, ...]
    note: str

    @property
    def count(self) -> int:
        """How many pages have come back."""
        return sum(page.pages for page in self.pages)

    @property
    def digest(self) -> str:
        """SHA-256 of what has come back, in its order: whoever matches says which pages they saw."""
        return sha256("\n".join(page.sha for page in self.pages).encode()).hexdigest()

"""已发布的模板、流程、评分标准: immutable versions, and those that wait for a second person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

PROPOSAL_STATES = ("待发布", "已发布", "不采用")
ORIGINAL_KINDS = ("template", "workflow", "rubric")


@dataclass(frozen=True, kw_only=True)
class Published:
    """已发布的模板、流程、评分标准: one immutable version; `hash` covers the names and bytes of all its files."""

    kind: str
    name: str
    version: int
    hash: str
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ProposalRow:
    """待发布的新版: its files (path → SHA-256), who handed it in and why; `state` is one of PROPOSAL_STATES. One that
    was taken back is 不采用 with nobody in `decided_by`."""

    id: int
    kind: str
    name: str
    hash: str
    files: Mapping[str, str]
    note: str
    by: str
    at: datetime
    state: str
    decided_by: str
    decided_at: datetime | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class TemplateCount:
    """How many papers were drafted from one version of a template, and how many of them are under way."""

    template: str
    hash: str
    papers: int
    running: int

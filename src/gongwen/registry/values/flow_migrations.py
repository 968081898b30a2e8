"""流程改版迁移: running cases, and the batches that brought them to another version of their workflow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongwen.registry.values.cases import CaseRow


@dataclass(frozen=True, kw_only=True)
class StageCount:
    """在办件数: how many running cases stand in a stage of one version of a workflow."""

    workflow: str
    hash: str
    stage: str
    count: int


@dataclass(frozen=True, kw_only=True)
class RunningCase:
    """在办事项: a case with what hangs on it: steps still `owed`, jobs `done` (step, argument), open `tasks` (stage,
    action, party), its `papers` (template, filed), and the templates of those whose own flow is `under_way`."""

    case: CaseRow
    owed: tuple[str, ...] = ()
    done: tuple[tuple[str, Any], ...] = ()
    tasks: tuple[tuple[str, str, str], ...] = ()
    papers: tuple[tuple[str, bool], ...] = ()
    under_way: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MigrationRow:
    """改版迁移: one batch of `cases` running cases brought to the version `target`; revertible as a whole."""

    id: int
    workflow: str
    target: str
    mapping: dict[str, str]
    reason: str
    actor: str
    at: datetime
    cases: int
    reverted_by: str
    reverted_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class MigratedRow:
    """One case of a batch, as it was before and as it became: workflow_hash, stage, version, hash of its data."""

    case: str
    before: dict[str, Any]
    after: dict[str, Any]

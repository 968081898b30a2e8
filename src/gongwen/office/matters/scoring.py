"""评估: the case's score sheets as the assessing room wants them, and its results as the case keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from gongwen import assessing, registry, workflow
from gongwen.document.fields import Field
from gongwen.office.procedures import shelf

SHEETS = "sheets"


def form_of(case: registry.CaseRow, rule: workflow.Rule) -> Sequence[Field]:
    """A move's form; where the move owes a score, its sheets take the columns of the rubric of the case's version."""
    if not rule.owes("score"):
        return rule.form
    columns = assessing.sheet_columns(_rubric(case))
    return [replace(field, columns=columns) if field.name == SHEETS else field for field in rule.form]


def score(case: registry.CaseRow) -> dict[str, Any]:
    """The score as plain data; `of` keeps the sheets it was made of, so a changed sheet shows that it is stale."""
    return {"score": registry.plain(asdict(_score(case))) | {"of": case.data[SHEETS]}}


def grade(case: registry.CaseRow) -> dict[str, Any]:
    """The grade and why; always from the score, never typed."""
    made = assessing.grade(_rubric(case), _score(case))
    return {"grade": made.name, "grade_why": made.why}


def proposal(case: registry.CaseRow) -> dict[str, Any]:
    """What the grade proposes, the reason and the basis."""
    rubric = _rubric(case)
    marked = _score(case)
    made = assessing.propose(rubric, assessing.grade(rubric, marked), marked)
    return {"proposal": registry.plain(asdict(made))}


def score_of(case: registry.CaseRow, rows: Sequence[Mapping[str, Any]]) -> assessing.Score:
    """What these sheets come to; BadInput as `assessing.score`."""
    rubric = _rubric(case)
    return assessing.score(rubric, assessing.read_sheets(rubric, rows), _names(case))


def is_own_unit(case: registry.CaseRow, organ: str) -> bool:
    """Whether an assessor's organ is the one whose project is scored: then they step back."""
    return organ in _names(case)


def _names(case: registry.CaseRow) -> set[str]:
    if not case.unit:
        return set()
    unit = registry.organ(case.unit)
    return {name for name in (unit.name, unit.short) if name}


def _score(case: registry.CaseRow) -> assessing.Score:
    return score_of(case, case.data[SHEETS])


def _rubric(case: registry.CaseRow) -> assessing.Rubric:
    return shelf.rubric(case.workflow, case.workflow_hash)

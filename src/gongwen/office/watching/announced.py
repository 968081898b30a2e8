"""公布: what a unit may know of how its case was marked: nothing before it is made public, and never by whom."""

from __future__ import annotations

from collections.abc import Sequence

from gongwen import registry, workflow
from gongwen.office.matters import scoring
from gongwen.office.procedures import shelf
from gongwen.office.staffing import access
from gongwen.office.staffing.access import Visitor

FROM = "publicised_from"
"""The field of the act that makes a score public (公示开始日期)."""


def kept_back(case: registry.CaseRow) -> frozenset[str]:
    """Fields that are for whoever works on the case: who gave which marks, and, where several parties are marked
    together, what was said by and of each of them."""
    definition = shelf.definition(case.workflow, case.workflow_hash)
    if not definition.marks_its_parties():
        return frozenset((scoring.SHEETS,))
    of_each = (rule.form for _, rule in definition.rules() if rule.parties)
    return frozenset((scoring.SHEETS, *(field.name for form in of_each for field in form)))


def is_public(case: registry.CaseRow) -> bool:
    """Whether the case's present score is public: published since it was last made, or the case is closed. Scored
    again, it is not, though the first score was."""
    if case.closed or not case.data.get(FROM):
        return case.closed
    events = registry.events(case.code)
    made = max((at for at, event in enumerate(events) if scoring.SHEETS in event.form), default=-1)
    published = max((at for at, event in enumerate(events) if event.form.get(FROM)), default=-1)
    return published > made


def awaited(stage: workflow.Stage, names: Sequence[str]) -> list[str]:
    """Whom a case waits for at this stage, as its unit may read it: of those who give marks the role, not the names."""
    marking = [role for rule in stage.moves if rule.owes("score") for role in rule.by]
    return list(dict.fromkeys(marking)) or list(names)


def grade_for(case: registry.CaseRow, who: Visitor) -> str:
    """The case's grade as this visitor may read it; empty where there is none yet for them."""
    grade = str(case.data.get("grade") or "")
    if not grade or who.staff or is_public(case) or access.works_on(who, case.code):
        return grade
    return ""

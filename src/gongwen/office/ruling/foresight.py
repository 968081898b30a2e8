"""预审: whether the papers a move would owe can be made from what the case will hold; told before anything is recorded.

Everything here is computed and thrown away: a missing field or a sum that does not agree is told to the person at the
counter, not found later in a failed job.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from gongwen import archiving, registry
from gongwen.document import contract_check
from gongwen.errors import BadInput
from gongwen.office.matters import group_changes, meetings, scoring
from gongwen.office.paperwork import by_party, drafts, validity
from gongwen.office.procedures import shelf
from gongwen.workflow import StepWord

CONTRACT = "项目合同书"
COMPUTED: Mapping[str, Callable[[registry.CaseRow], Mapping[str, Any]]] = {
    "score": scoring.score,
    "grade": scoring.grade,
    "propose": scoring.proposal,
    "roster_plan": group_changes.plan,
    "agenda": meetings.agenda,
    "decisions": meetings.decisions,
    "tally": meetings.check_report,
    "results": lambda case: {"ranking": by_party.results(case)},
}


def check(
    case: registry.CaseRow,
    steps: Iterable[StepWord],
    today: date,
    *,
    actor: str = "",
    party: Mapping[str, Any] | None = None,
) -> None:
    """Go through the steps with the case (and the party's row, where one of several acts) as it would be; BadInput
    tells every field that a paper would lack, or what stands against ending a paper's force."""
    for step in steps:
        if step.name in COMPUTED:
            case = replace(case, data={**case.data, **COMPUTED[step.name](case)})
        elif step.name == "draft" and step.argument:
            _check_paper(case, step.argument, today, party)
        elif step.name in ("file", "file_each") and step.argument:
            _check_scan(case, "signed_scan", f"《{step.argument}》签署件")
        elif step.name == "receive" and case.data.get("incoming_scan"):
            _check_scan(case, "incoming_scan", "来文扫描件")
        elif step.name == "draft_each" and step.argument:
            _check_paper(case, step.argument, today, {"name": "（各方）", "ordinal": 1})
        elif step.name == "void":
            paper = drafts.of_flow(case.code)
            validity.check_giving_up(paper, str(case.data.get("void_approver") or ""), actor, today)
        elif step.name in ("revoke", "abolish"):
            validity.check_decision(drafts.of_flow(case.code), case.data, today)


def _check_paper(case: registry.CaseRow, name: str, today: date, party: Mapping[str, Any] | None) -> None:
    template, _ = shelf.template(name)
    values = drafts.values_for(template, case, {}, today, party)
    faults = contract_check.faults(values) if name == CONTRACT else []
    if faults:
        raise BadInput.of(faults)


def _check_scan(case: registry.CaseRow, field: str, what: str) -> None:
    """The copy handed in is a kept file that opens as a PDF; a photo or a damaged file is told at once."""
    given = registry.file(str(case.data.get(field) or ""))
    archiving.count_pages(registry.get(given.sha), f"{what}「{given.name}」")

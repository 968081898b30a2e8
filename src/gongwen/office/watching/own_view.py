"""单位所见: a case and a paper as a program of its unit reads them: what was decided, nothing of the deciding.

What the pages of the unit tell (`answering.story`), in the shape that whoever works on the case gets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from gongwen import registry
from gongwen.office.staffing import access
from gongwen.office.staffing.access import Visitor
from gongwen.office.watching import announced, paper_view, views

Row = dict[str, Any]


def project(code: str, *, who: Visitor, now: datetime) -> Row:
    """The case whole for whoever works on it; for its unit without the papers that are not issued, the steps that the
    office still owes, what a meeting said of it, who marked it how, and a grade that is not public."""
    whole = views.project(code, now=now)
    if access.admits(access.DESK, who, code=code):
        return whole
    case = registry.case(code)
    hidden = announced.kept_back(case)
    kept = [pair for pair in zip(whole["data"], whole["lines"], strict=True) if pair[0]["name"] not in hidden]
    return whole | {
        "grade": announced.grade_for(case, who) or None,
        "data": [row for row, _ in kept],
        "lines": [line for _, line in kept],
        "papers": told(whole["papers"]),
        "jobs": [],
        "decisions": [],
        "urgings": [],
    }


def paper(flow: str, *, who: Visitor, now: datetime) -> Row:
    """The paper whole for whoever works on it; for whom it was issued without opinions, drafts and its course."""
    whole = paper_view.show(flow, now)
    if access.admits(access.DESK, who, code=flow):
        return whole
    return whole | {"opinions": [], "tasks": [], "versions": [], "events": []}


def told(papers: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Of a case's papers (rows of `views.paper_row`) those that are no secret to its unit: its forms, and what is
    issued."""
    return [dict(row) for row in papers if not row["flow"] or row["date"]]

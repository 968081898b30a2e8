"""办理条件的事实: which condition words hold for a case; what each means stands in workflow.conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from gongwen import assessing, registry
from gongwen.document import dates
from gongwen.errors import BadInput
from gongwen.office.matters import layers, meetings
from gongwen.office.paperwork import drafts, paper_facts
from gongwen.office.staffing.privacy import ALL_PAPERS

Data = Mapping[str, Any]
SIGNED_BELOW = "下级已签订"


def of_project(case: registry.CaseRow, data: Data, today: date, needed: frozenset[str]) -> frozenset[str]:
    """The words that hold for a project with these data (the form just handed in included). Its papers and what lies
    below it are looked up only where a `needed` word is about them."""
    words = {word for word, holds in PROJECT.items() if holds(data, today)}
    if needed <= PROJECT.keys():
        return frozenset(words)
    papers = [paper for paper in registry.papers(case=case.code) if not drafts.is_void(paper)]
    asked = [paper for paper in papers if any(word.startswith(paper.template) for word in needed)]
    words |= paper_facts.reached(asked, today)
    if ALL_PAPERS in needed and papers and all(_is_done(paper) for paper in papers) and not _owed(case.code):
        words.add(ALL_PAPERS)
    if SIGNED_BELOW in needed and layers.all_signed_below(case):
        words.add(SIGNED_BELOW)
    return frozenset(words)


def of_paper(case: registry.CaseRow, data: Data) -> frozenset[str]:
    """The words that hold for a paper in its own 发文 flow."""
    return paper_facts.of_paper(case, data)


def _is_done(paper: registry.PaperRow) -> bool:
    """A 公文 is done when its own flow is: issued, sent and filed, or revoked since."""
    return drafts.is_finished(paper) and (paper.flow is None or registry.case(paper.flow).closed)


def _owed(code: str) -> bool:
    return bool(registry.jobs(code, open_only=True))


def _verdicts(data: Data, table: str) -> list[str]:
    return [row["result"] for row in data.get(table) or ()]


def _clean(data: Data, table: str) -> bool:
    verdicts = _verdicts(data, table)
    return bool(verdicts) and all(verdict == "符合" for verdict in verdicts)


def _faulty(data: Data, table: str) -> bool:
    return any(verdict == "不符合" for verdict in _verdicts(data, table))


def _past(data: Data, name: str, today: date, *, inclusive: bool = False) -> bool:
    if not data.get(name):
        return False
    day = dates.read(data[name], name)
    return day <= today if inclusive else day < today


def _amount(data: Data, name: str) -> Decimal:
    return Decimal(str(data.get(name) or 0))


def _scored(data: Data) -> bool:
    return bool(data.get("score")) and data["score"].get("of") == data.get("sheets")


def _recovered(data: Data, today: date) -> bool:
    wanted = _amount(data, "recovered_amount")
    return _amount(data, "returned_amount") >= wanted > 0 and _past(data, "returned_on", today, inclusive=True)


def _scheme_fits(data: Data) -> bool:
    try:
        assessing.scheme(data.get("indicators") or (), data.get("grade_lines") or ())
    except BadInput:
        return False
    return True


PROJECT: dict[str, Callable[[Data, date], bool]] = {
    "检查发现问题": lambda data, _: _faulty(data, "checks"),
    "检查未发现问题": lambda data, _: _clean(data, "checks"),
    "整改期限已过": lambda data, today: _past(data, "rectify_by", today),
    "复查合格": lambda data, _: _clean(data, "rechecks"),
    "复查不合格": lambda data, _: _faulty(data, "rechecks"),
    "评分齐全": lambda data, _: _scored(data),
    "公示期满": lambda data, today: _past(data, "publicised_to", today),
    "公示无异议": lambda data, _: data.get("objection_outcome") in ("无异议", "异议不成立"),
    "等次为优": lambda data, _: data.get("grade") == "优",
    "等次为良或合格": lambda data, _: data.get("grade") in ("良", "合格"),
    "等次为不合格": lambda data, _: data.get("grade") == "不合格",
    "款项已拨付": lambda data, today: (
        _amount(data, "paid_amount") > 0 and _past(data, "paid_on", today, inclusive=True)
    ),
    "资金已追回": _recovered,
    "考核方案无误": lambda data, _: _scheme_fits(data),
    "议定事项已办结": lambda data, _: meetings.all_done(data),
}

"""成文日期: the day of a paper, which is the last signer's (条例 9(12)): suggested, and checked against the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongwen import registry, workflow
from gongwen.document import dates
from gongwen.errors import BadInput
from gongwen.office.clock import day_of
from gongwen.office.paperwork import drafts, opinions
from gongwen.office.paperwork.standing import COUNTERSIGN

FIELD = "issued_on"


def dated(case: registry.CaseRow, rule: workflow.Rule, given: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The form of a signature with its day: today where none was given.

    BadInput when the day is yet to come, before the last 会签, or of another year than the number the paper holds.
    """
    if not any(field.name == FIELD for field in rule.form):
        return dict(given)
    day = dates.read(given[FIELD], "成文日期") if given.get(FIELD) else today
    paper = drafts.of_flow(case.code)
    if day > today:
        raise BadInput(f"成文日期（{day}）晚于今天（{today}），成文日期是签发的日期，请核对。")
    _not_before_the_last_countersign(paper, day)
    _of_the_numbers_year(paper, day)
    return {**given, FIELD: day.isoformat()}


def _not_before_the_last_countersign(paper: registry.PaperRow, day: date) -> None:
    said = [one for one in opinions.standing(paper) if one.kind == COUNTERSIGN and one.stands and one.at]
    last = max(said, key=lambda one: one.at, default=None)  # type: ignore[arg-type,return-value]
    if last and last.at and day < day_of(last.at):
        raise BadInput(
            f"成文日期（{day}）早于{last.organ or last.person}会签的日期（{day_of(last.at)}）："
            "联合行文的成文日期是最后一个机关负责人签发的日期，请核对。"
        )


def _of_the_numbers_year(paper: registry.PaperRow, day: date) -> None:
    held = registry.number_of(paper.id)
    if held and held.reference.year != day.year:
        raise BadInput(
            f"《{paper.title}》已编{held.reference}，成文日期应当在{held.reference.year}年；"
            "确须改到别的年份的，请退回起草，由拟稿人作废后另行拟稿。"
        )

"""时限从日期栏目起算: a project runs for months, so the deadline counts from its end, not from entering the stage."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from gongwen.errors import BadInput
from gongwen.workflow import Deadline, Definition, Known, begins, due, faults, mermaid, read

ENTERED = datetime(2026, 3, 2, 17, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
DATED = Deadline(10, "工作日", after="ends", label="完成日期")


def test_a_deadline_counts_from_the_day_it_names_where_that_is_later() -> None:
    assert begins(ENTERED, DATED, {"ends": "2026-06-30"}) == date(2026, 6, 30)
    assert due(begins(ENTERED, DATED, {"ends": "2026-06-30"}), DATED).day == date(2026, 7, 14)


@pytest.mark.parametrize("data", [{}, {"ends": None}, {"ends": "2026-01-31"}, {"ends": "2026-03-02"}])
def test_a_day_not_filled_in_or_past_leaves_the_deadline_at_entering(data: dict[str, object]) -> None:
    assert begins(ENTERED, DATED, data) == ENTERED


def test_a_plain_deadline_looks_at_no_field() -> None:
    assert begins(ENTERED, Deadline(10, "工作日"), {"ends": "2026-06-30"}) == ENTERED


def test_the_project_is_inspected_and_scored_after_its_end(project: Definition) -> None:
    for name in ("检查通知", "评分"):
        assert project.stage(name).deadline == DATED
    assert str(DATED) == "完成日期后10个工作日" and "完成日期后10个工作日" in mermaid(project)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{after: ends}", "缺少「within」"),
        ("{after: ends, within: 五天}", "within「五天」写法不对"),
        ("{after: ends, within: 5天, from: starts}", "不认识的项「from」"),
        ("{after: goal, within: 5天}", "从栏目「goal」起算，而它不是日期"),
        ("{after: end, within: 5天}", "从栏目「end」起算，而它没有环节要填；是否想写「ends」"),
    ],
)
def test_a_dated_deadline_written_wrongly_is_told(written: str, told: str, known: Known) -> None:
    from pathlib import Path

    text = (Path(__file__).parents[2] / "workflows" / "project.yaml").read_text("utf-8")
    text = text.replace("deadline: {after: ends, within: 10个工作日}", f"deadline: {written}", 1)
    assert any(told in fault for fault in faults(text, known))
    with pytest.raises(BadInput):
        read(text, known)

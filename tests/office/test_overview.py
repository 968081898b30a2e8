"""总览: the year's figures say what the records say: how far, how late, how much, how good."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.watching import overview
from kit.office import an_office, play, story
from kit.quick import quick

LATER = datetime(2027, 12, 1, 2, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


def test_an_office_without_projects_has_nothing_to_show(office) -> None:
    made = overview.reckon(2026, now=LATER)
    assert (made.total, made.late, made.by_kind, made.scores) == (0, (), (), ())
    assert {row.reached for row in made.phases} == {0}


def test_a_year_that_is_none_is_told(office) -> None:
    with pytest.raises(BadInput, match="年份「去年」不对"):
        overview.of_year("去年", now=LATER)


def test_a_finished_project_came_to_every_phase_with_its_money_and_score(office, monkeypatch) -> None:
    play(story("01"), quick(monkeypatch))
    [case] = registry.cases(workflow="project")
    made = overview.reckon(2026, now=LATER)
    assert [(row.phase, row.reached) for row in made.phases] == [
        (phase, 1) for phase in ("立项", "合同", "监督", "评估", "奖惩", "归档")
    ]
    assert sum(count for _, count in made.grades) == 1
    [money], [score] = made.by_kind, made.scores
    assert (money.name, money.amount) == (case.kind, Decimal(str(case.data["approved_amount"])))
    assert score.mean == score.lowest == score.highest == Decimal(str(case.data["score"]["total"]))


def test_what_is_late_is_counted_with_whoever_holds_it(office) -> None:
    clerk = Actor("周晓岚")
    opened = datetime(2026, 3, 2, 2, tzinfo=UTC)
    for name in ("春季", "夏季"):
        unit = "临溪县青溪镇人民政府"
        desk.open_project(f"青溪镇{name}走访慰问", kind="走访慰问", unit=unit, actor=clerk, now=opened)
    made = overview.reckon(2026, now=LATER)
    assert [row.count for row in made.late] == [2] * len(made.late) != []
    assert all(row.longest > 100 for row in made.late)
    assert overview.reckon(2026, now=opened).late == ()


def test_a_withdrawn_project_came_no_further_than_the_phase_it_left(office) -> None:
    clerk = Actor("周晓岚")
    opened = datetime(2026, 3, 2, 2, tzinfo=UTC)
    unit = "临溪县青溪镇人民政府"
    case = desk.open_project("青溪镇走访慰问", kind="走访慰问", unit=unit, actor=clerk, now=opened)
    desk.take(case.code, "撤回申报", actor=Actor("许明辉"), now=opened, printer=None, reason="与另一项目合并申报。")
    made = overview.reckon(2026, now=opened)
    assert made.ended == (("已撤回", 1),)
    assert [row.reached for row in made.phases] == [1, 0, 0, 0, 0, 0]


def test_the_figures_stand_for_five_minutes(office) -> None:
    before = overview.of_year("2026", now=LATER)
    assert overview.of_year("2026", now=LATER) is before
    assert overview.of_year("2026", now=LATER + overview.FRESH) is not before

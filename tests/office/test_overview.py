"""总览: the year's figures say what the records say: how far, how late, how much, how good."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongwen import registry, workflow
from gongwen.errors import BadInput
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.watching import case_data, overview, todo
from gongwen.registry import Decision
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


def test_many_who_ask_at_once_let_one_add_up_and_the_rest_have_the_former_figures(office, monkeypatch) -> None:
    reckon, asked, go_on = overview.reckon, [], Event()

    def slowly(year: int, *, now: datetime) -> overview.Overview:
        asked.append(now)
        assert len(asked) == 1 or go_on.wait(30)
        return reckon(year, now=now)

    def of_year(now: datetime) -> overview.Overview:
        try:
            return overview.of_year("2026", now=now)
        finally:
            connection.close()

    monkeypatch.setattr(overview, "reckon", slowly)
    before = overview.of_year("2026", now=LATER)
    after = LATER + overview.FRESH
    with ThreadPoolExecutor(5) as leaders:
        first = leaders.submit(of_year, after)
        while len(asked) < 2:
            sleep(0.01)
        assert [one.result() for one in [leaders.submit(of_year, after) for _ in range(4)]] == [before] * 4
        go_on.set()
        assert first.result().at == before.at + overview.FRESH
    assert overview.of_year("2026", now=after) == first.result() and len(asked) == 2


def test_the_figures_stand_for_five_minutes(office) -> None:
    before = overview.of_year("2026", now=LATER)
    assert overview.of_year("2026", now=LATER) is before
    assert overview.of_year("2026", now=LATER + overview.FRESH) is not before


KINDS, UNITS = ("经济帮扶", "走访慰问"), ("桃园县柳林村村民委员会", "临溪县青溪镇人民政府", "青禾市民政局")
BEGUN = datetime(2026, 3, 2, 2, tzinfo=UTC)


def some_project(chance: Random) -> None:
    """A project with whatever it may have come to: any stage, any sums, a score or none, over or not."""
    definition, version = shelf.definition("project"), shelf.version_of("workflow", "project")
    data: dict[str, Any] = {"note": "［其他］" * 3}
    if chance.random() < 0.6:
        data["approved_amount"] = f"{chance.randrange(1, 10**9)}.{chance.randrange(100):02}"
    if chance.random() < 0.6:
        data["budget"] = [{"item": "甲", "amount": f"{chance.randrange(10**6)}.5"} for _ in range(chance.randrange(3))]
    if chance.random() < 0.4:
        data["paid_amount"] = f"{chance.randrange(10**6)}.00"
    if chance.random() < 0.5:
        data["score"] = {"total": f"{chance.randrange(0, 10001) / 100:.2f}", "of": [{"judge": "甲", "points": [1, 2]}]}
        data["grade"] = chance.choice(["优", "良", "合格", "不合格", "旧等次"])
    opened = BEGUN - timedelta(days=chance.choice([0, 30, 300, 430]))
    given = {"actor": "周晓岚", "door": "网页", "now": opened}
    case = registry.open_case(
        workflow="project", workflow_hash=version, stage=definition.first.name, title="一个项目", data=data,
        kind=chance.choice(KINDS), unit=chance.choice(UNITS), code_prefix="QHBF", **given,
    )  # fmt: skip
    for stage in chance.sample(definition.stages, chance.randrange(4)):
        went = Decision(action="办", source=registry.case(case.code).stage, target=stage.name, ends=bool(stage.closes))
        registry.move(case.code, lambda _, went=went: went, system_user="", form={}, **given)
        if stage.closes:
            return


def counted(year: int) -> dict[str, Any]:
    """The same figures, counted case by case out of the whole records."""
    phases = list(shelf.definition("project").phases)
    cases = [case for case in registry.cases(workflow="project") if case.opened_on.year == year]
    came, now, ended = dict.fromkeys(phases, 0), dict.fromkeys(phases, 0), Counter()
    for case in cases:
        own = shelf.stage(case, case.stage).phase
        now[own] = now.get(own, 0) + (bool(own) and not case.closed)
        left = [shelf.stage(case, one.source).phase for one in reversed(registry.events(case.code)) if one.source]
        ended[case.stage] += not own
        for phase in phases[: phases.index(own or next(filter(None, left), phases[0])) + 1]:
            came[phase] += 1
    held: dict[str, list[int]] = {}
    for row in todo.todo(now=LATER):
        if row["state"] == workflow.OVERDUE:
            for holder in row["holders"] or ["（无人担任）"]:
                held.setdefault(holder, []).append(int(re.search(r"\d+", row["left"])[0]))  # type: ignore[index]
    return {
        "phases": [(phase, came[phase], now[phase]) for phase in phases],
        "ended": sorted((name, count) for name, count in ended.items() if count),
        "late": sorted((holder, len(days), max(days)) for holder, days in held.items()),
        "kinds": sums(cases, "kind"),
        "units": sums(cases, "unit"),
        "grades": Counter(case.data["grade"] for case in cases if "grade" in case.data),
        "scores": {
            kind: sorted(Decimal(case.data["score"]["total"]) for case in cases
                         if case.kind == kind and "score" in case.data)
            for kind in KINDS
        },
    }  # fmt: skip


def sums(cases: list[registry.CaseRow], column: str) -> dict[str, tuple[Decimal, Decimal, int]]:
    found: dict[str, tuple[Decimal, Decimal, int]] = {}
    for case in cases:
        if amount := case_data.amount(case):
            whole, paid, count = found.get(getattr(case, column), (Decimal(), Decimal(), 0))
            more = Decimal(str(case.data.get("paid_amount") or 0))
            found[getattr(case, column)] = (whole + Decimal(amount), paid + more, count + 1)
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_figure_is_what_counting_case_by_case_gives(office, seed: int) -> None:
    chance = Random(seed)
    for _ in range(40):
        some_project(chance)
    for year in overview.years():
        made, wanted = overview.reckon(year, now=LATER), counted(year)
        assert [(row.phase, row.reached, row.now) for row in made.phases] == wanted["phases"]
        assert sorted(made.ended) == wanted["ended"]
        assert sorted((row.holder, row.count, row.longest) for row in made.late) == wanted["late"]
        for rows, by in ((made.by_kind, "kinds"), (made.by_unit, "units")):
            assert {row.name: (row.amount, row.paid, row.count) for row in rows} == wanted[by]
        assert {name: count for name, count in made.grades if count} == wanted["grades"]
        for row in made.scores:
            points = wanted["scores"][row.name]
            assert (row.count, row.lowest, row.highest) == (len(points), points[0], points[-1])
            assert abs(row.mean - sum(points) / len(points)) <= Decimal("0.005")
        assert {row.name for row in made.scores} == {kind for kind, points in wanted["scores"].items() if points}


def test_the_figures_of_many_projects_take_a_handful_of_questions(office) -> None:
    """A year may hold ten thousand projects: nothing is asked of the database once per project."""
    chance = Random(7)
    asked = []
    for projects in (10, 40):
        for _ in range(projects):
            some_project(chance)
        overview.reckon(2026, now=LATER)
        with CaptureQueriesContext(connection) as told:
            overview.reckon(2026, now=LATER)
        asked.append(len(told))
    assert asked[0] == asked[1] < 20

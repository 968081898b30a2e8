"""Whose turn it is, asked of the database, is what the plain rule says of every case; deadlines on record are true."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.office import desk, founding
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import flows, migrating, shelf
from gongwen.office.staffing import access, calendar, delegating, duty
from gongwen.office.watching import sight, todo
from gongwen.office.watching.paging import Part
from kit.county import a_county
from kit.office import an_office, story

NOW = datetime(2026, 7, 13, 2, tzinfo=UTC)
BY = {"actor": "开办人", "now": NOW}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield a_county(tmp_path / "office")
    registry.close()


def scatter(seed: int, count: int) -> None:
    """Cases at any stage of any workflow, of any unit, some below others, some closed, some with open tasks."""
    chance = random.Random(seed)
    organs = [row.name for row in registry.organs()]
    parties = [*map(registry.Party, organs), *(registry.Party(row.name, "人员") for row in registry.people())]
    published = registry.published_list("workflow")
    codes: list[str] = []
    for number in range(count):
        row = chance.choice(published)
        stage = chance.choice(shelf.definition(row.name, row.hash).stages)
        opened = NOW - timedelta(days=chance.randrange(40), hours=chance.randrange(24))
        case = registry.open_case(
            workflow=row.name, workflow_hash=row.hash, stage=stage.name, title=f"事项{number}", kind="经济帮扶",
            unit=chance.choice(["", *organs]), parent=chance.choice([None, *codes[-5:]]), code_prefix="QHBF", door="",
            data={"ends": str(date(2026, 7, chance.randrange(1, 29)))} if chance.random() < 0.5 else {},
            actor="开办人", now=opened,
        )  # fmt: skip
        codes.append(case.code)
        for rule in stage.moves if chance.random() < 0.8 else ():
            for party in chance.sample(parties, 2) if rule.parties else ():
                order = registry.TaskOrder(stage.name, rule.do, party)
                registry.add_task(case.code, lambda _, order=order: order, reason="", door="", system_user="", **BY)
        if chance.random() < 0.15 or stage.closes:
            close(case)


def close(case: registry.CaseRow) -> None:
    ended = registry.Decision(action="办结", source=case.stage, target=case.stage, ends=True)
    registry.move(case.code, lambda _: ended, door="", system_user="", form={}, **BY)


def plainly(names: list[str]) -> dict[str, set[str]]:
    """The cases on which each person can carry on, one case after the other, as the rule has it."""
    on_duty, cases, tasks = duty.today(day_of(NOW)), registry.cases(running=True), registry.tasks(open_only=True)
    return {name: {case.code for case in cases if _may(name, case, on_duty, tasks)} for name in names}


def _may(person: str, case: registry.CaseRow, on_duty: duty.OnDuty, tasks: tuple[registry.TaskRow, ...]) -> bool:
    definition = shelf.definition(case.workflow, case.workflow_hash)
    stage = definition.stage(case.stage)
    ahead = [rule for rule in stage.moves if not definition.goes_back(stage, rule)] or stage.moves
    for rule in ahead:
        posts = [post for post in on_duty.of_rule(rule, case.unit) if post.person == person]
        if posts and not rule.parties:
            return True
        waiting = [row for row in tasks if (row.case, row.action) == (case.code, rule.do)]
        for row in waiting[:1] if rule.parties and rule.parties.in_order else waiting:
            organ = row.party.kind == "机关"
            if any(row.party.name in ((one.organ,) if organ else (one.person, one.for_whom)) for one in posts):
                return True
    return False


@pytest.mark.parametrize("seed", [1, 2])
def test_the_database_finds_whose_turn_it_is_as_the_rule_says(home: Path, seed: int) -> None:
    registry.within(lambda: scatter(seed, 60))
    delegating.delegate("顾言之", "夏知秋", (), day_of(NOW), day_of(NOW), "出差审批单", actor=Actor("顾言之"), now=NOW)
    everybody = [row.name for row in registry.people()]
    found = {name: {row["code"] for row in todo.todo(now=NOW, actor=Actor(name))} for name in everybody}
    assert found == plainly(everybody)
    assert any(found.values())
    assert {row["code"] for row in todo.todo(now=NOW)} == {case.code for case in registry.cases(running=True)}
    assert_deadlines_are_true()
    assert_pages_make_the_list()
    assert_everybody_sees_what_the_door_lets_them_see(everybody)


def assert_pages_make_the_list() -> None:
    """All pages together are the list, by deadline; what is overdue is what the calendar says is."""
    parts = [todo.page(now=NOW, part=Part(number, 25)) for number in (1, 2, 3, 4)]
    told = [row for part in parts for row in part.rows]
    assert {part.total for part in parts} == {len(told)}
    due = [row["due"] or "9999" for row in told]
    assert [one[:10] for one in due] == sorted(one[:10] for one in due)
    late = {row["code"] for row in told if row["state"] == "逾期"}
    assert late == {row["code"] for row in todo.page(now=NOW, overdue=True, part=Part(size=None)).rows}
    assert late


def assert_deadlines_are_true() -> None:
    wanted = {case.code: calendar.last_moment(calendar.due(case)) for case in registry.cases()}
    assert {case.code: case.due_at for case in registry.cases()} == wanted
    assert any(wanted.values())


def assert_everybody_sees_what_the_door_lets_them_see(names: list[str]) -> None:
    codes = [case.code for case in registry.cases()]
    for name in names[::3]:
        who = access.visitor(name, NOW)
        found = registry.find_cases(registry.CaseQuery(visible=sight.visible_to(who)))
        assert {case.code for case in found.rows} == {code for code in codes if access.sees_case(who, code)}


def test_every_way_of_changing_a_case_keeps_its_deadline(tmp_path: Path) -> None:
    home = an_office(tmp_path / "office")
    leader, clerk = Actor("范守田"), Actor("周晓岚")
    code = desk.open_project("柳林村助学", kind="经济帮扶", unit="桃园县柳林村村民委员会", actor=leader, now=NOW).code
    assert_deadlines_are_true()
    form = next(act for act in story("01") if act.said.get("do") == "提交").said["form"]
    desk.take(code, "提交", actor=leader, now=NOW, printer=None, form=form)
    assert_deadlines_are_true()
    before = registry.case(code).due_at
    calendar.set_day(date(2026, 7, 14), "休", "全市统一安排", actor=clerk, now=NOW)
    assert_deadlines_are_true()
    assert registry.case(code).due_at != before
    version = registry.case(code).version
    registry.count_deadlines("another calendar")  # as by another program
    founding.open_office(home)
    assert registry.case(code).version == version
    assert registry.deadline_basis() not in ("", "another calendar")
    registry.close()


def test_an_office_from_before_gets_its_deadlines_on_opening(tmp_path: Path) -> None:
    home = an_office(tmp_path / "office")
    code = desk.open_project(
        "柳林村助学", kind="经济帮扶", unit="桃园县柳林村村民委员会", actor=Actor("范守田"), now=NOW
    ).code
    forget_deadlines()
    assert registry.case(code).due_at is None
    founding.open_office(home)
    assert_deadlines_are_true()
    registry.close()


def forget_deadlines() -> None:
    """As migration 0004 leaves the cases of an older office."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_case SET due_at = NULL")
        cursor.execute("DELETE FROM registry_setting WHERE name = 'deadlines'")


def test_another_version_of_the_flow_moves_the_deadline_and_back(tmp_path: Path) -> None:
    an_office(tmp_path / "office")
    chief = Actor("陆文渊")
    code = desk.open_project(
        "柳林村助学", kind="经济帮扶", unit="桃园县柳林村村民委员会", actor=Actor("范守田"), now=NOW
    ).code
    before = registry.case(code).due_at
    _, files = registry.published("workflow", "project")
    text = shelf.workflow_text(files).replace("deadline: 15个工作日", "deadline: 3个工作日", 1)
    shutil.copytree(shelf.shipped("workflows") / "rubrics", tmp_path / "rubrics")
    path = tmp_path / "project.yaml"
    path.write_text(text, "utf-8")
    flows.publish_file(path, actor=chief, now=NOW)
    _, batch = migrating.migrate("project", mapping={}, apply=True, reason="缩短申报时限", actor=chief, now=NOW)
    assert batch is not None
    assert_deadlines_are_true()
    assert registry.case(code).due_at < before
    migrating.revert(batch.id, actor=chief, now=NOW)
    assert registry.case(code).due_at == before
    registry.close()

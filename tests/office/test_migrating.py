"""改版迁移: 1,000 running cases over a changed flow; the dry run is the apply, and the batch can be taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.procedures import flows, migrating, shelf
from kit.door import typed
from kit.office import FOUNDED, an_office

UNIT = "临溪县青溪镇人民政府"
CLERK, OWNER = Actor("周晓岚"), Actor("许明辉")
NOW = FOUNDED + timedelta(hours=2)
RENAMED = (("  审签:\n", "  合同审签:\n"), ("to: 审签", "to: 合同审签"))
OTHER_KIND = (
    ("{name: copies, label: 份数, type: integer, required: true}", "{name: copies, label: 份数, type: date}"),
)
STAGES = ("申报", "起草合同", "审签", "检查通知")
DRAFTED = ("立项申报书", "立项批复", "项目合同书")
COLUMNS = "code, workflow, workflow_hash, stage, title, kind, unit, parent_id, data, opened_at, stage_at, closed_at"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


@pytest.fixture
def publish(tmp_path: Path) -> Callable[..., registry.Published]:
    def publish_it(*changes: tuple[str, str], now=FOUNDED + timedelta(hours=1)) -> registry.Published:
        text = (shelf.shipped("workflows") / "project.yaml").read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "project.yaml"
        path.write_text(text, "utf-8")
        return flows.publish_file(path, actor=CLERK, now=now)

    return publish_it


def open_case(stage: str, number: int = 1, *, owes: bool = False, **data: object) -> registry.CaseRow:
    """A case as if it had come to this stage, its papers drafted on the way."""
    steps = () if stage == "申报" else tuple(registry.JobOrder("draft", name) for name in DRAFTED)
    steps += (registry.JobOrder("file", "项目合同书"),) if stage == "检查通知" else ()
    case = registry.open_case(
        workflow="project", workflow_hash=flows.version("project", 1).hash, stage=stage, title=f"帮扶项目{number}",
        kind="经济帮扶", unit=UNIT, data={"households": number, **data}, code_prefix="QHBF", actor="许明辉",
        door="测试", now=FOUNDED, jobs=steps,
    )  # fmt: skip
    if not owes:
        finish()
    return case


def finish() -> None:
    """Every job done, without doing it."""
    from gongwen.registry.models import Job

    Job.objects.update(state="已完成")


def plan(**options: object) -> migrating.Plan:
    return migrating.migrate("project", mapping={}, now=NOW, **options)[0]


def apply(mapping: dict[str, str] | None = None, **options: object):
    hand = {"actor": CLERK, "reason": "新办法自 2026 年 3 月起施行", "now": NOW}
    return migrating.migrate("project", mapping=mapping or {}, apply=True, **{**hand, **options})


def rows() -> list[tuple]:
    """The cases' rows as the database has them, all but the version."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM registry_case ORDER BY id")
        return cursor.fetchall()


@pytest.mark.slow
def test_a_thousand_cases_come_over_as_planned_and_go_back_as_they_were(office: Path, publish) -> None:
    """field.md 5.7: of 1,000 running cases each is told where it goes; archived ones are not touched."""
    a_thousand()
    archived = [case.code for case in registry.cases("project") if case.closed]
    assert len(archived) == 50
    publish(*RENAMED, *OTHER_KIND)
    before, entries = rows(), len(registry.entries())

    shown = migrating.migrate("project", mapping={"审签": "合同审签"}, now=NOW)[0]
    assert (rows(), len(registry.entries())) == (before, entries), "a dry run writes nothing"
    assert shown.counts() == {"直接迁移": 700, "对应迁移": 100, "留在原版": 150}

    began = clock()
    made, batch = apply({"审签": "合同审签"}, digest=shown.digest)
    assert clock() - began < 20, "seconds, on a machine that does other things too"
    assert made == shown and batch and batch.cases == 800

    target = made.target.hash
    now_standing = {case.code: (case.workflow_hash == target, case.stage) for case in registry.cases("project")}
    for verdict in shown.verdicts:
        assert now_standing[verdict.code] == (verdict.moves, verdict.target or verdict.stage)
    assert not any(now_standing[code][0] for code in archived)
    assert not {verdict.code for verdict in shown.verdicts} & set(archived)
    assert sum(entry.act == "流程改版迁移" and entry.case != "" for entry in registry.entries()) == 800

    back = migrating.revert(batch.id, actor=CLERK, now=NOW)
    assert len(back) == 800 and rows() == before


def a_thousand() -> None:
    """Four stages; of 审签 three in five have filled in 份数; of 检查通知 one in five is archived. Straight into the
    tables: to open and move so many one by one would take longer than all that is tested here."""
    from gongwen.registry.models import Case, Event, Job

    version = flows.version("project", 1).hash
    cases = [
        Case(
            code=f"QHBF-2026-{number + 1:04}", workflow="project", workflow_hash=version, stage=STAGES[number % 4],
            title=f"帮扶项目{number}", kind="经济帮扶", unit=UNIT, opened_at=FOUNDED, stage_at=FOUNDED,
            data={"households": number, **({"copies": 4} if number % 20 in (2, 6, 10) else {})},
            closed_at=FOUNDED if number % 20 == 19 else None,
        )
        for number in range(1000)
    ]  # fmt: skip
    Case.objects.bulk_create(cases)
    events = [
        Event(case=case, seq=1, action="开始办理", target=case.stage, actor="许明辉", at=FOUNDED) for case in cases
    ]
    Event.objects.bulk_create(events)
    drafted = [("draft", name) for name in DRAFTED]
    steps = dict.fromkeys(STAGES, drafted) | {"申报": [], "检查通知": [*drafted, ("file", "项目合同书")]}
    Job.objects.bulk_create(
        Job(case=event.case, event=event, seq=number, step=step, argument=argument, state="已完成")
        for event in events
        for number, (step, argument) in enumerate(steps[event.target], 1)
    )


def clock() -> float:
    import time

    return time.monotonic()


def test_a_plan_that_is_no_longer_the_plan_is_not_applied(office: Path, publish) -> None:
    case = open_case("审签")
    publish(*RENAMED)
    shown = migrating.migrate("project", mapping={"审签": "合同审签"}, now=NOW)[0]
    registry.amend_case(case.code, {"households": 2}, actor="周晓岚", now=NOW, why="核对")
    before = rows()

    with pytest.raises(Refused, match="计划与您看到的不同了"):
        apply({"审签": "合同审签"}, digest=shown.digest)
    with pytest.raises(BadInput, match="计划号「3f」太短"):
        apply({"审签": "合同审签"}, digest="3f")
    assert rows() == before and registry.migration_batches() == ()
    again = migrating.migrate("project", mapping={"审签": "合同审签"}, now=NOW)[0]
    assert apply({"审签": "合同审签"}, digest=again.digest[:12])[1].cases == 1


def test_a_case_brought_over_is_worked_on_by_the_new_version(office: Path, publish) -> None:
    case = desk.open_project("青溪镇帮扶", kind="经济帮扶", unit=UNIT, actor=OWNER, now=FOUNDED)
    publish(("do: 提交\n", "do: 报送\n"))
    apply()
    assert [option.action for option in desk.options(case.code, actor=None, now=NOW)] == ["报送", "撤回申报"]
    desk.take(case.code, "撤回申报", actor=OWNER, now=NOW, printer=None, reason="另行申报")
    assert registry.case(case.code).stage == "已撤回"


def test_a_case_whose_stage_is_gone_asks_and_one_that_owes_work_stays(office: Path, publish) -> None:
    asked, owing = open_case("审签"), open_case("检查通知", owes=True)
    publish(*RENAMED)
    made = {verdict.code: verdict for verdict in plan().verdicts}
    assert (made[asked.code].way, made[owing.code].way) == ("须指明环节", "留在原版")
    assert "合同审签" in made[asked.code].why[0] and "没办完的待办" in made[owing.code].why[0]
    assert apply()[1] is None, "nothing to bring over, nothing written"


def test_a_case_that_waits_for_a_paper_it_was_never_asked_for_stays(office: Path, publish) -> None:
    """A later stage needs what only an earlier one, already past, would fill in."""
    case = open_case("检查通知", contract_number="青帮合〔2026〕1号")
    publish(
        ("      - {name: goal, label: 帮扶目标", "      - {name: pledge, label: 承诺书编号, type: text}\n"
         "      - {name: goal, label: 帮扶目标"),
        ("needs: [文书齐全]", "needs: [文书齐全, {field: pledge, filled: true}]"),
    )  # fmt: skip
    (verdict,) = plan().verdicts
    assert (verdict.code, verdict.way) == (case.code, "留在原版")
    assert "「整理」的「归档」所要的「pledge 已填」永远不会成立" in verdict.why[0]


def test_sheets_scored_by_the_old_rubric_keep_a_case_in_its_version(office: Path, publish, tmp_path: Path) -> None:
    scored, unscored = open_case("评分复核", sheets=[{"assessor": "温如玉"}]), open_case("申报")
    rubric = (shelf.shipped("workflows") / "rubrics" / "project.yaml").read_text("utf-8")
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "project.yaml").write_text(rubric.replace("assessors: 3", "assessors: 2"), "utf-8")
    publish()
    ways = {verdict.code: verdict.way for verdict in plan().verdicts}
    assert ways == {scored.code: "留在原版", unscored.code: "直接迁移"}


def test_only_named_cases_move_and_back_to_an_older_version_is_a_migration_too(office: Path, publish) -> None:
    first, second = open_case("申报"), open_case("申报")
    publish(("do: 提交\n", "do: 报送\n"))
    _, batch = apply(codes=[first.code])
    assert batch.cases == 1 and registry.case(second.code).workflow_hash == flows.version("project", 1).hash
    made, back = apply(to=1)
    assert back.cases == 1 and made.already == 1
    assert registry.case(first.code).workflow_hash == registry.case(second.code).workflow_hash


def test_applying_wants_a_person_and_a_reason(office: Path, publish) -> None:
    open_case("申报")
    publish(("do: 提交\n", "do: 报送\n"))
    for options in ({"actor": None}, {"reason": " "}, {"actor": Actor("无此人")}, {"to": 7}):
        with pytest.raises(BadInput):
            apply(**options)
    with pytest.raises(BadInput, match="没有在办的事项停在那里"):
        apply({"申请": "申报"})


def test_a_case_that_was_brought_over_still_remembers_its_old_stages(office: Path, publish) -> None:
    """Papers drafted at a stage that the new version calls otherwise still belong to a phase of the bundle."""
    case = open_case("审签")
    publish(*RENAMED)
    apply({"审签": "合同审签"})
    moved = registry.case(case.code)
    assert moved.stage == "合同审签"
    assert shelf.stage(moved, "审签").phase == shelf.stage(moved, "合同审签").phase == "合同"


def test_the_door_plans_applies_and_takes_back(office: Path, publish) -> None:
    case, owing = open_case("审签"), open_case("检查通知", owes=True)
    publish(*RENAMED)
    words = ("workflow", "migrate", "project", "--home", office)
    asked = typed(*words, at=NOW)
    assert "须指明环节 「审签」" in asked.out and "--map 审签=合同审签" in asked.out and owing.code in asked.out

    mapped = (*words, "--map", "审签=合同审签")
    shown = json.loads(typed(*mapped, "--json", at=NOW).out)
    assert shown["counts"] == {"对应迁移": 1, "留在原版": 1} and shown["batch"] is None
    told = typed(*mapped, at=NOW)
    assert "什么也没有改" in told.out and shown["plan"][:12] in told.out

    hand = ("--apply", "--as", "周晓岚", "--reason", "新办法施行")
    assert typed(*mapped, *hand, "--plan", "0" * 12, at=NOW).code == 4
    done = typed(*mapped, *hand, "--plan", shown["plan"][:12], at=NOW)
    assert done.code == 0 and "已实施，第 1 批，1 件" in done.out
    assert registry.case(case.code).stage == "合同审签"
    assert "新办法施行" in typed("workflow", "migrations", "--home", office).out

    back = typed("workflow", "migrate", "--revert", "1", "--as", "周晓岚", "--home", office, at=NOW)
    assert "已撤回，1 件" in back.out and registry.case(case.code).stage == "审签"
    assert typed("workflow", "migrate", "--revert", "1", "--as", "周晓岚", "--home", office, at=NOW).code == 4
    assert typed(*words, "--map", "审签", at=NOW).code == 3

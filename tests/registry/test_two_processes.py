"""Several processes at one office: nothing doubled, nothing lost, no gap."""

from __future__ import annotations

import multiprocessing
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.numbering import continuity

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
PROCESSES = multiprocessing.get_context("fork")

pytestmark = pytest.mark.slow


def take_numbers(home: Path, papers: list[int], start) -> None:
    """Register papers side by side with the others; every number is asked for twice."""
    registry.open(home)
    start.wait(60)
    for paper in papers:
        for _ in range(2):
            registry.take_number(paper, "青卫", 2026, actor="周敏", now=NOW)


def do_jobs(home: Path, owner: str, start) -> None:
    """Do jobs side by side with the others until none is left."""
    registry.open(home)
    start.wait(60)
    while any(job.state == "待办" for job in registry.jobs()):
        job = registry.claim(owner, NOW, 600)
        if job:
            registry.finish(job, NOW, lambda job=job: note(job))


def found(home: Path, _, start) -> None:
    """Found the office side by side with the others."""
    start.wait(60)
    registry.create(home, now=NOW)


def note(job: registry.JobRow) -> None:
    registry.add_paper(
        case=job.case, template="t", template_hash="h", kind="通知", title=str(job.id), occasion="", inputs={},
        actor=job.owner, now=NOW,
    )  # fmt: skip


def run(target, home: Path, *arguments) -> None:
    """Start one process per argument, let them go at once, and see that all end well."""
    registry.close()  # no child may inherit a connection
    start = PROCESSES.Barrier(len(arguments))
    children = [PROCESSES.Process(target=target, args=(home, given, start)) for given in arguments]
    for child in children:
        child.start()
    for child in children:
        child.join(120)
    assert [child.exitcode for child in children] == [0] * len(children)
    registry.open(home)


def test_an_office_founded_side_by_side_is_founded_once(tmp_path):
    run(found, tmp_path / "office", 1, 2, 3)

    assert registry.verify_journal().count == 1
    registry.close()


@pytest.fixture
def disk_home(founded, tmp_path):
    """An office on a real disk, where flushing takes its time."""
    home = tmp_path / "office"
    shutil.copytree(founded, home)
    registry.open(home)
    yield home
    registry.close()


def a_case() -> str:
    return registry.open_case(
        workflow="project", workflow_hash="w", stage="申报", title="帮扶", data={}, code_prefix="QHBF",
        actor="周敏", door="命令行", now=NOW,
    ).code  # fmt: skip


def test_numbers_taken_side_by_side_have_no_gap_and_no_double(disk_home):
    code = a_case()
    papers = [
        registry.add_paper(
            case=code, template="t", template_hash="h", kind="通知", title="通知", occasion="", inputs={},
            actor="周敏", now=NOW,
        ).id
        for _ in range(40)
    ]  # fmt: skip

    run(take_numbers, disk_home, *(papers[part::4] for part in range(4)))

    assert [row.reference.serial for row in registry.numbers()] == list(range(1, 41))
    assert continuity(row.reference for row in registry.numbers()) == ()
    assert sorted(row.paper for row in registry.numbers()) == papers
    assert sum(entry.act == "取号" for entry in registry.entries()) == 40
    registry.verify_journal()


def test_jobs_done_side_by_side_are_done_once_each_in_order(disk_home):
    for _ in range(6):
        owed = tuple(registry.JobOrder("draft") for _ in range(5))
        registry.move(
            a_case(),
            lambda case, owed=owed: registry.Decision(action="提交", source=case.stage, target="审核", jobs=owed),
            actor="周敏", door="命令行", system_user="", now=NOW, form={},
        )  # fmt: skip

    run(do_jobs, disk_home, "甲", "乙", "丙")

    jobs = registry.jobs()
    assert {(job.state, job.attempts) for job in jobs} == {("已完成", 1)}
    assert sorted(int(paper.title) for paper in registry.papers()) == [job.id for job in jobs]
    for case in registry.cases():
        done = [entry.details["job"] for entry in registry.entries(case.code) if entry.act == "完成工作"]
        assert done == [job.id for job in registry.jobs(case.code)]
    registry.verify_journal()

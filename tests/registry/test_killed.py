"""Killed at any moment, an office opens again, verifies, and the same work carries on to the same records.

The driver numbers every point at which something becomes lasting: each side of each commit and of each file's
rename. One child process is killed at each of them in turn: first while the office is founded, then, in a copy of the
founded office (to lay its tables takes a second, and would be done for every point), while it works.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from unittest import mock

import pytest

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.registry import Decision, JobOrder, OrganRow

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
BY = {"actor": "周敏", "now": NOW}
PROCESSES = multiprocessing.get_context("fork")

pytestmark = pytest.mark.slow


def work(home: Path, now: datetime) -> None:
    """One office from its founding to a filed project; run again, it carries on where it stopped."""
    registry.create(home, now=NOW)
    registry.set_profile({"short": "市帮扶办"}, **BY)
    registry.add_organ(OrganRow(name="青禾市卫生健康委员会", codes={"批复": "青卫"}), **BY)
    registry.add_person("何正平", **BY)
    registry.appoint("何正平", "青禾市卫生健康委员会", "主任", ("负责人",), date(2026, 1, 1), **BY)
    original = registry.publish("template", "立项批复", {"template.docx": b"PK", "fields.yaml": b"-"}, **BY)
    code = registry.open_case(
        workflow="project", workflow_hash="w", stage="申报", title="帮扶", data={}, code_prefix="QHBF",
        door="命令行", key="open", **BY,
    ).code  # fmt: skip
    take(code, "提交", "审核", "draft", "number")
    do_jobs(original.hash, now)
    take(code, "归档", "已归档", "file")
    do_jobs(original.hash, now)


def take(code: str, action: str, target: str, *steps: str) -> None:
    def decide(case):
        owed = tuple(JobOrder(step) for step in steps)
        return Decision(action=action, source=case.stage, target=target, jobs=owed, data={action: "同意"})

    registry.move(code, decide, door="命令行", system_user="", form={}, key=action, **BY)


def do_jobs(template: str, now: datetime) -> None:
    while job := registry.claim("经办", now, 60):
        registry.finish(job, NOW, lambda job=job: STEPS[job.step](job.case, template))


def draft(code: str, template: str) -> None:
    paper = registry.add_paper(
        case=code,
        template="立项批复",
        template_hash=template,
        kind="批复",
        title="批复",
        occasion="提交",
        inputs={},
        **BY,
    )
    version = registry.add_version(paper.id, docx=b"draft", origin="template", **BY)
    registry.add_opinion(paper.id, "何正平", "签发", "同意。", version.docx_sha, NOW)


def number(code: str, template: str) -> None:
    (paper,) = registry.papers(code)
    registry.take_number(paper.id, "青卫", 2026, **BY)
    registry.add_version(paper.id, docx=b"numbered", pdf=b"%PDF", origin="registration", **BY)


def file(code: str, template: str) -> None:
    (paper,) = registry.papers(code)
    registry.set_paper(paper.id, filed=True, issued_on=date(2026, 3, 9), **BY)


STEPS = {"draft": draft, "number": number, "file": file}


def found(home: Path, now: datetime) -> None:
    """The beginning of the work: the office's tables, its witness and its first journal entry."""
    registry.create(home, now=NOW)


def killed_at(point: int, doing: Callable[[Path, datetime], None], home: Path) -> None:
    """Do it in this process, and die at the point of this number."""
    from django.db.transaction import Atomic

    passed = 0

    def pass_point() -> None:
        nonlocal passed
        passed += 1
        if passed == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def on_both_sides(original):
        def patched(*arguments):
            pass_point()
            outcome = original(*arguments)
            pass_point()
            return outcome

        return patched

    with (
        mock.patch.object(Atomic, "__exit__", on_both_sides(Atomic.__exit__)),
        mock.patch.object(Path, "replace", on_both_sides(Path.replace)),
    ):
        doing(home, NOW)


def records(home: Path) -> dict[str, object]:
    """All that the office knows, without moments of claims and with files by their content."""
    registry.open(home)
    case = registry.case("QHBF-2026-001")
    entries = [
        (entry.act, entry.actor, entry.case, {k: v for k, v in entry.details.items() if k != "attempts"})
        for entry in registry.entries()
    ]
    found = {
        "cases": registry.cases(),
        "events": registry.events(case.code),
        "jobs": [(job.step, job.state) for job in registry.jobs()],
        "papers": registry.papers(),
        "numbers": registry.numbers(),
        "opinions": [registry.opinions(paper.id) for paper in registry.papers()],
        "published": [registry.published(row.kind, row.name) for row in registry.published_list()],
        "people": (registry.profile(), registry.organs(), registry.people(), registry.appointments(date(2026, 5, 1))),
        "entries": entries,
        "files": stored(home),
    }
    registry.verify_journal()
    registry.close()
    return found


def stored(home: Path) -> set[str]:
    """The hashes of all files under their final names, each found true to its name."""
    files = {path.parent.name + path.name: path for path in (home / "files").glob("??/*") if path.suffix != ".part"}
    assert all(sha256(path.read_bytes()).hexdigest() == sha for sha, path in files.items())
    return set(files)


def opens_and_verifies(home: Path) -> None:
    try:
        registry.open(home)
    except BadInput:
        return  # killed before the founding was finished
    registry.verify_journal()
    for row in registry.papers():
        for version in row.versions:
            assert registry.get(version.docx_sha)
    registry.close()


@pytest.fixture(scope="module")
def wanted(memory: Path) -> dict[str, object]:
    """The records of an office that nobody killed."""
    registry.close()
    work(memory / "unkilled", NOW)
    unkilled = records(memory / "unkilled")
    assert unkilled["jobs"] == [("draft", "已完成"), ("number", "已完成"), ("file", "已完成")]
    return unkilled


def test_killed_at_any_point_of_its_founding_it_is_founded_to_the_same_records(memory, wanted):
    points = carries_on_after_each(found, lambda home: None, memory, wanted)
    assert points > 10


def test_killed_at_any_point_the_work_carries_on_to_the_same_records(memory, wanted, founded):
    points = carries_on_after_each(work, lambda home: shutil.copytree(founded, home), memory, wanted)
    assert points > 60


def carries_on_after_each(
    doing: Callable[[Path, datetime], None],
    begin: Callable[[Path], object],
    memory: Path,
    wanted: dict[str, object],
) -> int:
    """Kill it at each of its points, each time from the same beginning, and do the whole work; how many there were."""
    point, ending = 0, -signal.SIGKILL
    while ending == -signal.SIGKILL:
        point += 1
        home = memory / f"killed-{point}"
        begin(home)
        registry.close()
        child = PROCESSES.Process(target=killed_at, args=(point, doing, home))
        child.start()
        child.join(60)
        ending = child.exitcode

        opens_and_verifies(home)
        work(home, NOW + timedelta(hours=1))
        assert records(home) == wanted, f"differs after a kill at point {point}"
        shutil.rmtree(home)

    assert ending == 0
    return point - 1

"""Whatever the office does in whatever order, the records stay whole."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from gongwen import registry
from gongwen.errors import Refused
from gongwen.numbering import continuity
from gongwen.registry import Decision, JobOrder

STAGES = ("申报", "审核", "批准", "监督")
BY = {"actor": "周敏"}


class Office(RuleBasedStateMachine):
    """Cases opened and moved, jobs claimed, finished, failed, lost and retried, papers numbered, time passing."""

    def __init__(self, founded: Path, memory: Path, now) -> None:
        super().__init__()
        home = Path(tempfile.mkdtemp(dir=memory)) / "office"
        shutil.copytree(founded, home)
        registry.open(home)
        self.home, self.now = home, now
        self.claimed, self.versions, self.keys = [], {}, 0

    def teardown(self) -> None:
        registry.close()
        shutil.rmtree(self.home)

    def a_case(self, data):
        return data.draw(st.sampled_from([case.code for case in registry.cases()]))

    @rule()
    def open_a_case(self):
        registry.open_case(
            workflow="project", workflow_hash="w", stage="申报", title="帮扶", data={}, code_prefix="QHBF",
            door="命令行", now=self.now, **BY,
        )  # fmt: skip

    @precondition(lambda self: registry.cases())
    @rule(data=st.data(), stage=st.sampled_from(STAGES), owed=st.integers(0, 3), twice=st.booleans())
    def move(self, data, stage, owed, twice):
        code = self.a_case(data)
        self.keys += 1

        def decide(case):
            return Decision(action="办理", source=case.stage, target=stage, jobs=(JobOrder("draft"),) * owed)

        given = {"door": "网页", "system_user": "", "now": self.now, "form": {}, "key": f"click-{self.keys}"}
        first = registry.move(code, decide, **given, **BY)
        if twice:
            assert registry.move(code, decide, **given, **BY).event == first.event

    @precondition(lambda self: registry.cases())
    @rule(data=st.data())
    def a_move_is_refused(self, data):
        def decide(case):
            registry.add_person("何正平", now=self.now, **BY)
            raise Refused("缺材料。")

        with pytest.raises(Refused):
            registry.move(self.a_case(data), decide, door="网页", system_user="", now=self.now, form={}, **BY)

    @precondition(lambda self: registry.cases())
    @rule(data=st.data(), value=st.integers(0, 3))
    def amend(self, data, value):
        registry.amend_case(self.a_case(data), {"households": value}, now=self.now, why="核对", **BY)

    @rule(owner=st.sampled_from(["甲", "乙"]))
    def claim(self, owner):
        job = registry.claim(owner, self.now, 60)
        if job:
            self.claimed.append(job)

    @precondition(lambda self: self.claimed)
    @rule(data=st.data(), series=st.sampled_from(["青卫", "青卫函"]))
    def finish(self, data, series):
        job = data.draw(st.sampled_from(self.claimed))

        def record():
            paper = registry.add_paper(
                case=job.case, template="t", template_hash="h", kind="通知", title="通知", occasion="",
                inputs={}, now=self.now, **BY,
            )  # fmt: skip
            registry.take_number(paper.id, series, 2026, now=self.now, **BY)

        self.or_lost(job, lambda: registry.finish(job, self.now, record))

    @precondition(lambda self: self.claimed)
    @rule(data=st.data(), permanent=st.booleans())
    def fail(self, data, permanent):
        job = data.draw(st.sampled_from(self.claimed))
        self.or_lost(job, lambda: registry.fail(job, "没有回应", self.now, permanent))

    @precondition(lambda self: any(job.state == "失败" for job in registry.jobs()))
    @rule()
    def retry(self):
        registry.retry(next(job.id for job in registry.jobs() if job.state == "失败"), "周敏", self.now)

    @rule(seconds=st.integers(1, 90))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)

    def or_lost(self, job, act):
        """The act is refused exactly when the job's lease is no longer the one it was claimed under."""
        (row,) = (row for row in registry.jobs() if row.id == job.id)
        if (row.state, row.owner, row.attempts) == ("办理中", job.owner, job.attempts):
            act()
        else:
            with pytest.raises(Refused):
                act()

    @invariant()
    def the_journal_is_whole(self):
        registry.verify_journal()

    @invariant()
    def versions_only_rise(self):
        versions = {case.code: case.version for case in registry.cases()}
        assert all(version >= self.versions.get(code, 1) for code, version in versions.items())
        self.versions = versions

    @invariant()
    def history_is_the_path(self):
        for case in registry.cases():
            events = registry.events(case.code)
            assert [event.seq for event in events] == list(range(1, len(events) + 1))
            assert [event.source for event in events] == ["", *(event.target for event in events[:-1])]
            assert events[-1].target == case.stage

    @invariant()
    def jobs_are_done_in_their_order(self):
        for case in registry.cases():
            done = [job.state == "已完成" for job in registry.jobs(case.code)]
            assert done == sorted(done, reverse=True)
            assert sum(job.state == "办理中" for job in registry.jobs(case.code)) <= 1

    @invariant()
    def numbers_have_no_gap_and_every_done_job_its_one_paper(self):
        assert continuity(row.reference for row in registry.numbers()) == ()
        done = [job for job in registry.jobs() if job.state == "已完成"]
        assert len(registry.papers()) == len(registry.numbers()) == len(done)


@pytest.mark.slow
def test_the_records_stay_whole(founded, memory, now):
    run_state_machine_as_test(
        lambda: Office(founded, memory, now),
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )

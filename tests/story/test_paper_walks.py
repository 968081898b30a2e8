"""随意走: whatever people do to papers, numbers run 1..n, none is lost, and every paper can come to an end."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongwen import numbering, registry
from gongwen.errors import GongwenError
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from kit.office import story
from kit.paper_course import BEGUN, DRAFTER, ORGANS, SIGNER, WHO, Course, course_after
from kit.quick import quick

pytestmark = pytest.mark.slow

ACTS = (
    *("送核", "核稿通过", "送会签", "会签", "签发", "复核通过", "编号", "印制", "用印", "归档"),
    *("退回", "退回", "撤回", "作废", "不予签发", "撤销"),
)
ONWARD = {
    **{"起草": "送核", "核稿": "送会签", "签发": "签发", "复核": "复核通过"},
    **{"编号": "编号", "印制": "印制", "用印": "用印"},
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """An office whose papers are issued by three organs, and its first paper."""
    with pytest.MonkeyPatch.context() as patch:
        yield course_after(Path(tempfile.mkdtemp()) / "office", quick(patch), 3)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_done_no_number_is_lost_or_doubled_and_an_end_can_be_reached(
    course: Course, data: st.DataObject
) -> None:
    paper = another(course)
    held: str | None = None
    for _ in range(data.draw(st.integers(1, 14))):
        act = data.draw(st.sampled_from(ACTS))
        try_(paper, act, data)
        number = registry.number_of(paper.paper.id)
        assert held in (None, str(number.reference) if number else "")
        held = str(number.reference) if number else held
        assert numbering.continuity(row.reference for row in registry.numbers()) == ()
    finish(paper)
    assert paper.case.closed
    assert {row.state for row in registry.numbers()} <= {"已用", "作废"}
    bearers = [row.paper for row in registry.numbers()]
    assert len(bearers) == len(set(bearers))
    registry.verify_journal()


def another(course: Course) -> Course:
    """A further paper of the same office."""
    fields = {**story("00")[0].said["paper"]["fields"], "approved_by": f"市政府第{len(registry.papers())}次会议"}
    course.at = BEGUN
    paper = desk.open_paper("领导小组成立通知", fields, actor=Actor(DRAFTER), now=BEGUN)
    return Course(paper.flow or "", course.press)


def try_(paper: Course, act: str, data: st.DataObject) -> None:
    """An act as somebody might try it; most are refused where the paper stands."""
    stage = shelf.definition("paper").stage(paper.stage)
    rule = stage.rule(act)
    person = WHO.get(act) or data.draw(st.sampled_from([*sorted(set(WHO.values())), *list(ORGANS.values())[:2]]))
    to = data.draw(st.sampled_from(rule.targets)) if rule and rule.reason else ""
    more = {"form": {"void_approver": SIGNER}} if act == "作废" and registry.number_of(paper.paper.id) else {}
    try:
        paper.take(act, person, to=to, reason="试走。", **more)
    except GongwenError:
        return


def finish(paper: Course) -> None:
    """The straight way from wherever the paper stands."""
    for _ in range(20):
        stage = paper.stage
        if paper.case.closed:
            return
        if stage == "会签":
            for task in registry.tasks(paper.flow, open_only=True):
                paper.take("会签", ORGANS[task.party.name])
        elif stage == "分发":
            paper.send_and_receive()
            paper.take("归档")
        else:
            try:
                paper.take(ONWARD[stage])
            except GongwenError:
                paper.take("核稿通过")

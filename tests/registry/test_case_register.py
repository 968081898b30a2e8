"""Cases: their codes, facts and history."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.registry import JobOrder


def test_codes_count_up_per_prefix_and_year(open_a_case, now):
    codes = [
        open_a_case().code,
        open_a_case().code,
        open_a_case(code_prefix="QHFW").code,
        open_a_case(now=now.replace(year=2027)).code,
        open_a_case().code,
    ]

    assert codes == ["QHBF-2026-001", "QHBF-2026-002", "QHFW-2026-001", "QHBF-2027-001", "QHBF-2026-003"]


def test_the_year_of_a_code_is_the_office_s(open_a_case):
    """Half past four in the afternoon of 31 December in UTC is next year in 青禾市."""
    case = open_a_case(now=datetime(2026, 12, 31, 16, 30, tzinfo=UTC))

    assert (case.code, case.opened_on) == ("QHBF-2027-001", date(2027, 1, 1))


def test_a_given_code_takes_its_place_in_the_series(open_a_case):
    open_a_case(code="QHBF-2026-007")

    assert open_a_case().code == "QHBF-2026-008"


def test_a_code_in_use_is_refused(open_a_case):
    open_a_case(code="老项目一")

    with pytest.raises(Refused, match="编号「老项目一」已用于另一事项"):
        open_a_case(code="老项目一")


def test_the_same_key_opens_one_case(open_a_case):
    first = open_a_case(key="upload-1")

    again = open_a_case(key="upload-1")

    assert again == first
    assert registry.cases() == (first,)


def test_a_key_used_for_a_move_opens_no_case(open_a_case, take):
    take(open_a_case().code, "提交", "审核", key="click-1")

    with pytest.raises(BadInput, match="click-1"):
        open_a_case(key="click-1")


def test_opening_is_the_first_event_and_may_owe_jobs(open_a_case):
    code = open_a_case(jobs=(JobOrder("draft", "立项申报书"),)).code

    (event,) = registry.events(code)
    (job,) = registry.jobs(code)

    assert (event.seq, event.action, event.source, event.target) == (1, "开始办理", "", "申报")
    assert (job.event, job.step, job.argument) == (event.id, "draft", "立项申报书")


def test_cases_are_found_by_workflow_parent_and_stage(open_a_case, take):
    project = open_a_case().code
    flow = open_a_case(workflow="paper", stage="起草", parent=project, code_prefix="QHFW").code
    other = open_a_case().code
    take(other, "提交", "审核")

    def found(**by):
        return [case.code for case in registry.cases(**by)]

    assert found() == [project, flow, other]
    assert found(workflow="project") == [project, other]
    assert found(parent=project) == [flow]
    assert found(stage="审核") == [other]
    assert registry.case(flow).parent == project


def test_amending_merges_facts_and_raises_the_version(open_a_case, now):
    code = open_a_case().code

    case = registry.amend_case(code, {"place": "望山区", "households": 13}, actor="周敏", now=now, why="核对户数")

    assert (case.version, case.data) == (2, {"households": 13, "place": "望山区"})
    assert case == registry.case(code)
    entry = registry.entries(code)[-1]
    assert (entry.act, entry.details["why"], entry.details["fields"]) == (
        "更改事项信息",
        "核对户数",
        ["households", "place"],
    )


def test_amending_with_known_facts_changes_nothing(open_a_case, now):
    case = open_a_case()
    count = len(registry.entries())

    assert registry.amend_case(case.code, {"households": 12}, actor="周敏", now=now, why="核对") == case
    assert len(registry.entries()) == count


def test_the_journal_holds_no_facts_of_people(open_a_case, now):
    code = open_a_case(data={"household": "临溪-017 李某某"}).code

    registry.amend_case(code, {"phone": "138****0000"}, actor="周敏", now=now, why="补登")

    told = str(registry.entries())
    assert "临溪-017" not in told
    assert "138****0000" not in told


@pytest.mark.parametrize("ask", [registry.case, registry.events, registry.jobs])
def test_an_unknown_code_is_bad_input(home, ask):
    with pytest.raises(BadInput, match="没有编号为「QHBF-2026-999」的事项"):
        ask("QHBF-2026-999")


def test_an_unknown_parent_is_bad_input_and_uses_no_code(open_a_case):
    with pytest.raises(BadInput, match="没有编号为"):
        open_a_case(parent="QHBF-2026-999")

    assert open_a_case().code == "QHBF-2026-001"


def test_a_moment_without_a_time_zone_is_a_mistake_of_the_program(open_a_case):
    with pytest.raises(ValueError, match="no time zone"):
        open_a_case(now=datetime(2026, 3, 2))

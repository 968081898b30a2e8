"""What a unit has with the office: its own cases, those in which it owes an act, the papers sent to it."""

from __future__ import annotations

import pytest

from gongwen import registry
from gongwen.registry import Decision, Party, TaskOrder

UNIT = "桃园县柳林村村民委员会"


@pytest.fixture
def ask(home, now):
    """Let parties owe a task in a case."""

    def ask_them(code: str, *parties: str) -> None:
        orders = tuple(TaskOrder("自评", "报送自评", Party(name)) for name in parties)
        registry.move(
            code,
            lambda case: Decision(action="审定", source=case.stage, target="自评", opens=orders),
            actor="陆文渊",
            door="命令行",
            system_user="",
            now=now,
            form={},
        )

    return ask_them


def test_a_units_cases_are_its_own_the_latest_first(open_a_case):
    first = open_a_case(unit=UNIT)
    open_a_case(unit="临溪县青溪镇人民政府")
    second = open_a_case(unit=UNIT, title="第二个项目")
    open_a_case(unit="")

    assert [case.code for case in registry.running_of_units([UNIT], [UNIT])] == [second.code, first.code]
    assert registry.running_of_units([], []) == ()
    assert registry.running_of_units([""], []) == ()


def test_who_owes_an_act_finds_the_case_and_still_does_afterwards(open_a_case, ask, take):
    case = open_a_case()
    ask(case.code, UNIT, "临溪县民政局")

    other = open_a_case(unit=UNIT)
    assert [row.code for row in registry.running_of_units([UNIT], [UNIT])] == [case.code, other.code]
    assert [row.code for row in registry.running_of_units([], [UNIT])] == [case.code]
    assert registry.running_of_units([], ["青禾市财政局"]) == ()
    take(case.code, "到期转核查", "实地核查")
    assert [row.code for row in registry.running_of_units([], [UNIT])] == [case.code]
    assert [row.code for row in registry.running_of_units([UNIT], [UNIT])] == [other.code, case.code]


def test_papers_count_as_sent_when_they_were_sent(open_a_case, add_a_paper, now):
    by = {"actor": "文秀", "now": now}
    paper, other = add_a_paper(open_a_case().code), add_a_paper(open_a_case().code)
    registry.add_recipient(paper.id, "柳林村委会", **by)
    registry.add_recipient(other.id, "柳林村委会", **by)

    assert registry.papers_sent_to(["柳林村委会", UNIT], received=5) == ()
    registry.send_paper(other.id, "柳林村委会", how="专人送达", **by)
    assert registry.papers_sent_to(["柳林村委会", UNIT], received=5) == (other.id,)


def test_of_papers_that_were_confirmed_only_the_last_are_listed_all_others_stay(open_a_case, add_a_paper, now):
    by = {"actor": "文秀", "now": now}
    papers = [add_a_paper(open_a_case().code) for _ in range(3)]
    for paper in papers:
        registry.add_recipient(paper.id, UNIT, **by)
        registry.send_paper(paper.id, UNIT, how="专人送达", **by)
    for paper in papers[:2]:
        registry.receive_paper(paper.id, UNIT, by="收发室", **by)

    first, second, third = (paper.id for paper in papers)
    assert registry.papers_sent_to([UNIT], received=1) == (third, second)
    assert registry.papers_sent_to([UNIT], received=5) == (third, second, first)


def test_the_last_closed_cases_are_found_apart_from_the_running_ones(open_a_case, take):
    first, second, running = (open_a_case(unit=UNIT) for _ in range(3))
    for case in (first, second):
        take(case.code, "结案", "归档", ends=True)

    assert [row.code for row in registry.running_of_units([UNIT], [])] == [running.code]
    assert [row.code for row in registry.closed_of_units([UNIT], [], most=5)] == [second.code, first.code]
    assert [row.code for row in registry.closed_of_units([UNIT], [], most=1)] == [second.code]

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

    assert [case.code for case in registry.cases_of_units([UNIT])] == [second.code, first.code]
    assert registry.cases_of_units([]) == ()
    assert registry.cases_of_units([""]) == ()


def test_who_owes_an_act_finds_the_case_and_still_does_afterwards(open_a_case, ask, take):
    case = open_a_case()
    ask(case.code, UNIT, "临溪县民政局")

    assert [row.code for row in registry.cases_awaiting([UNIT])] == [case.code]
    assert registry.cases_awaiting(["青禾市财政局"]) == ()
    take(case.code, "到期转核查", "实地核查")
    assert registry.cases_awaiting([UNIT]) == ()
    assert [row.code for row in registry.cases_acted_for([UNIT])] == [case.code]


def test_papers_count_as_sent_when_they_were_sent(open_a_case, add_a_paper, now):
    by = {"actor": "文秀", "now": now}
    paper, other = add_a_paper(open_a_case().code), add_a_paper(open_a_case().code)
    registry.add_recipient(paper.id, "柳林村委会", **by)
    registry.add_recipient(other.id, "柳林村委会", **by)

    assert registry.papers_sent_to(["柳林村委会", UNIT]) == ()
    registry.send_paper(other.id, "柳林村委会", how="专人送达", **by)
    assert registry.papers_sent_to(["柳林村委会", UNIT]) == (other.id,)

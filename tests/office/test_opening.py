"""A new case from the form on the page: who may open what, for whom, and that a second press opens none."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office import opening
from gongwen.office.people import Actor
from kit.office import FOUNDED, an_office

CLERK, OWNER, DOORKEEPER = Actor("周晓岚"), Actor("许明辉"), Actor("石磊")
UNIT = "临溪县青溪镇人民政府"


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


def offered(actor: Actor) -> dict[str, opening.Opening]:
    return {one.flow: one for one in opening.offered(actor=actor, now=FOUNDED)}


def opened(flow: str, actor: Actor = CLERK, key: str = "k", **given: str) -> registry.CaseRow:
    return opening.open_case(flow, given, key=key, actor=actor, now=FOUNDED)


def test_each_is_offered_what_their_roles_begin():
    assert set(offered(CLERK)) == {
        "annual-review",
        "emergency",
        "leading-group",
        "meeting",
        "project",
        "responsibility",
    }
    assert set(offered(DOORKEEPER)) == {"incoming"}
    assert set(offered(OWNER)) == {"project", "emergency"}
    assert offered(Actor("夏知秋")) == {}


def test_an_owner_opens_for_their_own_unit_only():
    units = {field.name: field.options for field in offered(OWNER)["project"].fields}["unit"]
    assert units == (UNIT,)
    with pytest.raises(BadInput, match=r"单位.*应当是临溪县青溪镇人民政府之一"):
        opened("project", OWNER, title="甲", kind="经济帮扶", unit="桃园县柳林村村民委员会")


def test_a_double_press_opens_one_project():
    given = {"title": "助学项目", "kind": "项目救助", "unit": UNIT}
    first, second = opened("project", **given), opened("project", **given)
    assert first == second and len(registry.cases()) == 1
    assert opened("project", key="another", **given).code != first.code


def test_every_fault_of_the_form_is_told_at_once():
    with pytest.raises(BadInput) as told:
        opened("project", kind="别的")
    assert len(told.value.faults) == 3
    with pytest.raises(BadInput, match="现在没有「incoming」可以由周晓岚登记"):
        opened("incoming", title="来函")


@pytest.mark.parametrize(
    ("flow", "actor", "given", "code", "title"),
    [
        ("emergency", CLERK, {"title": "火灾救助", "kind": "紧急救助", "unit": UNIT}, "JJ-2026-001", "火灾救助"),
        ("incoming", DOORKEEPER, {"title": "市教育局来函"}, "SW-2026-001", "市教育局来函"),
        ("meeting", CLERK, {"title": "2026年第一次会议"}, "HY-2026-001", "2026年第一次会议"),
        ("annual-review", CLERK, {"title": "2026年度考核"}, "KH-2026-001", "2026年度考核"),
        ("responsibility", CLERK, {"title": "责任书", "unit": "青禾市民政局"}, "ZR-2026-001", "责任书"),
        ("leading-group", CLERK, {"what": "调整成员"}, "LD-2026-001", "调整青禾市困难家庭帮扶工作领导小组成员"),
        ("leading-group", CLERK, {"what": "成立领导小组", "group": "某专班"}, "LD-2026-001", "成立某专班"),
    ],
)
def test_every_flow_opens_at_its_first_stage(flow, actor, given, code, title):
    case = opened(flow, actor, **given)
    assert (case.code, case.title) == (code, title)
    assert case.stage == offered(actor)[flow].first

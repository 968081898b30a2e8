"""接口权限表: every operation × every kind of person × own and other organ; an operation not in the table fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.staffing import access
from kit.joint import NOW
from kit.office import an_office
from kit.web import client_for, prepare

OPERATIONS = """
showMe        已登录的人
listProjects  已登录的人
openProject   已登录的人
showProject   与事项有关的人
listMoves     与事项有关的人
takeMove      与事项有关的人
listJobs      与事项有关的人
listPapers    已登录的人
showPaper     与公文有关的人
fetchPaper    与公文有关的人
handInFile    已登录的人
showNumbers   办公室工作人员
"""
TABLE: dict[str, str] = dict(line.split() for line in OPERATIONS.strip().splitlines())  # type: ignore[misc]
STAFF = ("周晓岚", "陆文渊", "顾言之", "夏知秋", "高望舒", "温如玉")
UNITS = ("许明辉", "范守田", "钱立诚", "罗清川")
OWN, OTHER = "许明辉", "范守田"


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A project of 许明辉's unit, and one of 范守田's."""
    an_office(tmp_path_factory.mktemp("matrix") / "office")
    prepare()
    units = ("临溪县青溪镇人民政府", "桃园县柳林村村民委员会")
    clerk = Actor("周晓岚")
    yield tuple(
        desk.open_project(f"{unit}走访", kind="走访慰问", unit=unit, actor=clerk, now=NOW).code for unit in units
    )
    registry.close()


def operations() -> dict[str, Any]:
    """Every operation of the REST door by its id."""
    from gongwen.web.api.urls import api

    return {
        one.operation_id: one
        for _, router in api._routers
        for view in router.path_operations.values()
        for one in view.operations
    }


def test_every_operation_is_in_the_table_with_its_rule(cases) -> None:
    told = {name: getattr(one.view_func, "admits", "no rule at all") for name, one in operations().items()}
    assert told == TABLE


def test_every_operation_asks_for_a_token(cases) -> None:
    client = client_for()
    described = client.get("/api/v1/openapi.json").json()["paths"]
    asked = {
        (method, path): client.generic(
            method.upper(), path.format(code=cases[0], flow=cases[0], kind="pdf")
        ).status_code
        for path, methods in described.items()
        for method in methods
    }
    assert len(asked) == len(TABLE)
    assert set(asked.values()) == {401}


@pytest.mark.parametrize("person", [*STAFF, *UNITS])
def test_the_rules_pass_whom_they_should(cases, person) -> None:
    who = access.visitor(person, NOW)
    own, other = cases
    passed = {
        (name, case) for name, rule in TABLE.items() for case in cases if access.admits(rule, who, code=case, flow=case)
    }
    of_cases = {name for name, rule in TABLE.items() if rule in (access.CASE, access.PAPER)}
    free = {name for name, rule in TABLE.items() if rule == access.SIGNED_IN}
    if person in STAFF:
        assert passed == {(name, case) for name in TABLE for case in cases}
    else:
        mine = {OWN: own, OTHER: other}.get(person)
        assert passed == {(name, case) for name in free for case in cases} | {(name, mine) for name in of_cases if mine}

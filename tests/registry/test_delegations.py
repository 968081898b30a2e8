"""Who acts for whom, from one day to another."""

from __future__ import annotations

from datetime import date

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused

FROM, TO = date(2026, 3, 1), date(2026, 3, 10)


@pytest.fixture
def staffed(home, now):
    hand = {"actor": "开办人", "now": now}
    registry.add_organ(registry.OrganRow(name="青禾市财政局"), **hand)
    for name in ("李四", "张三"):
        registry.add_person(name, **hand)
    registry.appoint("李四", "青禾市财政局", "科长", ["会签人", "审核人"], date(2026, 1, 1), **hand)
    return hand


def give(hand, **more):
    return registry.delegate("李四", "张三", **{"starts": FROM, "ends": TO, **more}, **hand)


def test_a_delegation_holds_from_its_first_to_its_last_day(staffed):
    made = give(staffed, roles=["会签人"], basis="李四出差")

    days = (date(2026, 2, 28), FROM, TO, date(2026, 3, 11))
    assert [registry.delegations(day) for day in days] == [(), (made,), (made,), ()]
    assert registry.delegations(FROM, deputy="李四") == ()
    entry = registry.entries()[-1]
    assert (entry.act, entry.details["principal"], entry.details["deputy"]) == ("登记委托", "李四", "张三")


def test_the_same_again_changes_nothing_and_another_is_refused(staffed):
    give(staffed, roles=["会签人"])
    count = len(registry.entries())

    give(staffed, roles=["会签人"])

    assert len(registry.entries()) == count
    with pytest.raises(Refused, match="内容与这次不同"):
        give(staffed, roles=["审核人"])


def test_an_ended_delegation_holds_to_that_day(staffed):
    give(staffed)

    ended = registry.end_delegation("李四", "张三", date(2026, 3, 4), **staffed)

    assert ended.ends == date(2026, 3, 4)
    assert registry.delegations(date(2026, 3, 5)) == ()
    with pytest.raises(BadInput, match="在 2026-03-05 没有委托「张三」"):
        registry.end_delegation("李四", "张三", date(2026, 3, 5), **staffed)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"ends": date(2026, 2, 1)}, "截止日期早于开始日期"),
        ({"roles": ["签发人"]}, "没有角色「签发人」，不能委托；他现有：会签人、审核人"),
    ],
)
def test_a_senseless_delegation_is_bad_input(staffed, given, told):
    with pytest.raises(BadInput, match=told):
        give(staffed, **given)
    assert registry.delegations() == ()


def test_nobody_deputises_for_themselves_or_for_strangers(staffed):
    with pytest.raises(BadInput, match="不能委托自己"):
        registry.delegate("李四", "李四", starts=FROM, ends=TO, **staffed)
    with pytest.raises(BadInput, match="没有登记人员「王五」"):
        registry.delegate("李四", "王五", starts=FROM, ends=TO, **staffed)

"""The office's own working days, reminders, and who looked at personal data: each recorded once and for good."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.registry import CalendarDay, CalendarYear


@pytest.fixture
def by(home, now):
    return {"actor": "周敏", "now": now}


def test_a_day_entered_again_is_replaced_and_each_change_is_journalled(home, by):
    registry.set_day(date(2027, 2, 6), "休", "国办通知", **by)
    registry.set_day(date(2027, 2, 5), "休", "国办通知", **by)
    registry.set_day(date(2027, 2, 6), "班", "更正", **by)

    assert registry.calendar_days() == (
        CalendarDay(day=date(2027, 2, 5), kind="休", reason="国办通知", actor="周敏"),
        CalendarDay(day=date(2027, 2, 6), kind="班", reason="更正", actor="周敏"),
    )
    told = [entry.details for entry in registry.entries() if entry.act == "登记工作日历"]
    assert [(row["day"], row["kind"]) for row in told] == [
        ("2027-02-06", "休"),
        ("2027-02-05", "休"),
        ("2027-02-06", "班"),
    ]


def test_the_same_day_again_writes_nothing(home, by):
    registry.set_day(date(2027, 2, 5), "休", "国办通知", **by)
    registry.confirm_year(2027, "国办通知", **by)
    count = len(registry.entries())

    registry.set_day(date(2027, 2, 5), "休", "国办通知", **by)
    registry.confirm_year(2027, "国办通知", **by)

    assert len(registry.entries()) == count
    assert registry.calendar_years() == (CalendarYear(year=2027, reason="国办通知", actor="周敏"),)


@pytest.mark.parametrize(("kind", "reason", "fault"), [("假", "国办通知", "不认识"), ("休", " ", "写明依据")])
def test_a_day_needs_a_known_kind_and_a_basis(home, by, kind, reason, fault):
    with pytest.raises(BadInput, match=fault):
        registry.set_day(date(2027, 2, 5), kind, reason, **by)
    assert registry.calendar_days() == ()


def test_a_reminder_is_recorded_and_journalled_without_its_text(open_a_case, by):
    case = open_a_case()
    registry.urge(case.code, "许明辉", "电话", "请李建国家属补交材料", **by)
    registry.urge(case.code, "许明辉", "书面", **by)

    rows = registry.urgings(case.code)
    assert [(row.stage, row.to, row.how, row.actor) for row in rows] == [
        ("申报", "许明辉", "电话", "周敏"),
        ("申报", "许明辉", "书面", "周敏"),
    ]
    assert registry.urgings() == rows
    assert "李建国" not in str(registry.entries(case.code))
    assert registry.case(case.code).version == case.version


def test_a_reminder_by_an_unknown_way_or_of_an_unknown_case_is_bad_input(open_a_case, by):
    with pytest.raises(BadInput, match="可写：电话、短信、当面、书面"):
        registry.urge(open_a_case().code, "许明辉", "微信", **by)
    with pytest.raises(BadInput, match="没有编号为"):
        registry.urge("无此编号", "许明辉", "电话", **by)


@pytest.mark.parametrize("statement", ["UPDATE registry_urging SET how = '电话'", "DELETE FROM registry_urging"])
def test_the_database_itself_keeps_reminders(open_a_case, by, statement):
    registry.urge(open_a_case().code, "许明辉", "书面", **by)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_look_at_personal_data_is_journalled_with_its_fields(open_a_case, by):
    code = open_a_case().code
    registry.note_sight(code, ["phone", "id_no"], "核对户口", roles=["经办人"], door="命令行", **by)

    entry = registry.entries(code)[-1]
    assert (entry.act, entry.actor, entry.case) == ("查看个人信息", "周敏", code)
    assert (entry.details["fields"], entry.details["why"]) == (["id_no", "phone"], "核对户口")

"""Who is on file with everything they held, and the year as a sheet of days."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from gongwen.errors import BadInput
from gongwen.office.people import Actor
from gongwen.office.staffing import calendar, delegating, directory, staff, year_sheet
from kit.office import FOUNDED, an_office

TODAY = FOUNDED.date()
CHIEF = Actor("陆文渊")
OFFICE = "青禾市困难家庭帮扶工作领导小组办公室"


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


def test_a_person_has_posts_of_the_past_and_to_come():
    given = {"actor": CHIEF, "now": FOUNDED}
    staff.appoint("石磊", OFFICE, "副科长", ["核稿人"], TODAY + timedelta(days=30), None, **given)
    staff.dismiss("石磊", OFFICE, "文印员", TODAY - timedelta(days=1), **given)
    rows = [(row["post"], row["state"]) for row in directory.person("石磊", TODAY)["posts"]]
    assert rows == [("副科长", "待任"), ("文印员", "已免")]
    with pytest.raises(BadInput, match="没有登记名为「无名」的人员"):
        directory.person("无名", TODAY)


def test_delegations_stand_with_both_and_the_present_ones_first():
    given = {"actor": CHIEF, "now": FOUNDED}
    delegating.delegate("陆文渊", "顾言之", ["签发人"], TODAY, TODAY, "出差", **given)
    delegating.delegate(
        "陆文渊", "顾言之", ["签发人"], TODAY + timedelta(days=9), TODAY + timedelta(days=9), "会", **given
    )
    assert [row["state"] for row in directory.delegations(TODAY)] == ["待任", "现任"]
    assert [row["state"] for row in directory.delegations(TODAY + timedelta(days=5))] == ["待任", "已免"]
    assert len(directory.person("顾言之", TODAY)["delegations"]) == 2


def test_an_organ_shows_its_posts_and_those_below_it():
    told = directory.organ("青禾市民政局", TODAY)
    assert "临溪县民政局" in told["below"] and told["codes"]["文件"] == "青民发"
    assert [row["person"] for row in told["posts"]] == ["章若水"]
    assert "经办人" in directory.roles()


def test_a_year_is_twelve_months_of_weeks_from_monday():
    told = year_sheet.sheet(2026)
    assert [len(month["weeks"][0]) for month in told["months"]] == [7] * 12
    days = {cell["day"]: cell for month in told["months"] for week in month["weeks"] for cell in week if cell}
    assert len(days) == 365
    assert days[date(2026, 1, 1)]["state"] == "休" and days[date(2026, 1, 1)]["why"] == "元旦"
    assert days[date(2026, 3, 2)]["state"] == "工作日" and days[date(2026, 3, 7)]["state"] == "周末"


def test_the_offices_own_day_is_marked_and_counted():
    before = year_sheet.sheet(2026)["working"]
    calendar.set_day(date(2026, 3, 2), "休", "市政府通知", actor=Actor("周晓岚"), now=FOUNDED)
    told = year_sheet.sheet(2026)
    assert told["working"] == before - 1
    assert [(row["day"], row["reason"]) for row in told["own"]] == [("2026-03-02", "市政府通知")]

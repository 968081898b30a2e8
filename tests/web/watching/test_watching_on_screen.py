"""待办, lists and search in a real browser: whole by WCAG 2.2 AA, used by the keyboard, pictures to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from kit.browser import screen
from kit.office import an_office, story

pytestmark = pytest.mark.slow
NOW = datetime.now(UTC)
CLERK, LEADER = "周晓岚", "范守田"
VILLAGE, TOWN = "桃园县柳林村村民委员会", "临溪县青溪镇人民政府"


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Path]:
    """Projects of all degrees of lateness, and a paper in its flow."""
    folder = an_office(tmp_path / "office")
    names = ("住房修缮", "助学", "就业帮扶", "汛期救助", "慰问走访", "医疗救助", "产业帮扶", "饮水改造")
    form = next(act for act in story("01") if act.said.get("do") == "提交").said["form"]
    for number, name in enumerate(names):
        unit, leader = ((VILLAGE, LEADER), (TOWN, CLERK))[number % 2]
        at = NOW - timedelta(days=6 * number + 1)
        code = desk.open_project(f"{unit[:6]}{name}项目", kind="经济帮扶", unit=unit, actor=Actor(leader), now=at).code
        if number % 3 == 0:
            desk.take(code, "提交", actor=Actor(leader), now=at, printer=None, form=form)
    yield folder
    registry.close()


def test_the_lists_are_used_with_the_keyboard(busy: Path) -> None:
    with screen() as on:
        page = on.page(CLERK)
        page.goto("/todo/?whose=all")
        assert on.axe(page) == []
        on.picture(page, "watching-todo")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        focused = page.evaluate("document.activeElement.getAttribute('href')")
        assert focused == page.locator("a[data-row]").nth(1).get_attribute("href")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{focused}")
        for name, address in {
            "cases": "/cases/",
            "papers": "/papers/",
            "search": "/search/?q=项目",
            "search-help": "/search/",
            "cases-fault": "/cases/?unit=无此单位&state=超期",
        }.items():
            page.goto(address)
            assert on.axe(page) == [], name
            on.picture(page, f"watching-{name}")
        phone = on.page(CLERK, phone=True)
        phone.goto("/todo/?whose=all")
        assert on.axe(phone) == []
        on.picture(phone, "watching-todo-phone")
        page.goto("/cases/")
        page.get_by_label("检索", exact=True).fill("助学")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*")
        assert page.locator("a[data-row]").count() == 1
        assert [told for told in on.complaints if "422" not in told] == []


def test_an_empty_office_shows_where_to_begin(tmp_path: Path) -> None:
    an_office(tmp_path / "office")
    with screen() as on:
        page = on.page(CLERK)
        page.goto("/todo/")
        assert on.axe(page) == []
        on.picture(page, "watching-first-steps")
        page.get_by_role("link", name="登记机关和单位").click()
        page.wait_for_url("**/organs/")
    registry.close()

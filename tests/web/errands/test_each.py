"""成批登记签回件 in Chromium: who is awaited, reached by the keyboard, accessible and not too wide."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen import registry
from gongwen.office import desk
from kit import quick
from kit.browser import screen
from kit.county import CHIEF, CITY, CLERK, COUNTY, DISTRICT, NOW, TOWN, a_county, take

pytestmark = pytest.mark.slow
AGREED = {
    "year": 2026, "basis": "领导小组2026年工作要点", "units": [COUNTY, DISTRICT, TOWN],
    "goals": [{"name": "困难家庭入户核实", "value": "不少于300户", "measure": "入户核实记录"}],
    "duties": ["及时发现、核实困难家庭"], "support": ["第一季度内下达帮扶资金"],
    "starts": "2026-01-01", "ends": "2026-12-31",
}  # fmt: skip


def test_the_page_names_who_is_awaited_and_is_worked_by_keyboard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_county(tmp_path / "office")
    press = quick.quick(monkeypatch)
    code = desk.open_project("2026年度帮扶工作", kind="", unit=CITY, actor=CLERK, now=NOW, flow="responsibility").code
    take(code, "报审", CLERK, press, AGREED)
    take(code, "审定", CHIEF, press, {"plan_opinion": "同意。"})
    with screen() as shown:
        page = shown.page(CLERK.person)
        page.goto(f"/cases/{code}/")
        page.get_by_role("link", name="成批登记签回件").press("Enter")
        page.get_by_text("还在等：").wait_for()
        told = page.locator("main").inner_text()
        assert all(party in told for party in (COUNTY, DISTRICT, TOWN))
        assert shown.axe(page) == [] and page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.get_by_label("各单位的").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.form?.enctype") == "multipart/form-data"
        shown.picture(page, "errands-each")
        assert shown.complaints == []
    registry.close()

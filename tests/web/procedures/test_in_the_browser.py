"""模板和流程 in Chromium: the whole way from a file to a published version and the running cases, with the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.office import desk, errands
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from kit.browser import Screen, screen
from kit.office import PrinterThatMustRest, an_office
from kit.originals import a_flow, a_template, a_zip

pytestmark = pytest.mark.slow
UNITS = ("临溪县青溪镇人民政府", "桃园县柳林村村民委员会")


def test_a_flow_goes_from_a_file_to_the_running_cases(tmp_path: Path) -> None:
    an_office(tmp_path / "office")
    now = datetime.now(UTC)
    for unit in UNITS:
        desk.open_project(f"{unit}帮扶", kind="经济帮扶", unit=unit, actor=Actor("周晓岚"), now=now)
    good, bad = tmp_path / "project.yaml", tmp_path / "bad.yaml"
    good.write_bytes(
        a_flow(
            ("deadline: 15个工作日", "deadline: 20个工作日"), ("  申报:\n", "  填报:\n"), ("to: 申报", "to: 填报")
        ).content
    )
    bad.write_bytes(a_flow(("to: 审核\n", "to: 审查\n"), ("needs: [文书齐全]", "needs: [文书备齐]")).content)

    with screen() as shown:
        clerk, chief = shown.page("周晓岚"), shown.page("陆文渊")
        clerk.goto("/procedures/")
        looked_at(shown, clerk, "procedures-home")
        clerk.get_by_role("link", name="交新的流程").click()
        clerk.get_by_label("流程文件").set_input_files(bad)
        clerk.get_by_label("为什么改").fill("按新办法把申报时限改为 20 个工作日")
        clerk.get_by_role("button", name="上传并审查").click()
        assert "to: 审查" in clerk.locator(".remarks").inner_text()
        assert clerk.get_by_label("为什么改").input_value() == "按新办法把申报时限改为 20 个工作日"
        looked_at(shown, clerk, "procedures-faults")
        clerk.get_by_label("流程文件").set_input_files(good)
        clerk.get_by_role("button", name="上传并审查").click()
        clerk.wait_for_url("**/proposals/1/")
        assert clerk.get_by_role("button", name="发布", exact=True).is_disabled()
        looked_at(shown, clerk, "procedures-proposal")

        chief.goto("/procedures/proposals/1/")
        chief.get_by_role("button", name="推演这一版").click()
        chief.locator(".errand").wait_for()
        beside(lambda: errands.do_next(now, PrinterThatMustRest()))
        chief.goto("/procedures/proposals/1/")
        assert "最快的一条路" in chief.locator("main").inner_text()
        chief.get_by_role("button", name="发布", exact=True).focus()
        chief.keyboard.press("Enter")
        chief.wait_for_url("**/workflows/project/")
        assert "第2版已发布" in chief.locator("#notice").inner_text()
        looked_at(shown, chief, "procedures-workflow")
        chief.get_by_role("link", name="看能不能迁到第2版").click()
        chief.get_by_label("「申报」（2 件）到").select_option("填报")
        chief.get_by_role("button", name="照此重看计划").click()
        chief.get_by_label("理由").fill("新办法施行")
        looked_at(shown, chief, "procedures-migration")
        chief.get_by_role("button", name="把 2 件迁到第2版").click()
        assert "已实施，第 1 批，2 件" in chief.locator("#notice").inner_text()
        assert {case.stage for case in beside(lambda: registry.cases("project"))} == {"填报"}
        chief.goto("/procedures/workflows/project/")
        assert width_of(chief.locator(".diagram img")) > 900
        for address, name in (
            ("/procedures/workflows/project/compare/", "compare"),
            ("/procedures/workflows/paper/?version=1", "workflow-paper"),
            ("/procedures/workflows/", "workflows"),
            ("/procedures/proposals/", "proposals"),
        ):
            chief.goto(address)
            looked_at(shown, chief, f"procedures-{name}")
        simulated(shown, clerk, now)
        assert [told for told in shown.complaints if "422" not in told] == []
        diagrams(shown, chief)


def test_a_template_is_looked_at_printed_and_published(tmp_path: Path) -> None:
    an_office(tmp_path / "office")
    now = datetime.now(UTC)
    packed = tmp_path / "立项批复.zip"
    changes = ("{name: contact, label: 联系人,", "{name: contact, label: 联系人, required: true,")
    packed.write_bytes(a_zip({f"立项批复/{one.name}": one.content for one in a_template(changes)}).content)
    with screen() as shown, papers.press() as printer:
        clerk, chief = shown.page("周晓岚"), shown.page("陆文渊")
        clerk.goto("/procedures/templates/")
        looked_at(shown, clerk, "procedures-templates")
        clerk.get_by_role("link", name="交新的模板").click()
        looked_at(shown, clerk, "procedures-hand-in")
        clerk.get_by_label("模板的三个文件").set_input_files(packed)
        clerk.get_by_role("button", name="上传并审查").click()
        clerk.wait_for_url("**/proposals/1/")
        clerk.get_by_role("button", name="印出样张").click()
        clerk.locator(".errand").wait_for()
        beside(lambda: errands.do_next(now, printer))
        chief.goto("/procedures/proposals/1/")
        assert chief.locator(".pages img").count() >= 2
        looked_at(shown, chief, "procedures-template-proposal")
        chief.get_by_role("button", name="发布", exact=True).click()
        chief.wait_for_url("**/templates/*/")
        assert width_of(chief.locator(".pages img").first) > 500
        looked_at(shown, chief, "procedures-template")
        assert shown.complaints == []


def beside(act: Callable[[], Any]) -> Any:
    """What the office does or has on record, outside the thread that drives the browser."""

    def done() -> Any:
        from django.db import connection

        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        return other.submit(done).result()


def looked_at(shown: Screen, page: Any, name: str) -> None:
    """The page answers WCAG 2.2 AA, and does not run over the window's edge; its picture is kept."""
    shown.picture(page, name)
    assert shown.axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


def width_of(picture: Any) -> int:
    """How wide a picture is, once it has come."""
    picture.evaluate("one => one.decode()")
    return int(picture.evaluate("one => one.naturalWidth"))


def simulated(shown: Screen, page: Any, now: datetime) -> None:
    page.goto("/procedures/workflows/emergency/simulation/")
    page.get_by_label("走多少遍").fill("20")
    page.get_by_role("button", name="推演").click()
    page.locator(".errand").wait_for()
    beside(lambda: errands.do_next(now, PrinterThatMustRest()))
    page.reload()
    looked_at(shown, page, "procedures-simulation")


def diagrams(shown: Screen, page: Any) -> None:
    """The pictures by themselves, to be looked at."""
    page.goto("/procedures/workflows/project/diagram.svg?version=2")
    shown.picture(page, "procedures-diagram", whole=False)

"""The archivist's desk in Chromium: from the board to a verified bundle, watched on the way; each page looked at."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.errors import ToolMissing
from gongwen.office import desk, errand_kinds, errands, jobs
from gongwen.office.errand_kinds import Kind
from gongwen.office.people import Actor
from kit.at_work import a_worker
from kit.browser import Screen, screen
from kit.closed import ARCHIVIST, CLERK, CLOSED, OWNER, a_closed_case
from kit.office import PrinterThatMustRest, story
from kit.quick import QuickPress

pytestmark = pytest.mark.slow
NOW = datetime.now(UTC)


class SlowPress(QuickPress):
    """Prints so slowly that the progress can be watched."""

    def to_pdf(self, docx: bytes) -> bytes:
        time.sleep(0.5)
        return super().to_pdf(docx)


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Screen]:
    a_closed_case(tmp_path / "office")
    _one_that_waits()
    with screen() as opened:
        yield opened
    registry.close()


def test_from_what_is_missing_to_a_verified_bundle(shown: Screen) -> None:
    page = shown.page(ARCHIVIST)
    page.goto("/archive/?state=已办结")
    look(shown, page, "records-board")
    page.get_by_role("link", name=CLOSED).click()
    look(shown, page, "records-case")
    page.get_by_role("button", name="组卷并核验").click()
    assert page.get_by_text("正在排队").is_visible()
    with a_worker(SlowPress()):
        page.locator("progress[value]").wait_for(timeout=30_000)
        look(shown, page, "records-bundle-under-way")
        page.get_by_text("核验通过").wait_for(timeout=60_000)
        look(shown, page, "records-bundle-done")
        with page.expect_download() as download:
            page.get_by_role("link", name=f"{CLOSED}案卷.zip").click()
        page.goto("/archive/verify/")
        page.set_input_files("#bundle", download.value.path())
        page.get_by_role("button", name="核验").click()
        page.get_by_text("核验通过").wait_for(timeout=30_000)
        look(shown, page, "records-verify")
        page.goto("/archive/journal/")
        page.get_by_role("button", name="核验日志").click()
        page.get_by_text("没有改动、插入、缺失").wait_for(timeout=30_000)
    look(shown, page, "records-journal")
    page.goto("/archive/cases/QHBF-2026-002/")
    look(shown, page, "records-case-with-gaps")
    assert shown.complaints == []


def test_one_s_errands_are_found_again_and_a_failed_one_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(errand_kinds.KINDS, "试办", Kind("印花脸稿", lambda slip: 1 / 0))
    a_closed_case(tmp_path / "office")
    _errands_of_every_state()
    with screen() as shown:
        _watched(shown)
    registry.close()


def _errands_of_every_state() -> None:
    actor = Actor(CLERK)
    errands.ask("试办", {}, about="FW-2026-001", actor=actor, now=NOW)
    errands.do_next(NOW, PrinterThatMustRest())
    errands.ask("export", {"form": "xlsx"}, actor=actor, now=NOW)
    errands.do_next(NOW, PrinterThatMustRest())
    errands.cancel(errands.ask("export", {"form": "csv"}, actor=actor, now=NOW).id, actor=actor, now=NOW)
    errands.ask("continuity", {}, actor=actor, now=NOW)


def _watched(shown: Screen) -> None:
    for phone in (False, True):
        page = shown.page(CLERK, phone=phone)
        page.goto("/errands/")
        look(shown, page, f"errands-mine{'-phone' if phone else ''}")
    retry = page.locator("#errand-1-retry")
    retry.focus()
    page.keyboard.press("Enter")
    page.locator("#errand-1[data-state=待办]").wait_for(timeout=10_000)
    page.goto("/errands/1/")
    page.get_by_role("button", name="取消").click()
    page.get_by_text("已经取消").wait_for(timeout=10_000)
    look(shown, page, "errands-one-phone")
    assert shown.complaints == []


def test_a_case_shows_what_it_still_owes_and_that_it_is_done(shown: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "QHBF-2026-002"
    page = shown.page(CLERK)
    page.goto(f"/cases/{code}/jobs/")
    look(shown, page, "errands-jobs-waiting")

    def broken(work: Any) -> Any:
        raise ToolMissing("缺少字体「方正小标宋」。请运行 gongwen doctor 查看安装办法。")

    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(jobs.STEPS, "draft", broken)
        with a_worker(PrinterThatMustRest()):
            page.get_by_role("button", name="重试").wait_for(timeout=30_000)
    look(shown, page, "errands-jobs-failed")
    for name in jobs.STEPS:
        monkeypatch.setitem(jobs.STEPS, name, lambda work: lambda: None)
    page.get_by_role("button", name="重试").click()
    with a_worker(PrinterThatMustRest()):
        page.get_by_text("系统已经办好").wait_for(timeout=30_000)
    look(shown, page, "errands-jobs-done")
    assert shown.complaints == []


def look(shown: Screen, page: Any, name: str) -> None:
    """The page has no fault of WCAG 2.2 AA; its picture is kept to be looked at."""
    shown.picture(page, name)
    assert shown.axe(page) == [], name
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{name} scrolls sideways by {wide} px"


def _one_that_waits() -> None:
    """A second project, handed in, whose first paper the worker has still to make."""
    unit = "桃园县柳林村村民委员会"
    code = desk.open_project("助学项目", kind="经济帮扶", unit=unit, actor=Actor(OWNER), now=NOW).code
    form = dict(next(act for act in story("01") if act.said.get("do") == "提交").said["form"])
    desk.take(code, "提交", actor=Actor(OWNER), now=NOW, printer=None, form=form)


def test_a_list_is_imported_by_the_keyboard_and_its_faults_stand_by_their_rows(shown: Screen, tmp_path: Path) -> None:
    wrong, right = tmp_path / "有错.csv", tmp_path / "机关.csv"
    wrong.write_text("全称,印章直径\n青禾市第一中学,四十二\n,42\n青禾市第二中学,42\n", "utf-8")
    right.write_text(
        "机关名册,\n单位名称,简称\n青禾市第一中学,市一中\n青禾市第二中学,市二中\n注：二〇二六年,\n", "utf-8"
    )
    page = shown.page(CLERK)
    page.goto("/organs/")
    page.get_by_role("link", name="从表格导入").click()
    look(shown, page, "import-empty")
    with a_worker(PrinterThatMustRest()):
        for path, wanted in ((wrong, "要改 2"), (right, "新登记 2")):
            page.set_input_files("#file", path)
            page.get_by_role("button", name="逐行核对").press("Enter")
            page.get_by_text(wanted).wait_for(timeout=20_000)
        look(shown, page, "import-checked")
        page.get_by_role("button", name="核对无误，导入登记").press("Enter")
        page.get_by_text("已经导入").wait_for(timeout=20_000)
    look(shown, page, "import-done")
    assert shown.complaints == []

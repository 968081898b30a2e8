"""审核 in Chromium: a joint paper through 核稿, 会签 and 签发 on a phone, a score, by keyboard, to WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.office import handing_in
from gongwen.office.handing_in import Handed
from gongwen.office.people import Actor
from kit.browser import Screen, screen
from kit.editing import replaced
from kit.office import an_office, play, story
from kit.paper_course import CHECKER, DRAFTER, SIGNER, Course, course_after
from kit.quick import quick

pytestmark = pytest.mark.slow
PUBLICITY, FINANCE = "白若溪", "钱立诚"


def meanwhile(act: Callable[[], Any]) -> Any:
    """What happens in the office while the browser is open: its own thread may not ask the database."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(act).result()


def looked_at(shown: Screen, page: Any, name: str) -> None:
    """The page answers WCAG 2.2 AA, is no wider than the screen, and its picture is kept."""
    assert shown.axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    shown.picture(page, name)


def decided(page: Any, flow: str, words: str, **typed: str) -> None:
    """Somebody opens the case from their list and takes the move whose button begins so."""
    page.goto("/review/")
    page.get_by_role("link", name="关于成立").first.click()
    page.locator("#decide").get_by_role("link", name=words).first.click()
    for name, text in typed.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="确认").click()
    page.wait_for_url("**/review/")


def test_a_joint_paper_is_decided_on_the_phone_from_its_check_to_its_signature(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = course_after(tmp_path / "office", quick(monkeypatch), 3, "送核")
    with screen() as shown:
        checker = shown.page(CHECKER)
        checker.goto("/review/")
        looked_at(shown, checker, "review-list-desk")
        decided(checker, course.flow, "送会签", check_opinion="已核对，同意送会签。")
        phone = shown.page(PUBLICITY, phone=True)
        phone.goto("/review/")
        looked_at(shown, phone, "review-list-phone")
        phone.get_by_role("link", name="关于成立").click()
        looked_at(shown, phone, "review-case-phone")
        _enlarged(phone)
        phone.get_by_role("link", name="退回").click()
        looked_at(shown, phone, "review-return-phone")
        _returned(phone)
        meanwhile(lambda: _mended(course))
        phone.goto("/review/")
        phone.get_by_role("link", name="关于成立").click()
        assert phone.locator("ins", has_text="协调").count()
        looked_at(shown, phone, "review-changed-phone")
        phone.locator("#decide").get_by_role("link", name="会签（办完").click()
        phone.get_by_role("button", name="确认").click()
        decided(shown.page(FINANCE, phone=True), course.flow, "会签")
        signer = shown.page(SIGNER, phone=True)
        signer.goto(f"/review/{course.flow}/")
        looked_at(shown, signer, "review-sign-phone")
        decided(signer, course.flow, "签发，", issue_opinion="同意印发。")
        assert meanwhile(lambda: course.stage) == "复核"
        desk = shown.page(CHECKER)
        desk.goto(f"/review/{course.flow}/")
        looked_at(shown, desk, "review-case-desk")
        desk.goto(f"/review/{course.flow}/sheet/")
        looked_at(shown, desk, "review-sheet")
        desk.goto(f"/review/{course.flow}/papers/1/")
        looked_at(shown, desk, "review-paper")
        desk.goto("/review/deputies/")
        looked_at(shown, desk, "review-deputies")
        _by_keyboard(desk, course)
        assert shown.complaints == []
    registry.close()


def test_a_project_is_scored_with_its_evidence_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press = quick(monkeypatch)
    an_office(tmp_path / "office")
    play(story("01"), press, until=lambda act: act.said.get("do") == "提交评分")
    with screen() as shown:
        for person, mark, size in (("温如玉", "90", False), ("杜衡", "70", True), ("简宁", "92", False)):
            page = shown.page(person, phone=size)
            page.goto("/review/")
            page.get_by_role("link", name=story("01")[0].said["open"]["title"]).click()
            for input in page.locator("[data-mark]").all():
                input.fill(mark)
            assert page.locator("[data-total]").text_content() == f"{mark}.00"
            page.locator("[data-autosaved]", has_text="已存").wait_for()
            looked_at(shown, page, f"review-score-{'phone' if size else 'desk'}")
            page.get_by_role("button", name="交评分表").click()
            page.wait_for_selector("#mine")
        looked_at(shown, page, "review-panel-desk")
        page.locator("#text").fill("看了支付凭证。")
        page.get_by_role("button", name="登记说明").click()
        page.get_by_role("button", name="提交评分").click()
        page.wait_for_url("**/review/")
        assert meanwhile(lambda: registry.case("QHBF-2026-001").stage) == "评分复核"
        assert shown.complaints == []
    registry.close()


def _enlarged(phone: Any) -> None:
    """A tap enlarges the page, another makes it fit again."""
    leaf = phone.locator("[data-zoom] img").first
    width = leaf.bounding_box()["width"]
    leaf.click()
    assert leaf.bounding_box()["width"] > 1.8 * width
    leaf.click()
    assert leaf.bounding_box()["width"] == width


def _returned(phone: Any) -> None:
    phone.get_by_label("核稿", exact=True).check()
    phone.get_by_role("button", name="格式不符合规定").click()
    assert "格式不符合规定" in phone.locator("#f-reason").input_value()
    phone.get_by_role("button", name="确认").click()
    phone.wait_for_url("**/review/")


def _mended(course: Course) -> None:
    """The paper goes back to its drafter, who hands in another text, and comes round again."""
    course.back("起草", CHECKER)
    docx = replaced(registry.get(course.paper.versions[-1].docx_sha or ""), "工作领导小组", "工作领导协调小组")
    handing_in.hand_in(course.flow, Handed(docx, Actor(DRAFTER), course.at + timedelta(minutes=5)), course.press)
    course.takes("送核 送会签")


def _by_keyboard(page: Any, course: Course) -> None:
    """The whole of a decision without a mouse."""
    page.goto(f"/review/{course.flow}/")
    link = page.locator("#decide").get_by_role("link", name="复核通过")
    _tab_to(page, link)
    page.keyboard.press("Enter")
    page.wait_for_url("**/do/**")
    _tab_to(page, page.locator("[name=review_opinion]"))
    page.keyboard.type("手续完备。")
    _tab_to(page, page.get_by_role("button", name="确认"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/")
    assert meanwhile(lambda: course.stage) == "编号"


def _tab_to(page: Any, wanted: Any) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError("the keyboard does not lead there")

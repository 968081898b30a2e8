"""拟稿台 in a browser: what a clerk sees, types, clicks and drags; nothing that was typed is lost."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from gongwen import registry
from gongwen.office import desk, errands
from gongwen.office.composing import sheet
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from kit.browser import screen
from kit.editing import replaced
from kit.quick import QuickPress
from kit.worker import working
from web.paperwork.conftest import NOW

pytestmark = pytest.mark.slow
DRAFTER = "周晓岚"


def saved(page: Any) -> None:
    page.get_by_text("已存").wait_for()


def read(ask: Callable[[], Any]) -> Any:
    """The browser keeps this thread to itself; the office is read from another."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(ask).result()


def kept(flow: str) -> dict[str, Any]:
    row = read(lambda: registry.working_copy(sheet.OF_PAPER + flow))
    return dict(row.values) if row else {}


def test_every_screen_stands_the_test_of_accessibility(flow: str, press: QuickPress) -> None:
    docx = registry.get(registry.papers(flow=flow)[0].versions[-1].docx_sha or "")
    desk.hand_in(flow, replaced(docx, "逐户核实", "逐户上门核实"), actor=Actor(DRAFTER), now=NOW, printer=press)
    other = desk.open_paper("商请函", LETTER, actor=Actor(DRAFTER), now=NOW).flow
    screens = {
        "new": "/papers/new/", "paper": f"/papers/{flow}/", "compare": f"/papers/{flow}/compare/?all=1",
        "upload": f"/papers/{flow}/upload/", "editor": f"/papers/{other}/edit/",
    }  # fmt: skip
    with screen() as office, working(press):
        page = office.page(DRAFTER)
        for name, address in screens.items():
            page.goto(address)
            if name == "editor":
                page.locator("figure.leaf").wait_for()
            assert office.axe(page) == [], name
            office.picture(page, f"paperwork-{name}")
        assert office.complaints == []


LETTER = {
    "recipient": "青禾市教育局", "subject": "协助落实秋季学期资助", "background": "为做好助学工作。",
    "requests": ["核对困难学生名册"],
}  # fmt: skip


def test_a_click_on_a_finding_leads_to_the_field_and_one_on_the_page_too(flow: str, press: QuickPress) -> None:
    with screen() as office, working(press):
        page = office.page(DRAFTER)
        page.goto(f"/papers/{flow}/edit/")
        page.get_by_role("button", name="标题应当居中").click()
        focused: Callable[[], str] = lambda: page.evaluate("document.activeElement.name")  # noqa: E731
        assert focused() == "basis"
        assert page.locator(".mark.lit").count() == 1 and page.locator('.spot.lit[data-field="basis"]').count() == 1
        page.get_by_role("button", name="职务写全称").click()
        assert focused() == "members-1-title", "the cell itself, not the first of its line"
        page.locator("#f-group").focus()
        page.locator(".spot").first.click(force=True, position={"x": 2, "y": 2})
        assert focused() == "basis"


def test_typed_words_are_saved_by_themselves_and_the_page_follows(flow: str, press: QuickPress) -> None:
    with screen() as office, working(press):
        page = office.page(DRAFTER)
        page.goto(f"/papers/{flow}/edit/")
        page.locator("figure.leaf").wait_for()
        first = page.locator("figure.leaf img").get_attribute("src")
        page.fill("#f-basis", "新的部署")
        saved(page)
        assert kept(flow)["basis"] == "新的部署"
        page.wait_for_function(
            "was => document.querySelector('figure.leaf img')?.getAttribute('src') !== was", arg=first
        )
        page.get_by_role("button", name="存为新稿").click()
        page.get_by_text("已存为第2稿").wait_for()
        assert read(lambda: sheet.of_paper(flow)).values["basis"] == "新的部署"


def test_organs_are_dragged_and_moved_by_keyboard_into_order(flow: str, press: QuickPress) -> None:
    with screen() as office, working(press):
        page = office.page(DRAFTER)
        page.goto(f"/papers/{flow}/edit/")
        rows = page.locator("ol.order li")
        before = rows.all_text_contents()
        rows.nth(2).locator(".grip").drag_to(rows.nth(0).locator(".grip"))
        saved(page)
        after = kept(flow)["head_issuers"]
        assert after[0] == page.locator("ol.order li").nth(0).get_attribute("data-name") and len(after) == len(before)
        page.get_by_role("button", name=f"下移{after[0]}", exact=True).press("Enter")
        page.get_by_role("radio", name=f"{after[1]}主办", exact=True).check()
        page.wait_for_timeout(1200)
        assert kept(flow)["head_issuers"][:2] == [after[1], after[0]] and kept(flow)["head_lead"] == after[1]
        focused: Callable[[], str] = lambda: page.evaluate("document.activeElement.ariaLabel")  # noqa: E731
        page.get_by_role("button", name=f"上移{after[0]}", exact=True).press("Enter")
        assert focused() == f"下移{after[0]}", "at an end the focus goes to the button that is left"
        page.get_by_role("button", name=f"删去{after[-1]}", exact=True).press("Enter")
        pick = page.get_by_label("增加机关")
        pick.focus()
        for _ in range(pick.locator("option").count()):
            page.keyboard.press("ArrowDown")
        assert rows.count() == len(before) - 1, "looking through the list adds nothing"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert rows.count() == len(before)
        office.picture(page, "paperwork-organs")


def test_text_pasted_from_word_is_clean_and_what_was_changed_is_told(flow: str, press: QuickPress) -> None:
    made = desk.open_paper("商请函", LETTER, actor=Actor(DRAFTER), now=NOW).flow or ""
    with screen() as office, working(press):
        page = office.page(DRAFTER)
        page.goto(f"/papers/{made}/edit/")
        page.fill("#f-background", "")
        page.locator("#f-background").focus()
        page.evaluate(PASTE, json.dumps({"html": "<p class=MsoNormal>(一)　范围<o:p></o:p></p><p>全市困难家庭。</p>"}))
        page.locator("#pasted li").first.wait_for()
        assert page.input_value("#f-background") == "（一）范围\n全市困难家庭。"
        saved(page)
        assert kept(made)["background"] == "（一）范围\n全市困难家庭。"


LOADED = """() => {
  const seals = [...document.querySelectorAll(".spot[data-field=head_issuers]")].at(-1).closest("figure");
  return seals.querySelector("img").naturalWidth > 0;
}"""
LEFT_BEHIND = "Object.keys(sessionStorage).filter(one => one.startsWith('gongwen:typed:')).length"
PASTE = """clip => {
  const data = new DataTransfer();
  for (const [kind, text] of Object.entries(JSON.parse(clip))) data.setData(`text/${kind}`, text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_two_windows_on_the_same_field_choose_and_on_others_do_not(flow: str, press: QuickPress) -> None:
    with screen() as office, working(press):
        one, other = office.page(DRAFTER), office.page(DRAFTER)
        for page in (one, other):
            page.goto(f"/papers/{flow}/edit/")
        one.fill("#f-basis", "甲的部署")
        saved(one)
        other.fill("#f-contact", "乙填的人")
        saved(other)
        assert (kept(flow)["basis"], kept(flow)["contact"]) == ("甲的部署", "乙填的人")
        other.fill("#f-basis", "乙的部署")
        other.get_by_role("button", name="逐项选定").click()
        other.get_by_role("heading", name="两个人改了同一栏").wait_for()
        assert office.axe(other) == []
        office.picture(other, "paperwork-clash")
        other.get_by_role("radio", name="用我的").check()
        other.get_by_role("button", name="按选定的存").click()
        other.get_by_text("已经按你的选择存好").wait_for()
        assert kept(flow)["basis"] == "乙的部署" and other.input_value("#f-basis") == "乙的部署"


def test_a_server_that_is_gone_loses_nothing(flow: str, press: QuickPress) -> None:
    with screen() as office, working(press):
        page = office.page(DRAFTER)
        page.goto(f"/papers/{flow}/edit/")
        page.route("**/edit/save/", lambda route: route.abort())
        page.fill("#f-basis", "没有存上的部署")
        page.get_by_text("内容先留在本机").wait_for()
        assert kept(flow) == {}
        page.unroute("**/edit/save/")
        page.reload()
        assert page.input_value("#f-basis") == "没有存上的部署"
        saved(page)
        assert kept(flow)["basis"] == "没有存上的部署"
        assert page.evaluate(LEFT_BEHIND) == 0


def test_a_window_closed_right_after_typing_loses_nothing(flow: str, press: QuickPress) -> None:
    """Its storage is gone with it, and the moment after which it would have saved never came."""
    with screen() as office, working(press):
        page = office.page(DRAFTER)
        page.goto(f"/papers/{flow}/edit/")
        page.fill("#f-basis", "刚写完就关了窗口")
        page.close(run_before_unload=True)
        for _ in range(50):
            if kept(flow):
                break
            time.sleep(0.1)
        assert kept(flow)["basis"] == "刚写完就关了窗口"


def test_tab_never_lands_on_what_cannot_be_seen(flow: str, press: QuickPress) -> None:
    with screen() as office, working(press):
        page = office.page(DRAFTER)
        page.goto(f"/papers/{flow}/edit/")
        page.locator("ol.order li").first.wait_for()
        reached = []
        for _ in range(40):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.name ?? ''"))
            box = page.evaluate("(one => [one.offsetWidth, one.offsetHeight])(document.activeElement)")
            assert min(box) > 8, reached[-1]
        assert not {"head_issuers", "head_lead"} & set(reached)


def test_an_ended_session_loses_nothing_and_another_person_sees_nothing(flow: str, press: QuickPress) -> None:
    with screen() as office, working(press):
        page = office.page(DRAFTER)
        page.goto(f"/papers/{flow}/edit/")
        cookies = page.context.cookies()
        page.context.clear_cookies()
        page.fill("#f-basis", "会话过期时写的")
        page.get_by_text("登录已过期").wait_for()
        page.context.add_cookies(cookies)
        page.reload()
        assert page.input_value("#f-basis") == "会话过期时写的"
        saved(page)
        page.context.clear_cookies()
        page.fill("#f-basis", "又一次")
        page.get_by_text("登录已过期").wait_for()
        page.context.add_cookies(cookies)
        page.goto(f"/papers/{flow}/")
        page.get_by_role("button", name="退出").click()
        page.wait_for_load_state()
        assert page.evaluate(LEFT_BEHIND) == 0


def test_an_uploaded_file_shows_its_differences_before_it_counts(flow: str, press: QuickPress) -> None:
    docx = registry.get(registry.papers(flow=flow)[0].versions[-1].docx_sha or "")
    file = {
        "name": "改过.docx",
        "mimeType": "application/octet-stream",
        "buffer": replaced(docx, "逐户核实", "逐户上门核实"),
    }
    with screen() as office, working(press):
        page = office.page(DRAFTER)
        page.goto(f"/papers/{flow}/upload/")
        page.set_input_files("#docx", file)
        page.get_by_role("button", name="上传，看差异").click()
        assert page.locator("ins", has_text="上门").count() == 1
        assert office.axe(page) == []
        office.picture(page, "paperwork-outlook")
        page.get_by_role("button", name="交上去").click()
        page.get_by_text("已收下，为第2稿").wait_for()


def test_a_save_that_waits_and_one_that_came_to_nothing_stand_on_a_page_of_their_own(
    flow: str, press: QuickPress
) -> None:
    with screen() as office:
        page = office.page(DRAFTER)
        page.goto(f"/papers/{flow}/edit/")
        page.fill("#f-basis", "新的部署")
        page.get_by_role("button", name="存为新稿").click()
        page.get_by_text("可以离开这一页").wait_for()
        assert office.axe(page) == []
        office.picture(page, "paperwork-errand")
        number = int(page.url.rstrip("/").rsplit("/", 1)[-1])
        read(lambda: errands.cancel(number, actor=Actor(DRAFTER), now=NOW))
        page.get_by_text("没有办成").wait_for()
        assert office.axe(page) == []
        office.picture(page, "paperwork-errand-failed")
        page.get_by_role("button", name="不用改，再试一次").click()
        page.get_by_text("正在排队").wait_for()
        page.goto(f"/papers/{flow}/edit/")
        assert page.input_value("#f-basis") == "新的部署", "what was typed is still there"


def test_the_true_page_of_ten_organs_with_their_seals_stands_beside_the_form(real_flow: str) -> None:
    """The real press: the page follows what is typed and the order of the organs, and nothing waits long."""
    with papers.press() as printer, screen() as office, working(printer):
        page = office.page(DRAFTER)
        page.goto(f"/papers/{real_flow}/edit/")
        page.locator("figure.leaf").first.wait_for(timeout=60_000)
        assert office.axe(page) == []
        office.picture(page, "paperwork-true-page", whole=False)
        page.get_by_role("button", name="整页").click()
        page.locator("#f-basis").focus()
        page.wait_for_timeout(300)
        office.picture(page, "paperwork-true-page-field", whole=False)
        first = page.locator("figure.leaf img").first.get_attribute("src")
        page.get_by_role("button", name="下移中共青禾市委宣传部", exact=True).click()
        page.wait_for_function(
            "was => document.querySelector('figure.leaf img')?.getAttribute('src') !== was", arg=first, timeout=60_000
        )
        page.get_by_role("button", name="整宽").click()
        page.locator('.spot[data-field="head_issuers"]').last.evaluate("spot => spot.scrollIntoView({block: 'center'})")
        page.wait_for_function(LOADED)
        office.picture(page, "paperwork-seals", whole=False)
        assert office.complaints == []

"""The unit signs on a phone, the office matches on its PC: in Chromium, with the network failing on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from kit.browser import Screen, screen
from kit.hands import on_record
from kit.signing import at_signing, signed_photo

pytestmark = pytest.mark.slow

CODE = "QHBF-2026-001"
SIGN = f"/unit/{CODE}/sign/签订/"


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Screen]:
    at_signing(tmp_path / "office")
    with screen() as opened:
        yield opened


def the_return() -> registry.ReturnRow:
    return on_record(lambda: registry.returns(CODE)[0])


def photo(number: int, *, turned: int = 1) -> dict[str, Any]:
    return {"name": f"IMG_{number}.jpg", "mimeType": "image/jpeg", "buffer": signed_photo(number, turned=turned)}


def looked_at(shown: Screen, page: Any, name: str) -> None:
    assert shown.axe(page) == [], name
    shown.picture(page, name)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"


def test_a_contract_is_signed_on_a_phone_and_matched_on_a_pc(shown: Screen) -> None:
    phone = shown.page("许明辉", phone=True)
    phone.goto("/unit/")
    looked_at(shown, phone, "unit-home-phone")
    phone.get_by_role("link", name="去看、签字、传回").click()
    looked_at(shown, phone, "unit-sign-phone")

    choose = phone.locator("form[data-upload] input[multiple]")
    choose.set_input_files([photo(2, turned=6), photo(1)])
    phone.get_by_text("已传 2 页，共 3 页").wait_for()
    phone.get_by_role("button", name="第 2 页往前移").click()
    phone.locator(".uploads li").first.get_by_role("button", name="往后移").wait_for()
    _lose_the_network_once(phone)
    phone.locator("input[capture]").set_input_files([photo(3, turned=8)])
    phone.get_by_text("已传 3 页，共 3 页").wait_for()
    phone.get_by_label("签订日期").fill("2026-04-09")
    looked_at(shown, phone, "unit-pages-phone")
    phone.get_by_role("button", name="全部传好了，交给办公室").click()
    phone.get_by_text("已交回，等办公室核对。").wait_for()
    looked_at(shown, phone, "unit-waiting-phone")
    assert [page.name for page in the_return().pages] == ["IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg"]

    _sent_back_and_sent_again(shown, phone)
    _matched_by_keyboard(shown)
    assert on_record(lambda: registry.case(CODE)).stage == "检查通知"
    # the request that the network lost is told by the browser itself
    assert [told for told in shown.complaints if "ERR_FAILED" not in told] == []


def _lose_the_network_once(page: Any) -> None:
    lost: list[str] = []

    def answer(route: Any) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.request.url)
            route.abort()

    page.route("**/returns/*/", answer)


def _sent_back_and_sent_again(shown: Screen, phone: Any) -> None:
    desk = shown.page("周晓岚")
    desk.goto("/returns/")
    looked_at(shown, desk, "unit-returns-desk")
    desk.get_by_role("link", name="核对临溪县青溪镇人民政府的《项目合同书》").click()
    desk.locator("input[name=page-2][value=again]").check()
    desk.locator("#why-2").fill("没有拍全")
    desk.get_by_role("button", name="退回，请对方重传").click()
    desk.get_by_text("签署件已退回").wait_for()

    phone.goto("/unit/")
    looked_at(shown, phone, "unit-sent-back-phone")
    phone.get_by_role("link", name="重传这几页").click()
    looked_at(shown, phone, "unit-again-phone")
    wrong = phone.locator(".uploads li[data-wrong]")
    wrong.locator("input[type=file]").set_input_files([photo(2, turned=3)])
    wrong.wait_for(state="detached")
    phone.get_by_role("button", name="全部传好了，交给办公室").click()
    phone.get_by_text("已交回，等办公室核对。").wait_for()


def _matched_by_keyboard(shown: Screen) -> None:
    desk = shown.page("周晓岚")
    desk.goto(f"/returns/{the_return().id}/")
    desk.wait_for_function("[...document.images].every(one => one.complete || one.loading === 'lazy')")
    looked_at(shown, desk, "unit-return-desk")
    desk.keyboard.press("j")
    for _ in range(3):
        desk.keyboard.press("y")
    for name in ("页数一致", "签字", "盖章", "日期", "骑缝章"):
        desk.get_by_label(name, exact=True).check()
    shown.picture(desk, "unit-return-marked-desk", whole=False)
    desk.get_by_role("button", name="核对无误，签订").click()
    desk.get_by_text("没有等核对的签署件").wait_for()


def test_the_keyboard_stays_at_the_page_it_moves(shown: Screen) -> None:
    desk = shown.page("许明辉")
    desk.goto(SIGN)
    desk.locator("input[multiple]").set_input_files([photo(3), photo(1), photo(2), photo(1)])
    desk.get_by_text("就是已经传过的第 2 张").wait_for()
    desk.locator("[value=up]").first.focus()
    desk.keyboard.press("Enter")  # the page becomes the first, which has no way up
    desk.locator("[value=down]:focus").wait_for()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")  # taken out: the next page is in its place
    desk.get_by_text("已传 2 页，共 3 页").wait_for()
    desk.locator("[data-upload-id]:has(:focus)").wait_for()
    assert [page.name for page in the_return().pages] == ["IMG_3.jpg", "IMG_2.jpg"]


def test_without_a_script_the_pages_are_sent_by_plain_forms(shown: Screen) -> None:
    context = shown.browser.new_context(java_script_enabled=False, base_url=shown.address)
    cookies = shown.page("许明辉").context.cookies()
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(SIGN)
    page.locator("form[data-upload] input[multiple]").set_input_files([photo(1), photo(2), photo(3)])
    page.get_by_role("button", name="传上去").click()
    assert "已传 3 页，共 3 页" in page.inner_text("#pages")
    page.get_by_label("签订日期").fill("2026-04-09")
    page.get_by_role("button", name="全部传好了，交给办公室").click()
    assert the_return().state == "待核对"


def test_a_session_that_ended_while_photographing_loses_nothing_sent(shown: Screen) -> None:
    phone = shown.page("许明辉", phone=True)
    phone.goto(SIGN)
    phone.locator("input[multiple]").set_input_files([photo(1)])
    phone.get_by_text("已传 1 页，共 3 页").wait_for()
    phone.context.clear_cookies(name="gongwen")
    phone.locator("input[multiple]").set_input_files([photo(2)])
    link = phone.get_by_role("link", name="重新登录再接着传")
    link.wait_for()
    looked_at(shown, phone, "unit-session-ended-phone")

    assert "sign-in" in (link.get_attribute("href") or "")
    assert the_return().count == 1


def test_the_pages_of_a_unit_on_an_office_pc(shown: Screen) -> None:
    desk = shown.page("许明辉")
    for address, name in (("/unit/", "home"), (SIGN, "sign"), (f"/unit/{CODE}/", "case"),
                          (f"/unit/{CODE}/do/退回修改/", "send-back")):  # fmt: skip
        desk.goto(address)
        looked_at(shown, desk, f"unit-{name}-desk")
    desk.goto(f"/unit/{CODE}/papers/3/")
    looked_at(shown, desk, "unit-paper-desk")
    assert shown.complaints == []

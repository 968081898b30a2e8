"""What a unit types and photographs, kept on the way: a session that ends, a wrong answer, a page that is closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from kit.browser import Screen, screen
from kit.hands import on_record
from kit.photos import a_photo, a_sheet
from kit.signing import at_rectifying, at_signing
from kit.web import session_for

pytestmark = pytest.mark.slow
RECTIFY = "/do/报送整改/"
SAVED = "[data-autosaved]:has-text('已存')"


@pytest.fixture
def rectifying(tmp_path: Path) -> Iterator[Screen]:
    at_rectifying(tmp_path / "office")
    with screen() as opened:
        yield opened


def photo(word: str) -> dict[str, Any]:
    return {"name": f"{word}.jpg", "mimeType": "image/jpeg", "buffer": a_photo(a_sheet(word, size=(1200, 900)))}


def at_the_form(shown: Screen) -> Any:
    phone = shown.page("姚佳宁", phone=True)
    phone.goto("/unit/")
    phone.get_by_role("link", name="去填").first.click()
    phone.get_by_label("整改情况").wait_for()
    return phone


def sign_out_behind(phone: Any) -> None:
    phone.context.clear_cookies(name="gongwen")


def sign_in_again(shown: Screen, phone: Any, person: str) -> None:
    key = on_record(lambda: session_for(person))
    phone.context.add_cookies([{"name": "gongwen", "value": key, "url": shown.address}])


def test_a_session_that_ends_in_mid_form_loses_no_word_and_no_photograph(rectifying: Screen) -> None:
    phone = at_the_form(rectifying)
    address = phone.url
    phone.get_by_label("整改情况").fill("已经回访。")
    phone.locator("input[data-photos]").set_input_files([photo("A")])
    phone.locator(".photo").wait_for()
    phone.locator(SAVED).wait_for()
    sign_out_behind(phone)
    phone.get_by_label("整改情况").fill("已经回访，补记12份。")
    phone.get_by_text("登录已过期，内容留在本机").wait_for()
    phone.locator("input[data-photos]").set_input_files([photo("B")])
    phone.get_by_text("登录已经过期，「B.jpg」没有传上去").wait_for()
    rectifying.picture(phone, "unit-rectify-session-ended-phone")
    sign_in_again(rectifying, phone, "姚佳宁")
    phone.goto(address)
    phone.get_by_text("上次没有存上的内容已经找回").wait_for()
    assert phone.get_by_label("整改情况").input_value() == "已经回访，补记12份。"
    assert phone.locator(".photo input:checked").count() == 1
    phone.locator(".photo img").evaluate("one => one.decode()")
    phone.get_by_role("button", name="报送整改").click()
    phone.get_by_text("「报送整改」已经交了").wait_for()
    case = on_record(lambda: registry.cases(workflow="project")[0])
    assert case.data["rectification_report"] == "已经回访，补记12份。" and len(case.data["rectification_photos"]) == 1


def test_a_photograph_sent_just_before_the_session_ended_is_put_back(rectifying: Screen) -> None:
    phone = at_the_form(rectifying)
    phone.route("**/keep/**", lambda route: route.abort())
    phone.locator("input[data-photos]").set_input_files([photo("A")])
    phone.locator(".photo").wait_for()
    phone.get_by_text("连不上服务器").wait_for()
    phone.unroute("**/keep/**")
    phone.reload()
    assert phone.locator(".photo input:checked").count() == 1
    phone.locator(SAVED).wait_for()


def test_after_a_wrong_answer_typing_is_still_kept(rectifying: Screen) -> None:
    phone = at_the_form(rectifying)
    phone.locator("input[data-photos]").set_input_files([photo("A")])
    phone.locator(SAVED).wait_for()
    phone.get_by_role("button", name="报送整改").click()
    phone.get_by_text("没有交成").wait_for()
    phone.get_by_label("整改情况").fill("已经回访。")
    phone.locator("[data-autosaved]:not(:empty)").wait_for()
    assert "已存" in phone.locator("[data-autosaved]").inner_text()


def test_a_form_waits_for_the_photographs_that_are_still_going_up(rectifying: Screen) -> None:
    phone = at_the_form(rectifying)
    held: list[Any] = []
    phone.route("**/photo/", lambda route: held.append(route))
    phone.get_by_label("整改情况").fill("已经回访。")
    phone.locator("input[data-photos]").set_input_files([photo("A")])
    phone.get_by_role("button", name="报送整改").click()
    phone.get_by_text("还有 1 张正在传，传完再交").wait_for()
    held[0].continue_()
    phone.locator(".photo").wait_for()
    phone.get_by_role("button", name="报送整改").dblclick()
    phone.get_by_text("「报送整改」已经交了").wait_for()
    code = on_record(lambda: registry.cases(workflow="project")[0].code)
    acts = on_record(lambda: [row.action for row in registry.events(code)])
    assert acts.count("报送整改") == 1


def test_the_day_typed_beside_the_pages_outlives_the_session(tmp_path: Path) -> None:
    code = at_signing(tmp_path / "office").code
    with screen() as shown:
        phone = shown.page("许明辉", phone=True)
        phone.goto(f"/unit/{code}/sign/签订/")
        sign_out_behind(phone)
        phone.get_by_label("签订日期").fill("2026-04-09")
        phone.get_by_text("登录已过期，内容留在本机").wait_for()
        sign_in_again(shown, phone, "许明辉")
        phone.goto(f"/unit/{code}/sign/签订/")
        assert phone.get_by_label("签订日期").input_value() == "2026-04-09"
        phone.locator(SAVED).wait_for()
        phone.evaluate("sessionStorage.clear()")
        phone.reload()
        assert phone.get_by_label("签订日期").input_value() == "2026-04-09"

"""登录和账号 in Chromium: every screen by keyboard and eye, on the desk and on a phone, and the printed slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from gongwen import registry
from gongwen.office import demo_accounts
from kit.browser import screen
from kit.hashing import quickly_hashed
from kit.office import FOUNDED, an_office

pytestmark = pytest.mark.slow
CHOSEN = "春风又绿江南岸-26"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with quickly_hashed():
        an_office(tmp_path_factory.mktemp("entrance") / "office")
        demo_accounts.open_all(FOUNDED)
        with screen() as window:
            yield window
        registry.close()


def looked_at(shown: Any, page: Any, name: str) -> None:
    """The picture is kept, and nothing stands in anybody's way."""
    shown.picture(page, f"entrance-{name}")
    assert shown.axe(page) == [], name
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{name} runs over the edge by {wide} dots"


def test_the_keyboard_alone_signs_in_and_out(shown) -> None:
    page = shown.page()
    page.goto("/account/")
    page.locator("#login").focus()
    page.keyboard.type("zhouxiaolan")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong-wrong-wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice")
    assert "登录名或密码不对" in page.inner_text(".notice")
    assert page.evaluate("document.activeElement.className") == "notice"
    looked_at(shown, page, "refused")
    page.fill("#password", demo_accounts.PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url("**/account/")
    assert page.inner_text("h1") == "周晓岚"
    page.get_by_role("button", name="退出", exact=True).press("Enter")
    page.wait_for_url("**/sign-in/")
    shown.complaints[:] = [told for told in shown.complaints if "422" not in told]  # the browser notes every refusal
    assert shown.complaints == []


def test_an_account_is_closed_by_a_second_press_that_says_what_it_does(shown) -> None:
    page = shown.page("周晓岚")
    page.goto("/accounts/")
    page.get_by_label("停用：夏知秋", exact=True).press("Enter")
    page.get_by_text("马上退出，不能再登录；以后可以重新开通。").locator("visible=true").wait_for()
    looked_at(shown, page, "closing")
    page.get_by_role("button", name="确定停用：夏知秋").press("Enter")
    page.get_by_label("停用：夏知秋", exact=True).wait_for(state="detached")


def test_a_password_can_be_looked_at_while_it_is_typed(shown) -> None:
    page = shown.page(phone=True)
    page.goto("/sign-in/")
    page.get_by_label("密码", exact=True).fill("qinghe")
    page.get_by_role("button", name="显示密码").click()
    assert page.locator("#password").get_attribute("type") == "text"
    looked_at(shown, page, "entrance-password-shown-phone")
    page.get_by_role("button", name="隐藏密码").click()
    assert page.locator("#password").get_attribute("type") == "password"


@pytest.mark.parametrize(
    "path", ["account", "account/password", "account/tokens", "accounts", "accounts/sign-ins", "codes"]
)
def test_each_screen_of_a_keeper_is_accessible(shown, path) -> None:
    page = shown.page("周晓岚")
    page.goto(f"/{path}/")
    looked_at(shown, page, path.replace("/", "-"))
    assert shown.complaints == []


def test_a_slip_is_given_out_printed_and_used_on_a_phone(shown) -> None:
    page = shown.page("周晓岚")
    page.goto("/codes/")
    page.select_option("#person", "许明辉")
    page.get_by_role("button", name="发代码").click()
    page.wait_for_selector(".slip")
    looked_at(shown, page, "slip")
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page.inner_text(".slip"))
    page.emulate_media(media="print")
    shown.picture(page, "entrance-slip-printed")
    assert not page.get_by_role("button", name="打印").is_visible() and not page.locator("header.frame").is_visible()

    phone = shown.page(phone=True)
    phone.goto("/sign-in/")
    looked_at(shown, phone, "sign-in-phone")
    phone.fill("#code", code[0].lower())
    phone.get_by_role("button", name="用代码登录").click()
    phone.wait_for_url("**/own-password/")
    looked_at(shown, phone, "own-password-phone")
    phone.fill("#login", "xuminghui")
    phone.fill("#chosen", CHOSEN)
    phone.fill("#repeated", CHOSEN)
    phone.get_by_role("button", name="设好密码").click()
    phone.wait_for_url(lambda url: "own-password" not in url)
    phone.goto("/account/")
    looked_at(shown, phone, "account-phone")


def test_a_new_account_s_slip_and_the_password_it_asks_for(shown) -> None:
    page = shown.page("周晓岚")
    page.goto("/accounts/")
    page.select_option("#person", "高望舒")
    page.fill("#login", "gaowangshu")
    page.get_by_role("button", name="开通").click()
    page.wait_for_selector(".slip")
    looked_at(shown, page, "first-password")
    login, first = page.locator(".slip .secret").all_inner_texts()
    other = shown.page()
    other.goto("/sign-in/")
    other.fill("#login", login)
    other.fill("#password", first)
    other.get_by_role("button", name="登录", exact=True).click()
    other.wait_for_url("**/account/password/")
    looked_at(shown, other, "first-sign-in")


def test_a_token_is_shown_once(shown) -> None:
    page = shown.page("顾言之")
    page.goto("/account/tokens/")
    page.fill("#name", "台账同步")
    page.get_by_role("button", name="发令牌").click()
    page.wait_for_selector(".notice")
    looked_at(shown, page, "token")

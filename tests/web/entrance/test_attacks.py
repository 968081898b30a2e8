"""登录和账号 under attack: fixed and forged sessions, missing form tokens, codes used twice, foreign ways back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.office import demo_accounts
from gongwen.office.people import Actor
from gongwen.office.staffing import access_codes
from kit.hashing import quickly_hashed
from kit.office import FOUNDED, an_office
from kit.web import client_for, text_of

LOGIN, PASSWORD = "zhouxiaolan", demo_accounts.PASSWORD
VILLAGE = "范守田"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    with quickly_hashed():
        home = an_office(tmp_path / "office")
        demo_accounts.open_all(FOUNDED)
        yield home
        registry.close()


def given(client: Any, login: str = LOGIN, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/sign-in/", {"login": login, "password": password, **more})


def slip(person: str = VILLAGE) -> str:
    from datetime import UTC, datetime

    return access_codes.issue(person, "", actor=Actor("周晓岚", "网页"), now=datetime.now(UTC)).code


def test_signing_in_begins_a_session_under_a_new_key(office) -> None:
    client = client_for()
    client.cookies["gongwen"] = "fixed-by-somebody-else-0000000001"
    answer = given(client)
    assert answer.status_code == 302
    key = answer.cookies["gongwen"].value
    assert key != "fixed-by-somebody-else-0000000001" and len(key) == 32
    cookie = answer.cookies["gongwen"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", True)


def test_signing_in_anew_ends_the_session_the_browser_had(office) -> None:
    client, thief = client_for(VILLAGE), client_for()
    thief.cookies["gongwen"] = client.cookies["gongwen"].value
    given(client)
    assert thief.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_the_cookie_is_plain_on_this_machine_only(office) -> None:
    for host, secure in (
        ("127.0.0.1:8000", False),
        ("localhost", False),
        ("[::1]:8000", False),
        ("office.example", True),
    ):
        answer = client_for().post("/sign-in/", {"login": LOGIN, "password": PASSWORD}, headers={"host": host})
        assert bool(answer.cookies["gongwen"]["secure"]) is secure, host


@pytest.mark.parametrize("cookie", ["", "x", "0" * 32, "a" * 5000, "../../etc/passwd", "\u00e5\u0091\u00a8"])
def test_a_forged_cookie_is_nobody_s(office, cookie) -> None:
    client = client_for()
    client.cookies["gongwen"] = cookie
    assert client.get("/account/")["Location"].startswith("/sign-in/")


def test_what_a_session_holds_cannot_be_written_from_outside(office) -> None:
    from django.contrib.sessions.models import Session

    client = client_for(VILLAGE)
    key = client.cookies["gongwen"].value
    row = Session.objects.get(session_key=key)
    Session.objects.filter(session_key=key).update(session_data=row.session_data[:-3] + "AAA")
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/sign-in/",
        "/sign-in/code/",
        "/sign-out/",
        "/account/password/",
        "/account/tokens/",
        "/accounts/open/",
        "/codes/",
    ],
)
def test_no_form_is_taken_without_its_token(office, path) -> None:
    client = client_for("周晓岚", enforce_csrf_checks=True)
    answer = client.post(path, {"login": LOGIN, "password": PASSWORD, "person": VILLAGE, "name": "x", "days": "30"})
    assert answer.status_code == 403
    assert "不是从本系统打开的" in text_of(answer)
    assert client.get("/account/").status_code == 200  # still signed in, nothing done
    assert client.post(path, {}, headers={"HX-Request": "true"}).status_code == 403


def test_a_form_opened_here_is_taken_and_one_from_elsewhere_is_not(office) -> None:
    client = client_for(enforce_csrf_checks=True)
    client.get("/sign-in/")
    token = client.cookies["gongwen-form"].value
    sent = {"login": LOGIN, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/sign-in/", sent, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post("/sign-in/", sent).status_code == 302


def test_looking_at_the_entrance_leaves_no_row_behind(office) -> None:
    from django.contrib.sessions.models import Session

    before = Session.objects.count()
    answer = client_for().get("/sign-in/")
    assert Session.objects.count() == before and "gongwen" not in answer.cookies


@pytest.mark.parametrize(
    "where",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\nhttp://evil", "%00"],
)
def test_nobody_is_sent_elsewhere_after_signing_in(office, where) -> None:
    assert given(client_for(), next=where)["Location"] == "/home/"


def test_one_comes_back_to_where_one_wanted_to_go(office) -> None:
    asked = client_for().get("/account/tokens/?a=1")["Location"]
    assert asked == "/sign-in/?next=%2Faccount%2Ftokens%2F%3Fa%3D1"
    assert given(client_for(), next="/account/tokens/?a=1")["Location"] == "/account/tokens/?a=1"


def test_a_used_code_lets_nobody_in_again(office) -> None:
    code = slip()
    first, second = client_for(), client_for()
    assert first.post("/sign-in/code/", {"code": code})["Location"] == "/account/own-password/"
    answer = second.post("/sign-in/code/", {"code": code})
    assert answer.status_code == 422 and "这个代码已经用过" in text_of(answer)
    assert second.get("/account/").status_code == 302 and first.get("/account/").status_code == 200


@pytest.mark.slow
def test_of_two_browsers_with_one_code_at_the_same_instant_one_comes_in(office) -> None:
    code, start, ends = slip(), threading.Barrier(4), []

    def use() -> None:
        from django.db import connection

        client = client_for()
        start.wait(30)
        try:
            ends.append(client.post("/sign-in/code/", {"code": code}).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == [302, 422, 422, 422]


def test_guessing_is_stopped_by_the_name_and_by_the_address(office) -> None:
    for _ in range(5):
        assert "登录名或密码不对" in text_of(given(client_for(), password="wrong-wrong-wrong"))
    told = text_of(given(client_for()))
    assert "试错的次数太多，请在 15 分钟后再试" in told


def test_nobody_s_word_on_the_address_is_taken_where_no_proxy_stands_before_the_office(office) -> None:
    wrong = {"login": "nobody", "password": "wrong-wrong-wrong"}
    for named in ("6.6.6.6, 10.0.0.5", "6.6.6.6"):
        client_for().post("/sign-in/", wrong, headers={"x-forwarded-for": named}, REMOTE_ADDR="127.0.0.1")
    assert {row.address for row in registry.sign_ins()} == {"127.0.0.1"}


def test_guessing_from_many_addresses_of_one_line_is_counted_as_one(office) -> None:
    """Whoever has one IPv6 line has more addresses than there are passwords."""
    said = [
        text_of(client_for().post("/sign-in/code/", {"code": "WRNG-WRNG-WRNG"}, REMOTE_ADDR=f"2001:db8:7:7::{n:x}"))
        for n in range(1, 12)
    ]
    assert "没有这个代码" in said[9] and "试错的次数太多" in said[10]
    elsewhere = client_for().post("/sign-in/code/", {"code": "WRNG"}, REMOTE_ADDR="2001:db8:7:8::1")
    assert "没有这个代码" in text_of(elsewhere)
    assert {row.address for row in registry.sign_ins()} == {"2001:db8:7:7::/64", "2001:db8:7:8::/64"}


@pytest.mark.parametrize(
    "typed", ["x" * 100_000, "\x01\x7f", "'; DROP TABLE registry_account; --", "<script>alert(1)</script>"]
)
def test_strange_words_are_refused_and_shown_as_they_are(office, typed) -> None:
    answer = given(client_for(), login=typed, password=typed)
    assert answer.status_code == 422
    assert b"<script>alert" not in answer.content
    assert client_for().post("/sign-in/code/", {"code": typed}).status_code == 422


def test_what_was_typed_stays_but_for_the_password(office) -> None:
    answer = given(client_for(), password="wrong-wrong-wrong")
    assert b'value="zhouxiaolan"' in answer.content and b"wrong-wrong" not in answer.content


def test_whoever_must_choose_a_password_gets_no_further(office) -> None:
    from datetime import UTC, datetime

    from gongwen.office.staffing import accounts
    from gongwen.office.staffing.accounts import Keeper

    made = accounts.open_account("高望舒", "gaowangshu", keeper=Keeper(Actor("root"), True), now=datetime.now(UTC))
    client = client_for()
    given(client, made.login, made.password)
    for path in ("/", "/home/", "/account/", "/account/tokens/"):
        assert client.get(path)["Location"] == "/account/password/", path
    assert "待办" not in text_of(client.get("/account/password/"))  # no section leads anywhere yet
    chosen = "春风又绿江南岸-26"
    form = {"present": made.password, "chosen": chosen, "repeated": chosen}
    assert "至少要 10 位" in text_of(client.post("/account/password/", {**form, "chosen": "短"}))
    assert client.post("/account/password/", form).status_code == 302
    assert client.get("/account/").status_code == 200


def test_a_changed_password_puts_every_other_browser_out(office) -> None:
    here, there = client_for(), client_for()
    given(here), given(there)
    chosen = "春风又绿江南岸-26"
    here.post("/account/password/", {"present": PASSWORD, "chosen": chosen, "repeated": chosen})
    assert here.get("/account/").status_code == 200 and there.get("/account/").status_code == 302


def test_signing_out_leaves_nothing(office) -> None:
    client = client_for()
    given(client)
    key = client.cookies["gongwen"].value
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    client.cookies["gongwen"] = key
    assert client.get("/account/").status_code == 302

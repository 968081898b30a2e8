"""登录和账号 on screen: what a keeper, a clerk and somebody of a unit do there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.office import demo_accounts
from kit.hashing import quickly_hashed
from kit.office import FOUNDED, an_office
from kit.web import client_for, text_of

SECRET = r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}"
CHOSEN = "春风又绿江南岸-26"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    with quickly_hashed():
        home = an_office(tmp_path / "office")
        demo_accounts.open_all(FOUNDED)
        yield home
        registry.close()


def test_a_demonstration_shows_its_accounts_and_a_real_office_none(office) -> None:
    assert demo_accounts.PASSWORD in text_of(client_for().get("/sign-in/"))
    registry.set_profile({**registry.profile(), "demo": False}, actor="开办人", now=FOUNDED)
    told = text_of(client_for().get("/sign-in/"))
    assert demo_accounts.PASSWORD not in told and "zhouxiaolan" not in told
    assert "忘了密码，请周晓岚重置" in told and "0990-5550130" in told


def test_an_office_in_which_nobody_keeps_accounts_says_how_somebody_comes_to(tmp_path: Path) -> None:
    an_office(tmp_path / "office")
    told = text_of(client_for().get("/sign-in/"))
    assert "还没有人管理账号" in told and "gongwen account open 姓名 --login 登录名 --keeper" in told
    registry.close()


def test_a_keeper_opens_resets_and_closes_an_account(office) -> None:
    client = client_for("周晓岚")
    answer = client.post("/accounts/open/", {"person": "高望舒", "login": "GaoWangshu"})
    first = re.search(SECRET, text_of(answer))[0]
    assert registry.account_of("gaowangshu", first).must_change
    again = re.search(SECRET, text_of(client.post("/accounts/reset/", {"person": "高望舒"})))[0]
    assert again != first and answer["Cache-Control"] == "no-store"
    assert client.post("/accounts/close/", {"person": "高望舒"}).status_code == 302
    assert registry.account("高望舒").open is False
    told = client.post("/accounts/close/", {"person": "周晓岚"})
    assert told.status_code == 403 and "唯一管理账号的人" in text_of(told)


def test_a_login_that_cannot_be_one_stays_in_the_form(office) -> None:
    answer = client_for("周晓岚").post("/accounts/open/", {"person": "高望舒", "login": "高"})
    assert answer.status_code == 422 and "登录名「高」不能用" in text_of(answer)
    assert b'value="\xe9\xab\x98"' in answer.content and '<option value="高望舒" selected>' in answer.content.decode()


def test_a_clerk_gives_out_a_slip_and_its_person_comes_in_and_chooses_a_password(office) -> None:
    clerk, unit = client_for("周晓岚"), client_for()
    told = text_of(clerk.post("/codes/", {"person": "许明辉", "case": ""}))
    code = re.search(SECRET, told)[0]
    assert "只能用一次" in told and "青禾市人民路12号" in told and "临溪县青溪镇人民政府" in told
    assert code not in text_of(clerk.get("/codes/"))
    unit.post("/sign-in/code/", {"code": f" {code.lower()} "})
    assert "许明辉，您好" in text_of(unit.get("/account/own-password/"))
    form = {"login": "xuminghui", "chosen": CHOSEN, "repeated": CHOSEN}
    assert unit.post("/account/own-password/", form).status_code == 302
    again = client_for()
    assert again.post("/sign-in/", {"login": "xuminghui", "password": CHOSEN}).status_code == 302


def test_a_recalled_code_puts_out_whoever_came_by_it(office) -> None:
    clerk, unit = client_for("周晓岚"), client_for()
    told = text_of(clerk.post("/codes/", {"person": "许明辉"}))
    unit.post("/sign-in/code/", {"code": re.search(SECRET, told)[0]})
    assert unit.get("/account/").status_code == 200
    row = registry.access_codes()[0]
    assert clerk.post(f"/codes/{row.id}/recall/").status_code == 302
    assert unit.get("/account/").status_code == 302


def test_the_page_of_codes_offers_only_people_of_units(office) -> None:
    told = client_for("周晓岚").get("/codes/").content.decode()
    assert "<option>许明辉</option>" in told and "<option>陆文渊</option>" not in told
    answer = client_for("周晓岚").post("/codes/", {"person": "陆文渊"})
    assert answer.status_code == 422 and "要用账号登录" in text_of(answer)


def test_a_token_is_shown_once_and_recalled(office) -> None:
    client = client_for("顾言之")
    answer = client.post("/account/tokens/", {"name": "台账同步", "days": "30"})
    secret = re.search(r"gw_[\w-]{40,}", text_of(answer))[0]
    page = text_of(client.get("/account/tokens/"))
    assert secret not in page and "台账同步" in page and "有效" in page
    client.post(f"/account/tokens/{registry.tokens('顾言之')[0].id}/recall/")
    assert "已收回" in text_of(client.get("/account/tokens/"))
    other = client_for("夏知秋")
    assert other.post(f"/account/tokens/{registry.tokens('顾言之')[0].id}/recall/").status_code == 400


def test_the_account_tells_of_deputies_and_leads_to_the_one_page_for_them(office) -> None:
    client = client_for("陆文渊")
    today = client.get("/account/").wsgi_request.visitor.today
    form = {"deputy": "顾言之", "starts": today, "ends": today, "basis": "出差审批单", "roles": ["签发人"]}
    assert 'href="/review/deputies/"' in client.get("/account/").content.decode()
    client.post("/review/deputies/", form)
    assert "顾言之代我" in text_of(client.get("/account/"))
    assert "我代陆文渊" in text_of(client_for("顾言之").get("/account/"))


def test_the_record_of_sign_ins_tells_who_tried(office) -> None:
    client_for().post("/sign-in/", {"login": "guyanzhi", "password": "wrong-wrong-wrong"})
    told = text_of(client_for("周晓岚").get("/accounts/sign-ins/?login=guyanzhi"))
    assert "guyanzhi" in told and "没有登录成" in told

"""The unit's forms: photographs named by nobody but our own pages, what cannot be undone, a case that has gone on."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import html

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from kit.photos import a_photo, a_sheet
from kit.signing import CLERK, at_rectifying, at_signing
from kit.web import client_for, text_of

SAID = "已经逐户回访补记，周六值守从7月6日起增加。"


@pytest.fixture
def rectifying(tmp_path: Path) -> Iterator[str]:
    yield f"/unit/{at_rectifying(tmp_path / 'office').code}/do/报送整改/"
    registry.close()


@pytest.fixture
def signing(tmp_path: Path) -> Iterator[str]:
    yield f"/unit/{at_signing(tmp_path / 'office').code}/do/"
    registry.close()


def hidden(client: Any, address: str) -> dict[str, str]:
    page = html.fromstring(client.get(address).content.decode())
    return {one.get("name"): one.get("value") for one in page.xpath("//form[@data-autosave]//input[@type='hidden']")}


def a_token(client: Any, address: str) -> str:
    file = BytesIO(a_photo(a_sheet("A", size=(1200, 900)), turned=6, place=True))
    file.name = "A.jpg"
    return str(client.post(address.replace("do/报送整改/", "photo/"), {"photo": file}).json()["token"])


def test_a_photograph_is_shown_small_without_its_place_and_only_by_our_own_word_for_it(rectifying: str) -> None:
    client = client_for("姚佳宁")
    token = a_token(client, rectifying)
    shown = client.get(f"/photos/{token}/")
    assert shown["Content-Type"] == "image/jpeg" and b"Exif" not in shown.content
    sha = token.partition(":")[0]
    for forged in (sha, f"{sha}:", f"{sha}:{'A' * 43}", f"0{token[1:]}"):
        assert client.get(f"/photos/{forged}/").status_code == 403
    assert client_for().get(f"/photos/{token}/").status_code == 302


def test_a_form_takes_no_photograph_that_no_page_has_named(rectifying: str) -> None:
    client = client_for("姚佳宁")
    token = a_token(client, rectifying)
    other = registry.put(a_photo(a_sheet("B", size=(1200, 900))), "B.jpg", "image/jpeg").sha
    form = {**hidden(client, rectifying), "rectification_photos-kept": [token, other]}
    wrong = client.post(rectifying, form)
    assert wrong.status_code == 422
    assert wrong.content.decode().count('name="rectification_photos-kept"') == 1
    client.post(rectifying, {**form, "rectification_report": SAID})
    case = registry.cases(workflow="project")[0]
    assert case.data["rectification_photos"] == [token.partition(":")[0]]


def test_the_form_stands_before_the_papers_and_leads_to_what_was_asked(rectifying: str) -> None:
    told = text_of(client_for("姚佳宁").get(rectifying))
    assert told.index("要你们填的") < told.index("问题清单") < told.index("有关的文书")
    assert "办的「责令整改」在下面" in told


def test_what_the_office_asks_is_told_line_by_line(rectifying: str) -> None:
    page = html.fromstring(client_for("姚佳宁").get(rectifying).content.decode())
    asked = [one.text_content() for one in page.xpath("//section[@aria-labelledby='word']//li")]
    assert len(asked) == 2 and "2026年7月10日" in asked[0] and "问题 6个" not in asked[0]


def test_to_give_up_is_confirmed_with_its_reason_kept(signing: str) -> None:
    client, address = client_for("许明辉"), f"{signing}放弃签订/"
    told = text_of(client.get(address))
    assert "不能恢复" in told and "我已看清，确定放弃签订" in told
    assert "情况有变化，暂不办理。" in told and "不符合申报条件" not in told
    form = {**hidden(client, address), "-reason": "实施条件没有了。"}
    refused = client.post(address, form)
    assert refused.status_code == 422 and "请看清后勾选" in text_of(refused)
    assert "实施条件没有了。" in refused.content.decode()
    assert registry.cases(workflow="project")[0].stage == "双方签订"
    client.post(address, {**form, "sure": "1"})
    assert registry.cases(workflow="project")[0].stage == "已撤回"


def test_a_case_that_went_on_meanwhile_says_who_did_what_and_keeps_what_was_typed(signing: str) -> None:
    client, address = client_for("许明辉"), f"{signing}退回修改/"
    form = hidden(client, address)
    case = registry.cases(workflow="project")[0]
    desk.take(case.code, "退回修改", actor=Actor(CLERK.person), now=case.stage_at, printer=None, form={}, reason="改期")
    late = client.post(address, {**form, "-reason": "交付期限写错"})
    told = text_of(late)
    assert late.status_code == 409 and CLERK.person in told and "交付期限写错" in told
    assert registry.case(case.code).stage == "起草合同"


def test_what_is_to_be_signed_comes_back_by_pages_only(signing: str) -> None:
    client = client_for("许明辉")
    assert client.get(f"{signing}签订/")["Location"].endswith(f"/sign/{quote('签订')}/")

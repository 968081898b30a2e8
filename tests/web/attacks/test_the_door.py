"""门口: what no record can hold, no form of ours sent and no address of ours names is refused in a sentence, undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.staffing import access, tokens
from gongwen.web.answers import go
from kit.addresses import Address, addresses
from kit.joint import NOW
from kit.office import an_office
from kit.web import client_for, text_of

CLERK = "周晓岚"
UNIT = "临溪县青溪镇人民政府"
NOT_RECORDED = "不能记录的字符"
TOO_LONG = "9" * 5000
"""More digits than Python turns into a number."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    an_office(tmp_path_factory.mktemp("door") / "office")
    client_for(CLERK)
    registry.set_keeper(CLERK, True, actor="开办人", now=NOW)
    yield desk.open_project("青溪镇走访", kind="走访慰问", unit=UNIT, actor=Actor(CLERK), now=NOW).code
    registry.close()


def posts() -> list[Address]:
    return [one for one in addresses() if "POST" in one.view.methods]


def changes() -> tuple[Any, int, int]:
    """What is on record, of sign-ins too, and which sessions there are."""
    from django.contrib.sessions.models import Session

    return registry.journal_head(), len(registry.sign_ins()), Session.objects.count()


def test_nothing_is_taken_without_its_token_at_any_address(office) -> None:
    client = client_for(CLERK, enforce_csrf_checks=True)
    before = changes()
    taken = [
        f"{one.name} {headers}"
        for one in posts()
        for headers in ({}, {"HX-Request": "true"})
        if client.post(one.of(office), {"name": "x", "reason": "x", "key": "x"}, headers=headers).status_code != 403
    ]
    assert (taken, changes()) == ([], before)
    assert client.get("/account/").status_code == 200


def test_looking_whether_an_address_is_there_does_nothing(office) -> None:
    """HEAD comes without a token: it may look, where one may look at all, and never act."""
    client = client_for(CLERK, raise_request_exception=False)
    before = changes()
    only_taking = [one for one in posts() if "GET" not in one.view.methods]
    wrong = [
        (one.name, status)
        for one in [*only_taking, *[one for one in posts() if "GET" in one.view.methods][::3]]
        if (status := client.head(one.of(office)).status_code) not in ((405,) if "GET" not in one.view.methods else
                                                                       (200, 204, 302, 400, 403, 404, 409))
    ]  # fmt: skip
    assert (wrong, changes()) == ([], before)
    assert client_for().head("/sign-in/").status_code == 200


def test_no_address_knows_another_method(office) -> None:
    client = client_for(CLERK, raise_request_exception=False)
    paths = [one.of(office) for one in addresses()][::11]
    paths += ["/api/v1/projects", f"/api/v1/projects/{office}/moves"]
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"):
        assert {client.generic(method, path).status_code for path in paths} == {405}, method


def test_the_sign_that_no_record_holds_is_refused_in_every_form(office) -> None:
    client, before = client_for(CLERK), changes()
    for one in posts():
        for typed in ({"name": "甲\x00乙"}, {"甲\x00乙": "name"}):
            answer = client.post(one.of(office), typed)
            refused = (400, True) if one.view.admits != access.UNIT else (403, False)
            assert (answer.status_code, NOT_RECORDED in text_of(answer)) == refused, one.name
    assert changes() == before


@pytest.mark.parametrize("path", ["/cases/?q=%00", "/cases/?%00=q", "/organs/%00/", "/sign-in/?next=/%00", "/a%00b"])
def test_nor_does_an_address_hold_it(office, path) -> None:
    for client in (client_for(CLERK), client_for()):
        answer = client.get(path)
        assert (answer.status_code, NOT_RECORDED in text_of(answer)) == (400, True)


def test_nor_a_cookie(office) -> None:
    answer = client_for().get("/account/", headers={"cookie": 'gongwen="\\000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"'})
    assert answer.status_code == 400


def test_nor_what_somebody_signs_in_with(office) -> None:
    before = changes()
    for typed in ({"login": "\x00", "password": "x"}, {"login": "x", "password": "\x00"}):
        assert client_for().post("/sign-in/", typed).status_code == 400
    assert client_for().post("/sign-in/code/", {"code": "\x00"}).status_code == 400
    assert changes() == before, "not counted as a try either"


def test_nor_a_form_with_files(office) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = client_for(CLERK)
    for field in ("file", "fi\x00le"):
        sent = {field: SimpleUploadedFile("a.pdf", b"%PDF-"), "name": "" if "\x00" in field else "\x00"}
        assert client.post("/archive/verify/", sent).status_code == 400


@pytest.fixture(scope="module")
def secret(office) -> str:
    return tokens.issue(CLERK, "程序", 30, now=datetime.now(UTC)).secret


def api(secret: str, method: str, path: str, body: Any = None, **query: Any) -> Any:
    client = client_for(raise_request_exception=False)
    return client.generic(
        method, f"/api/v1{path}", body or b"", content_type="application/json", query_params=query or None,
        headers={"authorization": f"Bearer {secret}"},
    )  # fmt: skip


MOVE = '{"action":"提交","key":"aaaaaaaa-1","form":%s}'


@pytest.mark.parametrize(
    ("form", "status"),
    [
        (r'{"basis":"甲\u0000乙"}', 409),
        (r'{"basis":["甲",{"丙":"\u0000"}]}', 409),
        (r'{"甲\u0000乙":"1"}', 409),
        (r'{"basis":"\ud800"}', 409),
        (r'{"basis":"\udc00\ud800"}', 409),
        ('{"a":' + "[" * 500 + "]" * 500 + "}", 422),
        ('{"a":' + "[" * 50_000 + "]" * 50_000 + "}", 400),
        ('{"amount":' + TOO_LONG + "}", 400),
        ('{"amount":1e999}', 409),
        ('{"amount":NaN}', 409),
        ("[]", 422),
        ('{"a":1', 400),
    ],
)
def test_a_program_is_told_in_a_chinese_sentence_what_is_wrong_with_its_json(office, secret, form, status) -> None:
    answer = api(secret, "POST", f"/projects/{office}/moves", (MOVE % form).encode())
    assert answer.status_code == status, answer.content
    told = answer.json()["errors"]
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Content-Type"].startswith("application/json")
    assert told and all(one.endswith("。") and len(one) < 300 and "parse" not in one for one in told)


def test_a_character_of_two_halves_is_whole(office, secret) -> None:
    answer = api(secret, "POST", f"/projects/{office}/moves", (MOVE % r'{"rare":"\ud842\udfb7"}').encode())
    assert answer.status_code == 409 and "没有「rare」这个栏目" in answer.json()["errors"][0]


@pytest.mark.parametrize("sign", [r"\u202e", r"\u200b", r"\ufeff", r"\u0007", r"\u2066"])
def test_no_program_gives_a_project_a_name_that_reads_otherwise_than_it_is(office, secret, sign) -> None:
    body = f'{{"title":"走访{sign}慰问","kind":"走访慰问","unit":"{UNIT}","key":"opening-1"}}'
    answer = api(secret, "POST", "/projects", body.encode())
    assert answer.status_code == 422 and "title" in answer.json()["errors"][0]


def test_nor_does_a_program_s_address_hold_it(office, secret) -> None:
    assert (
        api(secret, "GET", "/projects", stage="\x00").json()["errors"]
        == api(secret, "GET", "/projects/%00").json()["errors"]
    )


@pytest.mark.parametrize("referer", ["http://[", "http://]:x", "//", "\\\\", "http://a/%00"])
def test_whatever_the_browser_says_of_where_it_comes_from_one_is_sent_to_sign_in(office, referer) -> None:
    answer = client_for().post("/account/password/", {}, headers={"referer": referer})
    assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")


@pytest.mark.slow
def test_a_number_too_long_to_be_one_is_refused_wherever_it_stands(office) -> None:
    client = client_for(CLERK, raise_request_exception=False)
    names = "to from version year page n was number revision seen saw instead_of checked errand runs seed returns"
    broken = []
    for text in (TOO_LONG, "9" * 30, "1e9", "²"):
        typed = dict.fromkeys(names.split(), text)
        for one in addresses():
            if one.name == "entrance:sign-out":
                continue
            for method in one.view.methods:
                send = client.get if method == "GET" else client.post
                if send(one.of(office), typed).status_code >= 500:
                    broken.append(f"{method} {one.name} {text[:5]}")
    assert broken == []


def test_an_address_of_ours_travels_to_a_script_as_a_header_may_hold_it(office) -> None:
    from django.test import RequestFactory

    request = RequestFactory().get("/", headers={"HX-Request": "true"})
    assert go(request, "/cases/?q=走访\r\nX-Evil: 1")["HX-Redirect"] == (
        "/cases/?q=%E8%B5%B0%E8%AE%BF%0D%0AX-Evil:%201"
    )


@pytest.mark.parametrize(
    "where", ["//evil", "/\\evil", "https:evil", "https:///evil", "/\t/evil", "\\\\evil", "////evil", "http:/evil"]
)
def test_whoever_is_signed_in_already_is_not_sent_elsewhere_either(office, where) -> None:
    for headers, name in (({}, "Location"), ({"HX-Request": "true"}, "HX-Redirect")):
        assert client_for(CLERK).get("/sign-in/", {"next": where}, headers=headers)[name] == "/home/"


@pytest.mark.parametrize(
    "kind",
    ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "x" * 300,
     "application/x-www-form-urlencoded; charset=gbk"],
)  # fmt: skip
def test_a_form_in_no_shape_at_all_is_refused_in_a_sentence(office, kind) -> None:
    answer = client_for(CLERK, raise_request_exception=False).generic("POST", "/cases/new/project/", b"--x", kind)
    assert answer.status_code == 400 and "读不出" in text_of(answer)


def test_ten_thousand_fields_are_refused_in_a_sentence(office) -> None:
    client = client_for(CLERK, raise_request_exception=False)
    many = {f"f{number}": "1" for number in range(10_000)}
    for answer in (client.post("/cases/new/project/", many), client.get("/cases/", many)):
        assert answer.status_code == 400 and "太多" in text_of(answer)

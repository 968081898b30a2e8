"""页首约束和限额: what every answer forbids, for which names the office answers, how much it takes in."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.test import RequestFactory

from gongwen import registry
from gongwen.web import limits
from kit.office import an_office
from kit.web import client_for, text_of


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


@pytest.mark.parametrize("path", ["/sign-in/", "/account/", "/nowhere/", "/accounts/", "/static/style.css"])
def test_every_answer_forbids_what_pages_do_not_need(path) -> None:
    answer = client_for("周晓岚").get(path)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == answer["Cross-Origin-Opener-Policy"] == "same-origin"
    if not path.startswith("/static/"):
        policy = answer["Content-Security-Policy"]
        for rule in ("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"):
            assert rule in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert "unsafe" not in policy and answer["Cache-Control"] == "no-store"
    answer.close()


def test_only_https_promises_https() -> None:
    assert "Strict-Transport-Security" not in client_for().get("/sign-in/")
    assert "max-age=31536000" in client_for().get("/sign-in/", secure=True)["Strict-Transport-Security"]


def test_the_office_answers_only_to_its_own_names(monkeypatch) -> None:
    from django.conf import settings

    client = client_for(raise_request_exception=False)
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["office.example"])
    refused = client.get("/sign-in/", headers={"host": "evil.example"})
    assert refused.status_code == 400 and "这个地址" in text_of(refused)
    assert client.get("/sign-in/", headers={"host": "office.example"}).status_code == 200


def sent(client, *files: tuple[str, bytes]):
    return client.post("/account/tokens/", {"name": "x", "file": [_file(*one) for one in files]})


def _file(name: str, data: bytes) -> BytesIO:
    opened = BytesIO(data)
    opened.name = name
    return opened


def test_a_file_or_a_request_that_is_too_large_is_refused_in_a_sentence(monkeypatch) -> None:
    client = client_for("周晓岚", raise_request_exception=False)
    monkeypatch.setattr(limits, "ONE_FILE", 1000)
    assert sent(client, ("小.pdf", b"x" * 1000)).status_code == 422  # read; the token's form lacks its term
    refused = sent(client, ("大.pdf", b"x" * 1001))
    assert refused.status_code == 400 and "太大" in text_of(refused)
    monkeypatch.setattr(limits, "ONE_REQUEST", 2000)
    assert "太大" in text_of(sent(client, ("一.pdf", b"x" * 900), ("二.pdf", b"x" * 900)))


def test_a_case_file_brought_back_to_be_verified_may_be_larger_for_the_office_s_people_only(monkeypatch) -> None:
    monkeypatch.setattr(limits, "ONE_FILE", 1000)
    monkeypatch.setattr(limits, "ONE_REQUEST", 1500)
    monkeypatch.setattr(limits, "ONE_BUNDLE", 4000)
    client = client_for("周晓岚", raise_request_exception=False)
    for size, told in ((3000, "不是 zip 文件"), (4001, "太大")):
        assert told in text_of(client.post("/archive/verify/", {"bundle": _file("案卷.zip", b"x" * size)}))
    of_a_unit = client_for("范守田", raise_request_exception=False)
    assert of_a_unit.post("/archive/verify/", {"bundle": _file("案卷.zip", b"x" * 3000)}).status_code == 403
    assert not limits._brings_a_bundle(RequestFactory().post(limits.BUNDLES))


def test_too_many_files_or_fields_are_refused_in_a_sentence() -> None:
    client = client_for("周晓岚", raise_request_exception=False)
    told = sent(client, *((f"{number}.pdf", b"x") for number in range(31)))
    assert told.status_code == 400 and "太多" in text_of(told)
    told = client.post("/account/tokens/", {f"f{number}": "x" for number in range(5001)})
    assert told.status_code == 400 and "太多" in text_of(told)

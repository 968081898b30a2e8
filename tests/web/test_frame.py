"""页框: the doors of every page: who has not signed in is sent to do so, refusals are sentences, headers are strict."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.office import an_office
from kit.web import client_for, text_of


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


def test_who_has_not_signed_in_is_sent_to_do_so_and_comes_back() -> None:
    answer = client_for().get("/home/")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=%2Fhome%2F"


def test_an_address_that_leads_nowhere_says_so_in_chinese() -> None:
    answer = client_for("周晓岚").get("/nowhere/")
    assert answer.status_code == 404
    assert "没有这一页" in text_of(answer)


def test_every_page_forbids_foreign_and_inline_scripts() -> None:
    answer = client_for().get("/sign-in/")
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"<script>" not in answer.content and b" style=" not in answer.content

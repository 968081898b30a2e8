"""损坏: a damaged file is told as a page, journalled once, and never given out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import Broken
from gongwen.web import answers
from kit.office import an_office
from kit.web import client_for, text_of


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


def test_a_damaged_file_is_a_page_that_says_so_and_is_journalled_once(home, monkeypatch) -> None:
    from gongwen.web.entrance.own import account

    sha = registry.put(b"%PDF-1.7 whole", "合同.pdf", "application/pdf").sha
    (home / "files" / sha[:2] / sha[2:]).write_bytes(b"%PDF-1.7 other")
    monkeypatch.setattr(account, "inner", lambda request: answers.stream_file(registry.get(sha), "合同.pdf", "x"))
    client = client_for("周晓岚", raise_request_exception=False)
    for _ in range(3):
        answer = client.get("/account/")
        assert answer.status_code == 500 and "「合同.pdf」" in text_of(answer) and "被改动过" in text_of(answer)
        assert b"other" not in answer.content
    found = [entry for entry in registry.entries() if entry.act == "发现损坏"]
    assert [(entry.actor, entry.details["door"]) for entry in found] == [("周晓岚", "网页")]


def test_a_refusal_of_the_ledger_itself_is_told_all_the_same(home, monkeypatch) -> None:
    from gongwen.web.entrance.own import account

    def broken(*given: object, **named: object) -> None:
        raise Broken("台账文件 office.db 已损坏，请停止办理并从备份恢复。")

    monkeypatch.setattr(account, "inner", broken)
    monkeypatch.setattr("gongwen.registry.damage_register.note_damage", broken)
    answer = client_for("周晓岚", raise_request_exception=False).get("/account/")
    assert answer.status_code == 500 and "从备份恢复" in text_of(answer)


@pytest.mark.parametrize("name", ["合同（终稿3）.pdf", "a\r\nSet-Cookie: x=1.pdf", '"; filename="x.exe', "../../x.pdf"])
def test_a_file_s_name_is_only_a_name(name) -> None:
    told = answers.stream_file(b"x", name, "application/pdf")["Content-Disposition"]
    assert told.startswith("attachment; filename*=UTF-8''") and told.isascii()
    assert not set(told.partition("''")[2]) & set('\r\n"; /\\')

"""交来的文件: a form names the files that its sender handed in, whichever door it comes through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office import desk
from gongwen.office.answering import own_files
from gongwen.office.people import Actor
from gongwen.office.receiving import uploads
from gongwen.office.staffing import tokens
from kit.office import an_office
from kit.photos import a_photo, a_sheet
from kit.quick import blank_page, quick
from kit.web import client_for, text_of

NOW = datetime(2026, 11, 18, 1, tzinfo=UTC)
DESK, OTHER = "石磊", "周晓岚"
SIGNING = {
    "from_organ": "青禾市教育局",
    "received_on": "2026-11-18",
    "received_how": "直送",
    "copies": 2,
    "intact": "完好",
}
REGISTERING = {
    "their_title": "来文", "their_date": "2026-11-16", "their_kind": "函", "urgency": "平件",
}  # fmt: skip


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A letter received, to be registered with its scan."""
    quick(monkeypatch)
    an_office(tmp_path / "office")
    code = desk.open_project("来文", kind="", unit="", flow="incoming", actor=Actor(DESK), now=NOW).code
    desk.take(code, "签收", form=SIGNING, actor=Actor(DESK), now=NOW, printer=None)
    yield code
    registry.close()


def register(code: str, scan: Any, **headers: str) -> Any:
    body = {"action": "登记", "key": "register-1", "form": {**REGISTERING, "incoming_scan": scan}}
    path = f"/api/v1/projects/{code}/moves"
    return client_for().post(path, body, content_type="application/json", headers=headers)


def bearer(person: str) -> dict[str, str]:
    client_for(person)
    return {"authorization": f"Bearer {tokens.issue(person, '程序', 30, now=datetime.now(UTC)).secret}"}


def handed_in(content: bytes, **headers: str) -> str:
    sent = {"file": SimpleUploadedFile("扫描件.pdf", content)}
    return str(client_for().post("/api/v1/files", sent, headers=headers).json()["sha"])


def test_a_program_names_what_it_handed_in_and_nothing_else_of_the_store(case) -> None:
    mine, theirs = bearer(DESK), bearer(OTHER)
    others = handed_in(blank_page(), **theirs)
    known = [others, uploads.keep("照片.jpg", a_photo(a_sheet("照片", (200, 300))))]
    for sha in [*known, [others], {"a": others}, others.upper(), "0" * 64]:
        before = registry.journal_head()
        answer = register(case, sha, **mine)
        assert answer.status_code == 409 and "不是石磊交来的" in answer.json()["errors"][0], sha
        assert registry.journal_head() == before and registry.case(case).stage == "登记"
    assert handed_in(blank_page(), **mine) == others, "the same bytes are the same file"
    assert [register(case, others, **mine).status_code for _ in range(2)] == [200, 200]
    assert registry.case(case).data["incoming_scan"] == others


def test_what_the_case_holds_may_be_named_again(case) -> None:
    sha = uploads.keep("扫描件.pdf", blank_page())
    with pytest.raises(BadInput, match="来文扫描件"):
        own_files.require(case, "登记", {"incoming_scan": sha}, actor=Actor(DESK))
    registry.move(
        case, lambda row: registry.Decision(action="登记", source=row.stage, target=row.stage, data={
            "incoming_scan": sha}), actor=DESK, door="网页", system_user=DESK, now=NOW, form={},
    )  # fmt: skip
    own_files.require(case, "登记", {"incoming_scan": sha}, actor=Actor(DESK))


@pytest.mark.parametrize("forged", ["{sha}", "{sha}:", "{sha}:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", ":{sha}"])
def test_nor_does_a_page_s_form_name_another_s(case, forged) -> None:
    client = client_for(DESK)
    sha = uploads.keep("扫描件.pdf", blank_page())
    sent = {**REGISTERING, "incoming_scan-kept": forged.format(sha=sha), "incoming_scan": sha, "key": "k" * 16}
    answer = client.post(f"/cases/{case}/moves/登记/", sent)
    assert answer.status_code == 302 and registry.case(case).data.get("incoming_scan") is None
    refused = client.get(f"/photos/{forged.format(sha=sha)}/")
    assert refused.status_code == 403 and "不在您的表里" in text_of(refused)

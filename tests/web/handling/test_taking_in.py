"""接收在办项目 on screen: a stage chosen, its form filled in; faults keep what was typed; once, however often sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongwen import registry
from gongwen.office.people import Actor
from gongwen.office.records import taking_in_form
from kit.browser import screen
from kit.office import an_office, story
from kit.quick import blank_page
from kit.web import client_for, text_of

CLERK, AT = "周晓岚", "检查通知"
WHERE = f"/cases/take-in/?at={AT}"
DONE = ("提交", "审核通过", "批准立项", "送审", "同意签订", "签订")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


def typed(papers: tuple[Any, ...]) -> dict[str, Any]:
    """The form as a browser sends it: tables by their cells, a scan for each paper that must be there."""
    sent: dict[str, Any] = {
        "handover_title": "柳林村老旧住房修缮项目", "handover_kind": "经济帮扶",
        "handover_unit": "桃园县柳林村村民委员会", "handover_basis_file": scan(),
    }  # fmt: skip
    for act in story("01"):
        for name, value in (act.said.get("form") or {}).items() if act.said.get("do") in DONE else ():
            sent |= cells(name, value)
    return sent | {one.name: scan() for one in papers if one.type == "file" and one.required}


def cells(name: str, value: Any) -> dict[str, Any]:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        rows = enumerate(value)
        return {f"{name}-{at}-{column}": str(cell) for at, row in rows for column, cell in row.items()}
    return {name: "\n".join(map(str, value)) if isinstance(value, list) else str(value)}


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("扫描件.pdf", blank_page(), "application/pdf")


def test_a_project_begun_on_paper_is_entered_at_its_stage(office: Path) -> None:
    client = client_for(CLERK)
    assert "接收在办项目" in text_of(client.get("/cases/new/"))
    assert "检查通知" in text_of(client.get("/cases/take-in/"))
    sheet = taking_in_form.sheet(AT, actor=Actor(CLERK), now=datetime.now(UTC))
    sent = typed(sheet.papers)
    del sent["signed_scan"]
    done = client.post(WHERE, sent, follow=True)
    (case,) = registry.cases(workflow="project")
    assert case.stage == AT and "没有交来的以前的文书：立项申报书、立项批复。" in text_of(done)
    again = client.post(WHERE, {**typed(sheet.papers), "signed_scan": ""}, follow=True)
    assert again.redirect_chain[-1][0] == f"/cases/{case.code}/" and len(registry.cases(workflow="project")) == 1


def test_faults_are_told_and_what_was_typed_stays(office: Path) -> None:
    answer = client_for(CLERK).post(WHERE, {"handover_title": "修缮项目", "basis": "移交清单"})
    told = text_of(answer)
    assert answer.status_code == 422 and "请附上移交清单等扫描件" in told and "--" not in told
    assert 'value="修缮项目"' in answer.content.decode() and registry.cases(workflow="project") == ()
    assert client_for(CLERK).get("/cases/take-in/?at=办结").status_code == 403


@pytest.mark.slow
def test_both_pages_answer_to_wcag_and_fit(office: Path) -> None:
    with screen() as shown:
        page = shown.page(CLERK)
        for name, address in (("at", "/cases/take-in/"), ("form", WHERE)):
            page.goto(address)
            assert shown.axe(page) == [] and page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            shown.picture(page, f"handling-take-in-{name}")
        assert shown.complaints == []

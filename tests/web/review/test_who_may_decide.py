"""The addresses of a decision: whoever it is not for is shown nothing of the deciding there, and nothing is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from kit.office import an_office, play, story
from kit.quick import quick
from kit.web import client_for, text_of

CODE, OWN, OTHER, CHECKER = "QHBF-2026-001", "许明辉", "姚佳宁", "顾言之"
DECIDED = f"/review/{CODE}/do/批准立项/"
ADDRESSES = (
    f"/review/{CODE}/",
    f"/review/{CODE}/sheet/",
    f"/review/{CODE}/score/",
    DECIDED,
    f"/review/{CODE}/do/退回/",
)
FORM = {"key": "k" * 32, "sure": "1", "-reason": "试一试", "approve_opinion": "同意。", "approved_amount": "120000"}


@pytest.fixture
def waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A project that waits to be approved; how many steps it has taken."""
    an_office(tmp_path / "office")
    play(story("01"), quick(monkeypatch), until=lambda act: act.said.get("do") == "批准立项")
    yield len(registry.events(CODE))
    registry.close()


def tried(person: str) -> list[Any]:
    client = client_for(person)
    seen = {"seen": str(registry.case(CODE).version)}
    return [answer for at in ADDRESSES for answer in (client.get(at), client.post(at, FORM | seen))]


@pytest.mark.parametrize("person", [OTHER, "范守田"])
def test_another_unit_is_told_nothing(waiting, person):
    assert {answer.status_code for answer in tried(person)} <= {403, 405}
    assert len(registry.events(CODE)) == waiting


def test_the_unit_itself_reads_no_opinion_and_decides_nothing(waiting):
    opinion = next(
        value for value in registry.events(CODE)[-1].form.values() if isinstance(value, str) and len(value) > 5
    )
    for answer in tried(OWN):
        assert answer.status_code != 302 and opinion not in text_of(answer)
        assert 'name="approve_opinion"' not in answer.content.decode()
    assert len(registry.events(CODE)) == waiting


def test_a_step_that_is_over_is_told_as_such_and_not_as_a_fault_of_the_system(waiting):
    for room in (f"/cases/{CODE}/moves/提交/", f"/unit/{CODE}/do/提交/"):
        gone = client_for(OWN).get(room)
        assert gone.status_code == 409
        assert "没有办成" in text_of(gone) and "系统出错" not in text_of(gone)


def test_whoever_held_the_post_until_yesterday_neither_reads_nor_decides(waiting):
    checker = client_for(CHECKER)
    assert checker.get(f"/review/{CODE}/").status_code == 200
    today = date.today()
    [held] = registry.appointments(today, person=CHECKER)
    ended = {"actor": "周晓岚", "now": datetime.now(UTC)}
    registry.end_appointment(CHECKER, held.organ, held.post, today - timedelta(days=1), **ended)
    for at in ADDRESSES:
        for answer in (checker.get(at), checker.post(at, FORM)):
            assert answer.status_code == 405 or "sign-in" in answer["Location"]
    assert len(registry.events(CODE)) == waiting

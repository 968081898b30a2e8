"""会话: ended in one window while another one acts, or impossible to note: what was done is answered all the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.web import telling
from gongwen.web.doors import PASS
from kit.office import an_office
from kit.sending import filled
from kit.web import client_for

CLERK, RESERVE = "周晓岚", "/registers/reserve-number/"


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


def test_signing_out_in_one_window_leaves_the_act_of_the_other_with_its_answer(monkeypatch) -> None:
    from django.contrib.sessions.models import Session

    client = client_for(CLERK)
    form = filled(client.get(RESERVE), {"code": "青帮办", "year": "2026", "purpose": "年终通报"})
    tell = telling.tell

    def signed_out_meanwhile(request: Any, *said: str) -> None:
        Session.objects.all().delete()
        tell(request, *said)

    monkeypatch.setattr(telling, "tell", signed_out_meanwhile)
    answer = client.post(RESERVE, form)
    assert (answer.status_code, len(registry.numbers())) == (302, 1)
    assert client.get("/numbers/").url.startswith("/sign-in/"), "and the session is over"


def test_a_page_is_shown_though_its_reader_s_last_use_cannot_be_noted(monkeypatch) -> None:
    from django.contrib.sessions.models import Session
    from django.db import OperationalError

    client = client_for(CLERK)
    session, before = client.session, (datetime.now(UTC) - timedelta(minutes=6)).isoformat()
    session[PASS] = {**session[PASS], "seen": before}
    session.save()

    def full(*given: Any, **named: Any) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Session, "save", full)
    assert client.get("/todo/").status_code == 200

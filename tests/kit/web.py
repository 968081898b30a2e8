"""The office on screen for fast tests: Django's own test client, signed in as one of the office's people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import gongwen.registry as registry
from gongwen.office.staffing import passes
from gongwen.web.doors import PASS

SECRET = "only-for-tests-" * 4


def prepare() -> None:
    """Let the open office answer web requests in this process."""
    from django.conf import settings

    settings.SECRET_KEY = SECRET
    settings.ALLOWED_HOSTS = ["*"]


def client_for(person: str = "", **more: Any) -> Any:
    """A client that is signed in as this person of the open office; nobody for an empty name."""
    prepare()
    from django.test import Client

    client = Client(**more)
    if person:
        client.cookies["gongwen"] = session_for(person)
    return client


def session_for(person: str) -> str:
    """The key of a new session of this person, as signing in would make it."""
    from django.contrib.sessions.backends.db import SessionStore

    prepare()
    session = SessionStore()
    session[PASS] = passes.of_account(account_for(person), datetime.now(UTC)).kept()
    session.create()
    return str(session.session_key)


def account_for(person: str, *, keeps_accounts: bool = False) -> registry.AccountRow:
    """The person's account, opened without any password and without the journal where they have none."""
    from gongwen.registry.models import Account, Person

    if registry.account(person) is None:
        holder, at = Person.objects.get(name=person), datetime.now(UTC)
        Account.objects.create(
            person=holder, login=f"p{holder.pk}", password="!", opened_by="测试", opened_at=at,
            keeps_accounts=keeps_accounts,
        )  # fmt: skip
    found = registry.account(person)
    assert found
    return found


def text_of(answer: Any) -> str:
    """What a page says, without its marks, in one line."""
    from lxml import html

    return " ".join(html.fromstring(answer.content.decode()).text_content().split())

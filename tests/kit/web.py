"""The office on screen for fast tests: Django's own test client, signed in as one of the office's people."""

from __future__ import annotations

from typing import Any

import gongwen.registry as registry
from gongwen.web.doors import PERSON

SECRET = "only-for-tests-" * 4


def prepare() -> None:
    """Let the open office answer web requests in this process."""
    registry.open  # noqa: B018 (the registry sets Django up; an office must be open already)
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
    session[PERSON] = person
    session.create()
    return str(session.session_key)


def text_of(answer: Any) -> str:
    """What a page says, without its marks, in one line."""
    from lxml import html

    return " ".join(html.fromstring(answer.content.decode()).text_content().split())

"""门: who stands at the door (read from the session), when, and whether the page they ask for is theirs to see.

Every view is declared with `page`, which names its rule; the rules themselves are the office's (`staffing.access`), as
is how long a session is good (`staffing.passes`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils.http import urlencode

from gongwen.office.people import Actor
from gongwen.office.staffing import access, passes
from gongwen.web import legible
from gongwen.web.answers import go, refusal

DOOR = "网页"
PASS = "pass"
"""The session's key for the pass of whoever signed in."""
_NOT_A_PAGE = "这个网址只收提交的内容，不能直接打开。没有办任何事；请从上面的栏目进入，或退回上一页。"

View = Callable[..., HttpResponse]


class Visits:
    """Middleware: reads the clock and the session once for each request; a session that is over is gone."""

    def __init__(self, answer: View) -> None:
        self._answer = answer

    def __call__(self, request: Any) -> HttpResponse:
        request.now = datetime.now(UTC)
        request.held = passes.read(request.session.get(PASS))
        request.visitor = passes.admitted(request.held, request.now)
        request.actor = Actor(request.visitor.person, DOOR, request.visitor.person)
        if request.held and not request.visitor.person:
            request.held = None
            request.session.flush()
        elif request.held and _is_use(request) and (later := request.held.noted(request.now)):
            request.session[PASS] = later.kept()
        return self._answer(request)


def begin(request: Any, held: passes.Pass) -> None:
    """Let somebody in: a new session under a new key, whatever the browser brought along, and a new form token."""
    request.session.flush()
    request.session[PASS] = held.kept()
    rotate_token(request)


def end(request: Any) -> None:
    """Let the visitor out: nothing of their session is left."""
    request.session.flush()
    rotate_token(request)


def page(*, admits: str, methods: Sequence[str] = ("GET", "POST"), meanwhile: bool = False) -> Callable[[View], View]:
    """Declare a view: whom it admits (a rule of `staffing.access`) and which methods it answers. Whoever has not signed
    in is sent to do so and comes back; anybody else who may not pass gets the refusal as a page. Whoever must first
    choose a password of their own gets no further than the pages that are open `meanwhile`."""

    def declared(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, **named: Any) -> HttpResponse:
            if request.method not in (*methods, *(["HEAD"] if "GET" in methods else [])):
                return _not_so(request, methods)
            if admits != access.ANYBODY:
                if not request.visitor.person:
                    return _to_sign_in(request)
                if request.visitor.must_change and not meanwhile:
                    return go(request, "entrance:password")
            access.require(admits, request.visitor, code=named.get("code", ""), flow=named.get("flow", ""))
            return legible.refused(request) or guarded.inner(request, **named)  # type: ignore[attr-defined]

        guarded.inner = view  # type: ignore[attr-defined]  (the matrix of permissions tests the door without the room)
        guarded.admits = admits  # type: ignore[attr-defined]
        guarded.methods = tuple(methods)  # type: ignore[attr-defined]
        return guarded

    return declared


def _not_so(request: Any, methods: Sequence[str]) -> HttpResponse:
    """An address that only takes what is sent to it, asked for as a page: a refusal to read, not an empty window."""
    told = refusal(request, [_NOT_A_PAGE], 405)
    told["Allow"] = ", ".join(methods)
    return told


def _is_use(request: Any) -> bool:
    """What a page asks for by itself, to show progress, is no use: a screen left alone must not stay signed in."""
    return not (request.method == "GET" and request.headers.get("HX-Request"))


def _to_sign_in(request: Any) -> HttpResponse:
    asked = _page_of(request.headers.get("Referer", "")) if request.method == "POST" else request.get_full_path()
    where = reverse("entrance:sign-in") + "?" + urlencode({"next": asked})
    return go(request, where)


def _page_of(address: str) -> str:
    """The path of the page that a form was sent from, empty where the browser tells no address that is one."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""

"""门: who stands at the door (read from the session), when, and whether the page they ask for is theirs to see.

Every view is declared with `page`, which names its rule; the rules themselves are the office's (`staffing.access`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from gongwen.office.people import Actor
from gongwen.office.staffing import access

DOOR = "网页"
PERSON = "person"
"""The session's key for the name of whoever signed in."""


class Visit(HttpRequest):
    """A request as views see it: with the moment, the visitor and the actor that the middleware read."""

    now: datetime
    visitor: access.Visitor
    actor: Actor


View = Callable[..., HttpResponse]


class Visits:
    """Middleware: reads the clock and the session once for each request."""

    def __init__(self, answer: View) -> None:
        self._answer = answer

    def __call__(self, request: Any) -> HttpResponse:
        request.now = datetime.now(UTC)
        name = request.session.get(PERSON, "")
        request.visitor = access.visitor(name, request.now) if name else access.NOBODY
        request.actor = Actor(name, DOOR, name)
        return self._answer(request)


def page(*, admits: str, methods: Sequence[str] = ("GET", "POST")) -> Callable[[View], View]:
    """Declare a view: whom it admits (a rule of `staffing.access`) and which methods it answers. Whoever has not signed
    in is sent to do so and comes back; anybody else who may not pass gets the refusal as a page."""

    def declared(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, **named: Any) -> HttpResponse:
            if request.method not in (*methods, "HEAD"):
                return HttpResponseNotAllowed(methods)
            if admits != access.ANYBODY and not request.visitor.person:
                return _to_sign_in(request)
            access.require(admits, request.visitor, code=named.get("code", ""), flow=named.get("flow", ""))
            return view(request, **named)

        guarded.admits = admits  # type: ignore[attr-defined]  (the matrix of permissions is tested by it)
        guarded.methods = tuple(methods)  # type: ignore[attr-defined]
        return guarded

    return declared


def _to_sign_in(request: Any) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else request.META.get("HTTP_REFERER", "")
    where = reverse("entrance:sign-in") + "?" + urlencode({"next": back})
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = where
        return answer
    return redirect(where)

"""进门: where everybody begins: staff at their 待办, a unit's people at the things they are to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from gongwen.errors import BadInput, Refused
from gongwen.office import demo_accounts
from gongwen.office.staffing import access, accounts, signing_in
from gongwen.office.staffing.passes import Pass
from gongwen.office.staffing.signing_in import Attempt
from gongwen.web import doors
from gongwen.web.answers import answer, go
from gongwen.web.doors import page
from gongwen.web.headers import address_of

FIRST_PAGES = (
    (access.STAFF, "watching:todo"),
    (access.REVIEWERS, "review:home"),
    (access.UNIT, "unit:home"),
)
"""Where those whom a rule admits begin; everybody else at their own account."""


@page(admits=access.SIGNED_IN)
def home(request: Any) -> HttpResponse:
    """On to the visitor's own first page."""
    return go(request, _first_page(request.visitor))


@page(admits=access.ANYBODY)
def sign_in(request: Any) -> HttpResponse:
    """By login and password."""
    if request.method != "POST":
        return go(request, _next(request)) if request.visitor.person else _entrance(request)
    try:
        held = signing_in.sign_in(request.POST.get("login", ""), request.POST.get("password", ""), attempt_of(request))
    except (BadInput, Refused) as refused:
        return _entrance(request, account_faults=refused.faults)
    return _come_in(request, held)


@page(admits=access.ANYBODY, methods=("POST",))
def use_code(request: Any) -> HttpResponse:
    """By a one-time code; on to choosing a password of one's own."""
    try:
        held = signing_in.use_code(request.POST.get("code", ""), attempt_of(request))
    except (BadInput, Refused) as refused:
        return _entrance(request, code_faults=refused.faults)
    doors.begin(request, held)
    return go(request, "entrance:own-password")


@page(admits=access.SIGNED_IN, methods=("POST",), meanwhile=True)
def sign_out(request: Any) -> HttpResponse:
    """Out, with nothing left of the session."""
    doors.end(request)
    return go(request, "entrance:sign-in")


def _come_in(request: Any, held: Pass) -> HttpResponse:
    where = _next(request)
    doors.begin(request, held)
    return go(request, where)


def _entrance(request: Any, *, account_faults: Any = (), code_faults: Any = ()) -> HttpResponse:
    shown = {
        "account_faults": account_faults,
        "code_faults": code_faults,
        "login": request.POST.get("login", ""),
        "code": request.POST.get("code", ""),
        "next": _asked(request),
        "desk": accounts.help_desk(),
        "demo": demo_accounts.shown(),
    }
    return answer(request, "entrance/sign_in.html", shown, status=422 if account_faults or code_faults else 200)


def attempt_of(request: Any) -> Attempt:
    """Whence and when somebody tries."""
    return Attempt(address_of(request), doors.DOOR, request.now)


def _asked(request: Any) -> str:
    return str(request.POST.get("next") or request.GET.get("next") or "")


def _next(request: Any) -> str:
    """The page somebody wanted before they were sent to sign in, if it is one of ours."""
    asked = _asked(request)
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None, require_https=request.is_secure())
    return asked if ours and asked.startswith("/") else reverse("entrance:home")


def _first_page(who: access.Visitor) -> str:
    for rule, where in FIRST_PAGES:
        if access.admits(rule, who) and (address := _address(where)):
            return address
    return reverse("entrance:account")


def _address(where: str) -> str:
    try:
        return reverse(where)
    except NoReverseMatch:  # a room that is not built
        return ""

"""我的账号: password, sessions and tokens of whoever is signed in, and who stands in for whom."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, Refused
from gongwen.office.staffing import access, accounts, passes, signing_in, tokens
from gongwen.web import doors
from gongwen.web.answers import answer, go
from gongwen.web.doors import page
from gongwen.web.entrance.arriving import attempt_of

BAD = 422


@page(admits=access.SIGNED_IN)
def account(request: Any) -> HttpResponse:
    """Who one is here: posts, roles, deputies, the latest sign-ins."""
    shown = accounts.mine(request.visitor.person, request.visitor.today)
    shown |= {"sign_ins": accounts.latest(request.visitor.person)}
    return answer(request, "entrance/account.html", shown)


@page(admits=access.SIGNED_IN, meanwhile=True)
def password(request: Any) -> HttpResponse:
    """Another password of one's own; every other session ends."""
    if request.method != "POST":
        return answer(request, "entrance/password.html", {"first": request.visitor.must_change})
    given = [request.POST.get(name, "") for name in ("present", "chosen", "repeated")]
    try:
        row = signing_in.change_password(request.visitor.person, *given, attempt_of(request))
    except (BadInput, Refused) as refused:
        shown = {"first": request.visitor.must_change, "faults": refused.faults}
        return answer(request, "entrance/password.html", shown, status=BAD)
    doors.begin(request, passes.of_account(row, request.now))
    return go(request, "entrance:home")


@page(admits=access.SIGNED_IN)
def own_password(request: Any) -> HttpResponse:
    """A login and password for whoever came in by a code; they may go on without."""
    shown: dict[str, Any] = {"known": signing_in.login_of(request.visitor.person)}
    if request.method != "POST":
        return answer(request, "entrance/own_password.html", shown)
    given = [request.POST.get(name, "") for name in ("login", "chosen", "repeated")]
    try:
        held = signing_in.choose_password(request.held, *given, now=request.now)
    except (BadInput, Refused) as refused:
        shown |= {"faults": refused.faults, "login": given[0]}
        return answer(request, "entrance/own_password.html", shown, status=BAD)
    doors.begin(request, held)
    return go(request, "entrance:home")


@page(admits=access.SIGNED_IN, methods=("POST",))
def end_sessions(request: Any) -> HttpResponse:
    """Out everywhere but here."""
    row = accounts.end_sessions(request.visitor.person, now=request.now)
    doors.begin(request, passes.of_account(row, request.now))
    return go(request, "entrance:account")


@page(admits=access.SIGNED_IN)
def own_tokens(request: Any) -> HttpResponse:
    """One's tokens; a new one is shown once."""
    shown: dict[str, Any] = {"terms": tokens.DAYS}
    status = 200
    if request.method == "POST":
        given = request.POST.get("name", ""), request.POST.get("days", "")
        try:
            shown["made"] = tokens.issue(request.visitor.person, *given, now=request.now)
        except (BadInput, Refused) as refused:
            shown |= {"faults": refused.faults, "name": given[0], "days": given[1]}
            status = BAD
    shown["tokens"] = tokens.listed(request.visitor.person, request.now)
    return answer(request, "entrance/tokens.html", shown, status=status)


@page(admits=access.SIGNED_IN, methods=("POST",))
def recall_token(request: Any, number: int) -> HttpResponse:
    """One of one's tokens is good no more."""
    tokens.recall(number, request.visitor.person, now=request.now)
    return go(request, "entrance:tokens")

"""管理账号: accounts opened, reset and closed by whoever keeps them, and the record of who tried to come in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, Refused
from gongwen.office.staffing import access, accounts
from gongwen.office.staffing.accounts import FirstPassword, Keeper
from gongwen.web.answers import answer, go
from gongwen.web.doors import page


@page(admits=access.ACCOUNT_KEEPERS, methods=("GET",))
def listed(request: Any) -> HttpResponse:
    """Everybody on file, their roles and accounts."""
    return _listed(request)


@page(admits=access.ACCOUNT_KEEPERS, methods=("POST",))
def open_account(request: Any) -> HttpResponse:
    """An account for somebody; the first password is shown once."""
    form = {name: request.POST.get(name, "") for name in ("person", "login", "keeps")}
    try:
        made = accounts.open_account(
            form["person"], form["login"], keeper=_keeper(request), now=request.now, keeps_accounts=bool(form["keeps"])
        )
    except (BadInput, Refused) as refused:
        return _listed(request, form=form, faults=refused.faults)
    return _first_password(request, made)


@page(admits=access.ACCOUNT_KEEPERS, methods=("POST",))
def reset(request: Any) -> HttpResponse:
    """A new first password, shown once."""
    return _first_password(request, accounts.reset(_person(request), keeper=_keeper(request), now=request.now))


@page(admits=access.ACCOUNT_KEEPERS, methods=("POST",))
def close(request: Any) -> HttpResponse:
    """An account closed."""
    accounts.close(_person(request), keeper=_keeper(request), now=request.now)
    return go(request, "entrance:accounts")


@page(admits=access.ACCOUNT_KEEPERS, methods=("POST",))
def keep(request: Any) -> HttpResponse:
    """Somebody keeps accounts from now on, or no longer."""
    keeps = request.POST.get("keeps") == "是"
    accounts.let_keep_accounts(_person(request), keeps, keeper=_keeper(request), now=request.now)
    return go(request, "entrance:accounts")


@page(admits=access.ACCOUNT_KEEPERS, methods=("GET",))
def sign_ins(request: Any) -> HttpResponse:
    """Who tried to sign in, from where, and whether they were let in."""
    login = request.GET.get("login", "")
    shown = {"rows": accounts.record(login, keeper=_keeper(request)), "login": login}
    return answer(request, "entrance/sign_ins.html", shown)


def _listed(request: Any, *, form: Any = None, faults: Any = ()) -> HttpResponse:
    rows = accounts.listed(request.visitor.today)
    shown = {"rows": rows, "without": [row for row in rows if row["state"] in accounts.TO_OPEN]}
    shown |= {"form": form or {}, "faults": faults}
    return answer(request, "entrance/accounts.html", shown, status=422 if faults else 200)


def _first_password(request: Any, made: FirstPassword) -> HttpResponse:
    address = request.build_absolute_uri("/")
    return answer(request, "entrance/first_password.html", {"made": made, "address": address})


def _keeper(request: Any) -> Keeper:
    return Keeper(request.actor)


def _person(request: Any) -> str:
    return str(request.POST.get("person", ""))

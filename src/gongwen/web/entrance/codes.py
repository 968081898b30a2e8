"""登录代码条: one-time codes given out to people of units, each on a slip to print, and called back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, Refused
from gongwen.office.staffing import access, access_codes
from gongwen.web.answers import answer, go
from gongwen.web.doors import page


@page(admits=access.KEEPERS)
def codes(request: Any) -> HttpResponse:
    """The codes given out; a new one is shown once, as the slip to print."""
    if request.method != "POST":
        return _listed(request, {name: request.GET.get(name, "") for name in ("person", "case")})
    form = {name: request.POST.get(name, "") for name in ("person", "case")}
    try:
        slip = access_codes.issue(form["person"], form["case"], actor=request.actor, now=request.now)
    except (BadInput, Refused) as refused:
        return _listed(request, form, faults=refused.faults)
    shown = {"slip": slip, "address": request.build_absolute_uri("/")}
    return answer(request, "entrance/slip.html", shown)


@page(admits=access.KEEPERS, methods=("POST",))
def recall(request: Any, number: int) -> HttpResponse:
    """A code called back."""
    access_codes.recall(number, actor=request.actor, now=request.now)
    return go(request, "entrance:codes")


def _listed(request: Any, form: dict[str, str], *, faults: Any = ()) -> HttpResponse:
    rows, able = access_codes.listed(request.now), access_codes.able(request.now)
    shown = {"rows": rows, "able": able, "form": form, "faults": faults}
    return answer(request, "entrance/codes.html", shown, status=422 if faults else 200)

"""进门: where everybody begins: staff at their 待办, a unit's people at the things they are to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.office.staffing import access
from gongwen.web.answers import answer, go
from gongwen.web.doors import page


@page(admits=access.SIGNED_IN)
def home(request: Any) -> HttpResponse:
    """On to the visitor's own first page."""
    return go(request, "watching:todo" if request.visitor.staff else "unit:home")


@page(admits=access.ANYBODY)
def sign_in(request: Any) -> HttpResponse:
    """The page to sign in."""
    return answer(request, "entrance/sign_in.html", {})

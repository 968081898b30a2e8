"""成批办理: several light things that are alike, confirmed as one list, each taken by itself and told by itself."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput
from gongwen.office.reviewing import light
from gongwen.office.staffing import access
from gongwen.web import acting, telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page


@page(admits=access.SIGNED_IN)
def prepare(request: Any) -> HttpResponse:
    """The list to be looked at; without a choice, back to what waits."""
    if request.method != "POST":
        return go(request, "review:home")
    codes = [code for code in request.POST.getlist("code") if access.sees_case(request.visitor, code)]
    try:
        batch = light.prepare(codes, actor=request.actor, now=request.now)
    except BadInput as error:
        return answer(request, "review/together.html", {"faults": sentences(error, request)}, status=422)
    return answer(request, "review/together.html", {"batch": batch, "key": token_hex(16)})


@page(admits=access.SIGNED_IN)
def take(request: Any) -> HttpResponse:
    """Each one taken; what came of each."""
    if request.method != "POST":
        return go(request, "review:home")
    chosen = {
        code: (acting.number(request.POST.get(f"seen-{code}")) or 0, acting.number(request.POST.get(f"saw-{code}")))
        for code in request.POST.getlist("code")
        if access.sees_case(request.visitor, code)
    }
    if not chosen:
        telling.tell(request, "没有勾选要一起办的事项。")
        return go(request, "review:home")
    results = light.take(
        request.POST.get("action", ""),
        chosen,
        key=acting.key_of(request, request.POST.get("key", "")),
        actor=request.actor,
        now=request.now,
    )
    return answer(request, "review/taken.html", {"results": results, "done": sum(one.done for one in results)})

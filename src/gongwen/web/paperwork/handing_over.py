"""交稿: an edited DOCX uploaded, its differences and their consequence looked at, then handed in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput
from gongwen.office import errands
from gongwen.office.composing import errand_work, handing_over
from gongwen.office.staffing import access
from gongwen.web import telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page


@page(admits=access.STAFF)
def upload(request: Any, flow: str) -> HttpResponse:
    """Choose the file; where one waits, what it changes and whose opinions would fall."""
    faults: list[str] = []
    sent = request.FILES.get("docx")
    if request.method == "POST" and sent is None:
        faults = ["还没有选择文件，请选好改过的 DOCX 再上传。"]
    elif sent is not None:
        try:
            handing_over.hold(flow, sent.name, sent.read(), actor=request.actor, now=request.now)
            return go(request, "paperwork:upload", flow)
        except BadInput as error:
            faults = sentences(error, request)
    shown = {
        "flow": flow,
        "present": handing_over.present_no(flow, actor=request.actor, now=request.now),
        "why_not": handing_over.why_not(flow, request.actor, request.now),
        "outlook": None if faults else handing_over.outlook(flow, actor=request.actor, now=request.now),
        "faults": faults,
    }
    return answer(request, "paperwork/upload.html", shown, status=422 if faults else 200)


@page(admits=access.STAFF, methods=("POST",))
def confirm(request: Any, flow: str) -> HttpResponse:
    """Hand in the file that was looked at."""
    asked = {"sha": request.POST.get("sha", ""), "correction": request.POST.get("correction") == "1"}
    row = errands.ask(errand_work.HAND_IN, asked, about=flow, actor=request.actor, now=request.now)
    return go(request, "paperwork:errand", flow, row.id)


@page(admits=access.STAFF, methods=("POST",))
def drop(request: Any, flow: str) -> HttpResponse:
    """Not to be handed in after all."""
    handing_over.give_up(flow, actor=request.actor)
    telling.tell(request, "上传的文稿没有交，已经放弃。")
    return go(request, "paperwork:paper", flow)

"""纸上办理: the sheet to be printed, signed by hand and taken in by the clerk."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.office import errands
from gongwen.office.reviewing import lane
from gongwen.office.staffing import access
from gongwen.web.answers import answer
from gongwen.web.doors import page


@page(admits=access.DESK, methods=("GET",))
def sheet(request: Any, code: str) -> HttpResponse:
    """发文稿纸 or 审批处理单 of a case, as it stands now."""
    shown = lane.show(code, who=request.visitor, actor=request.actor, now=request.now)
    made = [one for one in errands.of(code, actor=request.actor) if one.row.kind == "sheet"]
    return answer(request, "review/sheet.html", {"sheet": shown, "case": shown["head"], "errands": made[:1]})

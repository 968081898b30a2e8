"""粘贴: what the clipboard holds, sent by the editor's script, comes back as clean body text."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse

from gongwen.office.composing import pasting
from gongwen.office.staffing import access
from gongwen.web.doors import page


@page(admits=access.STAFF, methods=("POST",))
def clean(request: Any) -> HttpResponse:
    """The text and what was changed, as JSON."""
    made = pasting.clean(request.POST.get("html", ""), request.POST.get("text", ""))
    return JsonResponse({"text": made.text, "told": list(made.told)})

"""答复: what goes back to the browser: a page, a part of one, another address, a file, or a refusal in a sentence."""

from __future__ import annotations

import errno
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.db import OperationalError
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.template.loader import render_to_string
from django.utils.encoding import iri_to_uri

from gongwen.errors import BadInput, Broken, GongwenError, Refused, ToolMissing
from gongwen.office.records import damage
from gongwen.office.staffing import privacy
from gongwen.web import telling

STATUS: dict[type[GongwenError], int] = {BadInput: 400, Refused: 403, ToolMissing: 503, Broken: 500}
HEADINGS = {
    400: "填写有误",
    403: "现在不能办理",
    404: "没有这一页",
    405: "没有这一页",
    503: "缺少所需的程序",
    409: "没有办成",
    500: "系统出错",
    507: "磁盘写不进去",
}
NOTICE = "#notice"
DISK = (
    "磁盘已满或写不进去，这一步没有办成，交来的没有收下；以前记录的都在。请维护人员清理办公文件夹所在的磁盘，再重试。"
)
_log = logging.getLogger(__name__)


def answer(request: Any, name: str, shown: Mapping[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
    """A page, or for htmx the part that it asked for, from `pages/`."""
    return HttpResponse(render_to_string(name, dict(shown or {}), request), status=status)


def go(request: Any, where: str, *args: Any, **named: Any) -> HttpResponse:
    """On to another page, by its name; for htmx the whole page goes there."""
    address = iri_to_uri(resolve_url(where, *args, **named))
    if request.headers.get("HX-Request"):
        there = HttpResponse(status=204)
        there["HX-Redirect"] = address
        return there
    return redirect(address)


def stream_file(content: bytes, name: str, media_type: str, *, inline: bool = False) -> HttpResponse:
    """A file of the store, already checked against its hash, under a name a person can read."""
    made = HttpResponse(content, content_type=media_type)
    kind = "inline" if inline else "attachment"
    made["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(name, safe='')}"
    return made


class Sentences:
    """Middleware: the office's refusals become pages, or for htmx the notice at the top of the page; what they may
    quote of people is masked."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __call__(self, request: Any) -> HttpResponseBase:
        return self._inner(request)

    def process_exception(self, request: Any, error: Exception) -> HttpResponse | None:
        if disk_refuses(error):
            _log.error("the disk refuses: %s", error)
            return refusal(request, [DISK], 507)
        if not isinstance(error, GongwenError):
            return None
        status = next(code for family, code in STATUS.items() if isinstance(error, family))
        told = sentences(error, request)
        if isinstance(error, Broken):
            damage.note(told, actor=request.actor, now=request.now)
        return refusal(request, told, status)


def disk_refuses(error: Exception) -> bool:
    """Whether nothing more can be written: the disk of the office's folder, or of the machine, is full or locked."""
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
    return full or (isinstance(error, OperationalError) and "disk is full" in str(error))


def sentences(error: GongwenError, request: Any) -> list[str]:
    """An error's sentences as they may be shown: without what the cases named in the address hold of anybody."""
    about = request.path.split("/")
    return [telling.spoken(privacy.discreet(sentence, about)) for sentence in error.faults]


def refusal(request: Any, told: list[str], status: int) -> HttpResponse:
    """What is wrong and what to do, as a page of its own or as the notice of the page at hand."""
    shown = {"heading": HEADINGS.get(status, HEADINGS[500]), "sentences": told}
    if not request.headers.get("HX-Request"):
        return answer(request, "refusal.html", shown, status=status)
    part = answer(request, "parts/notice.html", shown, status=status)
    part["HX-Retarget"], part["HX-Reswap"] = NOTICE, "innerHTML"
    return part


def not_found(request: Any, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere; programs are told as JSON."""
    if _by_a_program(request):
        return JsonResponse({"errors": ["接口没有这个地址，请对照 openapi.json 改正。"]}, status=404)
    return refusal(request, ["没有这一页。请从上面的栏目进入，或用检索查找。"], 404)


def refused_at_the_door(request: Any, told: str) -> HttpResponse:
    """What nobody can take, before any room has seen it; programs are told as JSON."""
    return JsonResponse({"errors": [told]}, status=400) if _by_a_program(request) else refusal(request, [told], 400)


def out_of_order(request: Any) -> HttpResponse:
    """A fault of the program; what was recorded stands, and the trace is in the log."""
    return refusal(request, ["程序出错，这一步没有办成；已经记录的事不受影响，可以重试，还不行的请告诉维护人员。"], 500)


def csrf_refused(request: Any, reason: str = "") -> HttpResponse:
    """A form that was not opened here, or whose page was open too long."""
    return refusal(request, ["这个页面打开得太久，或不是从本系统打开的。请退回上一页，刷新后再提交。"], 403)


def _by_a_program(request: Any) -> bool:
    return str(request.path).startswith("/api/")

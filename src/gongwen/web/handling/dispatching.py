"""分发: one issued paper's recipients: the list changed, what went out, who confirmed, why somebody will not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse

from gongwen.errors import BadInput, Refused
from gongwen.office.paperwork import dispatch
from gongwen.office.staffing import access
from gongwen.office.watching import dispatch_page
from gongwen.web import telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page


@page(admits=access.CASE, methods=("GET",))
def show(request: Any, code: str) -> HttpResponse:
    """Whom a paper goes to and how that stands."""
    return _shown(request, code)


@page(admits=access.CASE, methods=("POST",))
def act(request: Any, code: str, act: str) -> HttpResponse:
    """One of ACTS on the list."""
    if act not in ACTS:
        raise Http404
    try:
        said = ACTS[act](request, code)
    except (BadInput, Refused) as error:
        return _shown(request, code, sentences(error, request), status=422)
    telling.tell(request, said)
    return go(request, "handling:dispatch", code)


def _shown(request: Any, code: str, faults: list[str] | None = None, status: int = 200) -> HttpResponse:
    shown = {
        **dispatch_page.show(code, actor=request.actor, now=request.now),
        "typed": request.POST,
        "chosen": request.POST.getlist("organ"),
        "faults": faults or [],
        "said": telling.heard(request) if status == 200 else [],
    }
    return answer(request, "handling/dispatch.html", shown, status=status)


def _send(request: Any, code: str) -> str:
    names = request.POST.getlist("organ")
    if not names:
        raise BadInput("没有选要分发的收文单位，请先勾选。")
    how = request.POST.get("how", "")
    sent = dispatch.send(code, names, how=how, actor=request.actor, now=request.now)
    return f"已登记分发{len(sent)}个收文单位：{'、'.join(row.name for row in sent)}。"


def _receive(request: Any, code: str) -> str:
    row = dispatch.receive(code, _one(request), by=request.POST.get("by", ""), actor=request.actor, now=request.now)
    return f"{row.name}已由{row.received_by}签收。"


def _explain(request: Any, code: str) -> str:
    row = dispatch.explain(code, _one(request), why=request.POST.get("why", ""), actor=request.actor, now=request.now)
    return f"已说明{row.name}未签收：{row.note}。"


def _add(request: Any, code: str) -> str:
    part, copies = request.POST.get("part", ""), dispatch_page.copies_of(request.POST.get("copies", ""))
    row = dispatch.add(code, _one(request), part=part, copies=copies, actor=request.actor, now=request.now)
    return f"收文单位名单已有{row.name}（{row.part}，{row.copies}份）。"


def _remove(request: Any, code: str) -> str:
    name = _one(request)
    dispatch.remove(code, name, actor=request.actor, now=request.now)
    return f"已从收文单位名单删去{name}。"


def _one(request: Any) -> str:
    name = request.POST.get("organ", "").strip()
    if not name:
        raise BadInput("没有写是哪个收文单位，请填写。")
    return name


ACTS: Mapping[str, Callable[[Any, str], str]] = {
    "send": _send, "receive": _receive, "explain": _explain, "add": _add, "remove": _remove,
}  # fmt: skip

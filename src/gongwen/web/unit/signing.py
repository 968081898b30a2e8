"""签字回传: read, print, sign and seal, photograph; each page sent by itself and kept, then handed in whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from gongwen.errors import BadInput
from gongwen.office.answering import awaited, collecting, matching, pictures, story
from gongwen.office.answering.collecting import Collected
from gongwen.office.ruling import unsent
from gongwen.office.staffing import access
from gongwen.web import acting, filling, telling
from gongwen.web.answers import answer, go, sentences, stream_file
from gongwen.web.doors import page


@page(admits=access.CASE, methods=("GET",))
def sign(request: Any, code: str, action: str) -> HttpResponse:
    """The paper to sign and what has come back so far; first whose, where the person acts for several."""
    by = {"actor": request.actor, "now": request.now}
    party, choices = request.GET.get("party", ""), awaited.choices(code, action, **by)
    if choices and party not in choices:
        return answer(request, "unit/choose.html", {"case": story.show(code, **by), "action": action})
    known = collecting.begin(code, action, party=party, **by)
    kept = unsent.kept(code, _form_of(known), actor=request.actor)
    values = {**known.row.form, **(kept.values if kept else {})}
    return _page(request, known, values, kept=kept)


@page(admits=access.CASE, methods=("POST",))
def add(request: Any, code: str, id: int) -> HttpResponse:
    """One page or several; for a script the list of pages as it is now, else the whole page again."""
    instead_of = acting.number(request.POST.get("instead_of"))
    by = {"actor": request.actor, "now": request.now}
    files = request.FILES.getlist("pages")
    if not files:
        raise BadInput("没有选照片或扫描件，请先选。")
    again: list[str] = []
    for one in files:
        known = collecting.add(code, id, one.name, one.read(), instead_of=instead_of, **by)
        if known.again:
            again.append(f"「{one.name}」就是已经传过的第 {known.again} 张，没有重复收。")
    return _pages(request, known, again)


@page(admits=access.CASE, methods=("POST",))
def change(request: Any, code: str, id: int, page_id: int) -> HttpResponse:
    """Take a page out, or move it; turn the order of all round."""
    by = {"actor": request.actor, "now": request.now}
    what = request.POST.get("what", "")
    if what == "remove":
        return _pages(request, collecting.remove(code, id, page_id, **by))
    if what == "reverse":
        return _pages(request, collecting.reverse(code, id, **by))
    if what == "place":
        at = acting.number(request.POST.get("to")) or 1
        return _pages(request, collecting.place(code, id, page_id, at, **by))
    if what not in ("up", "down"):
        raise BadInput("这个按钮的作用没有传过来，请刷新后再点。")
    return _pages(request, collecting.shift(code, id, page_id, -1 if what == "up" else 1, **by))


@page(admits=access.CASE, methods=("POST",))
def hand_in(request: Any, code: str, id: int) -> HttpResponse:
    """Hand the pages in to be matched."""
    by = {"actor": request.actor, "now": request.now}
    known = collecting.opened(code, id, **by)
    given: dict[str, Any] = {}
    try:
        given = filling.filled(known.wanted.rest, request.POST, request.FILES)
        collecting.hand_in(code, id, given, **by)
    except BadInput as error:
        values = {**filling.typed(known.wanted.rest, request.POST), **given}
        return _page(request, known, values, faults=sentences(error, request), status=422)
    unsent.drop(code, _form_of(known), actor=request.actor)
    telling.tell(request, f"《{known.wanted.paper.template}》已交回，等办公室核对。核对的结果会写在这一页。")
    return go(request, "unit:home")


@page(admits=access.CASE, methods=("POST",))
def recall(request: Any, code: str, id: int) -> HttpResponse:
    """Take it back to mend it."""
    known = collecting.recall(code, id, actor=request.actor, now=request.now)
    return _to_sign(request, known)


@page(admits=access.CASE, methods=("POST",))
def keep(request: Any, code: str, id: int) -> HttpResponse:
    """Keep what is typed beside the pages so far."""
    by = {"actor": request.actor, "now": request.now}

    def save(revision: int) -> Any:
        known = collecting.opened(code, id, **by)
        return unsent.keep(code, _form_of(known), filling.typed(known.wanted.rest, request.POST), revision, **by)

    return acting.keep(request, save)


@page(admits=access.CASE, methods=("GET",))
def picture(request: Any, code: str, id: int, number: int) -> HttpResponse:
    """One page that was sent."""
    found = pictures.sent_page(code, id, number, actor=request.actor, now=request.now)
    return stream_file(found, f"{number}.jpg", pictures.kind_of(found), inline=True)


def _pages(request: Any, known: Collected, again: Sequence[str] = ()) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return answer(request, "unit/pages.html", {**_told(known), "again": again})
    telling.tell(request, *again)
    return _to_sign(request, known)


def _to_sign(request: Any, known: Collected) -> HttpResponse:
    """The page of this return: whose it is stands in its address."""
    whose = "?" + urlencode({"party": known.row.party}) if known.row.party else ""
    return go(request, reverse("unit:sign", args=[known.row.case, known.row.action]) + whose)


def _form_of(known: Collected) -> str:
    """Under which name what is typed beside these pages is kept: apart for every party."""
    return f"{known.row.action}（第{known.row.id}号回传件）"


def _page(
    request: Any,
    known: Collected,
    values: Mapping[str, Any],
    *,
    kept: Any = None,
    faults: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    shown = {
        **_told(known),
        **filling.form_shown(known.wanted.rest, values, faults),
        "case": story.show(known.row.case, actor=request.actor, now=request.now),
        "numbers": range(1, known.wanted.pages + 1),
        "kept": kept,
        "revision": unsent.revision(known.row.case, _form_of(known), actor=request.actor),
        "said": telling.heard(request),
    }
    return answer(request, "unit/sign.html", shown, status=status)


def _told(known: Collected) -> dict[str, Any]:
    doubts = pictures.doubts(known.row)
    uploads = [
        {"page": one.page, "numbers": one.numbers, "doubt": doubts.get(one.page.id, "")}
        for one in matching.by_upload(known.row)
    ]
    return {"known": known, "row": known.row, "wanted": known.wanted, "uploads": uploads}

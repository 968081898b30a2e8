"""核验案卷: a bundle brought back as a zip, or one made here, verified; every finding a sentence."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput
from gongwen.office import errands
from gongwen.office.records import checking
from gongwen.office.staffing import access
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page

VERIFY = "verify"


@page(admits=access.STAFF)
def verify(request: Any) -> HttpResponse:
    """Hand in a zip, or choose one that was made here; what was found before stands below."""
    if request.method != "POST":
        return _shown(request)
    try:
        argument = _given(request)
        errands.ask(VERIFY, argument, actor=request.actor, now=request.now)
    except BadInput as error:
        return _shown(request, sentences(error, request))
    return go(request, "records:verify")


def _shown(request: Any, faults: list[str] | None = None) -> HttpResponse:
    mine = [one for one in errands.mine(request.actor) if one.row.kind == VERIFY]
    shown = {"made_here": checking.waiting(request.actor), "checked": mine[:10], "faults": faults or []}
    return answer(request, "records/verify.html", shown, status=422 if faults else 200)


def _given(request: Any) -> dict[str, str]:
    """The errand's argument: the upload, written to disk as it came, or a bundle that was made here."""
    upload = request.FILES.get("bundle")
    if upload is None:
        return _chosen(request)
    with tempfile.TemporaryDirectory(prefix="gongwen-upload-") as folder:
        path = Path(folder) / "bundle.zip"
        with path.open("wb") as kept:
            for chunk in upload.chunks():
                kept.write(chunk)
        return checking.receive(path, upload.name)


def _chosen(request: Any) -> dict[str, str]:
    sha = request.POST.get("made-here", "")
    for one in checking.waiting(request.actor):
        if one["sha"] == sha:
            return {"sha": sha, "name": one["name"]}
    raise BadInput("还没有选要核验的案卷：请选一个 zip 文件，或从列出的案卷中选一个。")

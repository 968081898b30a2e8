"""导入名册: a list of organs or people handed in as a workbook, checked row by row, then entered at a word."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput
from gongwen.office import errands
from gongwen.office.records import list_import
from gongwen.office.staffing import access
from gongwen.web.answers import answer, go, sentences, stream_file
from gongwen.web.doors import page
from gongwen.web.errands.polling import next_look

IMPORT = "import"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(admits=access.KEEPERS)
def show(request: Any, which: str) -> HttpResponse:
    """Hand a list in, see what it would do and what is wrong with it, and let it be entered."""
    list_import.known(which)
    if request.method != "POST":
        return _shown(request, which)
    try:
        errands.ask(IMPORT, _argument(request, which), actor=request.actor, now=request.now)
    except BadInput as error:
        return _shown(request, which, sentences(error, request))
    return go(request, "errands:import", which)


@page(admits=access.KEEPERS, methods=("GET",))
def sheet(request: Any, which: str) -> HttpResponse:
    """The register as a workbook to be filled in further."""
    return stream_file(list_import.sheet(which, request.now), f"{list_import.TITLES[which]}.xlsx", XLSX)


def _argument(request: Any, which: str) -> dict[str, str]:
    """A file that is handed in; or, with its number, the one that was checked last, to be entered now."""
    if number := request.POST.get("checked", ""):
        checked = errands.one(int(number) if number.isdecimal() and len(number) < 10 else 0, actor=request.actor)
        return {"list": which, "apply": "1", **{key: checked.row.argument[key] for key in ("sha", "name")}}
    upload = request.FILES.get("file")
    if upload is None:
        raise BadInput("还没有选文件：请选一个 xlsx 或 csv 文件。")
    return {"list": which, **list_import.receive(upload.name, upload.read())}


def _shown(request: Any, which: str, faults: list[str] | None = None) -> HttpResponse:
    asked = [
        one for one in errands.mine(request.actor) if one.row.kind == IMPORT and one.row.argument.get("list") == which
    ]
    shown = {
        "which": which,
        "title": list_import.TITLES[which],
        "columns": list(list_import.COLUMNS[which].values()),
        "errands": asked[:5],
        "faults": faults or [],
        "people": which == list_import.PEOPLE,
    }
    return answer(request, "errands/import.html", shown | next_look(0), status=422 if faults else 200)

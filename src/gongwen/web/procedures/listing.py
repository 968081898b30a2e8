"""一览: all workflows and templates, and what is the same for both: files to be fetched, two versions compared."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput
from gongwen.office.publishing import examining, flow_sheet, proposing, template_sheet, versions
from gongwen.office.staffing import access
from gongwen.web import telling
from gongwen.web.answers import answer, stream_file
from gongwen.web.doors import page

KINDS = {"workflows": examining.WORKFLOW, "templates": examining.TEMPLATE}
TYPES = {".yaml": "text/yaml; charset=utf-8", ".docx": versions.WORD}


@page(admits=access.STAFF, methods=("GET",))
def home(request: Any) -> HttpResponse:
    """What waits to be published, then everything there is, in short."""
    shown = {
        "waiting": proposing.listed(waiting=True),
        "flows": flow_sheet.listed(),
        "kinds": template_sheet.by_kind(),
        "publishers": proposing.publishers(request.now),
        "said": telling.heard(request),
    }
    return answer(request, "procedures/home.html", shown)


@page(admits=access.STAFF, methods=("GET",))
def workflows(request: Any) -> HttpResponse:
    """Every workflow with its running cases."""
    return answer(request, "procedures/workflows.html", {"flows": flow_sheet.listed(), "said": telling.heard(request)})


@page(admits=access.STAFF, methods=("GET",))
def templates(request: Any) -> HttpResponse:
    """Every template, those of a kind together."""
    shown = {"kinds": template_sheet.by_kind(), "said": telling.heard(request)}
    return answer(request, "procedures/templates.html", shown)


@page(admits=access.STAFF, methods=("GET",))
def compare(request: Any, kind: str, name: str) -> HttpResponse:
    """Two versions of one thing side by side; the last two where none are named."""
    known = versions.rows(kind_of(kind), name)
    later = number_of(request, "to") or known[0]["version"]
    former = number_of(request, "from") or max(1, later - 1)
    shown = {
        "kind": kind, "name": name, "versions": known, "former": former, "later": later,
        "found": versions.compare(kind_of(kind), name, former, later),
    }  # fmt: skip
    return answer(request, "procedures/compare.html", shown)


@page(admits=access.STAFF, methods=("GET",))
def download(request: Any, kind: str, name: str, number: int, file: str) -> HttpResponse:
    """One file of a published version."""
    return sent(file, versions.file(kind_of(kind), name, number, file))


def sent(file: str, content: bytes) -> HttpResponse:
    """A file of a version under its own name."""
    media_type = next((found for ending, found in TYPES.items() if file.endswith(ending)), "application/octet-stream")
    return stream_file(content, file.rpartition("/")[2], media_type)


def kind_of(kind: str) -> str:
    """What the address calls workflows and templates, as the office does."""
    if kind not in KINDS:
        raise BadInput("没有这一页，请从「模板和流程」进入。")
    return KINDS[kind]


def number_of(request: Any, name: str) -> int | None:
    """A version's number out of the address; BadInput when it is none."""
    text = request.GET.get(name, "").strip()
    if text and not (text.isdecimal() and len(text) < 7):
        raise BadInput(f"「{text}」不是版本号，请从版本列表里选。")
    return int(text) if text else None

"""页框: what stands around every page: the office's name, the sections this visitor may enter, who is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from gongwen.office import founding
from gongwen.office.staffing import access


@dataclass(frozen=True)
class Section:
    """One entry of the bar at the top: its word, the page it leads to, and whom that page admits."""

    word: str
    page: str
    admits: str


SECTIONS = (
    Section("要做的事", "unit:home", access.UNIT),
    Section("待办", "watching:todo", access.STAFF),
    Section("待审", "review:home", access.REVIEWERS),
    Section("事项", "watching:cases", access.STAFF),
    Section("公文", "watching:papers", access.STAFF),
    Section("会签", "handling:countersigning", access.STAFF),
    Section("签署件", "unit:returns", access.STAFF),
    Section("文号", "registers:numbers", access.STAFF),
    Section("名单", "registers:roster", access.STAFF),
    Section("模板和流程", "procedures:home", access.STAFF),
    Section("归档", "records:home", access.STAFF),
    Section("总览", "overview:home", access.STAFF),
)


def around(request: Any) -> dict[str, Any]:
    """The frame of a page, as its templates need it."""
    if not hasattr(request, "visitor"):  # a request refused before it was looked at
        return {"sections": (), "office": {}}
    # whoever has to choose a password first gets no further by any of them
    sections = [] if request.visitor.must_change else list(_sections(request))
    return {"sections": sections, "office": founding.particulars(), "visitor": request.visitor}


def _sections(request: Any) -> Any:
    for one in SECTIONS:
        if access.admits(one.admits, request.visitor) and (address := _address(one.page)):
            yield {"word": one.word, "address": address, "here": request.path.startswith(address)}


def _address(page: str) -> str:
    try:
        return reverse(page)
    except NoReverseMatch:  # a section whose room is not built
        return ""

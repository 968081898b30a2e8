"""翻页: what `parts/pager.html` shows of a list: which page of how many, and the addresses before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from gongwen.office.watching.paging import Page


@dataclass(frozen=True)
class Pages:
    """Which page of how many, of how many rows in all, and the addresses of its neighbours."""

    number: int
    count: int
    total: int
    before: str
    after: str


def pages(request: Any, page: Page) -> Pages:
    """The pages of a list, under the address at hand."""
    return turned(request, page.number, page.count, page.total)


def turned(request: Any, number: int, count: int, total: int) -> Pages:
    """The same of a list that the office counts in a way of its own."""
    before = address(request, page=str(number - 1)) if number > 1 else ""
    after = address(request, page=str(number + 1)) if number < count else ""
    return Pages(number, count, total, before, after)


def query(request: Any, **changes: str) -> str:
    """What the address asks for, with these changes, for a link to the same list in another form."""
    kept: QueryDict = request.GET.copy()
    for name, value in changes.items():
        kept[name] = value
    return "&".join(part for part in kept.urlencode().split("&") if part and not part.endswith("="))


def address(request: Any, **changes: str) -> str:
    """The same as a link."""
    return "?" + query(request, **changes)

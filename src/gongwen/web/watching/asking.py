"""列表的选择: what the address of a list says was chosen, and the addresses of its other pages and orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput
from gongwen.web.answers import answer, sentences, stream_file
from gongwen.web.leafing import address

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Order:
    """One column by which the list may be ordered: its heading's link, and how it is ordered by it now."""

    word: str
    address: str
    sort: str


def chosen(request: Any, names: tuple[str, ...]) -> dict[str, str]:
    """What the address says of each of these."""
    return {name: request.GET.get(name, "").strip() for name in names}


def orders(request: Any, words: Mapping[str, str], by: str, *, down: bool) -> dict[str, Order]:
    """The columns by which the list may be ordered; the one at hand turns round."""
    made = {}
    for name, word in words.items():
        here = name == by
        turned = "" if here and down else "1" if here else ""
        sort = ("descending" if down else "ascending") if here else "none"
        made[name] = Order(word, address(request, by=name, down=turned, page=""), sort)
    return made


def told(request: Any, name: str, shown: Mapping[str, Any], error: BadInput) -> HttpResponse:
    """The list's page with nothing on it and why, everything chosen kept."""
    return answer(request, name, {**shown, "faults": sentences(error, request), "rows": ()}, status=422)


def workbook(data: bytes, name: str) -> HttpResponse:
    """A list as a workbook to be saved."""
    return stream_file(data, name, XLSX)

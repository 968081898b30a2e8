"""可记录: the one sign that no record can hold (NUL) is refused at the door, wherever in a request it stands.

Some databases refuse a text that holds it, others keep it and cut the text there; no keyboard types it. Other control
characters, which Word pastes along, are the fields' to clean (`document.fields.clean`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, UnreadablePostError

from gongwen.web.answers import refused_at_the_door

NUL = "\x00"
TOLD = "提交的内容里有不能记录的字符（空字符 NUL），没有办任何事；请删去从别处粘贴来的乱码，或重新填写后再交。"
UNREADABLE = "提交的内容没有收全，没有办任何事；请退回上一页再交一次。"


class Legible:
    """Middleware: looks at the address and the cookies before anybody looks anything up by them."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __call__(self, request: Any) -> HttpResponse:
        if any(NUL in text for text in _asked(request)):
            return refused_at_the_door(request, TOLD)
        answer: HttpResponse = self._inner(request)
        return answer


def refused(request: Any) -> HttpResponse | None:
    """The refusal of a form that holds it, or of which a part got lost on the way; None for any other. Asked once it is
    known that its sender may send one. What programs send as JSON is looked at by its shapes (`api.shapes`)."""
    try:
        found = request.method == "POST" and any(NUL in text for text in _typed(request))
    except UnreadablePostError:  # the line broke
        return refused_at_the_door(request, UNREADABLE)
    return refused_at_the_door(request, TOLD) if found else None


def _asked(request: Any) -> Iterator[str]:
    yield request.path
    yield from _texts(request.GET)
    yield from request.COOKIES.values()


def _typed(request: Any) -> Iterator[str]:
    """The names and values of a form, and the names of its fields for files; a file's own name is cleaned."""
    yield from _texts(request.POST)
    yield from request.FILES


def _texts(sent: Any) -> Iterator[str]:
    for name, values in sent.lists():
        yield name
        yield from values

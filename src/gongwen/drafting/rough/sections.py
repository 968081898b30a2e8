"""原稿分节: where a draft's sections begin a page, and which of them lie on turned pages."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from gongwen.drafting.rough.styles import value


class Sections:
    """The sections of a body: each ends with the paragraph that holds its settings, the last with the body."""

    def __init__(self, body: Any) -> None:
        self._turned: set[Any] = set()
        self._firsts: set[Any] = set()
        inside: list[Any] = []
        first = True
        for child in body:
            settings = child if child.tag == qn("w:sectPr") else child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
            if child.tag != qn("w:sectPr"):
                inside.append(child)
            if settings is None:
                continue
            if _is_landscape(settings):
                self._turned.update(inside)
            if not first and inside and value(settings, "w:type") != "continuous":
                self._firsts.add(inside[0])
            inside, first = [], False

    def begins_page(self, element: Any) -> bool:
        """Whether a new section on a new page begins with this element of the body."""
        return element in self._firsts

    def is_turned(self, element: Any) -> bool:
        """Whether the element of the body stands on a landscape page."""
        return element in self._turned


def _is_landscape(settings: Any) -> bool:
    size = settings.find(qn("w:pgSz"))
    if size is None:
        return False
    wide, tall = (str(size.get(qn(f"w:{side}"), "0")) for side in "wh")
    return size.get(qn("w:orient")) == "landscape" or (wide.isdigit() and tall.isdigit() and int(wide) > int(tall))

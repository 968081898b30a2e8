"""原稿样式: what a draft's styles say of a paragraph, with all that they are based on: level, place, number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

_TITLE = re.compile(r"title|标题|公文标题|文件标题", re.IGNORECASE)
_CONTENTS = re.compile(r"toc( \d|.*(heading|标题))|目录.*|contents.*", re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
_BODY_LEVEL = 9


def value(parent: Any, path: str) -> str | None:
    """`w:val` of the first element at `path` ("w:pPr/w:jc"); None where there is none."""
    found = None if parent is None else parent.find("/".join(qn(step) for step in path.split("/")))
    return None if found is None else str(found.get(qn("w:val"), ""))


def whole(given: str | None, otherwise: int = 0) -> int:
    """A whole number as files write it; what is none counts as `otherwise`."""
    return int(given) if given and given.isascii() and given.isdigit() else otherwise


def is_on(parent: Any, path: str) -> bool | None:
    """A switch such as `w:vanish`: on, off, or None where nothing is said."""
    given = value(parent, path)
    return None if given is None else given not in _OFF


class Styles:
    """The styles of a draft; a paragraph's own settings come first, then its style's, then those it is based on."""

    def __init__(self, tree: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._default = ""
        self._defaults = None if tree is None else tree.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
        for style in () if tree is None else tree.findall(qn("w:style")):
            name = str(style.get(qn("w:styleId")))
            self._styles[name] = style
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on"):
                self._default = name

    def level(self, paragraph: Any) -> int:
        """1 to 4 where the paragraph or its style is a heading (deeper ones count as 4), else 0."""
        for settings in self._settings(paragraph):
            outline = value(settings, "w:outlineLvl")
            if outline is not None:
                level = whole(outline, _BODY_LEVEL)
                return 0 if level >= _BODY_LEVEL else min(level + 1, 4)
        for name in self._chain(value(paragraph, "w:pPr/w:pStyle") or ""):
            found = _HEADING.fullmatch(value(self._styles[name], "w:name") or "")
            if found:
                return min(int(found[1]), 4)
        return 0

    def align(self, paragraph: Any) -> str:
        """center or right; empty for all else."""
        for settings in self._settings(paragraph):
            given = value(settings, "w:jc")
            if given is not None:
                return {"center": "center", "right": "right", "end": "right"}.get(given, "")
        return ""

    def breaks_before(self, paragraph: Any) -> bool:
        """Whether the paragraph begins a page."""
        for settings in self._settings(paragraph):
            given = is_on(settings, "w:pageBreakBefore")
            if given is not None:
                return given
        return False

    def number(self, paragraph: Any) -> tuple[str, int, str] | None:
        """(numId, level, style that says so) of automatic numbering; the style is empty where the paragraph says it."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if own is not None and value(own, "w:numId") is not None:
            return _reference(own, "")
        for name in self._chain(value(paragraph, "w:pPr/w:pStyle") or self._default):
            found = self._styles[name].find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if found is not None and value(found, "w:numId") is not None:
                made = _reference(found, name)
                return made if own is None or made is None else (made[0], whole(value(own, "w:ilvl")), "")
        return None

    def is_hidden(self, run: Any, paragraph: Any) -> bool:
        """Whether Word shows the run only with hidden text on: set on the run, its style, or the paragraph's style."""
        own = is_on(run, "w:rPr/w:vanish")
        if own is not None:
            return own
        named = value(run, "w:rPr/w:rStyle"), value(paragraph, "w:pPr/w:pStyle") or self._default
        for name in (step for start in named if start for step in self._chain(start)):
            given = is_on(self._styles[name], "w:rPr/w:vanish")
            if given is not None:
                return given
        return False

    def run_settings(self, run: Any, paragraph: Any) -> Iterator[Any]:
        """What is said of a run's look, the nearest first: on itself, in its style, in the paragraph's, by default."""
        named = value(run, "w:rPr/w:rStyle"), value(paragraph, "w:pPr/w:pStyle") or self._default
        styles = (self._styles[name] for start in named if start for name in self._chain(start))
        for holder in (run, *styles, self._defaults):
            settings = None if holder is None else holder.find(qn("w:rPr"))
            if settings is not None:
                yield settings

    def is_title(self, paragraph: Any) -> bool:
        """Whether the paragraph is in a style for titles."""
        return bool(_TITLE.fullmatch(self.name(paragraph)))

    def is_contents(self, paragraph: Any) -> bool:
        """Whether the paragraph is a line of a contents list, by its style."""
        return bool(_CONTENTS.fullmatch(self.name(paragraph)))

    def name(self, paragraph: Any) -> str:
        """The style's name that people see; its id where the file has no such style."""
        used = value(paragraph, "w:pPr/w:pStyle") or ""
        return value(self._styles[used], "w:name") or used if used in self._styles else used

    def numbering_of(self, style: str) -> str | None:
        """The numId that a numbering style stands for."""
        return value(self._styles.get(style), "w:pPr/w:numPr/w:numId")

    def level_in_list(self, style: str) -> int:
        """The list level that a style names for itself, from 0."""
        return whole(value(self._styles.get(style), "w:pPr/w:numPr/w:ilvl"))

    def _settings(self, paragraph: Any) -> Iterator[Any]:
        own = paragraph.find(qn("w:pPr"))
        if own is not None:
            yield own
        for name in self._chain(value(paragraph, "w:pPr/w:pStyle") or self._default):
            settings = self._styles[name].find(qn("w:pPr"))
            if settings is not None:
                yield settings

    def _chain(self, name: str) -> Iterator[str]:
        """The style and all it is based on; a circle ends."""
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield name
            name = value(self._styles[name], "w:basedOn") or ""


def _reference(settings: Any, style: str) -> tuple[str, int, str] | None:
    number = value(settings, "w:numId") or "0"
    return None if number == "0" else (number, whole(value(settings, "w:ilvl")), style)

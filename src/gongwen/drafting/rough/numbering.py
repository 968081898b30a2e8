"""自动编号: the numbers that Word, WPS and LibreOffice show in front of paragraphs but do not hold as text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from gongwen.drafting.rough.figures import formatted, symbol
from gongwen.drafting.rough.styles import Styles, is_on, value, whole

_PLACE = re.compile(r"%([1-9])")


@dataclass
class _List:
    """Where one list has got to: its figures by level, and which of its restarts are used up."""

    at: dict[int, int] = field(default_factory=dict)
    restarted: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """Counts as the paragraphs come, in the order of the text."""

    def __init__(self, tree: Any, styles: Styles) -> None:
        self._styles = styles
        self._kinds: dict[str, Any] = {}
        self._uses: dict[str, Any] = {}
        self._lists: dict[str, _List] = {}
        for one in () if tree is None else tree:
            if one.tag == qn("w:abstractNum"):
                self._kinds[str(one.get(qn("w:abstractNumId")))] = one
            elif one.tag == qn("w:num"):
                self._uses[str(one.get(qn("w:numId")))] = one

    def labels(self, paragraphs: Iterable[Any]) -> dict[Any, str]:
        """The number of every paragraph that has one, as typed text."""
        made = {}
        for paragraph in paragraphs:
            found = self._styles.number(paragraph)
            label = self._next(*found) if found else ""
            if label:
                made[paragraph] = label
        return made

    def _next(self, number: str, level: int, style: str) -> str:
        kind = self._kind(number)
        if kind is None:
            return ""
        level = self._level_of(kind, style) if style else level
        self._count(number, kind, level)
        return self._shown(number, kind, level)

    def _kind(self, number: str) -> str | None:
        """The list that a numId belongs to; through a numbering style where it points to one."""
        for _ in range(3):
            kind = value(self._uses.get(number), "w:abstractNumId")
            link = value(self._kinds.get(kind or ""), "w:numStyleLink")
            if not link:
                return kind if kind in self._kinds else None
            number = self._styles.numbering_of(link) or ""
        return None

    def _level_of(self, kind: str, style: str) -> int:
        """The level that names the style; else what the style says of itself, or the first."""
        for level in self._kinds[kind].findall(qn("w:lvl")):
            if value(level, "w:pStyle") == style:
                return whole(level.get(qn("w:ilvl")))
        return self._styles.level_in_list(style)

    def _settings(self, number: str, kind: str, level: int) -> Any:
        """The level's settings: the use's own where it has them, else the list's."""
        for override in self._overrides(number, level):
            if (own := override.find(qn("w:lvl"))) is not None:
                return own
        for one in self._kinds[kind].findall(qn("w:lvl")):
            if one.get(qn("w:ilvl")) == str(level):
                return one
        return None

    def _overrides(self, number: str, level: int) -> list[Any]:
        use = self._uses.get(number)
        found = () if use is None else use.findall(qn("w:lvlOverride"))
        return [one for one in found if one.get(qn("w:ilvl")) == str(level)]

    def _start(self, number: str, kind: str, level: int) -> int:
        return whole(value(self._settings(number, kind, level), "w:start"), 1)

    def _count(self, number: str, kind: str, level: int) -> None:
        """One further at `level`; deeper levels begin anew unless they are told to run on."""
        where = self._lists.setdefault(kind, _List())
        fresh = self._restart(number, level, where)
        start = self._start(number, kind, level)
        where.at[level] = fresh if fresh is not None else where.at[level] + 1 if level in where.at else start
        for deeper in [one for one in where.at if one > level]:
            after = value(self._settings(number, kind, deeper), "w:lvlRestart")
            if after is None or level + 1 <= whole(after):
                del where.at[deeper]

    def _restart(self, number: str, level: int, where: _List) -> int | None:
        """The figure that this use starts the level with, the first time that it comes."""
        if (number, level) in where.restarted:
            return None
        where.restarted.add((number, level))
        for override in self._overrides(number, level):
            given = value(override, "w:startOverride")
            if given is not None:
                return whole(given, 1)
        return None

    def _shown(self, number: str, kind: str, level: int) -> str:
        settings = self._settings(number, kind, level)
        if settings is None or is_on(settings, "w:rPr/w:vanish"):
            return ""
        text = value(settings, "w:lvlText") or ""
        if _format(settings) == "bullet":
            return "".join(symbol(one, _font(settings)) for one in text)
        legal = bool(is_on(settings, "w:isLgl"))
        return _PLACE.sub(lambda place: self._figure(number, kind, int(place[1]) - 1, legal), text).strip()

    def _figure(self, number: str, kind: str, level: int, legal: bool) -> str:
        at = self._lists[kind].at.get(level, self._start(number, kind, level))
        form = _format(self._settings(number, kind, level))
        return formatted(at, "decimal" if legal and form != "none" else form)


def joined(label: str, text: str) -> str:
    """Number and text as one: straight on after 、 ） . and signs, with a gap where figures or words would run together
    (第一条　为了, 1.1 目标, 1. 5月底前)."""
    if not label or not text:
        return label + text
    last = label[-1]
    if (last.isascii() and last.isalnum()) or (last in ".．" and text[0].isdigit()):
        return f"{label} {text}"
    return f"{label}\u3000{text}" if last.isalnum() and not "①" <= last <= "㋿" else label + text


def _format(settings: Any) -> str:
    """The level's number format; of a format that only newer programs know, the one that stands in for it."""
    found = None if settings is None else next(
        (one for one in settings.iter(qn("w:numFmt")) if one.get(qn("w:val")) != "custom"), None
    )  # fmt: skip
    return "decimal" if found is None else str(found.get(qn("w:val")))


def _font(settings: Any) -> str:
    fonts = settings.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    return "" if fonts is None else str(fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or "")

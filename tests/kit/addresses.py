"""The table of addresses of the office on screen, each with its parts filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SAMPLES: dict[str, Any] = {"int": 1, "str": "x", "slug": "x", "path": "x"}
"""What an address is filled with, by its part's name, else by the kind of part it is."""

NOT_PAGES = ("api-1",)
"""Rooms whose doors are another's (a token instead of a session) and have a matrix of their own."""


@dataclass(frozen=True)
class Address:
    """One address of the table of addresses: its name, its path with the parts to fill in, and what answers it."""

    name: str
    path: str
    view: Any

    def of(self, case: str, samples: Mapping[str, Any] = SAMPLES) -> str:
        """The address, of this case where it has one."""
        return "/" + re.sub(r"<(?:(\w+):)?(\w+)>", lambda part: _filled(part, case, samples), self.path)

    @property
    def of_a_case(self) -> bool:
        """Whether a case or paper is named in it."""
        return bool(re.search(r"<(?:\w+:)?(code|flow)>", self.path))


def addresses() -> list[Address]:
    """Every address that the office answers on screen."""
    from gongwen.web.urls import urlpatterns

    return [*_addresses(urlpatterns, "", "")]


def _addresses(patterns: Any, before: str, room: str) -> Iterator[Address]:
    for one in patterns:
        path = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            if one.namespace not in NOT_PAGES:
                yield from _addresses(one.url_patterns, path, f"{one.namespace}:" if one.namespace else room)
        else:
            yield Address(room + (one.name or path), path, one.callback)


def _filled(part: re.Match[str], case: str, samples: Mapping[str, Any]) -> str:
    kind, name = part[1] or "str", part[2]
    return case if name in ("code", "flow") else str(samples.get(name, samples.get(kind, "x")))

"""文件各部分: the pictures, charts and links that a part of a DOCX refers to, each known by what it holds."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from gongwen.drafting.rough import file as rough_file
from gongwen.drafting.rough.file import Package

_KINDS_BESIDE = ("styles", "settings", "theme", "fontTable", "webSettings", "customXml")
"""What a chart or a diagram leads to that changes nothing of what it shows."""


@dataclass(frozen=True)
class Part:
    """One part of the package with its relations; `root` is its tree."""

    package: Package
    name: str

    @cached_property
    def root(self) -> Any:
        """The part as a tree."""
        return rough_file.parsed(self.package.members[self.name], self.package.where)

    @cached_property
    def links(self) -> dict[str, tuple[str, str, bool]]:
        """Relation id → (kind, target, whether it lies outside the file)."""
        folder, name = posixpath.split(self.name)
        source = self.package.members.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        made = {}
        for one in rough_file.parsed(source, self.package.where) if source else ():
            target, outside = str(one.get("Target") or ""), one.get("TargetMode") == "External"
            found = target if outside else _inside(folder, target)
            made[str(one.get("Id"))] = (str(one.get("Type")).rpartition("/")[2], found, outside)
        return made

    def print_of(self, relation: str) -> str:
        """SHA-256 of what a relation leads to, with all that this in turn refers to; of what lies outside, of its
        address."""
        return self._print(relation, ())

    def _print(self, relation: str, seen: tuple[str, ...]) -> str:
        kind, target, outside = self.links.get(relation, ("", "", True))
        if outside or target not in self.package.members or target in seen:
            return sha256(f"{kind} {target}".encode()).hexdigest()
        inner = Part(self.package, target)
        parts = [
            f"{kind_of} {inner._print(one, (*seen, target))}"
            for one, (kind_of, _, _) in sorted(inner.links.items())
            if kind_of not in _KINDS_BESIDE
        ]
        return sha256(
            b"\n".join([self.package.members[target], *(part.encode() for part in sorted(parts))])
        ).hexdigest()


def _inside(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def parts(package: Package, *kinds: str) -> list[Part]:
    """The parts of these kinds (header, footer, footnotes …) that the main part refers to, in order of their names."""
    names = {
        name for kind, name, outside in Part(package, package.main).links.values() if kind in kinds and not outside
    }
    return [Part(package, name) for name in sorted(names) if name in package.members]

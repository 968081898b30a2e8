"""差事单: what whoever does an errand is given: what is asked, by whom, a press, a folder, and whom to tell."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gongwen import registry
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers

Told = Callable[[int, int, str], None]
"""Takes how many steps of how many are done and what is done next; raises `Refused` once the errand was cancelled."""

TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".zip": "application/zip",
}
_ANY = "application/octet-stream"
KEEPER = "系统维护人员"
"""Whose turn a failure is that nobody else can mend."""


@dataclass(frozen=True)
class Slip:
    """One errand as its kind's function sees it. `folder` is empty at first and gone afterwards; what is to stay is
    handed over from it. Whatever takes longer than a few minutes must tell how far it is, or it is taken for dead."""

    argument: Mapping[str, Any]
    about: str
    actor: Actor
    now: datetime
    printer: papers.Prints
    folder: Path
    told: Told

    def hand_over(self, path: Path, name: str = "") -> dict[str, Any]:
        """Lay a finished file of the folder out to be fetched; what the result says of it."""
        return registry.lay_out(path, name or path.name, TYPES.get(path.suffix.lower(), _ANY))

    def hand_over_together(self, files: Sequence[Path], name: str) -> dict[str, Any]:
        """Lay several files out as one zip of this name (without .zip); a single file stays as it is."""
        if len(files) == 1:
            return self.hand_over(files[0])
        return self.hand_over(zipped(files[0].parent, files, self.folder / f"{name}.zip"))


@dataclass(frozen=True)
class Shown:
    """An errand as its asker sees it; `files` each with sha, name, type and size, `told` the sentences about it."""

    row: registry.ErrandRow
    title: str

    @property
    def percent(self) -> int | None:
        """How far it is, 0 to 100; None while that is not known."""
        return min(100, 100 * self.row.done // self.row.total) if self.row.total else None

    @property
    def files(self) -> list[dict[str, Any]]:
        return list(self.row.result.get("files") or ())

    @property
    def told(self) -> list[str]:
        return list(self.row.result.get("told") or ())

    @property
    def whose(self) -> str:
        """Who is to act on a failure."""
        return str(self.row.result.get("whose") or KEEPER)

    @property
    def can_be_retried(self) -> bool:
        return self.row.state in ("失败", "取消")


def newest(kind: str, about: str, actor: Actor, *, title: str) -> Shown | None:
    """What this person last asked for of a kind about a case, paper or the like. For rooms whose functions are errands:
    those cannot import `errands`, which imports them."""
    asked = registry.errands(about=about, asked_by=actor.person)
    return next((Shown(row, title) for row in asked if row.kind == kind), None)


def result(*files: Mapping[str, Any], told: Sequence[str] = (), **more: Any) -> dict[str, Any]:
    """What an errand made: files that were handed over, sentences about them, and whatever else its page shows."""
    return {"files": [dict(one) for one in files], "told": list(told), **more}


def zipped(root: Path, files: Sequence[Path], out: Path) -> Path:
    """These files as one zip, their paths in it counted from `root`."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for path in files:
            archive.write(path, path.relative_to(root))
    return out

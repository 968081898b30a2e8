"""机关信息变更单: an organ's particulars as a page shows them, and what a form that was filled in upon them changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office.people import Actor
from gongwen.office.staffing import staff

_MAY_BE_NOTHING = ("seal_mm", "starts", "ends")
"""What is no text: left empty, there is none of it."""


class ChangedMeanwhile(BadInput):
    """别人在此期间改了同一处。`present`: what is on file of it now, which its sender has thereby been told."""

    def __init__(self, present: Mapping[str, str]) -> None:
        told = "；".join(f"「{staff.ORGAN_KEYS[key]}」现为「{text or '空'}」" for key, text in present.items())
        super().__init__(f"您打开这一页以后，别人也改了这里：{told}。没有变更，请核对后再交，以您再交的为准。")
        self.present = dict(present)


def shown(name: str) -> dict[str, str]:
    """An organ's particulars as text, as the form begins with them; BadInput for one that is not on file."""
    full = registry.organ(name).name
    row = next(one for one in staff.organs() if one["name"] == full)
    return {key: _text(row[key]) for key in staff.ORGAN_KEYS}


def change(
    name: str, wanted: Mapping[str, Any], seen: Mapping[str, str] | None = None, *, actor: Actor, now: datetime
) -> tuple[str, ...]:
    """Change what differs in `wanted` from what the page showed (`seen`; without it from what is on file); the labels
    of what was changed. What others changed since then stays. ChangedMeanwhile where they changed the very same thing
    to something else."""

    def changed() -> tuple[str, ...]:
        present = shown(name)
        began = present if seen is None else {**present, **seen}
        typed = [key for key in wanted if _text(wanted[key]) != began[key]]
        _require_unchanged({key: _text(wanted[key]) for key in typed}, began, present)
        staff.change_organ(name, {key: _kept(key, wanted[key]) for key in typed}, actor=actor, now=now)
        return tuple(staff.ORGAN_KEYS[key] for key in typed)

    return registry.within(changed)


def _require_unchanged(typed: Mapping[str, str], began: Mapping[str, str], present: Mapping[str, str]) -> None:
    meanwhile = {key: present[key] for key, text in typed.items() if present[key] not in (began[key], text)}
    if meanwhile:
        raise ChangedMeanwhile(meanwhile)


def _kept(key: str, value: Any) -> Any:
    """A value as the register takes it."""
    if value is None:
        return None if key in _MAY_BE_NOTHING else ""
    return float(value) if hasattr(value, "as_tuple") else value


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return f"{float(value):g}" if hasattr(value, "as_tuple") or isinstance(value, int | float) else str(value)

"""存草稿: what is typed is kept at once, field by field; two who fill in the same sheet see each other's fields, and
are asked only about those that both have changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongwen import registry
from gongwen.document.fields import Field
from gongwen.office.people import Actor

_TRIES = 5


@dataclass(frozen=True)
class Clash:
    """A field that both have changed: what is typed here (`mine`), what is saved (`theirs`), by whom and when."""

    field: Field
    mine: Any
    theirs: Any
    by: str
    at: datetime


@dataclass(frozen=True)
class _Window:
    """What the window that saves knows: see `save`."""

    revision: int
    changed: Collection[str] | None
    known: Mapping[str, Any] | None

    def has_not_seen(self, name: str, theirs: Any, stamp: registry.Stamp) -> bool:
        """Whether what is saved of a field is not what this window's words were typed upon."""
        if self.known is not None:
            return theirs != as_typed(self.known.get(name))
        return stamp.revision > self.revision


@dataclass(frozen=True)
class Saved:
    """What is kept now. With `clashes` nothing of this save was; `taken` names the fields that others changed meanwhile
    and that are theirs now."""

    row: registry.WorkingCopyRow
    clashes: tuple[Clash, ...] = ()
    taken: tuple[str, ...] = ()


def save(
    about: str,
    fields: Sequence[Field],
    values: Mapping[str, Any],
    *,
    revision: int,
    changed: Collection[str] | None = None,
    known: Mapping[str, Any] | None = None,
    based_on: str = "",
    base: Mapping[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> Saved:
    """Keep what is typed on `revision` (the one this window last saw). `changed` names the fields typed in since then;
    None: nobody knows, so any field that differs from what others saved later is a clash. `known` are the values that
    this window last knew of those fields: saved ones that are others are somebody else's. `base` are the values on
    record, that nobody typed.

    Refused when the sheet was handed in or given up meanwhile.
    """
    mine = {one.name: as_typed(values.get(one.name)) for one in fields}
    begun = {one.name: as_typed((base or {}).get(one.name)) for one in fields}
    for attempt in range(_TRIES):
        row = registry.working_copy(about)
        clashes, merged = _laid_together(row, fields, mine, _Window(revision, changed, known))
        if row and clashes:
            return Saved(row, clashes)
        seen = row.revision if row else revision
        try:
            kept = registry.save_working_copy(
                about,
                merged,
                based_on=(row.based_on if row else "") or based_on,
                base=begun,
                revision=seen,
                by=actor.person,
                now=now,
            )
        except registry.SavedMeanwhile:
            if row is None or attempt == _TRIES - 1:
                raise
            continue
        return Saved(kept, (), tuple(name for name, value in merged.items() if value != mine[name]))
    raise AssertionError  # the loop returns or raises


def as_typed(value: Any) -> Any:
    """A value as a form sends it: numbers, days and yes or no as words, nothing for what is empty."""
    if isinstance(value, Mapping):
        return {name: typed for name, one in value.items() if (typed := as_typed(one)) is not None} or None
    if isinstance(value, list | tuple):
        return [typed for one in value if (typed := as_typed(one)) is not None] or None
    if isinstance(value, bool):
        return "是" if value else "否"
    return None if value is None or value == "" else str(value).replace("\r\n", "\n")


def drop(about: str) -> None:
    """Give up what is typed and not handed in."""
    registry.drop_working_copy(about)


def _laid_together(
    row: registry.WorkingCopyRow | None,
    fields: Sequence[Field],
    mine: Mapping[str, Any],
    window: _Window,
) -> tuple[tuple[Clash, ...], dict[str, Any]]:
    """The fields that both have changed, and every field as it is to be kept."""
    if row is None:
        return (), dict(mine)
    clashes, merged = [], {}
    for one in fields:
        theirs, stamp = row.values.get(one.name), row.stamps.get(one.name)
        touched = window.changed is None or one.name in window.changed
        merged[one.name] = mine[one.name] if touched else theirs
        if touched and theirs != mine[one.name] and stamp and window.has_not_seen(one.name, theirs, stamp):
            clashes.append(Clash(one, mine[one.name], theirs, stamp.by, stamp.at))
    return tuple(clashes), merged

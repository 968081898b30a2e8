"""未交的稿: what people are still filling in, saved as they type; no fact of any case, so the journal is silent on it.

One row for each thing that is filled in. `revision` rises with every save, and each value keeps the revision with which
it came, by whom and when: whoever saves on an older revision can be told which values somebody else changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongwen.errors import BadInput, Refused
from gongwen.registry import moments
from gongwen.registry.canonical import plain
from gongwen.registry.database import office_zone
from gongwen.registry.models import WorkingCopy
from gongwen.registry.transactions import writing
from gongwen.registry.values import Stamp, WorkingCopyRow

_VALUES, _STAMPS = "values", "stamps"


class SavedMeanwhile(Refused):
    """别人在此期间也存了这一稿，没有覆盖。请核对两边的改动后再存。"""


def save_working_copy(
    about: str,
    values: Mapping[str, Any],
    *,
    based_on: str = "",
    base: Mapping[str, Any] | None = None,
    revision: int,
    by: str,
    now: datetime,
) -> WorkingCopyRow:
    """Keep what is filled in so far; `revision` is the one that the saver last saw, 0 for none. `base` are the values
    that it began from: at the first save what is still the same counts as nobody's change.

    The same values again change nothing, whatever the revision. SavedMeanwhile (a Refused that says who saved when)
    when somebody saved after that revision, or dropped it; nothing is kept then.
    """
    if not about:
        raise BadInput("没有写明存的是哪一份未交的稿。")
    wanted = plain(dict(values))
    with writing(journalled=False):
        row = WorkingCopy.objects.filter(about=about).first()
        if row and row.values[_VALUES] == wanted:
            return _row(row)
        present = row.revision if row else 0
        if present != revision:
            raise SavedMeanwhile(_told(row))
        stamped = _stamped(
            row, plain(dict(base or {})), wanted, Stamp(revision=present + 1, by=by, at=moments.utc(now))
        )
        kept = {
            "values": {_VALUES: wanted, _STAMPS: stamped}, "based_on": based_on, "revision": present + 1, "by": by,
            "at": moments.utc(now),
        }  # fmt: skip
        made, _ = WorkingCopy.objects.update_or_create(about=about, defaults=kept)
        return _row(made)


def working_copy(about: str) -> WorkingCopyRow | None:
    """What is kept of it; None when nothing is."""
    row = WorkingCopy.objects.filter(about=about).first()
    return _row(row) if row else None


def working_copies_of(prefix: str, *, by: str | None = None) -> tuple[WorkingCopyRow, ...]:
    """Everything kept whose `about` begins so, of one person where given; the last saved first."""
    found = WorkingCopy.objects.filter(about__startswith=prefix)
    return tuple(_row(row) for row in (found if by is None else found.filter(by=by)).order_by("-at", "about"))


def drop_working_copy(about: str) -> None:
    """Forget it: it was handed in, or given up. What is not there is no fault."""
    with writing(journalled=False):
        WorkingCopy.objects.filter(about=about).delete()


def _stamped(
    row: WorkingCopy | None, base: Mapping[str, Any], wanted: Mapping[str, Any], stamp: Stamp
) -> dict[str, Any]:
    """Each value's stamp: the former one where the value is the same, else this one; of the base revision 0."""
    made = [stamp.revision, stamp.by, stamp.at.isoformat()]
    begun = {name: [0, stamp.by, stamp.at.isoformat()] for name in base}
    old, stamps = (row.values[_VALUES], row.values[_STAMPS]) if row else (base, begun)
    return {name: stamps[name] if name in stamps and old[name] == value else made for name, value in wanted.items()}


def _told(row: WorkingCopy | None) -> str:
    if row is None:
        return "这一稿已经交出或被放弃，没有再存；请重新打开后核对。"
    at = row.at.astimezone(office_zone())
    when = f"{at.month}月{at.day}日{at:%H:%M}"
    return f"{row.by}在{when}也存了这一稿，这次没有覆盖，请核对两边的改动后再存。"


def _row(row: WorkingCopy) -> WorkingCopyRow:
    stamps = {
        name: Stamp(revision=revision, by=by, at=datetime.fromisoformat(at))
        for name, (revision, by, at) in row.values[_STAMPS].items()
    }
    return WorkingCopyRow(
        about=row.about, values=row.values[_VALUES], stamps=stamps, based_on=row.based_on, revision=row.revision,
        by=row.by, at=row.at,
    )  # fmt: skip

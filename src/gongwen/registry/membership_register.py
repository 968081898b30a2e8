"""任期: who holds which post in a leading group (or in its office) from one day to another, and on what basis.

A term is never changed, only ended: another post or another title is another term. So the list of any day can be told
for good, and a paper of last year keeps last year's list.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q

from gongwen.document.names import unpad
from gongwen.errors import BadInput, Refused
from gongwen.registry import journal, moments
from gongwen.registry.models import JournalEntry, Membership, Setting
from gongwen.registry.organ_register import organ as organ_row
from gongwen.registry.transactions import writing
from gongwen.registry.values import MembershipRow


def begin_membership(row: MembershipRow, *, actor: str, now: datetime, case: str = "") -> MembershipRow:
    """Let a term begin; `rank` 0 puts it after everybody of the group. The same again changes nothing.

    BadInput when name, group or post are missing or the organ is not registered; Refused when the person already has
    a term in this group that meets this one's days.
    """
    wanted = _checked(row)
    with writing():
        _lock()
        if known := _terms(wanted.group, wanted.name).filter(post=wanted.post, starts=wanted.starts).first():
            return _same(_row(known), wanted)
        _refuse_overlap(wanted)
        made = Membership.objects.create(**_columns(wanted) | {"rank": wanted.rank or _last_rank(wanted.group) + 1})
        journal.append("列入名单", actor=actor, now=now, case=case, **_columns(_row(made)))
        return _row(made)


def end_membership(
    group: str, name: str, last_day: date, basis: str, *, actor: str, now: datetime, case: str = ""
) -> MembershipRow:
    """Let the person's term in the group end on this day, its last. The same again changes nothing.

    BadInput when the person has no term then; Refused when it has been ended on another day or basis already.
    """
    with writing():
        _lock()
        held = _terms(group, unpad(name)).filter(starts__lte=last_day).order_by("-starts").first()
        if held is None:
            raise BadInput(f"「{name}」在 {last_day} 不在「{group}」名单中，不能调出，请核对姓名和日期。")
        if held.ends not in (None, last_day) or (held.ends and held.end_basis != basis):
            raise Refused(f"「{name}」在「{group}」的任期已于 {held.ends} 结束（{held.end_basis}），不能另行更改。")
        if held.ends is None:
            held.ends, held.end_basis = last_day, basis
            held.save(update_fields=["ends", "end_basis"])
            # What the journal tells of a term is a public post, nothing personal.
            journal.append("移出名单", actor=actor, now=now, case=case, **_columns(_row(held)))
        return _row(held)


def members(group: str, on: date | None = None) -> tuple[MembershipRow, ...]:
    """The group's list of that day in its order; without a day, the terms that have no end yet."""
    found = Membership.objects.filter(group=group)
    valid = found.filter(ends=None) if on is None else found.filter(Q(ends=None) | Q(ends__gte=on), starts__lte=on)
    return tuple(_row(term) for term in valid.order_by("rank", "starts", "pk"))


def memberships(group: str | None = None, name: str | None = None) -> tuple[MembershipRow, ...]:
    """Every term ever registered, of one group or one person where given, the earliest first."""
    wanted = {"group": group, "name": unpad(name) if name else None}
    found = Membership.objects.filter(**{key: value for key, value in wanted.items() if value is not None})
    return tuple(_row(term) for term in found.order_by("starts", "group", "rank", "pk"))


def first_day() -> date | None:
    """The office's first day: that of the journal's first entry; None before anything was recorded."""
    first = JournalEntry.objects.order_by("number").values_list("text", flat=True).first()
    return moments.office_day(datetime.fromisoformat(json.loads(first)["at"])) if first else None


def _lock() -> None:
    """Where the database can lock rows, two changes of a list come one after the other (SQLite locks as a whole)."""
    Setting.objects.select_for_update().first()


def _checked(row: MembershipRow) -> MembershipRow:
    """The row as it will be kept: the name without a list's spaces, the organ's full name."""
    for value, what in ((row.group, "领导小组名称"), (row.post, "组内职务"), (row.name, "姓名")):
        if not value.strip():
            raise BadInput(f"名单缺{what}（{row.name or row.post or row.group}），请补填。")
    if row.ends and row.ends < row.starts:
        raise BadInput(f"「{row.name}」任「{row.post}」的截止日期早于开始日期，请改正。")
    organ = organ_row(row.organ).name if row.organ else ""
    values = {**_columns(row), "name": unpad(row.name), "organ": organ}
    return MembershipRow(**values)


def _refuse_overlap(row: MembershipRow) -> None:
    later = Q() if row.ends is None else Q(starts__lte=row.ends)
    met = _terms(row.group, row.name).filter(later).filter(Q(ends=None) | Q(ends__gte=row.starts)).first()
    if met:
        until = f"到 {met.ends}" if met.ends else "至今"
        raise Refused(
            f"「{row.name}」自 {met.starts} {until}已任「{row.group}」{met.post}，不能自 {row.starts} 又任{row.post}；"
            f"职务变动的，请同时列入调出和调入；同名的另一人，请在姓名后加注单位，如「{row.name}（财政局）」。"
        )


def _same(known: MembershipRow, wanted: MembershipRow) -> MembershipRow:
    """The registered term when it says the same (its place and its end aside), else Refused."""
    compared = ("title", "organ", "basis")
    if any(getattr(known, name) != getattr(wanted, name) for name in compared):
        raise Refused(
            f"「{known.name}」自 {known.starts} 任「{known.group}」{known.post}已登记，内容与这次不同，"
            "不能重复登记；要更改请办理调整。"
        )
    return known


def _last_rank(group: str) -> int:
    return _terms(group).aggregate(last=Max("rank"))["last"] or 0


def _columns(row: MembershipRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in MembershipRow.__dataclass_fields__}


def _terms(group: str, name: str | None = None):  # type: ignore[no-untyped-def]
    found = Membership.objects.filter(group=group)
    return found if name is None else found.filter(name=name)


def _row(term: Membership) -> MembershipRow:
    return MembershipRow(**{name: getattr(term, name) for name in MembershipRow.__dataclass_fields__})

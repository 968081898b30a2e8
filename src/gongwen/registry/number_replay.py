"""编号核对: the number ledger as the journal tells it, held against the table as it stands.

The table could be changed by hand without touching the chain. Replayed from its entries, every number must have the
state, paper, reason, approver, basis, person and moments that its row has, and no row may be missing or too many.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from gongwen.document.reference import Reference
from gongwen.numbering import BY_SYSTEM, OFFLINE, RESERVED, SKIPPED, USED, VOID
from gongwen.registry import moments
from gongwen.registry.canonical import fingerprint
from gongwen.registry.journal import NUMBERED
from gongwen.registry.models import JournalEntry, Number, Series
from gongwen.registry.values import NumberHistory

KEPT, ASSIGNED, RELEASED = "预留文号", "指定预留文号", "收回预留文号"
GIVEN_UP, ADOPTED, LEFT_OUT = "作废文号", "补录文号", "登记跳号"
ACTS = (NUMBERED, KEPT, ASSIGNED, RELEASED, GIVEN_UP, ADOPTED, LEFT_OUT)
_NOTHING = fingerprint("")
_ALTERED = "编号登记被改动过，请停止办理并用备份核对。"
_NAMES = {
    "state": "状态", "origin": "来源", "paper": "所属公文", "title": "标题", "reason": "理由", "approver": "批准人",
    "basis": "依据", "actor": "经办人", "at": "登记时间", "changed_at": "变更时间",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is known of one number; title and reason by their fingerprints, as the journal has them."""

    state: str
    origin: str = BY_SYSTEM
    paper: int | None = None
    title: str = _NOTHING
    reason: str = _NOTHING
    approver: str = ""
    basis: str = ""
    actor: str
    at: str
    changed_at: str = ""


class NumbersRetold:
    """The ledger grown from journal entries, read in their order; `entry_of` = the last entry about each number."""

    def __init__(self) -> None:
        self.known: dict[Reference, Told] = {}
        self.entry_of: dict[Reference, int] = {}

    def read(self, told: Mapping[str, Any]) -> None:
        """One entry's text as data; entries that speak of no number change nothing."""
        details = told["details"]
        if told["act"] not in ACTS or not ("reference" in details or "first" in details):
            return  # a flow's action may bear the same name; only an act on numbers tells which
        for reference in _spoken_of(details):
            self.entry_of[reference] = told["number"]
            self.known[reference] = _after(self.known.get(reference), told)

    def faults(self) -> list[str]:
        """Every number of which the journal and the table do not say the same, one sentence each."""
        kept = {_reference(row): _told(row) for row in Number.objects.order_by("pk").iterator(chunk_size=2000)}
        spoken = sorted(self.known.keys() | kept.keys())
        found = ((one, _difference(self.known.get(one), kept.get(one))) for one in spoken)
        return [*(f"文号{one}{fault}，{_ALTERED}" for one, fault in found if fault), *_series_faults(kept)]


def number_history() -> NumberHistory:
    """Where in the journal each number was last spoken of, and where ledger and journal do not say the same. The chain
    itself is not verified here."""
    made = NumbersRetold()
    wanted = reduce(or_, (Q(text__contains=f'"act":"{act}"') for act in ACTS))
    found = JournalEntry.objects.filter(wanted).order_by("number").values_list("text", flat=True)
    for text in found.iterator(chunk_size=2000):
        made.read(json.loads(text))
    return NumberHistory(entries=made.entry_of, faults=tuple(made.faults()))


def _spoken_of(details: Mapping[str, Any]) -> Iterator[Reference]:
    if "reference" in details:
        yield Reference.parse(details["reference"])
    else:
        for serial in range(details["first"], details["last"] + 1):
            yield Reference(details["code"], details["year"], serial)


def _after(before: Told | None, told: Mapping[str, Any]) -> Told:
    """What is known of a number after this entry."""
    act, details = told["act"], told["details"]
    if before is None or act in (KEPT, ADOPTED, LEFT_OUT):
        return _begun(act, told, details)
    changed: dict[str, Any] = {"changed_at": told["at"]}
    if act in (NUMBERED, ASSIGNED):
        changed |= {"paper": details["paper"]} | ({"state": USED} if act == NUMBERED else {})
    elif act == RELEASED:
        changed |= {"paper": None}
    else:
        changed |= {"state": VOID, "reason": details["reason"], "approver": details["approver"]}
        changed |= {"paper": None} if before.state == RESERVED else {}
    return replace(before, **changed)


def _begun(act: str, told: Mapping[str, Any], details: Mapping[str, Any]) -> Told:
    first = Told(state=_FIRST_STATES.get(act, ""), actor=told["actor"], at=told["at"], paper=details.get("paper"))
    if act == KEPT:
        return replace(first, title=details["purpose"], reason=details["purpose"])
    if act in (ADOPTED, LEFT_OUT):
        told_of_it = {name: details[name] for name in ("title", "reason", "basis")}
        return replace(first, origin=OFFLINE, approver=details.get("approver", ""), **told_of_it)
    return first


_FIRST_STATES = {NUMBERED: USED, KEPT: RESERVED, ADOPTED: USED, LEFT_OUT: SKIPPED}


def _reference(row: Number) -> Reference:
    return Reference(row.code, row.year, row.serial)


def _told(row: Number) -> Told:
    return Told(
        state=row.state,
        origin=row.origin,
        paper=row.paper_id,
        title=fingerprint(row.title),
        reason=fingerprint(row.reason),
        approver=row.approver,
        basis=row.basis_id or "",
        actor=row.actor,
        at=moments.utc(row.at).isoformat(),
        changed_at=moments.utc(row.changed_at).isoformat() if row.changed_at else "",
    )


def _difference(journalled: Told | None, kept: Told | None) -> str:
    """What is said of a number on one side only, in words; empty where both agree."""
    if journalled is None or kept is None:
        one = journalled or kept
        paper = f"（第 {one.paper} 号文件）" if one and one.paper else ""
        return f"{paper}{'日志记有而编号登记没有' if kept is None else '编号登记有而日志没有记载'}"
    changed = [field.name for field in fields(Told) if getattr(journalled, field.name) != getattr(kept, field.name)]
    if not changed:
        return ""
    states = f"（日志记为{journalled.state}，登记为{kept.state}）" if "state" in changed else ""
    return f"的{'、'.join(_NAMES[name] for name in changed)}与日志所记不符{states}"


def _series_faults(kept: Mapping[Reference, Told]) -> Iterator[str]:
    last: dict[tuple[str, int], int] = {}
    for reference in kept:
        series = (reference.code, reference.year)
        last[series] = max(last.get(series, 0), reference.serial)
    counted = {(row.code, row.year): row.last for row in Series.objects.all()}
    for series in sorted(last.keys() | counted.keys()):
        if last.get(series, 0) != counted.get(series, 0):
            code, year = series
            told = f"记到{counted.get(series, 0)}号，登记却到{last.get(series, 0)}号"
            yield f"编号系列{code}〔{year}〕{told}，{_ALTERED}"

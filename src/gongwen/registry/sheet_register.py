"""评分登记: score sheets that assessors hand in one by one, and what they add about a line, before the score is made.

Each is a file of the store, named in the journal: append-only, unreadable to whoever reads the journal, and whole by
its hash. The score itself is made of them by a move of the case.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongwen.errors import Refused
from gongwen.registry import journal, store
from gongwen.registry.canonical import canonical, plain
from gongwen.registry.case_register import find
from gongwen.registry.transactions import writing
from gongwen.registry.values import SheetRow

HANDED_IN, REMARKED = "交评分表", "说明评分"


def hand_in_sheet(
    code: str,
    round: int,
    assessor: str,
    values: Mapping[str, Any],
    *,
    actor: str,
    now: datetime,
    role: str = "",
    for_whom: str = "",
    remark: bool = False,
) -> SheetRow:
    """Record that an assessor handed in these marks for one round of scoring (the event with which the case came to be
    scored), or with `remark` what they add about it. The same again is the same record.

    Refused when the assessor has handed in other marks in this round. No fact of the case changes: the marks count
    when the score is made of them.
    """
    act = REMARKED if remark else HANDED_IN
    text = canonical({"case": code, "round": round, "assessor": assessor, "values": plain(dict(values))})
    kept = store.put(text.encode(), f"{code}{act}.json", "application/json")
    with writing():
        find(code, lock=True)
        for row in _rows(code, round, act):
            if row.assessor == assessor and row.sha == kept.sha:
                return row
            if row.assessor == assessor and not remark:
                raise Refused(f"「{assessor}」已经交过评分表，交了就不能再改；要改的，请经办人退回重评。")
        journal.append(
            act, actor=actor, now=now, case=code, role=role, for_whom=for_whom, files=[kept.sha],
            round=round, assessor=assessor,
        )  # fmt: skip
    return next(row for row in _rows(code, round, act) if row.sha == kept.sha)


def sheets_of(code: str, round: int) -> tuple[SheetRow, ...]:
    """The sheets handed in for one round, in the order in which they came; Broken when one is not whole."""
    return _rows(code, round, HANDED_IN)


def sheet_remarks(code: str, round: int) -> tuple[SheetRow, ...]:
    """What the assessors added in one round, oldest first."""
    return _rows(code, round, REMARKED)


def _rows(code: str, round: int, act: str) -> tuple[SheetRow, ...]:
    told = (one for one in journal.entries(code) if one.act == act and one.details["round"] == round)
    return tuple(
        SheetRow(
            case=code,
            round=round,
            assessor=one.details["assessor"],
            values=_values(one.files[0]),
            actor=one.actor,
            for_whom=one.for_whom,
            at=one.at,
            sha=one.files[0],
        )
        for one in told
    )


def _values(sha: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(store.get(sha))["values"]
    return read

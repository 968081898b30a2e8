"""编号登记: the ledger of numbers, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gongwen.document.reference import Reference


@dataclass(frozen=True, kw_only=True)
class NumberRow:
    """编号登记: one number of the ledger. `paper` bears it or has it reserved; `title` is the paper's, or what a number
    without one is for; `dated` the paper's 成文日期, once issued.

    `state` and `origin`: numbering.NUMBER_STATES, NUMBER_ORIGINS; `reason` and `approver` explain it, `basis` is the
    SHA-256 of the file it was adopted on. `actor` entered it `at` that moment; it last changed at `changed_at`.
    """

    reference: Reference
    paper: int | None
    title: str
    dated: date | None
    state: str
    origin: str
    reason: str
    approver: str
    basis: str | None
    actor: str
    at: datetime
    changed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class NumberHistory:
    """编号沿革: the journal entry that last spoke of each number, and every number of which ledger and journal do not
    say the same (`faults`, one sentence each)."""

    entries: Mapping[Reference, int]
    faults: tuple[str, ...]

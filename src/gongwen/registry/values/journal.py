"""日志: entries of the hash chain and what verifying it found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class EntryRow:
    """日志: one entry of the hash chain; `hash` = SHA-256 of `previous`, a line feed and the entry's text.

    `for_whom` is the principal of a deputy who acted, `files` the SHA-256 of the files the act was about.
    """

    number: int
    at: datetime
    actor: str
    act: str
    case: str
    role: str = ""
    for_whom: str = ""
    files: tuple[str, ...] = ()
    details: dict[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class JournalState:
    """日志现状: number of entries and the last entry's hash, to be written down elsewhere as a witness."""

    count: int
    head: str


@dataclass(frozen=True, kw_only=True)
class JournalCheck:
    """核验结果: how far the journal was read and the last true hash; `faults` name what is wrong, the first bad entry
    first. None: whole."""

    count: int
    head: str
    faults: tuple[str, ...] = ()

"""未交的稿: what somebody is still filling in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """Since which revision of a working copy a value is as it is, by whom and when it was saved."""

    revision: int
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class WorkingCopyRow:
    """未交的稿: what is filled in so far, each value with its stamp; `about` says what it is, `based_on` what it began
    from; `revision` counts the saves, the last one `by` somebody `at` that moment."""

    about: str
    values: dict[str, Any]
    stamps: dict[str, Stamp]
    based_on: str
    revision: int
    by: str
    at: datetime

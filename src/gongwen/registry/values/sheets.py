"""评分表: what one assessor handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """评分表: what one assessor handed in for one round of scoring, or added about it; `sha` is its file."""

    case: str
    round: int
    assessor: str
    values: dict[str, Any]
    actor: str
    for_whom: str
    at: datetime
    sha: str

"""核稿结果: one departure from a rule, with clause, strength and place."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a rule found. `box` is (x0, y0, x1, y1) in mm from the page's top left corner."""

    rule: str
    clause: str
    strength: str
    severity: str
    message: str
    page: int | None = None
    where: str = ""
    found: str = ""
    wanted: str = ""
    box: tuple[float, float, float, float] | None = None
    because: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The JSON form of `findings.json`; `because` is left out when there is none."""
        row = asdict(self)
        if self.because is None:
            del row["because"]
        return row

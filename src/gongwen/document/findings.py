"""核稿结果: one departure from a rule, with clause, strength and place."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a rule found. `box` is (x0, y0, x1, y1) in mm from the page's top left corner.

    `because` is another rule whose finding explains this one. `layer` names the rule profile that decided, where it is
    not the national standard.
    """

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
    layer: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The JSON form of `findings.json`; `because` and `layer` are left out when there is none."""
        row = asdict(self)
        return {key: value for key, value in row.items() if value is not None or key not in ("because", "layer")}

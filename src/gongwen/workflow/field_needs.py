"""看栏目的条件: a condition on one plain field of the case, as an office writes it without a developer.

`{field: grade, is: [优, 良]}` in a file is the word `grade 为 优|良` everywhere else, so that conditions stay words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from gongwen.document import dates

Kind = Literal["为", "已到", "已填"]

COMPUTED: Mapping[str, tuple[str, str]] = {
    "score": ("score", "得分"),
    "grade": ("grade", "评定等次"),
    "proposal": ("propose", "奖惩建议"),
}
"""Facts of a case that no form fills: name → the step word that computes it, and its label."""

_WORD = re.compile(r"([a-z][a-z0-9_]*) (?:(为) (.+)|(已到|已填))", re.DOTALL)
_SPACER = "|"


@dataclass(frozen=True)
class FieldNeed:
    """What a field must come to: one of `values` (为), a day that has come (已到), or anything at all (已填)."""

    field: str
    kind: Kind
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.field} {self.kind}" + (f" {_SPACER.join(self.values)}" if self.values else "")

    def holds(self, value: Any, today: date) -> bool:
        """Whether the field's value, as the case keeps it, is what is asked; an empty one never is."""
        if value in (None, "", [], {}):
            return False
        if self.kind == "已到":
            return dates.read(value, self.field) <= today
        return self.kind == "已填" or any(_same(value, wanted) for wanted in self.values)

    def unmet(self, label: str) -> str:
        """What to tell when it does not hold, `{who}` standing for those who fill the field."""
        label = label.replace("{", "{{").replace("}", "}}")
        if self.kind == "为":
            wanted = "或".join(f"「{value}」" for value in self.values).replace("{", "{{").replace("}", "}}")
            return f"「{label}」不是{wanted}，请{{who}}按实际情况办理"
        if self.kind == "已到":
            return f"「{label}」还没有到或尚未填写，由{{who}}填写"
        return f"「{label}」尚未填写，请{{who}}填写"


def parse(word: str) -> FieldNeed | None:
    """The need a condition word stands for, None for any other word."""
    found = _WORD.fullmatch(word)
    if found is None:
        return None
    if found[2]:
        return FieldNeed(found[1], "为", tuple(found[3].split(_SPACER)))
    return FieldNeed(found[1], "已到" if found[4] == "已到" else "已填")


def read(row: Mapping[str, Any]) -> FieldNeed | None:
    """The need of a mapping under `needs:`; None when it does not say exactly one of is, past and filled, or names a
    value that no word could hold."""
    said = [key for key in ("is", "past", "filled") if key in row]
    if len(said) != 1 or not isinstance(row.get("field"), str):
        return None
    if said == ["is"]:
        values = row["is"] if isinstance(row["is"], list) else [row["is"]]
        made = FieldNeed(row["field"], "为", tuple(_text(value) for value in values))
        return None if any(_SPACER in value for value in made.values) else made
    return FieldNeed(row["field"], "已到" if said == ["past"] else "已填")


def _same(value: Any, wanted: str) -> bool:
    try:
        return Decimal(_text(value)) == Decimal(wanted)
    except InvalidOperation:
        return _text(value) == wanted


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

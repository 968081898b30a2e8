"""事项内容: what the forms of a case were filled with, as lines a person can read, masked for whoever looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from gongwen import registry
from gongwen.document.fields import Field
from gongwen.office.staffing import privacy
from gongwen.office.staffing.privacy import Sight


@dataclass(frozen=True)
class Item:
    """One line of a table, to be read by itself: what it is about (its first column), what was chosen of it where the
    table has a choice (符合, 不符合), and the rest as label and text."""

    head: str
    outcome: str = ""
    parts: tuple[tuple[str, str], ...] = ()


def rows(case: registry.CaseRow, sight: Sight) -> list[dict[str, Any]]:
    """Every filled field in order of life: its name, label, value, and whether the value is shown masked."""
    return [
        {"name": one.name, "label": one.label, "value": shown, "masked": shown != value}
        for one in privacy.fields_of(case)
        if (value := _plain(case.data.get(one.name))) not in (None, "", [])
        for shown in [_plain(sight.field(one, value))]
    ]


def lines(rows: list[dict[str, Any]], fields: Mapping[str, Field]) -> list[dict[str, str]]:
    """The rows as label and text; a table becomes one line a row."""
    return [{"label": row["label"], "text": _text(fields.get(row["name"]), row["value"])} for row in rows]


def items(one: Field, value: Any) -> tuple[Item, ...]:
    """The lines of a filled table; none for any other field."""
    if one.type != "table" or not isinstance(value, list | tuple):
        return ()
    made = (_item(one, row) for row in value if isinstance(row, Mapping))
    return tuple(item for item in made if item != Item(""))


def line(label: str, value: Any) -> str:
    """`户主姓名：李某某`, one line whatever the value."""
    return f"  {label}：{'；'.join(_text(None, value).splitlines())}"


def amount(case: registry.CaseRow) -> str | None:
    """The sum in hand (元): what was approved, else what the budget comes to."""
    return amount_in(case.data)


def amount_in(data: Mapping[str, Any]) -> str | None:
    """The sum in hand that a case's data tell of."""
    if data.get("approved_amount"):
        return str(data["approved_amount"])
    parts = [row.get("amount") for row in data.get("budget") or () if isinstance(row, Mapping)]
    try:
        return str(sum((Decimal(str(part)) for part in parts if part), Decimal(0))) if parts else None
    except InvalidOperation:
        return None


def _item(one: Field, row: Mapping[str, Any]) -> Item:
    held = [(column, _text(column, row[column.name])) for column in one.columns if row.get(column.name)]
    chosen = "".join(text for column, text in held if column.type == "choice")
    rest = [(column.label, text) for column, text in held if column.type != "choice"]
    return Item(rest[0][1] if rest else "", chosen, tuple(rest[1:]))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _text(one: Field | None, value: Any) -> str:
    if one and one.type == "photos":
        return f"照片 {len(value)} 张"
    if isinstance(value, list):
        return "\n".join(_text(one, part) for part in value) if one and one.columns else "、".join(map(str, value))
    if isinstance(value, Mapping):
        labels = {column.name: column.label for column in one.columns} if one else {}
        order = [name for name in labels if name in value] + [name for name in value if name not in labels]
        return "；".join(f"{labels.get(name, name)} {value[name]}" for name in order if value[name] not in (None, ""))
    if one and one.type == "file":
        return f"已交文件（{str(value)[:12]}…）"
    return str(value)

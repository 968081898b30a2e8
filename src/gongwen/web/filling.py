"""填表: fields of a form as rows to be shown, and what a browser sends back as the values that the office checks.

A table's cells are named `field-0-column`; lines left empty are dropped. Uploads are taken in by the office
(`records.uploads`) and stand in the form by their SHA-256.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongwen.document.fields import Field
from gongwen.office.records import uploads

EMPTY_LINES = 2
"""How many empty lines a table is shown with, for those whose browser runs no script."""

INPUTS = {"integer": "numeric", "number": "decimal", "money": "decimal"}


@dataclass(frozen=True)
class FormRow:
    """A field as the page shows it: its value as text, and what was wrong with what was typed."""

    field: Field
    name: str
    value: Any
    faults: tuple[str, ...] = ()
    lines: tuple[tuple[FormRow, ...], ...] = ()
    model: tuple[FormRow, ...] = ()

    @property
    def id(self) -> str:
        """The input's id, by which its label and a fault's link find it."""
        return f"f-{self.name}"

    @property
    def mode(self) -> str:
        """Which keyboard a phone shows."""
        return INPUTS.get(self.field.type, "text")

    @property
    def next_line(self) -> int:
        """The number that a new line of a table takes."""
        return len(self.lines)


def form_rows(fields: Sequence[Field], values: Mapping[str, Any], faults: Sequence[str] = ()) -> list[FormRow]:
    """Every field with its present value; a fault goes to the field whose label or name it quotes."""
    return [_row(one, one.name, values.get(one.name, one.default), faults) for one in fields]


def unplaced(fields: Sequence[Field], faults: Sequence[str]) -> list[str]:
    """The faults that speak of no field of this form."""
    return [fault for fault in faults if not any(_speaks_of(fault, one) for one in fields)]


def filled(fields: Sequence[Field], sent: Any, files: Any) -> dict[str, Any]:
    """What a browser sent, as `desk.take` wants it; what was left empty is left out, an upload is its SHA-256.

    BadInput when an uploaded file is not one of the kinds that are taken.
    """
    found = {one.name: _sent(one, one.name, sent, files) for one in fields}
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def typed(fields: Sequence[Field], sent: Any) -> dict[str, Any]:
    """What was typed, without the uploads: to show the form again as it was."""
    return filled([one for one in fields if one.type != "file"], sent, {})


def _row(field: Field, name: str, value: Any, faults: Sequence[str]) -> FormRow:
    told = tuple(fault for fault in faults if _speaks_of(fault, field))
    if field.type == "table":
        return FormRow(field, name, "", told, tuple(_lines(field, name, value or ())), _line(field, name, "__n__", {}))
    if field.type == "record":
        return FormRow(field, name, "", told, (_line(field, name, "", value or {}),))
    return FormRow(field, name, _text(value), told)


def _lines(field: Field, name: str, values: Sequence[Mapping[str, Any]]) -> Iterator[tuple[FormRow, ...]]:
    for number, value in enumerate([*values, *({} for _ in range(EMPTY_LINES))]):
        yield _line(field, name, str(number), value)


def _line(field: Field, name: str, number: str, value: Mapping[str, Any]) -> tuple[FormRow, ...]:
    stem = f"{name}-{number}" if number else name
    return tuple(FormRow(one, f"{stem}-{one.name}", _text(value.get(one.name))) for one in field.columns)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date | datetime):
        return value.isoformat()[:10]
    return "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _speaks_of(fault: str, field: Field) -> bool:
    return f"「{field.name}」" in fault or f"（{field.label}）" in fault or f"「{field.label}」" in fault


def _sent(field: Field, name: str, sent: Any, files: Any) -> Any:
    if field.type == "file":
        return _kept(files.get(name)) or sent.get(f"{name}-kept", "")
    if field.type == "table":
        return [line for line in _sent_lines(field, name, sent) if line]
    if field.type == "record":
        return _sent_line(field, name, sent)
    value = sent.get(name, "").strip()
    return value.splitlines() if field.type == "list" else value


def _sent_lines(field: Field, name: str, sent: Any) -> Iterator[dict[str, Any]]:
    numbers = {part for key in sent if (part := _number_in(key, name)) is not None}
    for number in sorted(numbers):
        yield _sent_line(field, f"{name}-{number}", sent)


def _number_in(key: str, name: str) -> int | None:
    rest = key.removeprefix(f"{name}-")
    number, dash, _ = rest.partition("-")
    return int(number) if rest != key and dash and number.isdecimal() and len(number) < 6 else None


def _sent_line(field: Field, stem: str, sent: Any) -> dict[str, str]:
    cells = {one.name: sent.get(f"{stem}-{one.name}", "").strip() for one in field.columns}
    return {name: cell for name, cell in cells.items() if cell}


def _kept(upload: Any) -> str:
    return uploads.keep(upload.name, upload.read()) if upload else ""

"""填表: fields of a form as rows to be shown, and what a browser sends back as the values that the office checks.

A table's cells are named `field-0-column`; lines left empty are dropped. Uploads are taken in by the office
(`receiving.uploads`) and stand in the form by their SHA-256.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.signing import BadSignature, Signer

from gongwen.document import amounts
from gongwen.document.fields import Field
from gongwen.errors import BadInput
from gongwen.office.receiving import uploads

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
    def token(self) -> str:
        """Of an upload: what stands in the page for it, so that nobody names another file of the store."""
        return token_of(self.value) if self.value else ""

    @property
    def kept(self) -> tuple[str, ...]:
        """Of several files or photographs: those that were sent already, each as a page names it."""
        return tuple(map(token_of, self.value.split())) if _takes_several(self.field) else ()

    @property
    def next_line(self) -> int:
        """The number that a new line of a table takes."""
        return len(self.lines)

    @property
    def ticked(self) -> list[str]:
        """Which of several boxes are ticked."""
        return self.value.splitlines()

    @property
    def words(self) -> str:
        """An amount in words (壹万元整), empty while it is none."""
        return in_words(self.value) if self.field.type == "money" else ""


def in_words(value: str) -> str:
    """An amount as it will be written in words; empty for what is no amount (yet)."""
    try:
        return amounts.in_words(value.replace(",", "").replace("，", "").strip(), "") if value.strip() else ""
    except BadInput:
        return ""


def form_rows(fields: Sequence[Field], values: Mapping[str, Any], faults: Sequence[str] = ()) -> list[FormRow]:
    """Every field with its present value; a fault goes to the field whose label or name it quotes."""
    return [_row(one, one.name, values.get(one.name, one.default), faults) for one in fields]


def form_shown(fields: Sequence[Field], values: Mapping[str, Any], faults: Sequence[str] = ()) -> dict[str, Any]:
    """What a page needs to show a form: its `rows`, the `faults` that belong to none of them, and whether anything is
    `wrong` at all (parts/faults.html, parts/fields.html)."""
    return {
        "rows": form_rows(fields, values, faults),
        "faults": unplaced(fields, faults),
        "wrong": bool(faults),
    }


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


def token_of(sha: str) -> str:
    """How a page of ours names a file that somebody sent with a form, so that nobody names another of the store."""
    return str(_signed().sign(sha))


def sha_of(token: str) -> str:
    """The SHA-256 that a page of ours named so; nothing for any other word."""
    try:
        return str(_signed().unsign(token)) if token else ""
    except BadSignature:
        return ""


def _row(field: Field, name: str, value: Any, faults: Sequence[str]) -> FormRow:
    told = tuple(_plain(fault, field) for fault in faults if _speaks_of(fault, field))
    if field.type == "table":
        lines = tuple(_lines(field, name, value or (), told))
        return FormRow(field, name, "", told, lines, _line(field, name, "__n__", {}))
    if field.type == "record":
        return FormRow(field, name, "", told, (_line(field, name, "", value or {}, told),))
    return FormRow(field, name, _text(value), told)


def _lines(
    field: Field, name: str, values: Sequence[Mapping[str, Any]], told: Sequence[str]
) -> Iterator[tuple[FormRow, ...]]:
    for number, value in enumerate([*values, *({} for _ in range(EMPTY_LINES))]):
        about = [fault for fault in told if fault.startswith(f"第{number + 1}行")]
        yield _line(field, name, str(number), value, about)


def _line(
    field: Field, name: str, number: str, value: Mapping[str, Any], told: Sequence[str] = ()
) -> tuple[FormRow, ...]:
    """One line of a table; a cell that a fault names is marked, the sentence itself stands above the table."""
    stem = f"{name}-{number}" if number else name
    return tuple(
        FormRow(one, f"{stem}-{one.name}", _text(value.get(one.name)), _named_in(told, one)) for one in field.columns
    )


def _named_in(told: Sequence[str], column: Field) -> tuple[str, ...]:
    return tuple(fault for fault in told if column.label in fault)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date | datetime):
        return value.isoformat()[:10]
    return "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


_ASKED = re.compile(r"栏目「([a-z][a-z0-9_]*)」")


def _speaks_of(fault: str, field: Field) -> bool:
    """Whether a fault is about this field: the first field it names, or else the one whose label it quotes."""
    if named := _ASKED.search(fault):
        return named.group(1) == field.name
    return f"（{field.label}）" in fault or f"「{field.label}」" in fault


def _plain(fault: str, field: Field) -> str:
    """A fault as it is said beside its field: without naming form and field again, columns by their labels."""
    for column in field.columns:
        fault = fault.replace(f"栏目「{column.name}」（{column.label}）", f"「{column.label}」")
    own = f"栏目「{field.name}」（{field.label}）"
    before, found, after = fault.partition(own)
    if not found:
        return fault
    return f"没有填{after}" if before.endswith("缺") else after


def _sent(field: Field, name: str, sent: Any, files: Any) -> Any:
    if field.type == "file" and not field.several:
        return _kept(files.get(name)) or sha_of(sent.get(f"{name}-kept", ""))
    if _takes_several(field):
        named = [sha_of(token) for token in _several(sent, f"{name}-kept")]
        return [*filter(None, named), *(_kept(one) for one in _uploads(files, name))]
    if field.type == "table":
        return [line for line in _sent_lines(field, name, sent) if line]
    if field.type == "record":
        return _sent_line(field, name, sent)
    if field.type == "list" and field.options:
        return [one for one in _several(sent, name) if one]
    value = sent.get(name, "").strip()
    return [line.strip() for line in value.splitlines() if line.strip()] if field.type == "list" else value


def _takes_several(field: Field) -> bool:
    return field.type == "photos" or field.several


def _several(sent: Any, name: str) -> list[str]:
    """Everything sent under one name: the ticked ones of several boxes."""
    return list(sent.getlist(name)) if hasattr(sent, "getlist") else list(sent.get(name) or ())


def _uploads(files: Any, name: str) -> list[Any]:
    """Every file chosen under one name; none where only what was typed is asked for."""
    return list(files.getlist(name)) if hasattr(files, "getlist") else []


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


def _signed() -> Signer:
    """By the served office's own secret, which is known only once it is served."""
    return Signer(salt="upload")


def _kept(upload: Any) -> str:
    return uploads.keep(upload.name, upload.read()) if upload else ""

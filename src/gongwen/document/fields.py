"""栏目: typed fields shared by template sidecars (`fields.yaml`) and workflow forms.

A field has a name (English, used in templates), a label (Chinese, shown to people), a type, for a table its columns.
`check` turns what a file, a form or a case gives into proper values, telling every fault at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from gongwen.document import dates, personal
from gongwen.errors import BadInput

TYPES = (
    "text", "longtext", "integer", "number", "money", "date", "choice", "list", "table", "record", "file", "photos",
    "flag",
)  # fmt: skip
TYPE_WORDS: Mapping[str, str] = {
    "text": "文字", "longtext": "长文字", "integer": "整数", "number": "数字", "money": "金额", "date": "日期",
    "choice": "选项", "list": "多项", "table": "表格", "record": "一组栏目", "file": "文件", "photos": "照片",
    "flag": "是或否",
}  # fmt: skip
"""What each type is called on screen."""
_KEYS = {"name", "label", "type", "required", "example", "source", "options", "columns", "default", "help",
         "personal"}  # fmt: skip
WHOLE, FRACTION = 12, 20
"""Digits before and after the point: more are a slip of the keyboard, and 1e999999999 would keep a machine busy for
days. A spreadsheet's tail (0.30000000000000004) is none."""
UNSEEN = r"\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
"""Characters that print nothing and yet turn others round (an amount read backwards) or make two names look the same.
What joins the parts of one sign (U+200D) stays."""
_JOINERS = re.compile(r"[\u200c\u200d]")
_CONTROL = re.compile(rf"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff{UNSEEN}]")


@dataclass(frozen=True)
class Field:
    """One field. `columns` are the fields of a table's row or of a record; `source` is a path into the case's data."""

    name: str
    label: str
    type: str = "text"
    required: bool = False
    example: Any = None
    source: str = ""
    options: tuple[str, ...] = ()
    columns: tuple[Field, ...] = ()
    default: Any = None
    help: str = ""
    personal: bool = False
    """Tells of a person in hardship: shown masked but to those whose work needs it."""
    several: bool = False
    """Of a file: that several may be given, in their order. Only forms of the office's own ask so."""


def read_fields(rows: Any, where: str) -> tuple[tuple[Field, ...], list[str]]:
    """Fields from YAML data, and every fault found on the way, each naming `where` and the offending word."""
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        return (), [f"{where}：栏目应当是一个列表。"]
    fields: list[Field] = []
    faults: list[str] = []
    for row in rows:
        made, wrong = _read_field(row, where)
        faults += wrong
        if made and any(made.name == f.name for f in fields):
            faults.append(f"{where}：栏目「{made.name}」重复。")
        elif made:
            fields.append(made)
    return tuple(fields), faults


def _read_field(row: Any, where: str) -> tuple[Field | None, list[str]]:
    if not isinstance(row, Mapping) or not row.get("name"):
        return None, [f"{where}：栏目「{row}」缺 name。"]
    name = str(row["name"])
    place = f"{where}的栏目「{name}」"
    faults = [f"{place}有不认识的项「{key}」。" for key in row if key not in _KEYS]
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        faults.append(f"{place}的 name 应当由小写英文字母、数字和下划线组成。")
    kind = str(row.get("type", "text"))
    if kind not in TYPES:
        faults.append(f"{place}的 type「{kind}」不认识，可用：{'、'.join(TYPES)}。")
    if not isinstance(row.get("personal", False), bool):
        faults.append(f"{place}的 personal 应当写 true（个人信息，遮盖显示）或不写。")
    options = tuple(str(o) for o in row.get("options") or ())
    if kind == "choice" and not options:
        faults.append(f"{place}是选项，缺 options。")
    columns: tuple[Field, ...] = ()
    if kind in ("table", "record"):
        columns, wrong = read_fields(row.get("columns") or (), place)
        faults += wrong or ([] if columns else [f"{place}缺 columns。"])
    made = Field(
        name, str(row.get("label") or name), kind, bool(row.get("required", False)), row.get("example"),
        str(row.get("source") or ""), options, columns, row.get("default"), str(row.get("help") or ""),
        row.get("personal") is True,
    )  # fmt: skip
    return made, faults


def faults_in(fields: Sequence[Field], values: Mapping[str, Any], where: str) -> list[str]:
    """Every fault of `values`, one sentence each, naming the field, its label and `where`."""
    return _checked(fields, values, where)[1]


def check(fields: Sequence[Field], values: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Values of the declared types (money → Decimal, date → date, table → list of dicts); absent optional fields are
    None or []. BadInput lists every fault."""
    checked, faults = _checked(fields, values, where)
    if faults:
        raise BadInput.of(faults)
    return checked


def _checked(fields: Sequence[Field], values: Mapping[str, Any], where: str) -> tuple[dict[str, Any], list[str]]:
    known = {f.name for f in fields}
    faults = [f"{where}没有「{key}」这个栏目，请删去或改正。" for key in values if key not in known]
    checked: dict[str, Any] = {}
    for field in fields:
        value = values.get(field.name)
        value = field.default if value is None else value
        if _absent(value):
            checked[field.name] = [] if field.type in ("list", "table", "photos") else None
            if field.required:
                faults.append(f"{where}缺栏目「{field.name}」（{field.label}），请补填。")
            continue
        try:
            checked[field.name] = _value(field, value, f"{where}的栏目「{field.name}」（{field.label}）")
        except BadInput as error:
            faults += [_discreet(fault, field, value) for fault in error.faults]
    return checked, faults


def _discreet(fault: str, field: Field, value: Any) -> str:
    """The fault without quoting anybody's number, or anything at all of a field that is personal."""
    text = str(value).strip()
    if field.personal and text and not isinstance(value, Mapping | list | tuple):
        fault = fault.replace(text, personal.masked_value(text, field.label))
    return personal.masked(fault)


def _absent(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not _JOINERS.sub("", clean(value)).strip())


def _value(field: Field, value: Any, place: str) -> Any:
    reader = _READERS.get(field.type, _text)
    return reader(field, value, place)


def _text(field: Field, value: Any, place: str) -> str:
    if isinstance(value, Mapping | list | tuple):
        raise BadInput(f"{place}应当是文字。")
    return clean(str(value)).strip()


def _longtext(field: Field, value: Any, place: str) -> str:
    return "\n".join(line.strip() for line in _text(field, value, place).splitlines() if line.strip())


def clean(text: str) -> str:
    """Text that any DOCX can hold: soft line breaks become line breaks; control characters, and others that are not to
    be seen, go."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n"))


def _integer(field: Field, value: Any, place: str) -> int:
    number = _decimal(value, place, "整数")
    if number != number.to_integral_value():
        raise BadInput(f"{place}应当是整数，现为「{value}」。")
    return int(number)


def _number(field: Field, value: Any, place: str) -> Decimal:
    return _decimal(value, place, "数字")


def _money(field: Field, value: Any, place: str) -> Decimal:
    amount = _decimal(value, place, "金额（元）")
    if amount < 0 or amount != round(amount, 2):
        raise BadInput(f"{place}应当是不小于零、至多两位小数的金额（元），现为「{value}」。")
    return amount.quantize(Decimal("0.01"))


def _decimal(value: Any, place: str, what: str) -> Decimal:
    try:
        number = Decimal(str(value).replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite():
        raise BadInput(f"{place}应当是{what}，现为「{value}」。")
    if number.adjusted() >= WHOLE or -int(number.as_tuple().exponent) > FRACTION:
        raise BadInput(f"{place}应当是{what}，小数点前不超过{WHOLE}位、后不超过{FRACTION}位，请核对小数点和单位。")
    return number


def _date(field: Field, value: Any, place: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    return dates.read(value, place)


def _choice(field: Field, value: Any, place: str) -> str:
    if str(value) not in field.options:
        raise BadInput(f"{place}应当是{'、'.join(field.options)}之一，现为「{value}」。")
    return str(value)


def _list(field: Field, value: Any, place: str) -> list[str]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, Sequence):
        raise BadInput(f"{place}应当是一个列表。")
    return [_text(field, item, place) for item in items]


def _photos(field: Field, value: Any, place: str) -> list[str]:
    """Pictures kept in the file store, each by its SHA-256; the same one twice is one."""
    return list(dict.fromkeys(_list(field, value, place)))


def _table(field: Field, value: Any, place: str) -> list[dict[str, Any]]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise BadInput(f"{place}应当是一个列表，每行一条。")
    rows, faults = [], []
    for number, row in enumerate(value, 1):
        if not isinstance(row, Mapping):
            faults.append(f"{place}第{number}行应当写成「栏目: 值」的形式。")
            continue
        made, wrong = _checked(field.columns, row, f"{place}第{number}行")
        rows.append(made)
        faults += wrong
    if faults:
        raise BadInput.of(faults)
    return rows


def _record(field: Field, value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise BadInput(f"{place}应当写成「栏目: 值」的形式。")
    return check(field.columns, value, place)


def _flag(field: Field, value: Any, place: str) -> bool:
    if isinstance(value, bool):
        return value
    if str(value) in ("是", "true"):
        return True
    if str(value) in ("否", "false"):
        return False
    raise BadInput(f"{place}应当是「是」或「否」，现为「{value}」。")


_READERS = {
    "longtext": _longtext,
    "integer": _integer,
    "number": _number,
    "money": _money,
    "date": _date,
    "choice": _choice,
    "list": _list,
    "photos": _photos,
    "table": _table,
    "record": _record,
    "flag": _flag,
}

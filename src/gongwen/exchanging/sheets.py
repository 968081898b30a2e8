"""台账文件: one list with a heading row, as a workbook, CSV or JSON.

A cell never runs: a text that begins like a formula stays a text in a workbook and is quoted in CSV, where programs
would calculate it. Control characters, which no workbook may hold, go.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongwen.errors import BadInput

Rows = Sequence[Mapping[str, Any]]

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a formula begins; programs set to Chinese or Japanese take the wide signs for the narrow ones."""
_WIDEST, _NARROWEST = 48, 8  # characters of a column


def sheet_file(form: str, title: str, columns: Mapping[str, str], rows: Rows) -> bytes:
    """The list as a file of this form (one of FORMATS); `columns` are key → heading. BadInput for another form."""
    make = FORMATS.get(form.lower())
    if make is None:
        raise BadInput(f"不会导出「.{form}」文件，可用：{'、'.join(f'.{name}' for name in FORMATS)}。")
    return make(title, columns, rows)


def _workbook(title: str, columns: Mapping[str, str], rows: Rows) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = re.sub(r"[\[\]:*?/\\']|\s", "", _text(title))[:31] or "台账"
    sheet.append(list(columns.values()))
    for number, row in enumerate(rows, 2):
        for place, key in enumerate(columns, 1):
            _write(sheet, number, place, row.get(key))
    _dress(sheet, columns, rows)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        cell.value = value
        cell.number_format = "#,##0.00" if isinstance(value, Decimal) else "General"
    elif isinstance(value, date):
        cell.value, cell.number_format = value, "yyyy-mm-dd"
    else:
        cell.value = _text(value)
        cell.data_type = "s"  # else a title that begins with = would be calculated
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _dress(sheet: Worksheet, columns: Mapping[str, str], rows: Rows) -> None:
    """Headings bold and kept in view, columns as wide as what they hold, a filter over all."""
    for place, (key, heading) in enumerate(columns.items(), 1):
        longest = max((_width(_text(row.get(key))) for row in rows), default=0)
        width = min(max(longest, _width(heading), _NARROWEST) + 2, _WIDEST)
        sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.cell(1, place).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"


def _width(text: str) -> int:
    """A Chinese character is as wide as two others."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def _csv(title: str, columns: Mapping[str, str], rows: Rows) -> bytes:
    """UTF-8 with its mark, by which spreadsheet programs know the encoding."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(columns.values())
    writer.writerows([_unformulated(row.get(key)) for key in columns] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _unformulated(value: Any) -> str:
    text = _text(value)
    return f"'{text}" if text.lstrip(" \u3000").startswith(_FORMULA) and not isinstance(value, Decimal | int) else text


def _json(title: str, columns: Mapping[str, str], rows: Rows) -> bytes:
    told = [{heading: _plain(row.get(key)) for key, heading in columns.items()} for row in rows]
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal | date):
        return str(value)
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(map(_text, value))
    return _CONTROL.sub("", str(value))


FORMATS: Mapping[str, Callable[[str, Mapping[str, str], Rows], bytes]] = {
    "xlsx": _workbook,
    "csv": _csv,
    "json": _json,
}

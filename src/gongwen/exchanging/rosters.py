"""读表: a list that somebody kept in a spreadsheet, read row by row, in the shape such lists have.

A title over the headings, headings in two rows, padded names, numbers that are texts, remarks at the foot: where the
headings are is found by their words. What cannot be read is told in a sentence; no cell is guessed at.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from gongwen.errors import BadInput

MOST_ROWS = 5_000
HEADINGS_WITHIN = 12
"""In so many first rows the headings are looked for; above them stand a title and whose list it is."""

Headings = Mapping[str, Sequence[str]]
"""Key of a column → the headings by which it goes, without blanks and brackets."""
_Cells = tuple[str, ...]
_WIDEST = 60
_LONGEST = 500
_EXACT = 10**15
"""A spreadsheet keeps no more digits of a number."""
_FAILED = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!")
_REMARK = re.compile(
    r"^(?:(?:备注|附注|注|说明)(?:\d*[:、.]|$)|(?:合计|总计|小计)|(?:填表|制表|审核|填报)(?:人|日期|单位)|共\d+)"
)


@dataclass(frozen=True)
class Line:
    """One row of the list: its number in the file, counted from 1, and what stands under each known heading."""

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True)
class Listed:
    """A list as it was read: its rows, the headings of it that nobody asked for, and the numbers of the rows that were
    taken for remarks or sums."""

    lines: tuple[Line, ...]
    unknown: tuple[str, ...]
    remarks: tuple[int, ...]


def read_list(data: bytes, name: str, headings: Headings, required: Collection[str]) -> Listed:
    """The rows under these headings; rows without anything, and remarks at the foot, are left out.

    BadInput on a file that is no workbook (.xlsx) or CSV, without the `required` headings, without any row or with more
    than MOST_ROWS.
    """
    told, found = [], []
    for sheet in _sheets(data, name):
        placed, first = _headings(sheet, headings)
        missing = [headings[key][0] for key in required if key not in placed]
        if placed and not missing:
            found.append((sheet, placed, first))
        told += missing if placed else []
    if len(found) > 1:
        raise BadInput(f"「{name}」里有 {len(found)} 张表都是名册，分不清要哪一张，请一次只交一张，其余的删去。")
    if found:
        return _listed(*found[0], name)
    wanted = "、".join(dict.fromkeys(told or [headings[key][0] for key in required]))
    raise BadInput(f"「{name}」里没有找到「{wanted}」这一栏，请把栏目名写在第一行，或用本页的空表填写。")


def plain(text: str) -> str:
    """The text with full-width digits, letters and signs as their plain ones, and no blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _sheets(data: bytes, name: str) -> Iterator[list[_Cells]]:
    if data.startswith(b"PK"):
        yield from _workbook(data, name)
    else:
        yield _csv(data, name)


def _workbook(data: bytes, name: str) -> Iterator[list[_Cells]]:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        sheets = [_rows(sheet.iter_rows(values_only=True, max_col=_WIDEST), name) for sheet in shown]
        _refuse_unreckoned(data, [sheet.title for sheet in shown], sheets, name)
    except BadInput:
        raise
    except Exception as error:  # a damaged workbook raises whatever the part that is damaged calls for
        raise BadInput(f"「{name}」打不开，多半已经损坏，请在 Excel、WPS 中打开后另存为 .xlsx 再交。") from error
    yield from sheets


def _csv(data: bytes, name: str) -> list[_Cells]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BadInput(f"「{name}」不是电子表格，请在 Excel、WPS 中另存为 .xlsx 再交。")
    if "\x00" in text:
        raise BadInput(f"「{name}」不是电子表格，请在 Excel、WPS 中另存为 .xlsx 再交。")
    divider = "\t" if "\t" in text.partition("\n")[0] else ","
    try:
        return _rows(csv.reader(io.StringIO(text), delimiter=divider), name)
    except csv.Error as error:
        raise BadInput(f"「{name}」读不出来，请在 Excel、WPS 中另存为 .xlsx 再交。") from error


def _rows(rows: Any, name: str) -> list[_Cells]:
    """Every row as texts; BadInput where there are far more than a list has."""
    found: list[_Cells] = []
    filled = 0
    for row in rows:
        cells = tuple(_cell(value) for value in row)
        if any(cells):
            _refuse_unreadable(row, cells, f"「{name}」第 {len(found) + 1} 行")
        filled += any(cells)
        if filled > MOST_ROWS + HEADINGS_WITHIN or len(found) > 20 * MOST_ROWS:
            raise BadInput(f"「{name}」超过 {MOST_ROWS} 行，请分成几个文件再交。")
        found.append(cells)
    return found


def _refuse_unreckoned(data: bytes, titles: Sequence[str], sheets: Sequence[list[_Cells]], name: str) -> None:
    """A formula that no program has worked out reads as an empty cell: it is told, not passed over."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        written = [one for one in packed.namelist() if one.startswith("xl/worksheets/")]
        if not any(b"<f" in packed.read(one) for one in written):
            return
    book = load_workbook(io.BytesIO(data), read_only=True)
    for title, rows in zip(titles, sheets, strict=True):
        formulas = book[title].iter_rows(values_only=True, max_col=_WIDEST)
        for number, (typed, cells) in enumerate(zip(formulas, rows, strict=False), 1):
            for column, value in enumerate(typed):
                if str(value).startswith("=") and not cells[column]:
                    where = f"「{name}」第 {number} 行第 {get_column_letter(column + 1)} 列"
                    raise BadInput(f"{where}是没有算出结果的公式，请在 Excel、WPS 中改成写定的文字后另存再交。")


def _refuse_unreadable(row: Sequence[Any], cells: _Cells, where: str) -> None:
    """What stands in a cell and is not what was meant: a failed formula, a number of which digits were lost."""
    for column, value in enumerate(row):
        at = f"{where}第 {get_column_letter(column + 1)} 列"
        if cells[column] in _FAILED:
            raise BadInput(f"{at}是出错的公式（{cells[column]}），请改正后再交。")
        if isinstance(value, int | float) and abs(value) >= _EXACT:
            raise BadInput(f"{at}是超过 15 位的数字，末尾几位已经丢失，请把这一列改成文本格式，重新填写后再交。")
        if len(cells[column]) > _LONGEST:
            raise BadInput(f"{at}有 {len(cells[column])} 个字，名册里没有这么长的内容，请核对后再交。")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "".join(one for one in str(value) if one in "\n\t" or unicodedata.category(one)[0] != "C").strip()


def _headings(rows: Sequence[_Cells], headings: Headings) -> tuple[dict[str, int], int]:
    """In which column each key stands, and the first row below the headings; nothing where there are none.

    Of headings in two rows the lower ones count where both are known.
    """
    best: tuple[dict[str, int], int] = ({}, 0)
    for at, cells in enumerate(rows[:HEADINGS_WITHIN]):
        placed = _placed(cells, headings)
        below = _placed(rows[at + 1], headings) if at + 1 < len(rows) else {}
        if below and placed and set(placed.values()).isdisjoint(set(below.values()) - set(placed.values())):
            placed, depth = placed | below, 2
        else:
            depth = 1
        if len(placed) > len(best[0]):
            best = (placed, at + depth)
    return best


def _placed(cells: _Cells, headings: Headings) -> dict[str, int]:
    named = {_heading(cell): column for column, cell in reversed(list(enumerate(cells))) if cell}
    found = {}
    for key, words in headings.items():
        column = next((named[word] for word in words if word in named), None)
        if column is not None:
            found[key] = column
    return found


def _heading(text: str) -> str:
    """A heading as it is compared: without blanks, brackets and what stands in them, without a star."""
    return re.sub(r"[（(].*?[)）]|[*＊:：]", "", plain(text))


def _listed(rows: Sequence[_Cells], placed: Mapping[str, int], first: int, name: str) -> Listed:
    lines, remarks = [], []
    for number, cells in enumerate(rows[first:], first + 1):
        values = {key: cells[column] if column < len(cells) else "" for key, column in placed.items()}
        if _is_remark(cells):
            remarks.append(number)
        elif any(values.values()):
            lines.append(Line(number, values))
    if not lines:
        raise BadInput(f"「{name}」栏目名下面没有一行内容，请核对是不是交错了文件。")
    if len(lines) > MOST_ROWS:
        raise BadInput(f"「{name}」有 {len(lines)} 行，一次最多 {MOST_ROWS} 行，请分成几个文件再交。")
    used = set(placed.values())
    over = [cell for column, cell in enumerate(rows[first - 1]) if cell and column not in used]
    return Listed(tuple(lines), tuple(over), tuple(remarks))


def _is_remark(cells: _Cells) -> bool:
    """附注 and sums at the foot: one cell alone in its row, or the row of a sum."""
    filled = [cell for cell in cells if cell]
    return 0 < len(filled) <= 2 and bool(_REMARK.match(plain(filled[0])))

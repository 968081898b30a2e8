"""A list as a file: what is written is read back, and no text in it ever runs."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from gongwen import exchanging
from gongwen.errors import BadInput

COLUMNS = {"title": "名称", "amount": "金额（元）", "due": "应办结", "people": "责任人"}
ROW = {"title": "柳林村项目", "amount": Decimal("36000.00"), "due": date(2026, 3, 23), "people": ["周晓岚", "陆文渊"]}


def cells(data: bytes) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(data)).active.iter_rows()]


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_workbook_keeps_amounts_and_dates_as_such() -> None:
    data = exchanging.sheet_file("xlsx", "项目台账", COLUMNS, [ROW])
    heading, row = cells(data)
    assert heading == list(COLUMNS.values())
    assert row[0] == "柳林村项目"
    assert (row[1], row[2].date(), row[3]) == (36000, date(2026, 3, 23), "周晓岚、陆文渊")
    sheet = load_workbook(io.BytesIO(data)).active
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("项目台账", "A2", "A1:D2")


def test_csv_opens_in_spreadsheet_programs_and_json_is_json() -> None:
    data = exchanging.sheet_file("CSV", "项目台账", COLUMNS, [ROW])
    assert data.startswith(b"\xef\xbb\xbf")
    assert lines(data)[1] == ["柳林村项目", "36000.00", "2026-03-23", "周晓岚、陆文渊"]
    [told] = json.loads(exchanging.sheet_file("json", "项目台账", COLUMNS, [ROW]))
    assert told["责任人"] == ["周晓岚", "陆文渊"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+86", "-3", "@SUM(A1)", "＝1+1", "－1", "\n=1", " \u3000=1", '=HYPERLINK("http://example.com")'],
)
def test_a_text_that_looks_like_a_formula_is_never_calculated(text: str) -> None:
    sheet = load_workbook(io.BytesIO(exchanging.sheet_file("xlsx", "台账", COLUMNS, [{"title": text}]))).active
    assert (sheet["A2"].value, sheet["A2"].data_type) == (text, "s")
    assert lines(exchanging.sheet_file("csv", "台账", COLUMNS, [{"title": text}]))[1][0] == f"'{text}"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_title_can_be_written_and_read_back(title: str) -> None:
    plain = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", title).replace("\r\n", "\n")
    row = cells(exchanging.sheet_file("xlsx", title or "台账", COLUMNS, [{"title": title}]))[1]
    assert (row[0] or "").replace("\r\n", "\n").replace("\r", "\n") == plain.replace("\r", "\n")


def test_another_form_is_refused() -> None:
    with pytest.raises(BadInput, match=r"不会导出「.pdf」文件，可用：.xlsx、.csv、.json"):
        exchanging.sheet_file("pdf", "台账", COLUMNS, [])

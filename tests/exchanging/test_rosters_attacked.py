"""读表受攻: cells that lie, lists that hide and workbooks without end are told by line and column, or left out."""

from __future__ import annotations

import io
import time

import pytest
from openpyxl import Workbook

from gongwen.errors import BadInput
from gongwen.exchanging import read_list

SHORT = {"name": ("全称",), "short": ("简称",), "credit_code": ("统一社会信用代码",)}


def workbook(rows, change=lambda book: None) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    change(book)
    book.save(out)
    return out.getvalue()


def second_sheet(book) -> None:
    sheet = book.create_sheet("又一张")
    for row in (["全称", "简称"], ["乙局", "乙"]):
        sheet.append(row)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["全称", "简称"], ["甲局", "=1+1"]], "第 2 行第 B 列是没有算出结果的公式"),
        ([["全称", "简称"], ["甲局", "甲"], ["#REF!", "乙"]], "第 3 行第 A 列是出错的公式（#REF!）"),
        (
            [["全称", "统一社会信用代码"], ["甲局", 123456789012345678]],
            "第 2 行第 B 列是超过 15 位的数字，末尾几位已经丢失",
        ),
        ([["全称", "简称"], ["长" * 501, "甲"]], "第 2 行第 A 列有 501 个字"),
    ],
)
def test_a_cell_that_is_not_what_was_meant_is_told_by_line_and_column(rows, told) -> None:
    with pytest.raises(BadInput, match=told):
        read_list(workbook(rows), "名册.xlsx", SHORT, ("name",))


def test_of_two_lists_in_one_workbook_none_is_guessed_at_and_a_hidden_one_is_none() -> None:
    rows = [["全称", "简称"], ["甲局", "甲"]]
    with pytest.raises(BadInput, match="有 2 张表都是名册"):
        read_list(workbook(rows, second_sheet), "名册.xlsx", SHORT, ("name",))

    def hidden(book) -> None:
        second_sheet(book)
        book.worksheets[0].sheet_state = "hidden"
        book.active = 1

    found = read_list(workbook(rows, hidden), "名册.xlsx", SHORT, ("name",))
    assert [line.values["name"] for line in found.lines] == ["乙局"]


def test_a_list_with_one_row_a_million_rows_below_is_refused_soon() -> None:
    def far(book) -> None:
        book.active.cell(1_048_576, 1).value = "远局"

    began = time.thread_time()
    with pytest.raises(BadInput, match="超过 5000 行"):
        read_list(workbook([["全称"], ["甲局"]], far), "名册.xlsx", SHORT, ("name",))
    assert time.thread_time() - began < 5


def test_signs_that_nobody_sees_are_left_out() -> None:
    found = read_list(workbook([["全称", "简称"], ["甲\u202e局", "甲\u200b"]]), "名册.xlsx", SHORT, ("name",))
    assert dict(found.lines[0].values) == {"name": "甲局", "short": "甲"}

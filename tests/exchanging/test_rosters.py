"""Lists as people keep them in spreadsheets are read; what is none is told in a sentence."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from gongwen import exchanging
from gongwen.errors import BadInput

HEADINGS = {"name": ("全称", "单位名称"), "phone": ("电话", "联系电话"), "starts": ("设立日期",)}


def book(*rows: tuple[object, ...], merged: str = "") -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    if merged:
        made.active.merge_cells(merged)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def read(data: bytes, *required: str) -> exchanging.Listed:
    return exchanging.read_list(data, "名册.xlsx", HEADINGS, required or ("name",))


def test_a_list_under_a_title_with_headings_in_two_rows_and_remarks_at_the_foot() -> None:
    found = read(
        book(
            ("青禾市机关名册", None, None, None), ("单位：个",), ("序号", "单 位 名 称", "联系方式", None),
            (None, None, "联系电话（区号）", "备注"), (1, "青禾市民政局", 88001234.0, "x"), (None, None, None, None),
            (2, " 青禾市财政局 ", "0999-1", None), ("注：以上为2026年3月统计。",), ("合计", 2),
            merged="A1:D1",
        )
    )  # fmt: skip
    assert found.remarks == (8, 9)
    assert [(line.number, dict(line.values)) for line in found.lines] == [
        (5, {"name": "青禾市民政局", "phone": "88001234"}),
        (7, {"name": "青禾市财政局", "phone": "0999-1"}),
    ]


def test_a_date_is_a_date_and_an_unknown_heading_is_told() -> None:
    found = read(book(("全称", "设立日期", "人数"), ("甲局", datetime(2026, 3, 5), 3), ("乙局", "2026.3.5", 4)))
    assert [line.values["starts"] for line in found.lines] == ["2026-03-05", "2026.3.5"]
    assert found.unknown == ("人数",)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_both_encodings(encoding: str) -> None:
    found = read("全称,电话\r\n甲局,1\r\n".encode(encoding))
    assert found.lines[0].values == {"name": "甲局", "phone": "1"}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04 nothing", "打不开"),
        (b"\xff\xfe\x00\x81\x00", "不是电子表格"),
        (b"", "没有找到「全称」"),
        (book(("姓名", "电话"), ("张三", "1")), "没有找到「全称」"),
        (book(("全称", "电话")), "没有一行内容"),
        ("全称\n".encode() + "甲局\n".encode() * 6000, "超过 5000 行"),
        ("全称\n".encode() + "甲局\n".encode() * 5001, "一次最多 5000 行"),
    ],
)
def test_what_is_no_such_list_is_told(data: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read(data)


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", "全称\n".encode()]))
def test_any_bytes_are_read_or_told(data: bytes, before: bytes) -> None:
    try:
        assert read(before + data).lines
    except BadInput as error:
        assert "名册.xlsx" in str(error)


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8"), max_size=8), st.text(max_size=3)), max_size=6))
def test_what_is_written_out_is_read_back(rows: list[tuple[str, str]]) -> None:
    """A list exported by the office and handed in again says the same; row by row, where it stood."""
    wanted = [{"name": name, "phone": phone} for name, phone in rows]
    data = exchanging.sheet_file("xlsx", "名册", {"name": "全称", "phone": "电话"}, [{"name": "首行"}, *wanted])
    found = {line.number: line.values for line in read(data).lines}
    for number, row in enumerate(wanted, 3):
        if number in found:
            assert found[number]["name"] == exchanging.rosters._cell(row["name"]).strip()

"""What tells of a person is found, also in free text, and shown masked; what tells of nobody stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document import curtain, fields, personal
from gongwen.document.fields import Field

# Invented: no place has the code 990101.
ID, ID_X, PHONE, ACCOUNT = "990101198503121013", "99010119850312103X", "13955501234", "6200990100000000999"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(seventeen: str) -> str:
    return seventeen + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, seventeen, strict=True)) % 11]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"户主证件号{ID_X}，联系电话{PHONE}。", "户主证件号9901**********103X，联系电话139****1234。"),
        ("139 5550 1234、139-5550-1234", "139****1234、139****1234"),
        ("１３９５５５０１２３４", "139****1234"),
        ("+8613955501234，86 13955501234", "+86139****1234，86 139****1234"),
        (f"账号{ACCOUNT}", "账号***************0999"),
        ("卡号6200 9901 0000 0999", "卡号************0999"),
        ("99010119850312103x", "9901**********103x"),
        ("99010119850312109X", "9901**********109X"),  # a wrong check digit hides nobody
        ("990101 19850312 1099", "9901**********1099"),
        ("tel13955501234", "tel139****1234"),
    ],
)
def test_numbers_of_a_person_are_masked_wherever_they_stand(text: str, shown: str) -> None:
    assert personal.masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "青帮办〔2026〕15号，2026-10-09 09:30 至 2026-10-12",
        "联系电话0990-5550130，项目编号QHBF-2026-001，预算50000.00元",
        "统一社会信用代码11990100MB0000101G",
        "2023 2024 2025 2026",
        "a3f13955501234bc6200990100000000999d",  # inside a file's SHA-256
        "12345678901",
    ],
)
def test_what_is_nobody_s_stays_as_it_is(text: str) -> None:
    assert personal.masked(text) == text


@given(st.integers(10**5, 10**6 - 1), st.dates(), st.integers(0, 999), st.text(max_size=5), st.text(max_size=5))
def test_no_true_number_of_a_citizen_is_ever_shown(area: int, born, serial: int, before: str, after: str) -> None:
    number = id_number(f"{area}{born:%Y%m%d}".zfill(14) + f"{serial:03}")
    edges = "0123456789abcdefABCDEF"
    if (before and before[-1] in edges + "０１２３４５６７８９") or (
        after and after[0] in edges + "０１２３４５６７８９"
    ):
        return
    assert number not in personal.masked(before + number + after)


@given(st.text())
def test_masking_again_changes_nothing(text: str) -> None:
    once = personal.masked(text)
    assert personal.masked(once) == once


@pytest.mark.parametrize(
    ("value", "label", "shown"),
    [
        ("李建国", "户主姓名", "李某某"),
        ("欧阳建国", "姓名", "欧阳某某"),
        ("李　明", "姓名", "李某"),
        (ID, "证件号", "9901**********1013"),
        (PHONE, "联系电话", "139****1234"),
        ("0990-5550130", "联系电话", "0990-****130"),
        (ACCOUNT, "收款账号", "***************0999"),
        ("1234", "账号", "＊＊＊"),
        ("青禾市临溪县青溪镇迎宾街2号", "家庭住址", "青禾市临溪县＊＊＊"),
        ("柳林村3组", "住址", "＊＊＊"),
        ("丈夫患病，子女上学", "家庭情况", "＊＊＊"),
        ("  ", "姓名", ""),
    ],
)
def test_a_marked_value_is_masked_by_what_its_label_says_it_is(value: str, label: str, shown: str) -> None:
    assert personal.masked_value(value, label) == shown


FORM = (
    Field("head", "户主姓名", personal=True),
    Field("story", "困难情况", "longtext"),
    Field("amount", "金额", "money"),
    Field("members", "家庭成员", "table", columns=(Field("name", "姓名", personal=True), Field("note", "说明"))),
)
DATA = {
    "head": "李建国",
    "story": f"李建国一家三口，李 建 国患病，电话{PHONE}，女儿李小雨上学",
    "amount": "5000.00",
    "members": [{"name": "李小雨", "note": "李建国之女"}],
}


def test_what_a_marked_field_holds_is_hidden_in_every_text_of_the_case() -> None:
    hung = curtain.drawn(FORM, DATA)
    assert hung.text(DATA["story"]) == "李某某一家三口，李某某患病，电话139****1234，女儿李某某上学"
    shown = {one.name: curtain.masked(one, DATA[one.name], hung) for one in FORM}
    assert (shown["head"], shown["amount"]) == ("李某某", "5000.00")
    assert shown["members"] == [{"name": "李某某", "note": "李某某之女"}]
    assert not any(name in str(shown) for name in ("李建国", "李小雨", PHONE))


def test_the_fields_that_hold_something_personal_are_named() -> None:
    assert [one.name for one in curtain.personal_in(FORM, DATA)] == ["head", "story", "members"]
    assert curtain.personal_in(FORM, {"story": "无", "amount": "5000.00"}) == ()


def test_a_fault_never_quotes_what_is_personal() -> None:
    form = (Field("born", "出生日期", "date", personal=True), Field("count", "人数", "integer"))
    told = "".join(fields.faults_in(form, {"born": "1985年某月", "count": f"{PHONE}人"}, "申报表"))
    assert "1985" not in told and PHONE not in told
    assert "出生日期" in told and "人数" in told


def test_a_field_is_marked_with_true_or_not_at_all() -> None:
    made, faults = fields.read_fields([{"name": "head", "label": "户主", "personal": True}], "表")
    assert (made[0].personal, faults) == (True, [])
    _, faults = fields.read_fields([{"name": "head", "personal": "是"}], "表")
    assert faults == ["表的栏目「head」的 personal 应当写 true（个人信息，遮盖显示）或不写。"]

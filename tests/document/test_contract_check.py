"""合同核对: a contract whose sums, dates and parties do not agree is told so, fault by fault."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gongwen.document import contract_check
from gongwen.document.credit_code import with_check_digit

FUNDER_CODE = with_check_digit("11990100MB1A23456")
UNIT_CODE = with_check_digit("54990121ME4C56789")
UNIT = {
    "name": "临溪县桥头镇柳湾村村民委员会",
    "address": "临溪县桥头镇柳湾村",
    "credit_code": UNIT_CODE,
    "representative": "方守田",
    "contact": "柳月明",
    "phone": "0990-5550236",
    "bank": "青禾农村商业银行桥头支行",
    "account": "990121306600017728",
}


def a_contract(**changes: Any) -> dict[str, Any]:
    """A contract without a fault, then changed."""
    contract: dict[str, Any] = {
        "funder_credit_code": FUNDER_CODE,
        "unit": UNIT,
        "subject": "冬季取暖物资发放服务",
        "content": "采购并发放取暖物资",
        "goal": "困难家庭温暖过冬",
        "quality": "合格产品",
        "place": "柳湾村",
        "amount": Decimal("50000.00"),
        "starts": date(2026, 4, 10),
        "ends": date(2026, 11, 30),
        "signed_on": date(2026, 4, 8),
        "instalments": [
            an_instalment("第一期", 30000, date(2026, 4, 9)),
            an_instalment("第二期", 20000, date(2026, 11, 30)),
        ],
        "budget": [a_budget_item("取暖器", 100, 400, 40000), a_budget_item("安装费", None, None, 10000)],
        "plan": [{"task": "采购", "starts": date(2026, 4, 10), "ends": date(2026, 5, 10)}],
        "deliverables": [{"name": "取暖器", "due": date(2026, 10, 1)}],
        "dispute": "诉讼",
        "court": "甲方住所地有管辖权的人民法院",
        "copies": 4,
    }
    return contract | changes


def an_instalment(name: str, amount: int, due: date) -> dict[str, Any]:
    return {"name": name, "amount": Decimal(amount), "due": due}


def a_budget_item(name: str, quantity: int | None, price: int | None, amount: int) -> dict[str, Any]:
    return {
        "name": name,
        "quantity": None if quantity is None else Decimal(quantity),
        "price": None if price is None else Decimal(price),
        "amount": Decimal(amount),
    }


def test_a_contract_whose_figures_agree_has_no_fault() -> None:
    assert contract_check.faults(a_contract()) == []


def test_instalments_that_do_not_add_up_are_told_with_the_difference() -> None:
    short = [an_instalment("第一期", 30000, date(2026, 5, 1)), an_instalment("第二期", 19999, date(2026, 6, 1))]
    assert contract_check.faults(a_contract(instalments=short)) == [
        "付款安排各期合计49,999.00元，与合同价款50,000.00元相差1.00元，请核对。"
    ]


def test_budget_items_that_do_not_add_up_are_told() -> None:
    faults = contract_check.faults(a_contract(budget=[a_budget_item("取暖器", 100, 400, 40000)]))
    assert faults == ["预算明细各项合计40,000.00元，与合同价款50,000.00元相差10,000.00元，请核对。"]


def test_a_budget_item_is_quantity_times_price() -> None:
    rows = [a_budget_item("取暖器", 100, 410, 40000), a_budget_item("安装费", None, None, 10000)]
    assert contract_check.faults(a_contract(budget=rows)) == [
        "预算明细第1项「取暖器」数量乘单价为41,000.00元，所填金额为40,000.00元，请核对。"
    ]


def test_a_price_of_nothing_is_no_price() -> None:
    faults = contract_check.faults(a_contract(amount=Decimal(0)))
    assert faults[0] == "合同价款应当大于零，请核对批准金额。"


def test_a_mistyped_credit_code_is_told() -> None:
    unit = UNIT | {"credit_code": UNIT_CODE[:-1] + ("A" if UNIT_CODE[-1] != "A" else "B")}
    (fault,) = contract_check.faults(a_contract(unit=unit))
    assert fault.startswith("乙方的统一社会信用代码「") and "校验不通过" in fault


def test_a_contract_of_an_organ_with_itself_is_told() -> None:
    (fault,) = contract_check.faults(a_contract(funder_credit_code=UNIT_CODE))
    assert fault.startswith("甲乙双方的统一社会信用代码同为")


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"starts": date(2026, 12, 1)}, "先后颠倒"),
        ({"signed_on": date(2026, 12, 1)}, "晚于履行期限届满之日"),
    ],
)
def test_dates_out_of_order_are_told(changes: dict[str, Any], wanted: str) -> None:
    assert any(wanted in fault for fault in contract_check.faults(a_contract(**changes)))


def test_a_payment_may_be_due_between_signing_and_the_start_of_the_term_but_not_before_signing() -> None:
    early = [an_instalment("第一期", 50000, date(2026, 4, 7))]
    assert contract_check.faults(a_contract(instalments=early)) == [
        "第1期付款期限2026年4月7日早于合同可以履行的第一日2026年4月8日，请核对。"
    ]


def test_what_falls_due_after_the_term_is_told() -> None:
    late = date(2027, 11, 30)
    faults = contract_check.faults(
        a_contract(
            instalments=[an_instalment("第一期", 50000, late)],
            deliverables=[{"name": "取暖器", "due": late}],
            plan=[{"task": "采购", "starts": date(2026, 5, 1), "ends": late}],
        )
    )
    assert [fault.split("2027")[0] for fault in faults] == [
        "第1期付款期限",
        "交付清单第1项「取暖器」的交付期限",
        "实施计划第1项「采购」的完成日期",
    ]


def test_instalments_stand_in_the_order_of_their_dates() -> None:
    rows = [an_instalment("第一期", 30000, date(2026, 6, 1)), an_instalment("第二期", 20000, date(2026, 5, 1))]
    assert contract_check.faults(a_contract(instalments=rows)) == [
        "第2期付款期限2026年5月1日早于第1期的2026年6月1日，请按先后排列。"
    ]


def test_a_task_that_ends_before_it_starts_is_told() -> None:
    plan = [{"task": "采购", "starts": date(2026, 6, 1), "ends": date(2026, 5, 1)}]
    assert any("晚于完成日期" in fault for fault in contract_check.faults(a_contract(plan=plan)))


def test_a_party_without_an_account_is_told() -> None:
    assert contract_check.faults(a_contract(unit=UNIT | {"account": " "})) == ["乙方的账号没有填写，请补填。"]


@pytest.mark.parametrize("blank", ["见____", "由××负责", "（ ）", "待定"])
def test_a_blank_left_in_a_text_is_told(blank: str) -> None:
    (fault,) = contract_check.faults(a_contract(quality=f"合格产品{blank}"))
    assert fault.startswith("质量标准中有未填写的")


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"dispute": "仲裁", "arbitration": "本地仲裁机构"}, "仲裁委员会的全称"),
        ({"dispute": "仲裁或者诉讼"}, "选定一种"),
        ({"court": ""}, "管辖法院"),
    ],
)
def test_the_dispute_clause_names_one_way_and_its_forum(changes: dict[str, Any], wanted: str) -> None:
    (fault,) = contract_check.faults(a_contract(**changes))
    assert wanted in fault


def test_each_party_gets_an_original() -> None:
    assert contract_check.faults(a_contract(copies=1)) == ["合同份数为1份，甲乙双方至少各执一份，请核对。"]

"""合同核对: whether a contract's figures, dates and parties agree with each other before anybody signs it (实务).

The checks read the contract template's own checked values; each fault is one Chinese sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from gongwen.document import amounts, credit_code, dates

Values = Mapping[str, Any]

_BLANK = re.compile(r"_{2,}|＿{2,}|[×Xx]{2,}|X年|待定|待补|待填|暂无|（\s*）|【\s*】|\[\s*\]")
"""What people leave in a text that they mean to fill in later; a signed contract has no blank."""

_PARTY_FIELDS = {
    "name": "名称",
    "address": "住所",
    "credit_code": "统一社会信用代码",
    "representative": "法定代表人（负责人）",
    "contact": "联系人",
    "phone": "联系电话",
    "bank": "开户银行",
    "account": "账号",
}
_TEXTS = {"subject": "标的", "quality": "质量标准", "content": "主要内容", "place": "实施地点", "goal": "帮扶目标"}


def faults(contract: Values) -> list[str]:
    """Everything wrong with the contract: sums, credit codes, dates, blanks, dispute clause and copies."""
    return [fault for check in CHECKS for fault in check(contract)]


def sums(contract: Values) -> Iterator[str]:
    """Instalments and budget items each add up to the price; each budget item is quantity × price."""
    total = contract.get("amount") or Decimal(0)
    if total <= 0:
        yield "合同价款应当大于零，请核对批准金额。"
    for table, label in (("instalments", "付款安排各期"), ("budget", "预算明细各项")):
        found = _total(contract.get(table))
        if found != total:
            yield (
                f"{label}合计{amounts.in_figures(found)}元，与合同价款{amounts.in_figures(total)}元"
                f"相差{amounts.in_figures(abs(found - total))}元，请核对。"
            )
    yield from _products(contract.get("budget") or ())


def _products(budget: Sequence[Values]) -> Iterator[str]:
    for number, row in enumerate(budget, 1):
        if row.get("quantity") is None or row.get("price") is None:
            continue
        product = (Decimal(row["quantity"]) * Decimal(row["price"])).quantize(Decimal("0.01"))
        if product != row.get("amount"):
            yield (
                f"预算明细第{number}项「{row.get('name')}」数量乘单价为{amounts.in_figures(product)}元，"
                f"所填金额为{amounts.in_figures(row.get('amount') or 0)}元，请核对。"
            )


def credit_codes(contract: Values) -> Iterator[str]:
    """Both parties' 统一社会信用代码 check by GB 32100, and the parties are two."""
    ours, theirs = contract.get("funder_credit_code"), _unit(contract).get("credit_code")
    for party, code in (("甲方", ours), ("乙方", theirs)):
        if code and not credit_code.is_valid(str(code)):
            yield f"{party}的统一社会信用代码「{code}」校验不通过，请对照登记证书核对18位代码。"
    if ours and ours == theirs:
        yield f"甲乙双方的统一社会信用代码同为「{ours}」，请核对双方名称和代码。"


def term(contract: Values) -> Iterator[str]:
    """The term starts before it ends and the contract is not signed after it ends."""
    starts, ends, signed = contract.get("starts"), contract.get("ends"), contract.get("signed_on")
    if starts and ends and starts >= ends:
        yield f"履行期限自{dates.printed(starts)}起至{dates.printed(ends)}止，先后颠倒，请核对。"
    if signed and ends and signed > ends:
        yield f"签订日期{dates.printed(signed)}晚于履行期限届满之日{dates.printed(ends)}，请核对。"


def due_dates(contract: Values) -> Iterator[str]:
    """Payments, deliveries and tasks fall within the term, instalments one after the other."""
    for number, row in enumerate(contract.get("instalments") or (), 1):
        yield from _within(contract, row.get("due"), f"第{number}期付款期限", _first_day(contract))
    for number, row in enumerate(contract.get("deliverables") or (), 1):
        yield from _within(contract, row.get("due"), f"交付清单第{number}项「{row.get('name')}」的交付期限")
    for number, row in enumerate(contract.get("plan") or (), 1):
        yield from _task(contract, row, f"实施计划第{number}项「{row.get('task')}」")
    dues = [row["due"] for row in contract.get("instalments") or () if row.get("due")]
    for number, (earlier, later) in enumerate(pairwise(dues), 1):
        if later < earlier:
            days = f"{dates.printed(later)}早于第{number}期的{dates.printed(earlier)}"
            yield f"第{number + 1}期付款期限{days}，请按先后排列。"


def _task(contract: Values, row: Values, place: str) -> Iterator[str]:
    starts, ends = row.get("starts"), row.get("ends")
    if starts and ends and starts > ends:
        yield f"{place}的开始日期{dates.printed(starts)}晚于完成日期{dates.printed(ends)}，请核对。"
    yield from _within(contract, starts, f"{place}的开始日期")
    yield from _within(contract, ends, f"{place}的完成日期")


def _first_day(contract: Values) -> date | None:
    """The first day on which money may be due: the day of signing where it precedes the term."""
    days = [day for day in (contract.get("signed_on"), contract.get("starts")) if day]
    return min(days, default=None)


def _within(contract: Values, day: date | None, place: str, first: date | None = None) -> Iterator[str]:
    first, last = first or contract.get("starts"), contract.get("ends")
    if day and first and day < first:
        yield f"{place}{dates.printed(day)}早于合同可以履行的第一日{dates.printed(first)}，请核对。"
    if day and last and day > last:
        yield f"{place}{dates.printed(day)}晚于履行期限届满之日{dates.printed(last)}，请核对。"


def blanks(contract: Values) -> Iterator[str]:
    """No party's particulars are missing and no text still holds a place to fill in."""
    unit = _unit(contract)
    for name, label in _PARTY_FIELDS.items():
        if not str(unit.get(name) or "").strip():
            yield f"乙方的{label}没有填写，请补填。"
    texts = {label: contract.get(name) for name, label in _TEXTS.items()}
    texts |= {f"乙方的{label}": unit.get(name) for name, label in _PARTY_FIELDS.items() if name != "account"}
    for label, text in texts.items():
        found = _BLANK.search(str(text or ""))
        if found:
            yield f"{label}中有未填写的「{found[0]}」，合同不得留有空白，请补填。"


def dispute(contract: Values) -> Iterator[str]:
    """仲裁 names a commission, 诉讼 a court, and never both (an agreement on both is void)."""
    way = contract.get("dispute")
    if way not in ("仲裁", "诉讼"):
        yield "争议解决方式应当在仲裁和诉讼中选定一种，请选定。"
    if way == "仲裁" and "仲裁委员会" not in str(contract.get("arbitration") or ""):
        yield "争议解决方式为仲裁，应当写明仲裁委员会的全称，请补填。"
    if way == "诉讼" and "法院" not in str(contract.get("court") or ""):
        yield "争议解决方式为诉讼，应当写明管辖法院，请补填。"


def copies(contract: Values) -> Iterator[str]:
    """At least one original for each party."""
    number = contract.get("copies")
    if number is not None and number < 2:
        yield f"合同份数为{number}份，甲乙双方至少各执一份，请核对。"


def _unit(contract: Values) -> Values:
    return contract.get("unit") or {}


def _total(rows: Sequence[Values] | None) -> Decimal:
    return sum((Decimal(row.get("amount") or 0) for row in rows or ()), Decimal(0))


CHECKS: tuple[Callable[[Values], Iterator[str]], ...] = (sums, credit_codes, term, due_dates, blanks, dispute, copies)

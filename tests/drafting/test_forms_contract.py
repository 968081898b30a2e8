"""项目合同书: a contract that parties can sign has every item of 民法典 470 in an article of its own."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from gongwen.document import amounts
from gongwen.drafting.templates import shipped
from gongwen.drafting.templates.filters import cn
from gongwen.drafting.templates.template import Template

ITEMS_OF_ARTICLE_470 = {
    "合同当事人": ("名称", "住所", "青禾市民政局", "临溪县桥头镇柳湾村村民委员会"),
    "合同标的": ("林下养鸡增收帮扶服务",),
    "数量": ("18户", "46人", "脱温鸡苗1800只"),
    "质量": ("质量标准", "检疫证明"),
    "合同价款": ("120,000.00元", "人民币壹拾贰万元整", "以大写金额为准"),
    "履行期限": ("2026年4月10日", "2026年11月30日"),
    "履行地点": ("临溪县桥头镇柳湾村",),
    "履行方式": ("签收",),
    "违约责任": ("违约金", "赔偿"),
    "争议解决": ("青禾仲裁委员会",),
}


@cache
def contract() -> Template:
    return shipped.find_template("项目合同书")


def rendered(**changes: Any) -> Any:
    return _body(contract().render(dict(contract().example) | changes)) if changes else unchanged()


@cache
def unchanged() -> Any:
    return _body(contract().prove())


def _body(docx: bytes) -> Any:
    return Document(io.BytesIO(docx)).element.body


def text_of(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def articles(body: Any) -> dict[str, str]:
    """Each article's heading (without its number) and the text under it, up to the signatures."""
    found: dict[str, str] = {}
    heading = ""
    for block in body:
        text = "\n".join(text_of(paragraph) for paragraph in block.iter(qn("w:p")))
        match = re.fullmatch(r"第[一二三四五六七八九十]+条　(.+)", text)
        if match:
            heading = match[1]
            found[heading] = ""
        elif heading:
            found[heading] += text + "\n"
    return found


@pytest.mark.parametrize(("item", "words"), ITEMS_OF_ARTICLE_470.items())
def test_each_item_of_article_470_has_its_own_article(item: str, words: tuple[str, ...]) -> None:
    text = articles(rendered())[item]
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize(
    "other",
    ["检查与验收", "资金使用与监管", "甲方的权利和义务", "乙方的权利和义务", "个人信息和隐私保护", "合同变更",
     "合同解除和终止", "不可抗力", "通知与送达", "合同生效和其他约定"],
)  # fmt: skip
def test_what_the_parties_further_need_is_agreed(other: str) -> None:
    assert len(articles(rendered())[other]) > 80


def test_articles_are_numbered_without_a_gap() -> None:
    rows = [text_of(p) for p in rendered().iter(qn("w:p"))]
    headings = [row for row in rows if re.match(r"第[一二三四五六七八九十]+条　", row)]
    assert [heading.partition("　")[0] for heading in headings] == [
        f"第{cn(number)}条" for number in range(1, len(headings) + 1)
    ]


def test_references_between_articles_name_an_article_on_that_matter() -> None:
    """第十四条 breached in 违约责任 is the one on privacy, 第一条 holds the addresses, and so on."""
    found = articles(rendered())
    names = list(found)
    wanted = {
        "数量": {"第十六条": "合同变更"},
        "合同价款": {"第十一条": "资金使用与监管"},
        "检查与验收": {"第十八条": "违约责任"},
        "违约责任": {"第十四条": "个人信息和隐私保护"},
        "通知与送达": {"第一条": "合同当事人"},
    }
    for place, references in wanted.items():
        for number, matter in references.items():
            assert number in found[place]
            assert names[[f"第{cn(i)}条" for i in range(1, 30)].index(number)] == matter


@pytest.mark.parametrize(("way", "kept", "gone"), [("仲裁", "仲裁裁决", "提起诉讼"), ("诉讼", "提起诉讼", "仲裁")])
def test_the_dispute_clause_holds_exactly_one_way(way: str, kept: str, gone: str) -> None:
    text = articles(rendered(dispute=way))["争议解决"]
    assert kept in text and gone not in text


@pytest.mark.parametrize("amount", ["0.05", "107000.53", "1680.32", "980000"])
def test_the_price_in_words_is_the_price_in_figures(amount: str) -> None:
    text = articles(rendered(amount=amount))["合同价款"]
    figures = re.search(r"人民币([\d,.]+)元（大写：(人民币[^）]+)）", text)
    assert figures is not None
    assert amounts.amount_of(figures[1]) == amounts.from_words(figures[2]) == amounts.amount_of(amount)


def test_instalments_are_listed_with_condition_amount_and_due_date_and_add_up() -> None:
    text = articles(rendered())["价款支付"]
    for row in contract().check(contract().example)["instalments"]:
        assert row["condition"] in text and amounts.in_figures(row["amount"]) in text
    assert "2026年4月30日" in text
    assert "合计\n人民币壹拾贰万元整\n120,000.00" in text


def test_the_budget_is_totalled_in_figures_and_words() -> None:
    text = "\n".join(text_of(p) for p in rendered().iter(qn("w:p")))
    budget = text[text.index("预算明细表\n序号") :]
    assert "合计（小写）\n120,000.00元\n合计（大写）\n人民币壹拾贰万元整" in budget


@pytest.mark.parametrize(
    ("copies", "sentence"),
    [(4, "一式四份，甲方执二份，乙方执二份"), (5, "一式五份，甲方执三份，乙方执二份")],
)
def test_every_original_has_a_holder(copies: int, sentence: str) -> None:
    assert sentence in articles(rendered(copies=copies))["合同生效和其他约定"]


def test_both_parties_have_a_place_to_seal_and_sign() -> None:
    rows = [text_of(p) for p in rendered().iter(qn("w:p"))]
    for wanted in ("甲方（盖章）：", "乙方（盖章）：", "签订日期：2026年4月8日", "签订地点：东江省青禾市"):
        assert wanted in rows
    assert rows.count("或者授权代表（签字）：") == 2


def test_an_unsigned_contract_leaves_the_date_to_be_written() -> None:
    rows = [text_of(p) for p in rendered(signed_on=None).iter(qn("w:p"))]
    assert rows.count("签订日期：　　　年　　月　　日") == 2


def test_the_attachments_that_the_contract_names_follow_it() -> None:
    rows = [text_of(p) for p in rendered().iter(qn("w:p"))]
    listed = re.findall(r"附件(\d)《(.+?)》", articles(rendered())["合同生效和其他约定"])
    assert [(number, rows[rows.index(f"附件{number}") + 1]) for number, _ in listed] == listed
    assert len(listed) == 4


def test_the_families_are_protected_by_codes_and_consent() -> None:
    text = articles(rendered())["个人信息和隐私保护"]
    for word in ("户编号", "同意", "监护人", "二十四小时", "删除"):
        assert word in text

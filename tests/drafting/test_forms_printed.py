"""表单的印制: what LibreOffice prints of the whole-page templates."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from docx import Document
from docx.oxml.ns import qn

from gongwen.document.sheet import Measured, Sheet
from gongwen.drafting.templates import shipped

pytestmark = pytest.mark.slow

Print = Callable[[bytes], Measured]

PAGES = {
    "项目合同书": range(4, 21),
    "立项申报书": range(5, 7),
    "监督检查记录表": range(1, 3),
    "评估评分表": range(1, 3),
    "成员名单": range(1, 2),
    "案卷封面": range(1, 2),
    "卷内目录": range(2, 3),
}


def letters(measured: Measured) -> Iterator[str]:
    for sheet in measured.sheets:
        yield from printed_on(sheet)


def printed_on(sheet: Sheet) -> str:
    return re.sub(r"\s", "", "".join(line.text for line in sheet.lines))


def written(docx: bytes) -> str:
    body = Document(io.BytesIO(docx)).element.body
    return re.sub(r"\s", "", "".join(node.text or "" for node in body.iter(qn("w:t"))))


@pytest.mark.parametrize(("name", "pages"), PAGES.items())
def test_each_example_prints_whole_on_as_many_pages_as_it_should(name: str, pages: range, printed: Print) -> None:
    """No character is lost: LibreOffice 7.4 can drop rows of a table, and exact line pitch can cut lines off."""
    docx = shipped.find_template(name).prove()
    measured = printed(docx)
    assert measured.pages in pages
    assert Counter(written(docx)) - Counter(letters(measured)) == Counter()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_printed_in_the_margin_of_the_sheet(name: str, printed: Print) -> None:
    for sheet in printed(shipped.find_template(name).prove()).sheets:
        for line in sheet.lines:
            assert line.x0 > 15 and line.x1 < sheet.width - 15
            assert line.top > 8 and line.bottom < sheet.height - 8


def test_every_page_of_the_contract_says_which_of_how_many_it_is(printed: Print) -> None:
    measured = printed(shipped.find_template("项目合同书").prove())
    for number, sheet in enumerate(measured.sheets, 1):
        assert f"第{number}页共{measured.pages}页" in printed_on(sheet)
        assert "甲方小签" in printed_on(sheet)


@pytest.mark.parametrize("extra", range(0, 12, 3))
def test_parties_sign_under_text_of_the_contract(extra: int, printed: Print) -> None:
    """A page that holds signatures alone could be put under any contract."""
    contract = shipped.find_template("项目合同书")
    goal = "\n".join(["18户家庭稳定增收。"] * (extra + 1))
    measured = printed(contract.render(dict(contract.example) | {"goal": goal, "signed_on": None}))
    (page,) = [printed_on(sheet) for sheet in measured.sheets if "甲方（盖章）" in printed_on(sheet)]
    assert "本合同一式四份" in page
    assert "签订地点" in page


def test_a_long_budget_loses_no_row_and_repeats_its_head(printed: Print) -> None:
    contract = shipped.find_template("项目合同书")
    rows = [{"name": f"物资{number}", "quantity": 1, "price": 100, "amount": 100} for number in range(60)]
    docx = contract.render(dict(contract.example) | {"budget": rows})
    measured = printed(docx)
    assert Counter(written(docx)) - Counter(letters(measured)) == Counter()
    heads = [sheet.number for sheet in measured.sheets if "单价（元）" in printed_on(sheet)]
    assert len(heads) >= 2

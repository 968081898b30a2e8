"""Whether a paper stands (有效, 作废, 撤销, 废止; 条例 33), and the 发文稿纸 that is kept with it."""

from __future__ import annotations

from datetime import date

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused

DAY = date(2026, 5, 4)


@pytest.fixture
def paper(open_a_case, add_a_paper):
    return add_a_paper(open_a_case().code)


@pytest.fixture
def change(paper, now):
    return lambda standing, **more: registry.change_standing(paper.id, standing, actor="陆文渊", now=now, **more)


def test_a_paper_stands_until_it_is_said_otherwise(paper, change):
    assert (paper.standing, paper.standing_from) == ("有效", None)

    changed = change("废止", since=DAY, basis="青民发〔2026〕9号")

    assert (changed.standing, changed.standing_from, changed.standing_basis) == ("废止", DAY, "青民发〔2026〕9号")
    assert registry.paper(paper.id) == changed


def test_the_same_again_changes_nothing(change):
    first = change("撤销", basis="上级决定")
    count = len(registry.entries())

    assert change("撤销", basis="上级决定") == first
    assert len(registry.entries()) == count


def test_a_paper_falls_once(change):
    change("撤销", basis="上级决定")
    with pytest.raises(Refused, match="已经撤销（上级决定），不能再办理废止"):
        change("废止", since=DAY, basis="本机关决定")


@pytest.mark.parametrize(
    ("standing", "more", "told"),
    [
        ("有效", {"basis": "x"}, "公文效力「有效」不认识"),
        ("撤销", {}, "公文撤销要写明依据"),
        ("废止", {"basis": "x"}, "要写明从哪一天起失效"),
    ],
)
def test_what_is_lacking_is_told(change, standing, more, told):
    with pytest.raises(BadInput, match=told):
        change(standing, **more)


def test_the_sheet_is_kept_and_replaced(paper, now):
    first = registry.keep_sheet(paper.id, docx=b"one", pdf=b"1", actor="石磊", now=now)
    again = registry.keep_sheet(paper.id, docx=b"one", pdf=b"1", actor="石磊", now=now)
    second = registry.keep_sheet(paper.id, docx=b"two", pdf=b"2", actor="石磊", now=now)

    assert first == again
    assert registry.get(second.inputs["sheet"]["docx"]) == b"two"
    assert second.inputs["amount"] == paper.inputs["amount"]
    assert [entry.act for entry in registry.entries(paper.case)].count("存发文稿纸") == 2

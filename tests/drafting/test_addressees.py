"""Whom a finished paper names: 主送 from its control or 版记, 抄送 from 版记, groups kept whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gongwen import drafting
from gongwen.drafting.page.addressees import split

SAMPLE = Path(__file__).parents[2] / ("samples/papers/七部门联合意见/PAPER.yaml")


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("各县（市、区）人民政府，市直有关单位：", ("各县（市、区）人民政府", "市直有关单位")),
        ("市委办公室，市人大常委会办公室、市政协办公室。", ("市委办公室", "市人大常委会办公室", "市政协办公室")),
        ("各县（区）民政局、财政局，市妇联、市残联：", ("各县（区）民政局、财政局", "市妇联", "市残联")),
        ("青溪镇人民政府：", ("青溪镇人民政府",)),
        ("市财政局，市财政局", ("市财政局",)),
        ("各县(市、区)民政局;市直各部门:", ("各县(市、区)民政局", "市直各部门")),
        ("：", ()),
        ("", ()),
    ],
)
def test_organs_are_told_apart_outside_brackets(printed: str, names: tuple[str, ...]) -> None:
    assert split(printed) == names


def framed(**changes: object) -> bytes:
    paper = replace(drafting.read_paper_file(SAMPLE).paper, **changes)
    content = drafting.write_content(paper)
    return drafting.frame(content, paper, drafting.first_fit(content, paper))


def test_a_framed_paper_tells_both() -> None:
    found = drafting.addressees(
        framed(recipients=("各县（区）人民政府", "市直有关单位"), cc=("市委办公室，市档案馆", "市政协办公室"))
    )
    assert found == {
        "主送": ("各县（区）人民政府", "市直有关单位"),
        "抄送": ("市委办公室", "市档案馆", "市政协办公室"),
    }


def test_an_organ_gets_the_paper_once() -> None:
    found = drafting.addressees(framed(recipients=("市财政局",), cc=("市财政局", "市档案馆")))
    assert found == {"主送": ("市财政局",), "抄送": ("市档案馆",)}


def test_recipients_moved_into_the_imprint_are_found_there() -> None:
    paper = replace(drafting.read_paper_file(SAMPLE).paper, recipients=("市财政局", "市教育局"), cc=())
    content = drafting.write_content(paper)
    docx = drafting.frame(content, paper, replace(drafting.first_fit(content, paper), recipients_in_imprint=True))
    assert drafting.addressees(docx) == {"主送": ("市财政局", "市教育局"), "抄送": ()}


def test_a_paper_to_nobody_in_particular_names_nobody() -> None:
    assert drafting.addressees(framed(recipients=(), cc=())) == {"主送": (), "抄送": ()}

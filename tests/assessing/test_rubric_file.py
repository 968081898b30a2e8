"""评估指标文件: the shipped rubric is sound, and a bad one is refused whole with every fault."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from gongwen.assessing import faults, read_rubric
from gongwen.errors import BadInput

SHIPPED = (Path(__file__).parents[2] / "workflows/rubrics/project.yaml").read_text(encoding="utf-8")


def test_the_shipped_rubric_can_be_used() -> None:
    rubric = read_rubric(SHIPPED)
    assert sum(rubric.groups().values()) == 100
    assert len(rubric.indicators) == 10
    assert [(g.name, g.threshold, g.proposes) for g in rubric.grades] == [
        ("优", 90, "表彰"),
        ("良", 80, "兑现"),
        ("合格", 60, "兑现"),
        ("不合格", 0, "追回资金"),
    ]
    assert (rubric.assessors, rubric.spread) == (3, Decimal(15))
    assert all(indicator.evidence and indicator.standard for indicator in rubric.indicators)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("assessors: 3 ", "assesors: 3 ", "不认识的项「assesors」"),
        ("assessors: 3 ", "assesors: 3 ", "缺「assessors」"),
        ("assessors: 3 ", "assessors: 0 ", "「assessors」应当是正整数，现为「0」"),
        ("spread: 15 ", "spread: 很多 ", "「spread」应当是不小于零"),
        ("        weight: 8\n", "        weight: 9\n", "一级指标「立项与合同」权重为 15，但其二级指标合计 16"),
        ("        weight: 8\n", "        weight: 9\n", "权重合计 101，应当为 100"),
        ("        weight: 8\n", "        weight: -8\n", "「weight」应当是不小于零"),
        (
            "        weight: 8\n        full: 100",
            "        weight: 8\n        full: 0",
            "「对象认定准确」的 full 应当大于零",
        ),
        ("code: a2", "code: a1", "二级指标的 code「a1」重复"),
        ("code: a2", "code: A2", "小写英文字母和数字组成，现为「A2」"),
        ("code: a2", "code: unit", "现为「unit」"),
        ("name: 进度按期", "name: 质量达标", "二级指标的 name「质量达标」重复"),
        ("from: 80", "from: 95", "「良」的 from 应当小于「优」的 90"),
        ("from: 0\n", "from: 10\n", "最后一个等次的 from 应当是 0"),
        ("from: 90", "from: 101", "没有项目能达到"),
        ("name: 良", "name: 优", "等次「优」重复"),
        ("proposes: 表彰", "proposes: 奖车", "「奖车」不认识，可用：表彰、兑现、追回资金"),
        ("评估总分 {total} 分，低于", "评估总分 {sum} 分，低于", "不认识的「{sum}」"),
        ("评估总分 {total} 分，低于", "评估总分 {total 分，低于", "不认识的「{{}」"),
        ("title: 困难", "name: 又\ntitle: 困难", "同一项写了两次"),
        ("indicators:\n", "indicators: 无\nothers:\n", "「indicators」应当是列表"),
        ("name: project", "name: [", "不是有效的 YAML"),
    ],
)
def test_each_fault_is_told_with_its_word(old: str, new: str, told: str) -> None:
    assert old in SHIPPED
    assert any(told in sentence for sentence in faults(SHIPPED.replace(old, new, 1)))


def test_every_fault_is_told_at_once_in_order_of_lines() -> None:
    text = SHIPPED.replace("spread: 15", "spread: 宽").replace("code: b1", "code: B1").replace("from: 0\n", "from: 5\n")
    with pytest.raises(BadInput) as refusal:
        read_rubric(text)
    sentences = refusal.value.faults
    assert [("spread" in s, "B1" in s, "应当是 0" in s) for s in sentences] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    lines = [int(sentence.removeprefix("第").split("行")[0]) for sentence in sentences]
    assert lines == sorted(lines)
    assert text.splitlines()[lines[0] - 1].startswith("spread: 宽")
    assert text.splitlines()[lines[1] - 1].endswith("code: B1")


@pytest.mark.parametrize("text", ["", "- 一\n- 二\n", "只有文字", "indicators: [文字]"])
def test_what_is_no_rubric_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_rubric(text)

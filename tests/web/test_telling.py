"""What the office says, as a screen says it: without the words of the command line."""

from __future__ import annotations

import pytest

from gongwen.web import telling


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("办理「退回」应当说明理由，请用 --reason 写明。", "办理「退回」应当说明理由，请写明。"),
        ("请文印员（石磊）逐个登记（gongwen paper send）", "请文印员（石磊）逐个登记"),
        ("「退回」可以去往起草、会办，请用 --to 写明环节。", "「退回」可以去往起草、会办，请写明环节。"),
        ("没有登记名为「甲」的人员，请核对 --as 的姓名。", "没有登记名为「甲」的人员，请核对姓名。"),
        ("请先用 gongwen calendar set 逐日录入休息日和补班日。", "请先逐日录入休息日和补班日。"),
        ("没有登记「甲」，请核对（gongwen person list、gongwen organ list）。", "没有登记「甲」，请核对。"),
        ("别的话（括号）照旧。", "别的话（括号）照旧。"),
    ],
)
def test_the_command_lines_words_are_left_out(said: str, shown: str) -> None:
    assert telling.spoken(said) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("应于 2026-12-02 17:00 前办结", "应于 2026年12月2日 17:00 前办结"),
        ("QHBF-2026-007 自 2026-03-05 起", "QHBF-2026-007 自 2026年3月5日 起"),
        ("日期「2026-03-05」早于今天", "日期「2026-03-05」早于今天"),
        ("2026-13-45、12026-01-01 不是日期", "2026-13-45、12026-01-01 不是日期"),
    ],
)
def test_a_day_is_said_as_papers_write_it(said: str, shown: str) -> None:
    assert telling.dated(said) == telling.spoken(said) == shown

"""`gongwen paper recipients/send/receive/overdue/show` at the command line, on a paper that has just been sealed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kit.door import Said, typed
from kit.paper_course import Course, course_after
from kit.quick import quick

TO_ISSUE = ("送核", "核稿通过", "签发", "复核通过", "编号", "印制", "用印")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    return course_after(tmp_path / "office", quick(monkeypatch), 1, *TO_ISSUE)


@pytest.fixture
def paper(course: Course, tmp_path: Path) -> Callable[..., Said]:
    """A `gongwen paper` command on that office, `days` after the seal."""

    def command(word: str, *words: str, days: int = 0) -> Said:
        flow = () if word == "overdue" else (course.flow,)
        return typed("paper", word, *flow, *words, "--home", tmp_path / "office", at=course.at + timedelta(days=days))

    return command


def test_a_paper_is_sent_and_confirmed_at_the_command_line(paper: Callable[..., Said]) -> None:
    names = [row["name"] for row in json.loads(paper("recipients", "--json").out)]
    assert names[-1] == "市直有关单位"

    added = paper("recipients", "--add", "青禾市档案馆", "--part", "抄送", "--copies", "2", "--as", "石磊")
    assert added.code == 0 and "青禾市档案馆" in added.out
    sent = paper("send", "--how", "机要交换", "--as", "石磊")
    assert sent.code == 0 and "已登记分发" in sent.out and "青禾市档案馆" in sent.out

    [*_, late] = json.loads(paper("overdue", "--json", days=30).out)
    assert (late["name"], late["number"]) == ("青禾市档案馆", "青民发〔2026〕1号")
    assert "已由收发室签收" in paper("receive", "--organ", "青禾市档案馆", "--by", "收发室", "--as", "石磊").out
    for name in names:
        told = paper("receive", "--organ", name, "--unreceived", "网上公布", "--as", "石磊")
        assert told.code == 0, told.err
    assert json.loads(paper("overdue", "--json", days=30).out) == []

    whole = json.loads(paper("show", "--json").out)
    assert [(one["kind"], one["stands"]) for one in whole["opinions"]] == [
        ("核稿", True), ("签发", True), ("复核", True),
    ]  # fmt: skip
    assert (whole["number"], whole["force"], whole["stage"]) == ("青民发〔2026〕1号", "有效", "分发")
    office = "青禾市困难家庭帮扶工作领导小组办公室"
    assert f"签发：同意印发。　陆文渊（{office}）2026-03-02　有效" in paper("show").out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("send", "--how", "邮寄", "--as", "周晓岚"), 4, "只有文印员可以分发，周晓岚不是文印员"),
        (("send", "--how", "邮寄", "--organ", "无此单位", "--as", "石磊"), 3, "「无此单位」不在"),
        (("receive", "--organ", "市直有关单位", "--as", "石磊"), 4, "还没有分发给「市直有关单位」"),
        (("receive", "--organ", "市直有关单位", "--by", "甲", "--unreceived", "乙", "--as", "石磊"), 3, "一次只写一个"),
        (("recipients", "--add", "甲", "--remove", "乙", "--as", "石磊"), 3, "一次只用一个"),
        (("recipients", "--add", "甲"), 3, "请用 --as 写明姓名"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(
    paper: Callable[..., Said], words: tuple[str, ...], code: int, told: str
) -> None:
    said = paper(*words)
    assert (said.code, told in said.err) == (code, True), said.err

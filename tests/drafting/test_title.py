"""Breaking titles: the text stays, lines fit, nothing forbidden begins or ends a line, the shape is no rectangle."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.papers import NAMES
from gongwen.drafting import title, widths

TITLES = (
    "青禾市卫生健康委员会关于做好2026年困难家庭帮扶救助工作的通知",
    "关于印发《青禾市困难家庭帮扶救助项目管理办法》的通知",
    "青禾市困难家庭帮扶工作领导小组办公室关于同意临溪县困难家庭帮扶救助项目立项的批复",
    "青禾市人民政府办公室转发市卫生健康委等部门关于进一步加强困难家庭帮扶救助工作若干意见的通知",
    "关于对2026年度困难家庭帮扶救助项目评估结果为优的单位和个人予以表彰的决定",
    "关于成立青禾市困难家庭帮扶工作领导小组的通知",
    "青禾市卫生健康委员会、青禾市民政局、青禾市教育局、青禾市财政局关于印发《资金使用管理办法（试行）》的通知",
)
PIECES = (
    *("关于", "开展", "困难家庭", "帮扶", "救助", "的", "《管理办法》"),
    *("（试行）", "2026年", "通知", "和", "青禾市民政局", "、"),
)


def test_a_short_title_stays_on_one_line():
    assert title.broken("关于开展走访慰问的通知") == ("关于开展走访慰问的通知",)


def test_breaks_given_by_the_author_are_kept():
    assert title.broken("关于走访\n慰问的通知") == ("关于走访", "慰问的通知")


@pytest.mark.parametrize("text", TITLES)
def test_a_long_title_is_a_trapezium_or_a_lozenge(text):
    wide = [widths.width(line) for line in title.broken(text, NAMES)]
    steps = [b - a for a, b in pairwise(wide)]
    peak = wide.index(max(wide))
    assert len(wide) > 1
    assert max(wide) - min(wide) >= 1, "a rectangle"
    assert all(step > -0.5 for step in steps[:peak]) and all(step < 0.5 for step in steps[peak:]), "an hourglass"


@pytest.mark.parametrize("text", TITLES)
def test_organs_and_dates_stay_whole(text):
    lines = title.broken(text, NAMES)
    for whole in (*NAMES, "2026年度", "青禾市"):
        assert (whole in text) == any(whole in line for line in lines)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=22).map("".join))
def test_whatever_the_title_its_text_stays_and_its_lines_fit(text):
    lines = title.broken(text)
    assert "".join(lines) == text.strip()
    assert all(widths.width(line) <= title.LINE for line in lines)
    assert not any(line[0] in "的、》）" for line in lines[1:])
    assert not any(line[-1] in "《（" for line in lines)


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=90))
def test_any_text_at_all_can_be_broken(text):
    lines = title.broken(text)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_an_organs_name_is_shared_out_evenly(name, count):
    lines = title.even(name, count)
    assert len(lines) == count and "".join(lines) == name and all(lines)

"""Breaking titles: the text stays, lines fit, nothing forbidden begins or ends a line, the shape is no rectangle.

`titles.txt` holds titles as they are broken, ｜ between the lines, each read by a person: would an office accept it?
"""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.papers import NAMES
from gongwen.drafting.text import title
from gongwen.drafting.text.title_words import LINE
from gongwen.drafting.word import widths

TITLES = [tuple(row.split("｜")) for row in Path(__file__).with_name("titles.txt").read_text("utf-8").splitlines()]
TYPED = {("关于加强困难家庭帮扶救助工作的", "通知")}
KEPT = re.compile(
    r"\d{4}年(?:度|\d+月(?:\d+日)?)?|\d+月\d+日|〔\d{4}〕\d+号|第\d+[号期条]|[\d.,]+(?:[万亿]?元|户|个工作日|个|件|名|部门|%)"
    r"|“[^”]{1,10}”|（试行）|（草案）|[\d.]+%?[—～][\d.]+[%年]?|[A-Za-z]+[-/0-9A-Za-z ]*"
)
PIECES = (
    *("关于", "开展", "困难家庭", "帮扶", "救助", "的", "《管理办法》", "等", "进一步"),
    *("（试行）", "2026年", "通知", "和", "青禾市民政局", "、", "120万元", "5个工作日", "“十五五”", "85.5%"),
)


def is_rectangle(lines: tuple[str, ...]) -> bool:
    wide = [widths.width(line) for line in lines]
    return len(wide) > 1 and all(abs(b - a) < 1 for a, b in pairwise(wide))


def is_hourglass(lines: tuple[str, ...]) -> bool:
    steps = [widths.width(b) - widths.width(a) for a, b in pairwise(lines)]
    falling = next((i for i, step in enumerate(steps) if step <= -1), len(steps))
    return any(step >= 1 for step in steps[falling:])


def test_the_table_is_long_enough_to_mean_something():
    assert len(TITLES) >= 105 and len({"".join(lines) for lines in TITLES}) == len(TITLES)
    assert {1, 2, 3, 4, 6} <= {len(lines) for lines in TITLES}


@pytest.mark.parametrize("lines", TITLES, ids=lambda lines: "".join(lines)[:24])
def test_a_title_is_broken_as_it_was_read_and_approved(lines):
    text = "\n".join(lines) if lines in TYPED else "".join(lines)
    assert title.broken(text) == lines


def test_breaking_a_title_takes_no_time():
    """50 ms a title at the most, on the average of the table far less."""
    title.broken("".join(TITLES[5]))
    start = time.process_time()
    for lines in TITLES:
        title.broken("".join(lines))
    assert (time.process_time() - start) / len(TITLES) < 0.05


@pytest.mark.parametrize("lines", TITLES, ids=lambda lines: "".join(lines)[:24])
def test_a_title_keeps_every_rule(lines):
    assert all(widths.width(line) <= LINE for line in lines)
    assert not is_hourglass(lines) and not is_rectangle(lines)
    for line in lines[1:]:
        assert line[0] not in "的地得了等、，。；：》〉）”〕—～%％"
    for line in lines[:-1]:
        assert line[-1] not in "《〈（“〔" and not re.search(r"(关于|对于|和|与|及|[^应]对|在|为|向|把|将|至)$", line)
    for found in KEPT.finditer("".join(lines)):
        assert any(found[0].strip() in line for line in lines), f"{found[0]} is parted"


@pytest.mark.parametrize(
    "lines", [one for one in TITLES if "《" in "".join(one)], ids=lambda lines: "".join(lines)[:24]
)
def test_a_short_title_in_marks_is_whole_as_far_as_it_fits(lines):
    """Parted only where the marks and what clings to them (的通知, 等) would fill more than a line."""
    for book in re.findall(r"《[^《》]*》|〈[^〈〉]*〉", "".join(lines)):
        assert any(book in line for line in lines) or widths.width(book) > 15


@pytest.mark.parametrize("lines", TITLES, ids=lambda lines: "".join(lines)[:24])
def test_organs_stay_whole(lines):
    for name in (*NAMES, "青禾市人民政府", "人民政府办公", "领导小组", "青禾市", "市卫生健康委", "中共青禾市委"):
        assert (name in "".join(lines)) == any(name in line for line in lines)


@pytest.mark.parametrize("count", [19, 20, 21, 39, 40, 41, 60, 61, 80, 120])
def test_a_title_of_exactly_so_many_cells_fits_its_lines(count):
    made = ("关于做好" + "困难家庭帮扶救助工作" * 20)[: count - 3] + "的通知"
    lines = title.broken(made)
    assert "".join(lines) == made and len(made) == count
    assert len(lines) == 1 if count <= 20 else len(lines) > 1
    assert all(widths.width(line) <= LINE for line in lines) and not is_rectangle(lines)


def test_breaks_given_by_the_author_are_kept():
    assert title.broken("关于走访\n慰问的通知") == ("关于走访", "慰问的通知")


def test_a_typed_line_that_is_too_long_is_broken_in_its_turn():
    lines = title.broken("青禾市民政局\n关于做好2026年困难家庭夏季走访慰问和防暑降温物资发放工作的通知")
    assert lines[0] == "青禾市民政局" and len(lines) == 3
    assert all(widths.width(line) <= LINE for line in lines)


def test_names_that_the_paper_gives_are_never_parted():
    name = "东江省帮扶救助信息核对和数据共享专班"
    lines = title.broken(f"关于成立{name}及其工作规则的通知", [name])
    assert any(name in line for line in lines)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=22).map("".join))
def test_whatever_the_title_its_text_stays_and_its_lines_fit(text):
    lines = title.broken(text)
    assert "".join(lines) == text.strip()
    assert all(widths.width(line) <= LINE for line in lines)
    assert not any(line[0] in "的、》）”" for line in lines[1:])
    assert not any(line[-1] in "《（“" for line in lines)
    for whole in ("2026年", "120万元", "5个工作日", "85.5%", "“十五五”"):
        assert sum(line.count(whole) for line in lines) == text.count(whole)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=90))
def test_any_text_at_all_can_be_broken(text):
    lines = title.broken(text)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("text", ["甲" * 120, "A" * 200, "青" * 21, "《" * 50])
def test_a_title_without_words_is_shared_out(text):
    lines = title.broken(text)
    assert "".join(lines) == text
    assert all(widths.width(line) <= LINE for line in lines) or text[0] == "《"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_an_organs_name_is_shared_out_evenly(name, count):
    lines = title.even(name, count)
    assert len(lines) == count and "".join(lines) == name and all(lines)

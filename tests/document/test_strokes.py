"""姓氏笔画: the table keeps the order of GF 3003, and lists follow it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document.names import COMPOUND_SURNAMES, split
from gongwen.document.stroke_table import TABLE
from gongwen.document.strokes import STROKES, count, in_stroke_order, undecided
from gongwen.errors import BadInput

COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎雷龙段郝孔史陶黎贺毛龚邵万钱严覃武戴莫向汤温康施樊常殷齐伍牛洪"
)

names = st.builds(
    "{}{}".format, st.sampled_from(COMMON), st.text(st.sampled_from(list(STROKES)), min_size=1, max_size=2)
)


def test_every_entry_is_one_character_with_its_strokes() -> None:
    assert all(re.fullmatch(r"[\u4e00-\u9fff][1-5]+", entry) for entry in TABLE.split())
    assert len(STROKES) == len(TABLE.split())


def test_the_table_stands_in_stroke_order() -> None:
    keys = [(len(strokes), strokes) for strokes in STROKES.values()]
    assert all(before <= after for before, after in pairwise(keys))


def test_the_commonest_surnames_and_all_compound_ones_are_known() -> None:
    assert [surname for surname in COMMON if surname not in STROKES] == []
    assert sorted(surname for surname in COMPOUND_SURNAMES if surname[0] not in STROKES) == []


@pytest.mark.parametrize(
    ("character", "strokes"),
    [
        ("丁", "12"),
        ("卫", "521"),
        ("马", "551"),
        ("方", "4153"),
        ("龙", "13534"),
        ("西", "125351"),
        ("李", "1234521"),
        ("周", "35121251"),
        ("赵", "121213434"),
        ("戴", "12125121122134534"),
    ],
)
def test_strokes_are_those_a_school_dictionary_prints(character: str, strokes: str) -> None:
    assert STROKES[character] == strokes
    assert count(character) == len(strokes)


def test_a_list_goes_by_strokes_then_by_stroke_types() -> None:
    assert in_stroke_order(["魏强", "赵明", "丁一", "李伟", "王芳", "万山", "于海", "马玉", "陈平", "张力"]) == [
        "丁一",
        "于海",
        "万山",
        "马玉",
        "王芳",
        "李伟",
        "张力",
        "陈平",
        "赵明",
        "魏强",
    ]


def test_equal_strokes_follow_the_table_of_standard_characters() -> None:
    listed = ["申明", "叶明", "孔明", "巴明", "右明", "石明"]
    assert in_stroke_order(listed) == ["巴明", "孔明", "石明", "右明", "叶明", "申明"]


def test_namesakes_go_one_character_first_then_by_the_given_name() -> None:
    listed = ["王小明", "王芳", "王一川", "王一山", "王力"]
    assert in_stroke_order(listed) == ["王力", "王芳", "王一山", "王一川", "王小明"]


def test_a_compound_surname_goes_by_its_first_character_after_the_single_one() -> None:
    assert in_stroke_order(["欧阳明", "欧明", "司马光", "石明"]) == ["石明", "司马光", "欧明", "欧阳明"]


def test_padded_names_are_ordered_like_others_and_stay_as_typed() -> None:
    assert in_stroke_order(["张　力", "丁　一"]) == ["丁　一", "张　力"]


def test_every_missing_surname_is_named_with_what_to_do() -> None:
    with pytest.raises(BadInput, match=r"没有姓氏「䶮」、「龘」.*order: given"):
        in_stroke_order(["王芳", "䶮明", "龘明"])


def test_namesakes_with_a_rare_character_keep_their_given_order_and_are_reported() -> None:
    listed = ["王一", "李龘", "李明", "丁一"]
    assert in_stroke_order(listed) == ["丁一", "王一", "李龘", "李明"]
    assert undecided(listed) == ["李龘", "李明"]
    assert undecided(["王一", "李龘", "丁一"]) == []


def test_an_unknown_character_has_no_count() -> None:
    with pytest.raises(BadInput, match="「龘」"):
        count("龘")


@given(st.lists(names), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_the_list_was_typed(listed: list[str], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = random.sample(listed, len(listed))
    assert in_stroke_order(shuffled) == in_stroke_order(listed)
    assert sorted(in_stroke_order(listed)) == sorted(listed)


@given(st.lists(names))
def test_stroke_counts_never_fall_along_the_list(listed: list[str]) -> None:
    counts = [count(split(name)[0][0]) for name in in_stroke_order(listed)]
    assert counts == sorted(counts)

"""Joint seals by arithmetic: rows, columns and distances for any number of organs, any seal, any length of name."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.papers import NAMES
from gongwen.document import layout
from gongwen.document.geometry import GEOMETRIES, NATIONAL
from gongwen.document.lengths import Length, mm
from gongwen.document.model import Organ
from gongwen.drafting.page import placing, seal_grid
from gongwen.drafting.word.widths import body_width
from gongwen.errors import BadInput

LONG = "青禾市人力资源和社会保障局劳动保障监察综合行政执法支队"
SHORT = ("市民政局", "市财政局", "市教育局", "市残联", "市妇联", "市总工会")
NAME_SETS = {"short": SHORT, "usual": NAMES, "long": (LONG,), "mixed": ("市残联", LONG, "青禾市卫生健康委员会")}
SIZES = {"38": (38,), "42": (42,), "45": (45,), "50": (50,), "mixed": (50, 42, 38, 45)}
NONE = Length(0)


def joint(count: int, names: Sequence[str] = NAMES, sizes: Sequence[float] = (42,)) -> tuple[Organ, ...]:
    """So many organs, their names and seals taken in turn."""
    return tuple(Organ(names[i % len(names)], seal_mm=sizes[i % len(sizes)]) for i in range(count))


def circles(grid: seal_grid.Grid) -> list[tuple[float, float, float]]:
    """Centre and radius of every seal in mm, from the left edge of 版心 and the text's characters."""
    made, top = [], grid.to_text
    for row in grid.rows:
        left = NONE
        for organ, wide in zip(row, grid.columns, strict=True):
            if organ:
                made.append(((left + wide * 0.5).mm, (top + grid.tall(row) * 0.5).mm, organ.seal_mm / 2))
            left += wide
        top += grid.tall(row) + grid.spacing
    return made


@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("names", NAME_SETS.values(), ids=NAME_SETS)
@pytest.mark.parametrize("count", range(2, 13))
def test_up_to_twelve_seals_of_any_size_stand_apart_inside_the_type_area_and_beneath_text(count, names, sizes):
    grid = seal_grid.plan(joint(count, names, sizes), NATIONAL, NONE)
    seals = circles(grid)
    assert len(seals) == count
    for (x, y, r), (other_x, other_y, other_r) in combinations(seals, 2):
        assert math.dist((x, y), (other_x, other_y)) - r - other_r > 0.9
    assert all(r <= x <= 156 - r for x, _, r in seals)
    assert 0 < grid.to_text.mm <= layout.SEAL_TOP_GAP.mm
    text_and_seals = NATIONAL.pitch.mm + grid.height.mm
    assert text_and_seals < NATIONAL.room.mm


@pytest.mark.parametrize("geometry", GEOMETRIES.values(), ids=GEOMETRIES)
@pytest.mark.parametrize("size", [38, 42, 45, 50])
def test_twelve_seals_of_any_size_fit_every_page_set_up_also_with_a_note(geometry, size):
    assert len(circles(seal_grid.plan(joint(12, sizes=(size,)), geometry, geometry.pitch))) == 12


@pytest.mark.parametrize(("count", "shape"), [(2, (1, 2)), (3, (1, 3)), (4, (2, 2)), (5, (2, 3)), (10, (4, 3))])
def test_rows_are_filled_evenly(count, shape):
    grid = seal_grid.plan(joint(count), NATIONAL, NONE)
    assert (len(grid.rows), len(grid.columns)) == shape


def test_the_last_row_ends_at_the_right_with_the_last_organ():
    rows = seal_grid.grid_rows(joint(5), 3)
    assert [organ and organ.name for organ in rows[-1]] == [None, NAMES[3], NAMES[4]]


def test_seals_move_closer_only_where_room_is_short():
    assert seal_grid.plan(joint(6), NATIONAL, NONE).spacing == layout.SEAL_SPACING
    assert seal_grid.plan(joint(12, sizes=(50,)), NATIONAL, NONE).spacing == mm(1)


def test_seals_move_closer_for_the_list_of_attachments_between_them_and_the_text():
    word = GEOMETRIES["word-37-35"]
    alone, under_list = (seal_grid.plan(joint(10, sizes=(45,)), word, word.pitch, rows) for rows in (0, 2))
    assert under_list.height < alone.height
    assert under_list.height + word.pitch * 4 < word.room


def test_four_small_seals_stand_in_a_row_where_three_would_not_fit_the_page():
    assert len(seal_grid.plan(joint(12, sizes=(35,)), NATIONAL, NONE).columns) == 3
    assert len(seal_grid.plan(joint(18, sizes=(35,)), NATIONAL, NONE).columns) == 4


def test_the_last_column_holds_the_longest_date_on_one_line():
    columns = seal_grid.plan(joint(18, sizes=(35,)), NATIONAL, NONE).columns
    assert columns[-1] > body_width("2026年12月31日") > columns[0]


@pytest.mark.parametrize("count", [13, 14, 15])
def test_fifteen_seals_of_42_mm_still_fit_a_page_with_a_line_of_text(count):
    assert seal_grid.plan(joint(count), NATIONAL, NONE).height + NATIONAL.pitch < NATIONAL.room


@pytest.mark.parametrize(("count", "size"), [(16, 42), (13, 50), (2, 160)])
def test_seals_that_no_page_holds_are_refused_with_what_to_do(count, size):
    with pytest.raises(BadInput, match=rf"联合行文 {count} 个机关.*sign_off: plain.*seal_mm"):
        seal_grid.plan(joint(count, sizes=(size,)), NATIONAL, NONE)


def pressed(lines: tuple[str, ...], size: float) -> seal_grid.Pressed:
    """A name in its lines under a seal that begins at the top of its cell."""
    return seal_grid.Pressed(Organ("".join(lines), seal_mm=size), 1, lines, mm(size / 2), mm(52))


def test_a_name_beyond_all_measure_asks_for_the_short_one():
    with pytest.raises(BadInput, match="改用规范化简称"):
        seal_grid.name_place(pressed(("青禾市",) * 9, 42), NATIONAL.pitch, dated=True)


@settings(deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=12), st.lists(st.sampled_from([38, 42, 50]), min_size=2))
def test_columns_fill_the_type_area_and_hold_their_seals(names, sizes):
    grid = seal_grid.plan(joint(len(names), names, sizes), NATIONAL, NONE)
    assert sum(grid.columns) == pytest.approx(layout.TYPE_WIDTH, abs=20)
    for row in grid.rows:
        for organ, wide in zip(row, grid.columns, strict=True):
            assert organ is None or wide >= mm(organ.seal_mm) + grid.spacing


@settings(deadline=None)
@given(st.lists(st.sampled_from((*NAMES, LONG)), min_size=1, max_size=4), st.sampled_from([52, 78]))
def test_names_side_by_side_keep_their_text_and_a_gap_between_them(names, wide):
    row, columns = joint(len(names), names), (mm(wide),) * len(names)
    lines = seal_grid.row_lines(row, columns)
    assert ["".join(one) for one in lines] == names
    for left, right in pairwise(lines):
        assert wide - (placing.widest(left) + placing.widest(right)).mm / 2 > 2.9


def test_a_name_of_nine_characters_keeps_its_line_beside_shorter_ones():
    names = ("中共青禾市委宣传部", "青禾市教育局", "青禾市民政局")
    assert [len(lines) for lines in seal_grid.row_lines(joint(3, names), (mm(52),) * 3)] == [1, 1, 1]
    assert [len(lines) for lines in seal_grid.row_lines(joint(3, names[:1]), (mm(52),) * 3)] == [2, 2, 2]


@pytest.mark.parametrize("dated", [False, True])
@pytest.mark.parametrize("size", [38, 42, 45, 50])
@pytest.mark.parametrize("lines", [1, 2, 3, 4])
def test_the_name_lies_a_little_under_the_seals_centre_and_the_date_inside_the_seal(lines, size, dated):
    name = pressed(("青禾市民政局",) * lines, size)
    pitch = placing.pitch_of(name.lines, NATIONAL.pitch)
    top = seal_grid.name_place(name, NATIONAL.pitch, dated=dated)
    middle = top + placing.middle(pitch) + pitch * ((lines - 1) / 2)
    date_foot = top + pitch * lines + placing.middle(NATIONAL.pitch) + layout.SIZE_3 * 0.5
    if not dated or lines == 1:
        assert 0 < (middle - name.centre).mm < 3
    if dated:
        assert date_foot.mm < size
        assert top > 0


def test_a_long_name_under_a_small_seal_beside_a_large_one_stays_inside_its_own():
    name = seal_grid.Pressed(Organ(LONG, seal_mm=38), 1, (LONG[:7],) * 4, mm(25), mm(52))
    assert seal_grid.name_place(name, NATIONAL.pitch, dated=True).mm > 25 - 19

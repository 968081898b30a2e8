"""How the head gives way: in the order of the standard, as far as needed, and not further."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafting.papers import NAMES, a_paper, organs
from gongwen.document import layout
from gongwen.document.lengths import pt
from gongwen.document.model import Organ
from gongwen.drafting import first_fit, write_content
from gongwen.drafting.page import fit, mark
from gongwen.drafting.page.frame import lines_on_first_page
from gongwen.drafting.text import content
from gongwen.errors import BadInput

LONG = "青禾市困难家庭帮扶工作领导小组办公室"


def fitted(paper):
    return first_fit(write_content(paper), paper)


@pytest.mark.parametrize("count", range(1, 13))
def test_the_first_page_shows_text_with_any_number_of_organs(count):
    paper = a_paper(issuers=organs(count))
    text = write_content(paper)
    found = first_fit(text, paper)
    assert lines_on_first_page(content.read(text), paper, found) >= 1
    assert layout.MARK_MIN_SIZE <= found.mark_size <= layout.MARK_MAX_SIZE


@pytest.mark.parametrize("count", range(1, 13))
def test_the_mark_is_never_wider_than_the_type_area(count):
    paper = a_paper(issuers=organs(count))
    size = fitted(paper).mark_size
    longest = max(len(organ.name) for organ in paper.issuers)
    assert size * (longest + 2) <= layout.TYPE_WIDTH


def test_one_organ_concedes_nothing():
    assert fitted(a_paper()).conceded == ()


def test_the_head_gives_way_in_the_order_of_the_standard():
    paper = a_paper(issuers=organs(10))
    ways = list(fit.ways(paper, mark.largest_size(paper)))
    order = [way.conceded[-1] for way in ways if way.conceded]
    seen = list(dict.fromkeys(order))
    assert seen == ["压缩发文机关标志行距", "缩小发文机关标志字号", "主送机关移至版记", "压缩首页行距"]
    moved = next(way for way in ways if way.recipients_in_imprint)
    assert moved.mark_size == layout.MARK_SHRINK_FIRST
    assert ways[-1].mark_size == layout.MARK_MIN_SIZE


def test_a_room_too_small_for_16_points_proposes_the_lead_alone():
    many = tuple(Organ(f"青禾市第{i}帮扶救助工作办公室") for i in range(30))
    with pytest.raises(BadInput, match=r"30 个机关.*masthead: lead"):
        fitted(a_paper(issuers=many))
    assert fitted(a_paper(issuers=many, masthead="lead")).mark_size > pt(22)


def test_the_lead_alone_stands_in_the_mark():
    paper = a_paper(issuers=organs(10), masthead="lead", lead=NAMES[1])
    assert [organ.name for organ in paper.mark_organs] == [NAMES[1]]
    assert fitted(paper).conceded == ()


def test_a_name_too_long_for_a_line_asks_for_the_short_name():
    with pytest.raises(BadInput, match=r"排不下，请改用规范化简称。$"):
        fitted(a_paper(issuers=(Organ("青禾市" * 14),)))


def test_a_long_name_beside_others_also_proposes_the_lead_alone():
    with pytest.raises(BadInput, match=r"规范化简称，或者只标主办机关.*masthead: lead"):
        fitted(a_paper(issuers=(*organs(2), Organ("青禾市" * 14))))


_LENGTHS = [(10, 36, 1), (18, 21, 1), (20, 22, 0.9), (27, 21, 0.71), (36, 16, 0.71)]


@pytest.mark.parametrize(("chars", "size", "narrow"), _LENGTHS)
def test_long_names_are_set_narrower_before_they_are_set_smaller(chars, size, narrow):
    paper = a_paper(issuers=(Organ("青" * chars),))
    assert mark.largest_size(paper) == pt(size)
    assert mark.narrowness(paper, pt(size)) == pytest.approx(narrow)


def test_no_issuer_is_a_fault_of_the_paper():
    with pytest.raises(BadInput, match="缺发文机关"):
        fitted(a_paper(issuers=()))


def test_scaled_rows_scale_every_distance():
    half = replace(fitted(a_paper()), blank_rows=0.5)
    assert half.row(layout.RULE_TO_TITLE) == pytest.approx(layout.RULE_TO_TITLE / 2, abs=1)


def test_a_long_name_alone_fits():
    assert fitted(a_paper(issuers=(Organ(LONG),))).mark_size >= pt(20)
